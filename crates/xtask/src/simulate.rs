//! `cargo xtask simulate`: many histories on simulated tablets (`crates/simulate`), compiled for speed.

use std::path::Path;
use std::process::Stdio;
use xtask::machine;
use xtask::reliability::{Published, Simulation};
use xtask::step::{Failure, cargo, step};

/// Plays the histories, looks for every planted defect, and, asked to, publishes what came of it.
///
/// # Errors
/// The first violation, with its seed; or a planted defect that was not found.
pub fn run(histories: u64, seed: u64, publish: bool) -> Result<(), Failure> {
    let count = format!("{histories}");
    let args = ["run", "--release", "--quiet", "--package", "simulate", "--", &count, &format!("{seed}")];
    let output = step("histories", || {
        let output = cargo(&args).stderr(Stdio::inherit()).output().map_err(|error| error.to_string())?;
        if output.status.success() { Ok(output) } else { Err("the simulation found something".to_owned()) }
    })?;
    if publish {
        return quote(&output.stdout);
    }
    println!("{}", String::from_utf8_lossy(&output.stdout));
    Ok(())
}

/// Publishes what a run on this machine printed before, as a campaign of many hours does.
///
/// # Errors
/// When the file is not what a run prints.
pub fn publish_from(file: &Path) -> Result<(), Failure> {
    quote(&std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?)
}

fn quote(printed: &[u8]) -> Result<(), Failure> {
    let simulation: Simulation = serde_json::from_slice(printed).map_err(|error| error.to_string())?;
    let simulation = Simulation { run: machine::run(vec![machine::rustc()]), ..simulation };
    Published { simulation, ..Published::read()? }.write()
}

//! `cargo xtask torture`: the browsers, and then the program that kills them (`crates/drive/src/bin/torture.rs`).

use xtask::browsers;
use xtask::dist::{self, Profile};
use xtask::step::{self, Failure, cargo, step};

/// Kills browsers while people sign. What came of it is written to `torture.json` in the target folder; the browsers' profiles
/// lie there too meanwhile, on a disk and not in memory.
///
/// # Errors
/// What does not run; or somebody is lost.
pub fn run(args: &[String]) -> Result<(), Failure> {
    browsers::bring_up()?;
    dist::build(Profile::Tests)?;
    let profiles = step::target().join("torture");
    std::fs::create_dir_all(&profiles).map_err(|error| format!("{}: {error}", profiles.display()))?;
    let json = step::target().join("torture.json");
    let mut command = cargo(&["run", "--quiet", "--package", "drive", "--bin", "torture", "--", "--json"]);
    step("torture", || step::run(command.arg(&json).args(args).env("TMPDIR", &profiles)))?;
    println!("written: {}", json.display());
    Ok(())
}

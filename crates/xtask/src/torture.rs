//! `cargo xtask torture`: the browsers, and then the program that kills them (`crates/drive/src/bin/torture.rs`).

use std::fs;
use std::path::{Path, PathBuf};
use xtask::browsers;
use xtask::dist::{self, Profile};
use xtask::machine;
use xtask::reliability::{Published, Torture};
use xtask::step::{self, Failure, cargo, step};

/// Kills browsers while people sign. What came of it is written to `torture.json` in the target folder; the browsers' profiles
/// lie there too meanwhile, on a disk and not in memory.
///
/// # Errors
/// What does not run; or somebody is lost.
pub fn run(args: &[String], publish: bool) -> Result<(), Failure> {
    browsers::bring_up()?;
    dist::build(Profile::Tests)?;
    let passed = args.iter().filter(|arg| *arg != "--publish");
    let profiles = fresh(step::target().join("torture"))?;
    let json = step::target().join("torture.json");
    let _ = fs::remove_file(&json);
    let mut command = cargo(&["run", "--quiet", "--package", "drive", "--bin", "torture", "--", "--json"]);
    let done = step("torture", || step::run(command.arg(&json).args(passed).env("TMPDIR", &profiles)));
    fresh(profiles)?;
    // Of the engines that came to their end, one that did not takes nothing away.
    if publish && json.exists() {
        publish_from(&json)?;
    }
    done
}

/// Publishes what a run on this machine wrote. Engines of which it has nothing stay as they are known.
///
/// # Errors
/// When the file is not what a run writes.
pub fn publish_from(json: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(json).map_err(|error| format!("{}: {error}", json.display()))?;
    let torture: Torture = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let torture = Torture { run: machine::run(vec![machine::rustc()]), ..torture };
    let before = Published::read()?;
    Published { torture: Some(torture.over(before.torture.clone())), ..before }.write()
}

/// An empty folder: a killed browser leaves behind what it would have deleted.
fn fresh(folder: PathBuf) -> Result<PathBuf, Failure> {
    let words = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(words)?;
    }
    fs::create_dir_all(&folder).map_err(words)?;
    Ok(folder)
}

//! axe-core, which looks for barriers on a page; installed once into `target/tools` from its registry.

use crate::step::{Failure, run, target};
use std::fs;
use std::process::Command;

const AXE: &str = "axe-core@4.14.1";

/// The script to run in a page.
///
/// # Errors
/// When it cannot be installed.
pub fn script() -> Result<String, Failure> {
    let folder = target().join("tools/axe-core-4.14.1");
    let file = folder.join("node_modules/axe-core/axe.min.js");
    if !file.exists() {
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        run(Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--silent", "--prefix"])
            .arg(&folder)
            .arg(AXE))?;
    }
    fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))
}

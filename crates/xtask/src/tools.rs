//! What the tests bring with them from a registry into `target/tools`: whole or not there, however many ask for it at once.

use crate::step::{Failure, run, target};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of one tool, filled if it is not there yet. It is filled beside its place and moved there when it is whole, so that tests
/// which begin together never read one that another is still filling.
///
/// # Errors
/// What `fill` says, or the system.
pub(crate) fn once(name: &str, fill: impl FnOnce(&Path) -> Result<(), Failure>) -> Result<PathBuf, Failure> {
    let tools = target().join("tools");
    once_in(&tools, name, fill)
}

fn once_in(tools: &Path, name: &str, fill: impl FnOnce(&Path) -> Result<(), Failure>) -> Result<PathBuf, Failure> {
    let place = tools.join(name);
    if place.exists() {
        return Ok(place);
    }
    fs::create_dir_all(tools).map_err(|error| format!("{}: {error}", tools.display()))?;
    let beside = tempfile::TempDir::with_prefix_in(format!("{name}."), tools).map_err(|error| error.to_string())?;
    let filling = beside.path().join(name);
    fs::create_dir(&filling).map_err(|error| format!("{}: {error}", filling.display()))?;
    fill(&filling)?;
    match fs::rename(&filling, &place) {
        Err(error) if !place.exists() => Err(format!("{}: {error}", place.display())),
        // Whoever was first has put the same there.
        _ => Ok(place),
    }
}

/// A package of npm's registry in a folder of its own, whose `node_modules` it is in.
///
/// # Errors
/// When it cannot be installed.
pub fn npm(package: &str, version: &str) -> Result<PathBuf, Failure> {
    once(&format!("{package}-{version}"), |folder| {
        let install = ["install", "--no-audit", "--no-fund", "--silent", "--prefix"];
        run(Command::new("npm").args(install).arg(folder).arg(format!("{package}@{version}")))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn whoever_asks_while_another_fills_it_gets_it_whole() {
        let tools = tempfile::TempDir::new().unwrap();
        let both = |folder: &Path| -> Result<(), Failure> {
            fs::write(folder.join("first"), "1").unwrap();
            fs::write(folder.join("last"), "2").map_err(|error| error.to_string())
        };
        let slower = once_in(tools.path(), "tool", |folder| {
            fs::write(folder.join("first"), "1").unwrap();
            let quicker = once_in(tools.path(), "tool", both).unwrap();
            assert_eq!(fs::read_to_string(quicker.join("last")).unwrap(), "2");
            both(folder)
        });
        assert_eq!(fs::read_to_string(slower.unwrap().join("last")).unwrap(), "2");
        let left: Vec<_> = fs::read_dir(tools.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(left, ["tool"]);
    }

    #[test]
    fn what_could_not_be_filled_is_tried_again() {
        let tools = tempfile::TempDir::new().unwrap();
        assert!(once_in(tools.path(), "tool", |_| Err("no way there".to_owned())).is_err());
        assert!(once_in(tools.path(), "tool", |_| Ok(())).unwrap().exists());
    }
}

//! Verifiers that are not ours.

use crate::step::{Failure, root, run};
use crate::tools;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

fn there(program: &str, args: &[&str]) -> bool {
    Command::new(program).args(args).output().is_ok_and(|output| output.status.success())
}

/// `docs/verify.py`, over Python's joserfc; `None` without python3 and pip. Office cards (`--office CARD`) and batches are to be added.
///
/// # Errors
/// When it cannot be installed.
pub fn python() -> Result<Option<Command>, Failure> {
    let Some(folder) = packages("joserfc-1.8.0", &["joserfc==1.8.0"])? else { return Ok(None) };
    let mut command = Command::new("python3");
    command.env("PYTHONPATH", folder).arg(root().join("docs/verify.py"));
    Ok(Some(command))
}

/// Python with the libraries by which docs/format.md opens a locked file; `None` without python3 and pip. The script is to be added.
///
/// # Errors
/// When they cannot be installed.
pub fn python_to_open() -> Result<Option<Command>, Failure> {
    let libraries = packages("argon2-cffi-25.1.0", &["argon2-cffi==25.1.0", "cryptography>=45"])?;
    Ok(libraries.map(|folder| {
        let mut command = Command::new("python3");
        command.env("PYTHONPATH", folder);
        command
    }))
}

/// A folder with Python packages.
fn packages(name: &str, packages: &[&str]) -> Result<Option<PathBuf>, Failure> {
    if !there("python3", &["-m", "pip", "--version"]) {
        return Ok(None);
    }
    let folder = tools::once(name, |folder| {
        let pip =
            ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore", "--target"];
        run(Command::new("python3").args(pip).arg(folder).args(packages))
    })?;
    Ok(Some(folder))
}

/// A script over node's jose; `None` without npm. The office card and then batches are to be added.
///
/// # Errors
/// When it cannot be installed.
pub fn node() -> Result<Option<Command>, Failure> {
    if !there("npm", &["--version"]) {
        return Ok(None);
    }
    // Modules are looked for beside the script.
    let script = tools::npm("jose", "6.2.18")?.join("verify.mjs");
    fs::copy(root().join("crates/cli/tests/interop/verify.mjs"), &script).map_err(|error| error.to_string())?;
    let mut command = Command::new("node");
    command.arg(script);
    Ok(Some(command))
}

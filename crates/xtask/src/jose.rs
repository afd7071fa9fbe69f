//! Verifiers that are not ours.

use crate::step::{Failure, root, run};
use crate::tools;
use std::fs;
use std::process::Command;

fn there(program: &str, args: &[&str]) -> bool {
    Command::new(program).args(args).output().is_ok_and(|output| output.status.success())
}

/// `docs/verify.py`, over Python's joserfc; `None` without python3 and pip. Office cards (`--office CARD`) and batches are to be added.
///
/// # Errors
/// When it cannot be installed.
pub fn python() -> Result<Option<Command>, Failure> {
    if !there("python3", &["-m", "pip", "--version"]) {
        return Ok(None);
    }
    let folder = tools::once("joserfc-1.8.0", |folder| {
        let pip =
            ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore", "--target"];
        run(Command::new("python3").args(pip).arg(folder).arg("joserfc==1.8.0"))
    })?;
    let mut command = Command::new("python3");
    command.env("PYTHONPATH", folder).arg(root().join("docs/verify.py"));
    Ok(Some(command))
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

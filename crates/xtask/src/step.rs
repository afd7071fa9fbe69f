//! One step after another, each with its name before and its time after.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// What went wrong, in words.
pub type Failure = String;

/// Runs a step and says how long it took.
pub fn step<T>(name: &str, run: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    println!("▸ {name}");
    let start = Instant::now();
    let result = run();
    let mark = if result.is_ok() { "✓" } else { "✗" };
    println!("{mark} {name} ({:.1} s)", start.elapsed().as_secs_f64());
    result
}

/// Says what went wrong.
pub fn failed(error: &str) {
    eprintln!("\nFailed: {error}");
}

/// Runs a command, its output on the terminal; fails with the command line.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let line = format!("{command:?}");
    let status = command.status().map_err(|error| format!("{line}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{line}: {status}")) }
}

/// A cargo command in the workspace. The program learns on which day it was made, so that it can tell a clock that is wrong.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    command.args(args).current_dir(root());
    if let Some(day) = made() {
        command.env("INKSEAL_MADE", day);
    }
    command
}

/// The day of the last commit, `YYYY-MM-DD`: building the same sources again gives the same program. `None` outside a repository.
fn made() -> Option<String> {
    let log = Command::new("git").args(["log", "-1", "--format=%cs"]).current_dir(root()).output().ok()?;
    let day = String::from_utf8(log.stdout).ok()?.trim().to_owned();
    (log.status.success() && day.len() == 10).then_some(day)
}

/// The workspace's root folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The target folder.
pub fn target() -> PathBuf {
    std::env::var("CARGO_TARGET_DIR").map_or_else(|_| root().join("target"), PathBuf::from)
}

/// Whether a program can be found on PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

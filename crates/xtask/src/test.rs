//! `cargo xtask test`: everything, from formatting to journeys in three engines. The quick ones come first.

use xtask::dist::{self, Profile};
use xtask::step::{self, Failure, cargo, step};
use xtask::{browsers, deny};

const WASM_LINT: [&str; 9] = [
    "clippy",
    "--package",
    "inkseal",
    "--target",
    "wasm32-unknown-unknown",
    "--features",
    "testing",
    "--bins",
    "--quiet",
];

/// Runs every check; without browsers, all but those that need one.
///
/// # Errors
/// The first step that fails.
pub fn run(with_browsers: bool) -> Result<(), Failure> {
    let cargo_step = |name: &str, args: &[&str]| step(name, || step::run(&mut cargo(args)));
    cargo_step("format", &["fmt", "--all", "--check"])?;
    cargo_step("tests of the house", &["test", "--package", "inkseal", "--lib", "--test", "tidy"])?;
    cargo_step("tests of the crates", &["test", "--workspace", "--exclude", "inkseal"])?;
    cargo_step("lint", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    cargo_step("lint for the browser", &[&WASM_LINT[..], &["--", "--deny", "warnings"]].concat())?;
    step("what may be depended on", deny::check)?;
    if with_browsers {
        browsers::bring_up()?;
        dist::build(Profile::Tests)?;
        // Three browsers at a time: much of a journey is waiting.
        let journeys = ["test", "--package", "inkseal", "--test", "journeys", "--", "--test-threads", "3"];
        // A journey that fails says what stood on the screen; where the program was adds nothing but length.
        step("journeys", || step::run(cargo(&journeys).env("RUST_BACKTRACE", "0")))?;
    }
    Ok(())
}

//! cargo-deny: what may come into the lockfile (`.cargo/deny.toml`). Built once into `target/tools` from the crate registry.

use crate::step::{Failure, cargo, on_path, root, run, target};
use std::process::Command;

const CARGO_DENY: &str = "0.20.2";

/// Checks licences, bans and sources. Advisories need a database from elsewhere, so they are asked for by hand.
///
/// # Errors
/// What is against the rules.
pub fn check() -> Result<(), Failure> {
    let folder = target().join("tools/cargo-deny");
    let own = folder.join("bin/cargo-deny");
    if on_path("cargo-deny").is_none() && !own.is_file() {
        let root = folder.to_string_lossy().into_owned();
        run(&mut cargo(&["install", "cargo-deny", "--debug", "--locked", "--version", CARGO_DENY, "--root", &root]))?;
    }
    let program = on_path("cargo-deny").unwrap_or(own);
    let checks = ["--locked", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"];
    run(Command::new(program).args(checks).current_dir(root()))
}

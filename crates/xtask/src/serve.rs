//! `cargo xtask serve`: build, serve, and build again when a source changes.

use std::path::Path;
use std::time::{Duration, SystemTime};
use xtask::dist::{self, Profile};
use xtask::server;
use xtask::step::{self, Failure};

/// Serves until it is stopped.
pub fn run(release: bool, port: u16) -> Result<(), Failure> {
    let profile = if release { Profile::Release } else { Profile::Dev };
    let dist = dist::build(profile)?;
    let running = server::serve(&dist.folder, port)?;
    println!("\nInkseal is at {}  (stop with Ctrl+C)", running.address());
    let mut seen = newest();
    loop {
        std::thread::sleep(Duration::from_millis(500));
        let now = newest();
        if now > seen {
            seen = now;
            match dist::build(profile) {
                Ok(_) => println!("built again; load the page again"),
                Err(error) => step::failed(&error),
            }
        }
    }
}

/// When a source was last changed.
fn newest() -> Option<SystemTime> {
    let root = step::root();
    ["src", "style", "public", "crates/domain/src", "index.html"]
        .iter()
        .filter_map(|place| newest_in(&root.join(place)))
        .max()
}

fn newest_in(path: &Path) -> Option<SystemTime> {
    if path.is_dir() {
        return std::fs::read_dir(path).ok()?.flatten().filter_map(|entry| newest_in(&entry.path())).max();
    }
    path.metadata().ok()?.modified().ok()
}

//! A built folder's server, for `cargo xtask serve` and for the tests (`crates/serve/`).

use crate::step::Failure;
use inkseal_serve::{Files, ServeError};
use std::path::Path;

pub use inkseal_serve::{Listener, Running};

/// The port of `cargo xtask serve`. Storage belongs to an origin, so it stays the same.
pub const PORT: u16 = 8321;

/// Serves a folder on 127.0.0.1; port 0 takes a free one.
///
/// # Errors
/// When the port is taken.
pub fn serve(folder: &Path, port: u16) -> Result<Running, Failure> {
    inkseal_serve::serve(of(folder), port).map_err(words)
}

/// Serves a folder on a free port of 127.0.0.1 to pages that have something to tell.
///
/// # Errors
/// When there is no port.
pub fn serve_and_listen(folder: &Path, listener: Listener) -> Result<Running, Failure> {
    inkseal_serve::serve_and_listen(of(folder), listener).map_err(words)
}

fn of(folder: &Path) -> Files {
    Files::Folder(folder.to_path_buf())
}

fn words(error: ServeError) -> Failure {
    error.to_string()
}

//! axe-core, which looks for barriers on a page.

use crate::step::Failure;
use crate::tools;
use std::fs;

/// The script to run in a page.
///
/// # Errors
/// When it cannot be installed.
pub fn script() -> Result<String, Failure> {
    let file = tools::npm("axe-core", "4.14.1")?.join("node_modules/axe-core/axe.min.js");
    fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))
}

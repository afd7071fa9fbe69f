//! Where the file goes that a command makes: to the one that was named, or to standard output.

use crate::{input, words};
use std::io::{Error, Write, stdout};
use std::path::{Path, PathBuf};

/// The file to write, where it is one of those that were read.
pub fn overwrites<'a>(out: Option<&'a PathBuf>, read: &[&Path]) -> Option<&'a PathBuf> {
    out.filter(|out| read.iter().any(|path| is_same(path, out)))
}

/// Whether both names are of one file that is there.
fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Writes it, and gives the name of where it went; an error has that name too.
pub fn write(out: Option<&PathBuf>, file: &[u8]) -> Result<String, (String, Error)> {
    let (name, written) = match out {
        Some(path) => (input::name(path), std::fs::write(path, file)),
        None => (words::STANDARD_OUTPUT.to_owned(), stdout().lock().write_all(file)),
    };
    match written {
        Ok(()) => Ok(name),
        Err(error) => Err((name, error)),
    }
}

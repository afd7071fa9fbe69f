//! Reading files, with everything that can be wrong about one.

use inkseal_domain::batch::{FILE_MAX_BYTES, ReadError, spoilt};
use inkseal_domain::key_file::{KEYS_MAX_BYTES, KeyFile, keys_from_file};
use inkseal_domain::locked::{LOCKED_MAX_BYTES, Locked};
use inkseal_domain::office::OfficeCard;
use std::fs::File;
use std::io::{BufRead, ErrorKind, Read, stdin};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// More than any words have that open something, in bytes.
const LINE_MAX_BYTES: usize = 4096;

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputError {
    /// Nothing of that name.
    Missing,
    /// A folder.
    Folder,
    /// The operating system does not let us.
    Denied,
    /// Larger than any batch; not read.
    TooLarge,
    /// Nothing in it, or written anew by another program.
    Spoilt(ReadError),
    /// It can be read, but it is not an office card.
    NotACard,
    /// An office card, where a batch belongs.
    Card,
    /// A locked file, where a batch belongs.
    Locked,
    /// It can be read, but it is not a locked file, or of a later version.
    NotLocked,
    /// It can be read, but it is not an office's keys.
    NotKeys,
    /// No line of it is what a kiosk puts into the code for a phone.
    NotASlip,
    /// Anything else, in the operating system's words.
    Other(String),
}

/// What people call the file.
pub fn name(path: &Path) -> String {
    if path == "-" { "standard input".to_owned() } else { path.display().to_string() }
}

/// Reads a file, or standard input for `-`; never more than a batch may have.
pub fn read(path: &Path) -> Result<Vec<u8>, InputError> {
    read_up_to(path, FILE_MAX_BYTES)
}

fn read_up_to(path: &Path, max_bytes: usize) -> Result<Vec<u8>, InputError> {
    if path == "-" {
        return limited(stdin().lock(), max_bytes);
    }
    let file = File::open(path).map_err(|error| reason(&error))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(InputError::Folder);
    }
    limited(file, max_bytes)
}

fn limited(reader: impl Read, max_bytes: usize) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    let most = max_bytes as u64 + 1;
    reader.take(most).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 == most { Err(InputError::TooLarge) } else { Ok(bytes) }
}

fn reason(error: &std::io::Error) -> InputError {
    match error.kind() {
        ErrorKind::NotFound => InputError::Missing,
        ErrorKind::IsADirectory => InputError::Folder,
        ErrorKind::PermissionDenied => InputError::Denied,
        _ => InputError::Other(error.to_string()),
    }
}

/// Reads a batch file, as far as that can be said without verifying it.
pub fn batch(path: &Path) -> Result<Vec<u8>, InputError> {
    let bytes = read(path)?;
    if OfficeCard::parse(&bytes).is_some() {
        Err(InputError::Card)
    } else if Locked::parse(&bytes).is_ok() {
        Err(InputError::Locked)
    } else {
        Ok(bytes)
    }
}

/// Reads a locked file.
pub fn locked(path: &Path) -> Result<Locked, InputError> {
    let bytes = read_up_to(path, LOCKED_MAX_BYTES)?;
    spoilt(&bytes).map_err(InputError::Spoilt)?;
    Locked::parse(&bytes).map_err(|_| InputError::NotLocked)
}

/// Reads office cards; the first that is none stops it, because a verdict without it could be another one.
pub fn cards(paths: &[PathBuf]) -> Result<Vec<OfficeCard>, (String, InputError)> {
    let card = |path: &PathBuf| {
        let bytes = read(path).map_err(|error| (name(path), error))?;
        let spoilt = spoilt(&bytes).map_err(|error| (name(path), InputError::Spoilt(error)));
        spoilt.and_then(|()| OfficeCard::parse(&bytes).ok_or((name(path), InputError::NotACard)))
    };
    paths.iter().map(card).collect()
}

/// Reads an office's keys, as a kiosk saves them.
pub fn keys(path: &Path) -> Result<KeyFile, InputError> {
    let bytes = read(path)?;
    spoilt(&bytes).map_err(InputError::Spoilt)?;
    let text = if bytes.len() > KEYS_MAX_BYTES { None } else { keys_from_file(&bytes).ok() };
    text.and_then(|text| KeyFile::parse(&text).ok()).ok_or(InputError::NotKeys)
}

/// The words that open something: one line of standard input, which goes nowhere else. `None` where nothing was typed.
pub fn typed_words() -> Option<Zeroizing<String>> {
    let mut typed = Zeroizing::new(String::with_capacity(LINE_MAX_BYTES));
    stdin().lock().take(LINE_MAX_BYTES as u64).read_line(&mut typed).ok()?;
    (!typed.trim().is_empty()).then_some(typed)
}

//! What signers took along in a phone's picture, beside the files.

use crate::exit::Exit;
use crate::input::{self, InputError};
use crate::verify::Given;
use crate::words;
use inkseal_domain::slip::{Finding, find, look_up};
use inkseal_domain::verdict::FileReport;
use std::path::Path;

/// A file that was given as a phone's text, and what there is to say of it.
pub struct Slip {
    /// What people call it.
    pub name: String,
    /// What it says beside the files; or why it was not read.
    pub finding: Result<Finding, InputError>,
}

impl Slip {
    /// Reads one, and looks its record up.
    pub fn given(path: &Path, reports: &[FileReport]) -> Self {
        let text = input::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let slip = text.and_then(|text| find(&text).ok_or(InputError::NotASlip));
        Self { name: input::name(path), finding: slip.map(|slip| look_up(&slip, reports)) }
    }

    /// What it says beside the files, in words.
    pub fn words(&self, files: &[Given]) -> String {
        match &self.finding {
            Ok(finding) => words::finding(finding, |file| files[file].name.clone()),
            Err(error) => words::input_error(error),
        }
    }

    /// How it ends the command.
    pub fn exit(&self) -> Exit {
        match &self.finding {
            Ok(Finding::Here { .. }) => Exit::Good,
            Ok(_) => Exit::Wrong,
            Err(_) => Exit::Unreadable,
        }
    }
}

//! Exporting, for somebody who waits at the screen: they are told how far it is, and may call it off until it is done.

use super::Shell;
use crate::browser::{clock, random};
use inkseal_domain::activity::Exported;
use inkseal_domain::codec::Hash;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::export::{Export, ExportError, Exports, Waiting};
use inkseal_domain::locked::{Locked, locked_name};
use inkseal_domain::passphrase::Stretch;
use leptos::prelude::*;
use std::rc::Rc;
use zeroize::Zeroizing;

/// A batch that was handed to the engine's download and not yet asked back.
#[derive(Clone)]
pub struct Saved {
    /// Its bytes, to compare with.
    pub file: Rc<Vec<u8>>,
    /// Its name.
    pub name: String,
    /// The six words that open it, where it is locked.
    pub words: Option<Rc<Zeroizing<String>>>,
    /// Its payload's digest.
    pub payload: Hash,
    /// First and last record.
    pub range: (u64, u64),
    /// How many are visits.
    pub visits: u64,
}

/// The file that is being made, if one is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Exporting {
    /// None is.
    #[default]
    No,
    /// One is.
    Going {
        /// Whether it is an earlier one, made again.
        again: bool,
        /// How many of its records are verified.
        verified: usize,
        /// Of how many.
        of: usize,
    },
    /// It was called off, and ends before its next step.
    CalledOff,
}

/// What came of exporting.
pub enum Made {
    /// A file that verified. Nobody has saved it yet.
    File(Saved),
    /// There is nothing new.
    Nothing,
    /// Called off: nothing was exported.
    CalledOff,
    /// Why there is no file.
    Failed(String),
}

/// Whoever waits at the screen.
struct AtTheScreen {
    shell: Shell,
    again: bool,
}

impl Waiting for AtTheScreen {
    async fn goes_on(&self, verified: usize, of: usize) -> bool {
        let going = |now: Exporting| matches!(now, Exporting::Going { .. });
        if going(self.shell.exporting.get_untracked()) {
            self.shell.exporting.set(Exporting::Going { again: self.again, verified, of });
        }
        clock::painted().await;
        going(self.shell.exporting.get_untracked())
    }
}

impl Shell {
    /// Exports a range, or everything new when none is given. Called while another file is being made, it calls nothing off and makes
    /// nothing.
    pub async fn export(self, range: Option<(u64, u64)>) -> Made {
        let Some(waiting) = self.waiting(false) else { return Made::Nothing };
        let made = self.make(&waiting, range).await;
        self.made(made)
    }

    /// Makes an old batch again, byte for byte; as [`Shell::export`] otherwise.
    pub async fn export_again(self, exported: &Exported, by: &str) -> Made {
        let Some(waiting) = self.waiting(true) else { return Made::Nothing };
        let made = self.make_again(&waiting, exported, by).await;
        self.made(made)
    }

    /// The same file locked for the road, under words that are made here. The page stands still for a moment: it is painted first.
    ///
    /// # Errors
    /// Why it was not locked, in words.
    pub async fn lock_file(self, saved: &Saved) -> Result<Saved, String> {
        clock::painted().await;
        let locked = Locked::lock(&saved.file, Stretch::FULL, &mut Entropy::new(random::seed()));
        let (file, words) = locked.map_err(|error| error.to_string())?;
        let (file, words) = (Rc::new(file.to_file()), Some(Rc::new(words)));
        Ok(Saved { file, name: locked_name(&saved.name), words, ..saved.clone() })
    }

    /// Calls off the export that is going on, if one is.
    pub fn call_off(self) {
        self.exporting.update(|now| {
            if matches!(now, Exporting::Going { .. }) {
                *now = Exporting::CalledOff;
            }
        });
    }

    fn waiting(self, again: bool) -> Option<AtTheScreen> {
        if self.exporting.get_untracked() != Exporting::No {
            return None;
        }
        self.exporting.set(Exporting::Going { again, verified: 0, of: 0 });
        Some(AtTheScreen { shell: self, again })
    }

    async fn make(self, waiting: &AtTheScreen, range: Option<(u64, u64)>) -> Result<Made, String> {
        clock::painted().await;
        let (desk, session) = self.at_work()?;
        let library = self.library().ok_or("there are no documents")?;
        let export = Export { log: &session.log, secret: &session.secret, library: &library.texts, by: &session.name };
        let Some(range) = range.or_else(|| export.new_range()) else { return Ok(Made::Nothing) };
        let made = match export.make_for(waiting, &desk, range, &self.moment()).await {
            Ok(exports) => saved(exports),
            Err(error) => return not_made(error),
        };
        // The file stands in the chain now. That the rest of it cannot be read at this moment takes nothing away from it.
        let _ = self.refresh().await;
        Ok(made)
    }

    async fn make_again(self, waiting: &AtTheScreen, exported: &Exported, by: &str) -> Result<Made, String> {
        let (desk, session) = self.at_work()?;
        let library = self.library().ok_or("there are no documents")?;
        let export = Export { log: &session.log, secret: &session.secret, library: &library.texts, by };
        let made = export.again_for(waiting, &desk, exported, by, clock::utc_offset_min()).await;
        made.map_or_else(not_made, |exports| Ok(saved(exports)))
    }

    fn made(self, made: Result<Made, String>) -> Made {
        self.exporting.set(Exporting::No);
        made.unwrap_or_else(Made::Failed)
    }
}

fn saved(made: Exports) -> Made {
    Made::File(Saved {
        file: Rc::new(made.file),
        name: made.name,
        words: None,
        payload: made.exported.payload,
        range: (made.exported.first, made.exported.last),
        visits: made.exported.visits,
    })
}

fn not_made(error: ExportError) -> Result<Made, String> {
    match error {
        ExportError::CalledOff => Ok(Made::CalledOff),
        other => Err(other.to_string()),
    }
}

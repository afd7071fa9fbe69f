//! Records that come back: one that could not be stored when it was made, and those of a chain that ended before this one began.
//!
//! Each comes as the compact JWS that proves it, inside a record of this chain that says who brought it back and when.

use crate::activity::{Act, Activity};
use crate::code::{Code, record_code};
use crate::desk::{Desk, KeepError, Kept, Moment, Sign, SignFailed, Unstored};
use crate::log::Log;
use crate::office::OfficeSecret;
use crate::record::Body;
use crate::seal::{OpenError, Proved, Unsigned};
use crate::store::{Entry, Medium, MediumError, WriteError};
use std::collections::BTreeSet;

/// Why a record was not brought back. Nothing of it is lost: it is still where it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Not a record that this kiosk could not store, nor one of a chain before; or altered.
    #[error(transparent)]
    NotOurs(#[from] OpenError),
    /// It is here already.
    #[error("record {0} is here already")]
    Already(Code),
    /// Not kept.
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// It is kept; what it was kept from could not be let go.
    #[error("what was brought back could not be let go: {0}")]
    Release(#[from] WriteError),
}

/// Records of earlier chains on their way into this one, a few at a time, so that whoever waits can be told how far it is, and can stop it.
#[derive(Debug)]
pub struct TakeOver {
    left: std::vec::IntoIter<(String, Entry)>,
    of: usize,
    /// What stands in this chain already, by id.
    here: BTreeSet<String>,
    brought: usize,
}

impl TakeOver {
    /// How many were looked at, and of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.of - self.left.len(), self.of)
    }

    /// How many were brought back.
    pub fn brought(&self) -> usize {
        self.brought
    }
}

impl<L: Medium, J: Medium, S: Sign> Desk<L, J, S> {
    /// The record that the store did not acknowledge as something to take away: without a place in the chain, so that it can never
    /// contradict whatever gets that place.
    ///
    /// # Errors
    /// When the key does not sign.
    pub async fn rescue(&self, unstored: &Unstored) -> Result<Proved, SignFailed> {
        let unsigned = Unsigned::rescued(unstored.proved.record())
            .ok_or_else(|| SignFailed("it never came out the same twice".to_owned()))?;
        let signature = self.signer().sign(unsigned.signing_input().as_bytes()).await?;
        unsigned.prove(self.lineage(), &signature).map_err(|error| SignFailed(error.to_string()))
    }

    /// Brings a record back from the file in which it was saved.
    ///
    /// # Errors
    /// [`ImportError`]
    pub async fn import(&self, jws: &str, by: &str, log: &Log, moment: &Moment) -> Result<Kept, ImportError> {
        let proved = Proved::verify_imported(jws.trim(), self.lineage())?;
        if log.find(&proved.record().id).is_some() {
            return Err(ImportError::Already(record_code(proved.hash())));
        }
        Ok(self.bring_back(&proved, by, moment).await?)
    }

    /// Begins to bring back what earlier chains left on this tablet; `log` is this chain as it is now.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn taking_over(&self, log: &Log) -> Result<TakeOver, MediumError> {
        // Without a chain before nothing of it could be opened, and an ordinary unlock reads nothing more.
        let left = if self.lineage().before.is_empty() { vec![] } else { self.vault().past().await? };
        let here = log.with_imported().map(|(_, proved)| proved.record().id.clone()).collect();
        Ok(TakeOver { of: left.len(), left: left.into_iter(), here, brought: 0 })
    }

    /// Brings one more record back, and lets go of its bytes once it stands in this chain. Cut short and done again, it stands there
    /// once. What does not open stays aside. Returns whether there was one more.
    ///
    /// # Errors
    /// [`ImportError`]
    pub async fn take_over(
        &self,
        taking: &mut TakeOver,
        secret: &OfficeSecret,
        by: &str,
        moment: &Moment,
    ) -> Result<bool, ImportError> {
        let Some((name, entry)) = taking.left.next() else { return Ok(false) };
        let Some(proved) = self.open_earlier(&entry, secret) else { return Ok(true) };
        // Of one that itself brought something back only that comes: wrapped once more each time, it would grow without end.
        let innermost = proved.with_imported().last().unwrap_or(&proved);
        if !taking.here.contains(&innermost.record().id) {
            self.bring_back(innermost, by, moment).await?;
            taking.brought += 1;
        }
        taking.here.extend(proved.with_imported().map(|record| record.record().id.clone()));
        self.vault().let_go(&name).await?;
        Ok(true)
    }

    /// Opens a record of one of the chains before.
    fn open_earlier(&self, entry: &Entry, secret: &OfficeSecret) -> Option<Proved> {
        let lineage = self.lineage();
        let mut before = lineage.before.iter().filter_map(|key| lineage.earlier(&key.kid()));
        before.find_map(|before| Proved::open(entry, secret.reading(), &before).ok())
    }

    async fn bring_back(&self, proved: &Proved, by: &str, moment: &Moment) -> Result<Kept, KeepError> {
        let act = Act::Imported { jws: proved.jws().to_owned() };
        let activity = Activity { by: by.to_owned(), about: vec![], act };
        self.keep_insisting(Body::Activity(Box::new(activity)), moment).await
    }
}

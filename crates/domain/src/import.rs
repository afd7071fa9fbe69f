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
use crate::store::{Entry, Medium, WriteError};

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

impl<L: Medium, J: Medium, S: Sign> Desk<L, J, S> {
    /// The record that the store did not acknowledge as something to take away: without a place in the chain, so that it can never
    /// contradict whatever gets that place.
    ///
    /// # Errors
    /// When the key does not sign.
    pub async fn rescue(&self, unstored: &Unstored) -> Result<Proved, SignFailed> {
        let unsigned = Unsigned::rescued(unstored.proved.record());
        let signature = self.signer().sign(unsigned.signing_input().as_bytes()).await?;
        unsigned.prove(self.lineage(), &signature).map_err(|error| SignFailed(error.to_string()))
    }

    /// Brings a record back from the file in which it was saved.
    ///
    /// # Errors
    /// [`ImportError`]
    pub async fn import(&self, jws: &str, by: &str, log: &Log, moment: &Moment) -> Result<Kept, ImportError> {
        let proved = Proved::verify_imported(jws.trim(), self.lineage())?;
        self.bring_back(&proved, by, log, moment).await
    }

    /// Brings back a record of an earlier chain ([`crate::store::Vault::past`]), and lets go of its bytes once it stands in this one. Done
    /// twice, it stands there once.
    ///
    /// # Errors
    /// [`ImportError`]
    pub async fn take_over(
        &self,
        (name, entry): &(String, Entry),
        secret: &OfficeSecret,
        by: &str,
        log: &Log,
        moment: &Moment,
    ) -> Result<Proved, ImportError> {
        let before = self.lineage().before.iter().filter_map(|key| self.lineage().earlier(&key.kid()));
        let opened = before.map(|before| Proved::open(entry, secret.reading(), &before));
        let proved = opened.reduce(Result::or).unwrap_or(Err(OpenError::Seal))?;
        match self.bring_back(&proved, by, log, moment).await {
            Ok(_) | Err(ImportError::Already(_)) => {}
            Err(error) => return Err(error),
        }
        self.vault().let_go(name).await?;
        Ok(proved)
    }

    async fn bring_back(&self, proved: &Proved, by: &str, log: &Log, moment: &Moment) -> Result<Kept, ImportError> {
        if log.find(&proved.record().id).is_some() {
            return Err(ImportError::Already(record_code(proved.hash())));
        }
        let act = Act::Imported { jws: proved.jws().to_owned() };
        let activity = Activity { by: by.to_owned(), about: vec![], act };
        Ok(self.keep(Body::Activity(Box::new(activity)), moment).await?)
    }
}

//! Records that come back: one that could not be stored when it was made, and those of a chain that ended before this one began.
//!
//! Each comes as the compact JWS that proves it, inside a record of this chain that says who brought it back and when.

mod left_out;

use crate::activity::{Act, Activity};
use crate::code::{Code, record_code};
use crate::codec::Hash;
use crate::desk::{Desk, KeepError, Kept, Moment, Sign, SignFailed, TRIES, Unstored};
use crate::entropy::Entropy;
use crate::keys::KeyId;
use crate::log::Log;
use crate::office::OfficeSecret;
use crate::record::Body;
use crate::seal::{OpenError, Proved, Unsigned};
use crate::store::{Entry, Head, Medium, MediumError, Past, Returned, WriteError};
use std::collections::BTreeMap;

/// Why a record was not brought back. Nothing of it is lost: it is still where it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Not a record that this kiosk could not store, nor one of a chain before; or altered.
    #[error(transparent)]
    NotOurs(#[from] OpenError),
    /// It is here already.
    #[error("record {0} is here already")]
    Already(Code),
    /// A place cannot be read, and localStorage could not be looked at: what stands there may be this very record.
    #[error("localStorage could not be looked at since the page was loaded, and a record cannot be read")]
    Unseen,
    /// It is here, in one copy only or not for sure: whoever has the file keeps it until start-up has made the other copy.
    #[error("record {0} is here, and has no second copy for sure")]
    OneCopy(Code),
    /// Not kept.
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// The journal cannot be read.
    #[error("the journal cannot be read: {0}")]
    Journal(#[from] MediumError),
    /// It is kept; what it was kept from could not be let go.
    #[error("what was brought back could not be let go: {0}")]
    Release(#[from] WriteError),
}

/// Records of earlier chains on their way into this one, a few at a time, so that whoever waits can be told how far it is, and can stop it.
#[derive(Debug, Default)]
pub struct TakeOver {
    left: std::vec::IntoIter<(String, Entry)>,
    of: usize,
    /// The number of this chain among the tablet's.
    chain: u64,
    seen: Seen,
    /// Whether this brought a record back.
    has_brought: bool,
    /// Whether the log now says what is left out.
    told: bool,
}

/// What stood in this chain when it was looked at last. A record comes in only behind that: whatever came since may be the same one.
#[derive(Debug, Default)]
struct Seen {
    log: Log,
    head: Option<Head>,
    /// What stands there, by id, and where.
    here: BTreeMap<String, Head>,
    /// The same by the places that it had in the chains before.
    places: BTreeMap<(KeyId, u64), Hash>,
}

impl Seen {
    fn of(log: Log) -> Self {
        let mut seen = Self { head: log.head().cloned(), ..Self::default() };
        log.proved().for_each(|proved| seen.is_here(proved, &head_of(proved)));
        Self { log, ..seen }
    }

    /// The record and all that it brought back stand `at`.
    fn is_here(&mut self, proved: &Proved, at: &Head) {
        for proved in proved.with_imported() {
            let record = proved.record();
            self.here.entry(record.id.clone()).or_insert_with(|| at.clone());
            self.places.insert((record.kiosk, record.seq), *proved.hash());
        }
    }

    /// What was kept behind it.
    fn goes_on(&mut self, kept: &Kept) {
        let head = head_of(&kept.proved);
        self.is_here(&kept.proved, &head);
        self.head = Some(head);
    }
}

impl TakeOver {
    /// How many were looked at, and of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.of - self.left.len(), self.of)
    }

    /// Whether the log has more records than before.
    pub fn has_written(&self) -> bool {
        self.has_brought || self.told
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

    /// Brings a record back from the file in which it was saved. `log` is the chain as it was opened before; what came since (an earlier
    /// try, of which nothing was heard) is looked at too.
    ///
    /// # Errors
    /// [`ImportError`]
    pub async fn import(
        &self,
        jws: &str,
        by: &str,
        (secret, log): (&OfficeSecret, &Log),
        moment: &Moment,
    ) -> Result<Kept, ImportError> {
        let proved = Proved::verify_imported(jws.trim(), self.lineage())?;
        let mut seen = self.look_at_all(log, secret).await?;
        let back = self.bring_back(&mut seen, (&proved, None), (secret, by), moment).await?;
        if self.vault().altered().await != Ok(None) {
            return Err(ImportError::OneCopy(record_code(proved.hash())));
        }
        back.and_then(|back| back.kept).ok_or_else(|| ImportError::Already(record_code(proved.hash())))
    }

    async fn look_at_all(&self, before: &Log, secret: &OfficeSecret) -> Result<Seen, MediumError> {
        let mut opening = self.opening(before).await?;
        opening.step(usize::MAX, secret, self.lineage());
        Ok(Seen::of(opening.finish()))
    }

    /// Begins to bring back what earlier chains left on this tablet; `log` is this chain as it is now. Where a place cannot be read because a
    /// medium could not, nothing comes back yet: it may be there already.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn taking_over(&self, log: &Log) -> Result<TakeOver, MediumError> {
        // Without a chain before nothing of it could be opened, and an ordinary unlock reads nothing more.
        let is_none = self.lineage().before.is_empty() || self.is_blind(log);
        let Past { chain, records } = if is_none { Past::default() } else { self.vault().past().await? };
        let (of, left) = (records.len(), records.into_iter());
        Ok(TakeOver { of, left, chain, seen: Seen::of(log.clone()), ..TakeOver::default() })
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
        let Some((name, entry)) = taking.left.next() else {
            if !self.is_blind(&taking.seen.log) {
                let Seen { log, places, .. } = &taking.seen;
                taking.told = self.tell_left_out((log, places), secret, moment).await?;
            }
            return Ok(false);
        };
        let Some(proved) = self.open_earlier(&entry, secret) else { return Ok(true) };
        // Of one that itself brought something back only that comes: wrapped once more each time, it would grow without end.
        let innermost = proved.with_imported().last().unwrap_or(&proved);
        let back = self.bring_back(&mut taking.seen, (innermost, Some(&name)), (secret, by), moment).await?;
        let Some(Back { at, kept }) = back else { return Ok(true) };
        taking.has_brought |= kept.is_some();
        taking.seen.is_here(&proved, &at);
        self.vault().let_go(&name, &Returned { chain: taking.chain, at }).await?;
        Ok(true)
    }

    /// Opens a record of one of the chains before.
    fn open_earlier(&self, entry: &Entry, secret: &OfficeSecret) -> Option<Proved> {
        let lineage = self.lineage();
        let mut before = lineage.before.iter().filter_map(|key| lineage.earlier(&key.kid()));
        before.find_map(|before| Proved::open(entry, secret.reading(), &before).ok())
    }

    /// Keeps a record that is not here. Where another writer was faster, it may have brought back the very same one: looks again first. `None`:
    /// another page has let go of what was set aside under `aside`, and whatever became of the record since, it is not to come back.
    async fn bring_back(
        &self,
        seen: &mut Seen,
        (proved, aside): (&Proved, Option<&str>),
        (secret, by): (&OfficeSecret, &str),
        moment: &Moment,
    ) -> Result<Option<Back>, ImportError> {
        let mut entropy = Entropy::new(moment.seed);
        let mut refused = KeepError::NoChain;
        for _ in 0..TRIES {
            if let Some(at) = seen.here.get(&proved.record().id) {
                return Ok(Some(Back { at: at.clone(), kept: None }));
            }
            if let Some(aside) = aside
                && self.vault().was_let_go(aside).await?
            {
                return Ok(None);
            }
            if self.is_blind(&seen.log) {
                return Err(ImportError::Unseen);
            }
            let head = seen.head.clone().ok_or(KeepError::NoChain)?;
            match self.keep_after(&head, imported(proved, by), moment, &mut entropy).await {
                Ok(kept) => {
                    seen.goes_on(&kept);
                    return Ok(Some(Back { at: head_of(&kept.proved), kept: Some(kept) }));
                }
                Err(KeepError::Store { cause, unstored }) if cause.is_overtaken() => {
                    refused = KeepError::Store { cause, unstored };
                    *seen = self.look_at_all(&seen.log, secret).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(refused.into())
    }

    /// Whether a place cannot be read that may be whole on a medium which could not be looked at.
    fn is_blind(&self, log: &Log) -> bool {
        !self.vault().saw_both() && !log.is_whole()
    }
}

/// A record that is here.
struct Back {
    /// What it stands in.
    at: Head,
    /// That, where it came just now.
    kept: Option<Kept>,
}

fn head_of(proved: &Proved) -> Head {
    Head { seq: proved.record().seq, hash: proved.hash().to_string() }
}

/// The activity that brings a record back.
fn imported(proved: &Proved, by: &str) -> Body {
    let act = Act::Imported { jws: proved.jws().to_owned() };
    Body::Activity(Box::new(Activity { by: by.to_owned(), about: vec![], act }))
}

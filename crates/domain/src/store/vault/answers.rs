//! What the vault answers.

use super::{
    super::{CommitError, Entry, Head, MediumError, Repair},
    write::WriteError,
};

/// What start-up found and did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StartUp {
    /// Every act, and what is missing. Empty after an ordinary start.
    pub repairs: Vec<Repair>,
    /// The journal (and with it the kiosk's key) is gone, or nothing of the chain can be read: everything is kept and
    /// listed, nothing is written until [`super::Vault::begin`] starts a new chain.
    pub journal_lost: bool,
    /// localStorage could not be read or repaired: the journal holds everything, but there is no second copy.
    pub local_failed: Option<WriteError>,
    /// The journal could not be repaired: nothing is appended until a later start could.
    pub repair_failed: Option<WriteError>,
}

impl StartUp {
    /// Whether a new signer may be taken, as far as the store is concerned (see also [`super::super::room`]).
    pub fn takes_signers(&self) -> bool {
        !self.journal_lost && self.local_failed.is_none() && self.repair_failed.is_none()
    }

    /// Whether another page has written since start-up looked, so that nothing more was repaired: what it saw is old, and it has to look again.
    pub fn was_overtaken(&self) -> bool {
        let moved = |fault: &Option<WriteError>| matches!(fault, Some(WriteError::Commit(CommitError::Moved { .. })));
        moved(&self.repair_failed) || moved(&self.local_failed)
    }
}

/// Why there is no vault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The journal cannot be read, so that nothing could be acknowledged.
    #[error("the journal cannot be read: {0}")]
    Journal(MediumError),
    /// A later version of this program was here; to this one its lines would look damaged.
    #[error("what is stored has format {version}, which is not known here")]
    Later {
        /// The format's version.
        version: u32,
    },
}

/// A record that was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Whether localStorage has its copy too. If not, the record is safe in the journal, and no new signer is taken.
    pub local_copy: bool,
}

/// Why nothing may be appended at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotReady {
    /// No chain has begun: set-up is not done.
    NotBegun,
    /// See [`StartUp::journal_lost`].
    JournalLost,
    /// See [`StartUp::repair_failed`].
    NotRepaired,
}

/// Why an entry was not acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// Nothing was attempted.
    #[error("the store takes no records: {0:?}")]
    NotReady(NotReady),
    /// Nothing was attempted: the journal cannot be read.
    #[error("the journal cannot be read: {0}")]
    Journal(MediumError),
    /// Nothing was attempted: the journal's head was altered or removed since start-up, which will repair it.
    #[error("the journal's head cannot be read")]
    HeadUnreadable,
    /// Nothing was attempted: since start-up another chain has begun, or this one has gone back. Open the vault again.
    #[error("another chain has begun")]
    AnotherChain,
    /// Nothing was written: the entry does not follow the head. Build it again on this one.
    #[error("the head has moved")]
    HeadMoved {
        /// The head now.
        head: Head,
    },
    /// Nothing was written: another value stands under this number. Start-up will judge it.
    #[error("number {seq} is taken")]
    SeqTaken {
        /// The number.
        seq: u64,
    },
    /// Nothing was written: the journal failed, and was read again to be sure.
    #[error("the journal failed: {cause}")]
    NotDurable {
        /// What the journal said.
        cause: MediumError,
    },
    /// The journal failed and cannot be read again: the entry may or may not be in it. Append the same entry again.
    #[error("the journal failed, and cannot say what it holds: {cause}")]
    Unsettled {
        /// What the journal said.
        cause: MediumError,
    },
    /// The journal said that it was done, and holds something else. Append the same entry again.
    #[error("what was read back differs")]
    ReadBackDiffers,
}

impl AppendError {
    /// Whether another record has the place: this one was not written, and has to be built again on the head that is there now.
    pub fn is_overtaken(&self) -> bool {
        matches!(self, AppendError::HeadMoved { .. } | AppendError::SeqTaken { .. })
    }
}

impl From<WriteError> for AppendError {
    fn from(fault: WriteError) -> Self {
        match fault {
            WriteError::Commit(CommitError::Medium(cause)) | WriteError::ReadBack(cause) => {
                AppendError::Unsettled { cause }
            }
            WriteError::Commit(_) => AppendError::HeadUnreadable,
            WriteError::Differs => AppendError::ReadBackDiffers,
        }
    }
}

/// Why nothing was purged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PurgeError {
    /// Everything up to this number was purged before.
    #[error("purged through {through} before")]
    Purged {
        /// The last purged record.
        through: u64,
    },
    /// There are no such records yet.
    #[error("there are no such records")]
    BeyondHead {
        /// The last record.
        head: Head,
    },
    /// Neither the last record to be purged nor the one after it can be read, so that the chain could not go on from there.
    #[error("record {through} has no readable hash")]
    Unanchored {
        /// The last record to be purged.
        through: u64,
    },
    /// localStorage could not be looked at since the page was loaded: what nobody could read may be whole there, and nobody has decided
    /// about that. Open the vault again.
    #[error("localStorage could not be looked at since the page was loaded")]
    Unseen,
    /// The activity that says so was not acknowledged.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Why no chain was begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BeginError {
    /// A chain has begun before.
    #[error("a chain has begun before")]
    Begun {
        /// Where it is now.
        head: Head,
    },
    /// See [`StartUp::repair_failed`].
    #[error("start-up could not repair the journal")]
    NotRepaired,
    /// The journal cannot be read.
    #[error("the journal cannot be read: {0}")]
    Journal(MediumError),
    /// localStorage cannot be read: it might hold an earlier chain.
    #[error("localStorage cannot be read: {0}")]
    Local(MediumError),
    /// The journal did not take it, or holds something else. Open the vault again.
    #[error("the journal failed: {0}")]
    Write(#[from] WriteError),
}

/// One line of the list of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A record whose checksum and place in the chain are right.
    Good(Entry),
    /// Bytes were found, but none that can stand here.
    Damaged {
        /// The record's number.
        seq: u64,
        /// Every different value that was found, as it was found.
        found: Vec<String>,
    },
    /// Nothing at all was found.
    Missing {
        /// The first of the run.
        first: u64,
        /// The last of the run.
        last: u64,
    },
}

impl Item {
    /// The number of the (first) record.
    pub fn seq(&self) -> u64 {
        match self {
            Item::Good(entry) => entry.seq,
            Item::Damaged { seq, .. } => *seq,
            Item::Missing { first, .. } => *first,
        }
    }
}

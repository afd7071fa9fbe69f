//! The verifier: what is good in a batch, what is not, and what cannot be known.
//!
//! It trusts an office's root key, given as a card, and nothing that a file says of itself. Without a card it can still say that a file
//! holds together, and which fingerprint to compare with paper. After a broken signature it goes on, only to name what was changed.

use crate::batch::{self, Batch, BatchEntry, ReadError};
use crate::certificate::{Certificate, CertificateError};
use crate::code::Code;
use crate::codec::{Hash, b64, unb64};
use crate::jws::JwsError;
use crate::seal::{OpenError, Proved};

mod between;
mod verifying;
mod walk;

pub use between::{Between, between};
pub use verifying::{Verifying, verify};

/// How a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Everything holds, and the office is one whose card was given.
    Good,
    /// Everything holds; whether this is the right office, only the printed fingerprint can say.
    OfficeUnconfirmed,
    /// Everything holds, and all of it is practice: not evidence.
    Practice,
    /// Something was changed, dropped, doubled, or signed by another.
    Bad,
    /// Not a batch file.
    Unreadable,
}

/// Who signs a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The kiosk.
    Kiosk,
    /// The office.
    Office,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file could not be read as a batch.
    Unreadable(ReadError),
    /// One of the two signatures is not there.
    SignatureMissing(Role),
    /// There are more than two signatures.
    SignatureForeign,
    /// A signature over the batch does not hold.
    Signature(Role, JwsError),
    /// No certificate of this office names the kiosk's key.
    KioskNotCertified(Option<CertificateError>),
    /// Certificate and office disagree about being practice.
    PracticeMixed,
    /// A record's own signature or content does not hold.
    Record {
        /// Where it stands in the file, from 1.
        position: usize,
        /// Why.
        why: OpenError,
    },
    /// Records are not in the file although later ones are.
    Dropped {
        /// First one missing.
        from: u64,
        /// Last one missing.
        to: u64,
    },
    /// The file ends before the last record that it announces.
    Truncated {
        /// First one missing.
        from: u64,
        /// Last one missing.
        to: u64,
    },
    /// A record stands later than it belongs.
    Reordered(u64),
    /// The same record stands there twice.
    Duplicated(u64),
    /// Two different records claim one place.
    Forked(u64),
    /// A record does not follow from the one before it.
    ChainBroken(u64),
    /// First, count, previous or last hash do not fit the records.
    Frame(&'static str),
    /// A document's text is not the one that was signed for.
    Document {
        /// Which document.
        slug: String,
        /// Which version.
        version: String,
    },
    /// A record names a document that is not listed.
    DocumentNotListed {
        /// The record.
        seq: u64,
    },
}

/// One record of a file.
#[derive(Debug, Clone)]
pub enum RecordReport {
    /// It holds.
    Good(Box<Proved>),
    /// It does not.
    Bad {
        /// Where it stands in the file, from 1.
        position: usize,
        /// Why.
        why: OpenError,
    },
    /// The kiosk found only these bytes.
    Damaged(batch::Damaged),
    /// The kiosk found nothing.
    Missing(batch::Missing),
}

/// What there is to say of one file.
#[derive(Debug, Clone)]
pub struct FileReport {
    /// How it stands.
    pub standing: Standing,
    /// What is wrong, in the order in which it was found.
    pub faults: Vec<Fault>,
    /// What the file says, proved only when it stands good.
    pub batch: Option<Batch>,
    /// The kiosk's certificate, verified under the office root.
    pub certificate: Option<Certificate>,
    /// The records in their order.
    pub records: Vec<RecordReport>,
    /// SHA-256 of the payload.
    pub payload: Option<Hash>,
    /// The filing code: only when signatures and chain hold.
    pub filing_code: Option<Code>,
}

impl RecordReport {
    /// The record, where it holds.
    pub fn proved(&self) -> Option<&Proved> {
        match self {
            Self::Good(proved) => Some(proved),
            _ => None,
        }
    }
}

impl FileReport {
    fn unreadable(error: ReadError) -> Self {
        Self {
            standing: Standing::Unreadable,
            faults: vec![Fault::Unreadable(error)],
            batch: None,
            certificate: None,
            records: Vec::new(),
            payload: None,
            filing_code: None,
        }
    }

    /// Whether signatures and chain hold. A file that is wrong proves nothing, so nothing is looked up in it.
    pub fn holds(&self) -> bool {
        !matches!(self.standing, Standing::Bad | Standing::Unreadable)
    }

    /// The record that a code names, or that brings that one back, if it is in this file and holds.
    pub fn find(&self, code: &Code) -> Option<&Proved> {
        let mut proved = self.records.iter().filter_map(RecordReport::proved);
        proved.find(|proved| proved.with_imported().any(|found| code.names(found.hash())))
    }
}

/// The bytes of a damaged entry, where they were written properly.
pub fn damaged_bytes(damaged: &batch::Damaged) -> Option<Vec<u8>> {
    unb64(&damaged.damaged)
}

/// A damaged entry for bytes found.
pub fn damaged(seq: u64, bytes: &[u8]) -> BatchEntry {
    BatchEntry::Damaged(batch::Damaged { seq, damaged: b64(bytes) })
}

//! What a signer takes away in a phone's picture: the kiosk's signed word that it has recorded one record.
//!
//! A slip is a compact JWS (`typ: inkseal-slip+jws`) over `{day, hash, seq}`, small enough for a code that a camera reads. Beside the batches
//! of its kiosk it says whether what was acknowledged has arrived.

mod note;

pub use note::Note;

use crate::codec::Hash;
use crate::jws::{self, JwsError, Typ, Unverified};
use crate::keys::{KeyId, PublicKey};
use crate::lineage::Lineage;
use crate::seal::Proved;
use crate::verdict::{FileReport, RecordReport};
use serde::Deserialize;

/// A kiosk's word that it has recorded a record.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// The day in UTC, `YYYY-MM-DD`.
    pub day: String,
    /// SHA-256 of the record's payload.
    pub hash: Hash,
    /// Its place in the kiosk's chain.
    pub seq: u64,
}

/// Why a text is not the word of a kiosk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlipError {
    /// Not a signature, not by the kiosk, or altered.
    #[error(transparent)]
    Jws(#[from] JwsError),
    /// What was signed is not a slip.
    #[error("what was signed is not a slip")]
    Form,
}

/// What a slip says beside some files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The record is there.
    Here {
        /// In which file, counted from 0.
        file: usize,
        /// Its place in that file's chain.
        seq: u64,
        /// When the kiosk said so.
        day: String,
    },
    /// Another record has its place: the kiosk has told two stories.
    Contradicted {
        /// In which file, counted from 0.
        file: usize,
        /// The place.
        seq: u64,
        /// When the kiosk said so.
        day: String,
    },
    /// The kiosk said so, and the record is in none of the files.
    Absent {
        /// The place that it had.
        seq: u64,
        /// When the kiosk said so.
        day: String,
    },
    /// No file that holds is of its kiosk, so nobody can say whose word it is.
    OtherKiosk {
        /// The kiosk's key, as it says itself.
        kiosk: KeyId,
    },
    /// It is nobody's word.
    Bad(SlipError),
}

impl Slip {
    /// What there is to say of a record.
    pub fn of(proved: &Proved) -> Self {
        let record = proved.record();
        Self { day: record.at.day(0), hash: *proved.hash(), seq: record.seq }
    }

    /// What the kiosk's key must sign. Days, digests and numbers need no escape, so this is their canonical JSON (RFC 8785).
    pub fn signing_input(&self, kiosk: &KeyId) -> String {
        let Self { day, hash, seq } = self;
        let payload = format!(r#"{{"day":"{day}","hash":"{hash}","seq":{seq}}}"#);
        jws::signing_input(&jws::protected(Typ::Slip, kiosk), payload.as_bytes())
    }

    /// Reads a slip that this kiosk must have signed.
    ///
    /// # Errors
    /// [`SlipError`]
    pub fn verify(text: &str, kiosk: &PublicKey) -> Result<Self, SlipError> {
        let payload = Unverified::parse(text, Typ::Slip)?.verify(kiosk)?;
        serde_json::from_slice(&payload).map_err(|_| SlipError::Form)
    }
}

/// More than any code for a phone holds, its line breaks and what a clerk may have written beside it.
const TEXT_MAX_BYTES: usize = 4096;

/// The slip in what a phone shows: a line of it, or several where it was broken on its way.
pub fn find(text: &str) -> Option<String> {
    if text.len() > TEXT_MAX_BYTES {
        return None;
    }
    let is_slip = |text: &String| Unverified::parse(text, Typ::Slip).is_ok();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    (0..lines.len()).find_map(|from| (from..lines.len()).map(|to| lines[from..=to].concat()).find(is_slip))
}

/// What a slip says beside some files. A file that is wrong proves nothing, so it is not looked into.
pub fn look_up(slip: &str, reports: &[FileReport]) -> Finding {
    let kiosk = match Unverified::parse(slip, Typ::Slip) {
        Ok(unverified) => unverified.kid(),
        Err(error) => return Finding::Bad(error.into()),
    };
    let files: Vec<(usize, &FileReport)> = reports.iter().enumerate().filter(|(_, report)| report.holds()).collect();
    let Some(key) = files.iter().find_map(|(_, report)| key_of(report, &kiosk)) else {
        return Finding::OtherKiosk { kiosk };
    };
    let Slip { day, hash, seq } = match Slip::verify(slip, &key) {
        Ok(slip) => slip,
        Err(error) => return Finding::Bad(error),
    };
    let (mut here, mut contradicted) = (None, None);
    for (file, report) in files {
        for proved in report.records.iter().filter_map(RecordReport::proved) {
            for found in proved.with_imported() {
                if *found.hash() == hash {
                    here = here.or(Some((file, proved.record().seq)));
                } else if found.record().kiosk == kiosk && found.record().seq == seq {
                    contradicted = contradicted.or(Some((file, proved.record().seq)));
                }
            }
        }
    }
    match (here, contradicted) {
        (Some((file, seq)), _) => Finding::Here { file, seq, day },
        (None, Some((file, seq))) => Finding::Contradicted { file, seq, day },
        (None, None) => Finding::Absent { seq, day },
    }
}

/// The key of that name among those that a file's office certified.
fn key_of(report: &FileReport, kiosk: &KeyId) -> Option<PublicKey> {
    let (certificate, batch) = (report.certificate.as_ref()?, report.batch.as_ref()?);
    let lineage = Lineage::of(certificate, &batch.certificates, &batch.office.root);
    std::iter::once(lineage.key).chain(lineage.before).find(|key| key.kid() == *kiosk)
}

//! A batch: records of one kiosk in their order, signed by the kiosk and by the office, as one JWS in the general JSON
//! serialisation (RFC 7515 §7.2.1).

use crate::codec::{Hash, SignatureBytes, b64, sha256, unb64};
use crate::document::Document;
use crate::instant::Instant;
use crate::jcs;
use crate::jws::{self, Typ};
use crate::keys::KeyId;
use crate::office::OfficeCard;
use serde::{Deserialize, Serialize};

/// Largest batch file that is read, in bytes: about 20,000 records.
pub const FILE_MAX_BYTES: usize = 64 * 1024 * 1024;

/// What a batch says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// Format version, 1.
    pub v: u32,
    /// The kiosk's key.
    pub kiosk: KeyId,
    /// The office's public card. A verifier trusts it only if it was given the same card, or says that it was not.
    pub office: OfficeCard,
    /// How the records stand in it.
    pub mode: Mode,
    /// First record.
    pub first: u64,
    /// How many records.
    pub count: u64,
    /// Hash of the record before the first; for record 1, of the kiosk's certificate.
    pub prev: Hash,
    /// Hash of the last record.
    pub head: Hash,
    /// The kiosk's certificate first, then those that it supersedes.
    pub certificates: Vec<String>,
    /// Every document version that a record names, with its exact text where the kiosk has it.
    pub documents: Vec<BatchDocument>,
    /// When it was exported.
    pub exported_at: Instant,
    /// By which administrator.
    pub exported_by: String,
    /// The records in their order.
    pub records: Vec<BatchEntry>,
}

/// How the records stand in a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Opened, each with its own JWS.
    Plain,
}

/// A document version that records name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchDocument {
    /// Which document.
    pub slug: String,
    /// Which version.
    pub version: String,
    /// Language of its text.
    pub lang: String,
    /// SHA-256 of its exact bytes.
    pub sha256: Hash,
    /// Its exact text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl BatchDocument {
    /// A document with its exact bytes.
    pub fn of(document: &Document, bytes: Vec<u8>) -> Self {
        Self {
            slug: document.slug.clone(),
            version: document.version.clone(),
            lang: document.lang.clone(),
            sha256: document.sha256,
            text: String::from_utf8(bytes).ok(),
        }
    }
}

/// One place in a batch. Nothing is skipped silently: what cannot be read stands there as what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum BatchEntry {
    /// A record's compact JWS.
    Proved(String),
    /// Bytes that are no record any more.
    Damaged(Damaged),
    /// Nothing was found.
    Missing(Missing),
}

/// Bytes that are no record any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Damaged {
    /// Its place in the chain.
    pub seq: u64,
    /// The bytes found, base64url.
    pub damaged: String,
}

/// A place where nothing was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// Its place in the chain.
    pub seq: u64,
    /// Always true.
    pub missing: bool,
}

/// A batch as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BatchFile {
    pub payload: String,
    pub signatures: Vec<FileSignature>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

/// One signature of a batch file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileSignature {
    pub protected: String,
    pub signature: SignatureBytes,
}

/// A batch whose bytes are fixed and that waits for its two signatures.
#[derive(Debug, Clone)]
pub struct Unsigned {
    /// The payload, base64url: as both signatures and the file have it.
    payload: String,
    hash: Hash,
    kiosk: KeyId,
    root: KeyId,
    practice: bool,
}

const ABOUT: &str = "A batch of signed records from an Inkseal kiosk: JWS, general JSON serialization, RFC 7515, two Ed25519 signatures that must both hold. \
Check it with verify.html or `inkseal verify`, or with any JOSE library as docs/format.md says. It proves what this kiosk recorded and in what order, \
not that the named person stood there. This line is not signed.";

impl Batch {
    /// Fixes the bytes of the batch.
    pub fn fix(&self) -> Unsigned {
        let payload = jcs::to_vec(self).expect("a batch holds only strings, booleans and small integers");
        Unsigned {
            payload: b64(&payload),
            hash: sha256(&payload),
            kiosk: self.kiosk,
            root: self.office.root.kid(),
            practice: self.office.practice,
        }
    }

    /// The last record's place in the chain.
    pub fn last(&self) -> u64 {
        self.first.saturating_add(self.count).saturating_sub(1)
    }
}

impl Unsigned {
    /// SHA-256 of the payload: the batch's name for receipts.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// What the kiosk's key must sign.
    pub fn kiosk_input(&self) -> String {
        format!("{}.{}", jws::protected(Typ::BatchKiosk, &self.kiosk), self.payload)
    }

    /// What the office's root must sign.
    pub fn office_input(&self) -> String {
        format!("{}.{}", jws::protected(Typ::BatchOffice, &self.root), self.payload)
    }

    /// The file, with both signatures. The same signatures give the same bytes.
    pub fn finish(&self, kiosk: SignatureBytes, office: SignatureBytes) -> Vec<u8> {
        let practice = if self.practice { "PRACTICE, not evidence. " } else { "" };
        let file = BatchFile {
            payload: self.payload.clone(),
            signatures: vec![
                FileSignature { protected: jws::protected(Typ::BatchKiosk, &self.kiosk), signature: kiosk },
                FileSignature { protected: jws::protected(Typ::BatchOffice, &self.root), signature: office },
            ],
            about: Some(format!("{practice}{ABOUT}")),
        };
        let mut bytes = serde_json::to_vec(&file).expect("a file of strings is JSON");
        bytes.push(b'\n');
        bytes
    }
}

/// The name under which a batch is saved: `inkseal_<kiosk>_<day>_<first>-<last>.jws.json`, safe on every file system.
pub fn file_name(kiosk_name: &str, day: &str, first: u64, last: u64, practice: bool) -> String {
    let practice = if practice { "PRACTICE_" } else { "" };
    format!("{practice}inkseal_{}_{day}_{first}-{last}.jws.json", file_part(kiosk_name))
}

/// A text as part of a file name: letters and digits stay, all else becomes `-`, at most 60 characters.
pub fn file_part(text: &str) -> String {
    let part: String = text.chars().take(60).map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let part = part.trim_matches('-');
    if part.is_empty() { "unnamed".to_owned() } else { part.to_owned() }
}

/// Why bytes are not a batch file; nothing in them has been believed yet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Larger than [`FILE_MAX_BYTES`].
    #[error("the file has {bytes} bytes")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A kiosk writes ASCII; this begins with a byte order mark or is UTF-16, so another program has written it anew. What it holds
    /// may still be right, but nothing is translated before it is verified.
    #[error("the file was saved again in another encoding")]
    SavedAgain,
    /// Not JSON at all, or cut short.
    #[error("not JSON: {0}")]
    NotJson(String),
    /// JSON of another shape, or with a member that does not belong there.
    #[error("not a batch file: {0}")]
    NotABatch(String),
    /// The payload is spelt in another way than the one canonical way.
    #[error("the payload is not canonical base64url")]
    ReEncoded,
    /// The payload is not what a batch holds.
    #[error("the signed content is not a batch: {0}")]
    Content(String),
    /// A later format.
    #[error("batch format {0} is not known here")]
    Version(u32),
}

/// A batch file taken apart; nothing in it is proved yet.
pub(crate) struct Parts {
    pub file: BatchFile,
    pub payload: Hash,
    pub batch: Batch,
}

/// What befell a file on its way, before anything in it is read: nothing arrived, or another program has written it anew.
pub fn spoilt(bytes: &[u8]) -> Result<(), ReadError> {
    match bytes {
        [] => Err(ReadError::Empty),
        [0xef, 0xbb, 0xbf, ..] | [0xfe, 0xff, ..] | [0xff, 0xfe, ..] | [0, b'{', ..] | [b'{', 0, ..] => {
            Err(ReadError::SavedAgain)
        }
        _ => Ok(()),
    }
}

/// Takes a batch file apart.
pub(crate) fn read(bytes: &[u8]) -> Result<Parts, ReadError> {
    if bytes.len() > FILE_MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    spoilt(bytes)?;
    let file: BatchFile = serde_json::from_slice(bytes).map_err(|e| {
        let shape = e.classify() == serde_json::error::Category::Data;
        if shape { ReadError::NotABatch(e.to_string()) } else { ReadError::NotJson(e.to_string()) }
    })?;
    let payload = unb64(&file.payload).ok_or(ReadError::ReEncoded)?;
    let batch: Batch = serde_json::from_slice(&payload).map_err(|e| ReadError::Content(e.to_string()))?;
    if batch.v != 1 {
        return Err(ReadError::Version(batch.v));
    }
    Ok(Parts { file, payload: sha256(&payload), batch })
}

//! A receipt: the office's signed word that a holder of its root has read one batch whole, and found it good.
//!
//! A flattened JSON JWS (RFC 7515 §7.2.2) of the type `inkseal-receipt+jws`. At the kiosk it counts as the batch's filing code does,
//! with two differences: nobody types it, and nobody makes it who cannot open the office's keys.

use crate::activity::Exported;
use crate::codec::{Hash, SignatureBytes, b64, unb64};
use crate::instant::Instant;
use crate::jcs;
use crate::jws::{self, JwsError, Typ};
use crate::keys::{KeyId, PublicKey};
use crate::office::OfficeSecret;
use crate::verdict::{FileReport, Standing};
use serde::{Deserialize, Serialize};

/// Largest receipt file that is read, in bytes. One that is written has about 1 KiB.
pub const FILE_MAX_BYTES: usize = 16 * 1024;

/// The version that is written and read.
const VERSION: u32 = 1;

const ABOUT: &str = "A receipt from the records office for one batch of an Inkseal kiosk: JWS, flattened JSON serialization, RFC 7515, one Ed25519 \
signature by the office's root. An administrator chooses it at that kiosk, under Export. This line is not signed.";

/// What a receipt says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Format version, 1.
    pub v: u32,
    /// The key of the kiosk whose records the batch holds.
    pub kiosk: KeyId,
    /// The first record's place in that kiosk's chain.
    pub first: u64,
    /// The last record's place.
    pub last: u64,
    /// SHA-256 of the batch's payload.
    pub batch: Hash,
    /// SHA-256 of the last record, as the batch has it.
    pub head: Hash,
    /// When the receipt was made, by the clock of the computer that made it.
    pub at: Instant,
}

/// Why there is no receipt: none is given, or a file is not one that counts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The batch does not stand good, so nothing is said for it.
    #[error("a receipt is given only for a batch that stands good")]
    NotGood(Standing),
    /// The office is another one than that of the batch, or than that of the kiosk.
    #[error("the receipt would be, or is, of another office")]
    OtherOffice,
    /// Larger than [`FILE_MAX_BYTES`].
    #[error("the file has {0} bytes, more than any receipt")]
    TooLarge(usize),
    /// Not the JSON of a receipt, or with a member too many, too few or twice.
    #[error("not a receipt: {0}")]
    Form(String),
    /// Its signature.
    #[error(transparent)]
    Jws(#[from] JwsError),
    /// What was signed is not what a receipt says.
    #[error("the signed content is not a receipt: {0}")]
    Content(String),
    /// A later format.
    #[error("receipt format {0} is not known here")]
    Version(u32),
}

/// A receipt as a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    payload: String,
    protected: String,
    signature: SignatureBytes,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<String>,
}

impl Receipt {
    /// The receipt for a batch that was verified under the card of the very office whose secret is given, as a file. The same moment gives
    /// the same bytes (RFC 8032 §5.1.6: Ed25519 takes no randomness).
    ///
    /// # Errors
    /// [`ReceiptError::NotGood`], [`ReceiptError::OtherOffice`]
    pub fn issue(report: &FileReport, secret: &OfficeSecret, at: Instant) -> Result<Vec<u8>, ReceiptError> {
        let (Standing::Good, Some(batch), Some(payload)) = (report.standing, &report.batch, report.payload) else {
            return Err(ReceiptError::NotGood(report.standing));
        };
        if batch.office.root != secret.root().public() {
            return Err(ReceiptError::OtherOffice);
        }
        let (first, last) = (batch.first, batch.last());
        let receipt = Self { v: VERSION, kiosk: batch.kiosk, first, last, batch: payload, head: batch.head, at };
        Ok(receipt.sign(secret))
    }

    fn sign(&self, secret: &OfficeSecret) -> Vec<u8> {
        let payload = jcs::to_vec(self).expect("a receipt holds only strings and integers that a batch held");
        let protected = jws::protected(Typ::Receipt, &secret.root().public().kid());
        let signature = secret.root().sign(jws::signing_input(&protected, &payload).as_bytes());
        let file = File { payload: b64(&payload), protected, signature, about: Some(ABOUT.to_owned()) };
        let mut bytes = serde_json::to_vec_pretty(&file).expect("a file of strings is JSON");
        bytes.push(b'\n');
        bytes
    }

    /// Reads a receipt that this office's root must have signed. What was signed is parsed only once the signature holds.
    ///
    /// # Errors
    /// [`ReceiptError`]
    pub fn verify(file: &[u8], root: &PublicKey) -> Result<Self, ReceiptError> {
        if file.len() > FILE_MAX_BYTES {
            return Err(ReceiptError::TooLarge(file.len()));
        }
        let file: File = object(file).map_err(ReceiptError::Form)?;
        jws::verify_detached(Typ::Receipt, root, &file.protected, &file.payload, &file.signature).map_err(|error| {
            match error {
                JwsError::Key { .. } => ReceiptError::OtherOffice,
                other => other.into(),
            }
        })?;
        let payload = unb64(&file.payload).ok_or(JwsError::Form)?;
        let receipt: Self = object(&payload).map_err(ReceiptError::Content)?;
        match receipt {
            Self { v, .. } if v != VERSION => Err(ReceiptError::Version(v)),
            Self { first, last, .. } if first == 0 || first > last => {
                Err(ReceiptError::Content(format!("records {first} to {last}")))
            }
            receipt => Ok(receipt),
        }
    }

    /// Whether it is for that export: the same bytes, and the same records.
    pub fn is_for(&self, exported: &Exported) -> bool {
        (self.batch, self.first, self.last) == (exported.payload, exported.first, exported.last)
    }
}

/// Reads a JSON object; a list of the same values in their order is none.
fn object<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, String> {
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err("not a JSON object".to_owned());
    }
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}

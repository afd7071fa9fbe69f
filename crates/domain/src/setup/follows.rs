//! What a tablet was before its storage was cleared, as the last file that it exported shows it.

use crate::keys::KeyId;
use crate::verdict::{Standing, verify};

/// The kiosk that a new one follows. With its storage its keys are gone, so that only a file of it can say which one it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follows {
    /// Its name.
    pub kiosk_name: String,
    /// Its office's name.
    pub office: String,
    /// The last record in the file.
    pub last: u64,
    /// Its key and those of its chains before, for the new certificate's `supersedes`.
    pub keys: Vec<KeyId>,
}

impl Follows {
    /// Reads an exported file. `None`: it does not hold, or it is practice.
    pub fn of(file: &[u8]) -> Option<Self> {
        let report = verify(file, &[]);
        if report.standing != Standing::OfficeUnconfirmed {
            return None;
        }
        let (certificate, batch) = (report.certificate?, report.batch?);
        let keys = [&[certificate.key.kid()][..], &certificate.supersedes].concat();
        let last = batch.first + batch.count - 1;
        Some(Self { kiosk_name: certificate.kiosk_name, office: batch.office.name, last, keys })
    }
}

//! The activity log: acts of administrators and of the kiosk itself, in the same chain as the signatures.

use crate::codec::{Hash, SignatureBytes};
use crate::identity::PrintedName;
use crate::instant::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// The administrator's name, or `kiosk`.
    pub by: String,
    /// Ids of the records that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// What was done.
    pub act: Act,
}

/// The kiosk's own name in the log.
pub const BY_KIOSK: &str = "kiosk";

/// What can be done: a closed list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// The kiosk was set up.
    SetUp {
        /// Its name.
        kiosk_name: String,
    },
    /// A new chain began after an older one ended.
    ChainStarted {},
    /// Wrong passphrases since the last unlock.
    UnlockFailed {
        /// How many.
        count: u32,
    },
    /// A batch was exported; kept before the file is saved, so that the same file can be made again.
    Exported(Exported),
    /// The saved file was read back and compared.
    ExportChecked {
        /// SHA-256 of the batch's payload.
        payload: Hash,
    },
    /// Exported files were moved to where they belong, and deleted on the tablet, as somebody says.
    ExportMoved {
        /// SHA-256 of the payload of each.
        payloads: Vec<Hash>,
    },
    /// A filing code or a receipt for a batch was accepted.
    ReceiptAccepted {
        /// SHA-256 of the batch's payload.
        payload: Hash,
        /// First record covered.
        first: u64,
        /// Last record covered.
        last: u64,
    },
    /// Receipted records were deleted from the tablet.
    Purged {
        /// First record deleted.
        first: u64,
        /// Last record deleted.
        last: u64,
    },
    /// A question was answered.
    QuestionAnswered {},
    /// A copy was handed over.
    CopyGiven {},
    /// A copy is still to be handed over.
    CopyOwed {},
    /// A document was handed over.
    DocumentGiven {},
    /// The paper form came in.
    PaperReceived {},
    /// A note on a record, which is itself never changed.
    Noted {
        /// The note, at most 500 characters.
        text: String,
    },
    /// Records must be kept beyond their time; without any that it is about, all of them.
    HoldSet {},
    /// They need not any more; those that are on hold by themselves still must.
    HoldReleased {},
    /// Start-up restored copies.
    Repaired {
        /// How many.
        count: u32,
    },
    /// Start-up set unreadable bytes aside.
    Quarantined {
        /// Which records.
        seqs: Vec<u64>,
    },
    /// Records that were in a chain and stand in none were counted. Of one chain the last such act counts.
    LeftOut {
        /// Which of the tablet's chains before this one, counted from 1; 0: of this one, as where the journal is older than they are.
        chain: u64,
        /// Their places there.
        seqs: BTreeSet<u64>,
    },
    /// The list of who is to sign was changed.
    RosterChanged {
        /// How many people stand on it now.
        people: u64,
    },
    /// Somebody on the roster signed on paper, without a visit here.
    PaperSigned {
        /// Their name as the roster has it.
        name: PrintedName,
        /// Their number as the roster has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<PrintedName>,
        /// Which document.
        slug: String,
        /// Which version.
        version: String,
        /// The day on which the paper was received, `YYYY-MM-DD`.
        on: String,
    },
    /// Whose signature the records are that this is about, where their names do not tell.
    SignerNamed {
        /// Their name as the roster has it.
        name: PrintedName,
        /// Their number as the roster has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<PrintedName>,
    },
    /// Settings were changed.
    SettingsChanged {
        /// Which, by name.
        names: Vec<String>,
    },
    /// A document version came into use.
    DocumentActivated {
        /// Which document.
        slug: String,
        /// Which version.
        version: String,
        /// SHA-256 of its bytes.
        sha256: Hash,
        /// Earlier versions whose signatures count for it: whoever signed one of them need not sign again.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        counts: Vec<String>,
    },
    /// A document is in use no more.
    DocumentWithdrawn {
        /// Which document.
        slug: String,
        /// Which version was.
        version: String,
    },
    /// A passphrase was changed.
    PassphraseChanged {},
    /// The recovery kit was proved from outside this tablet.
    KitProved {},
    /// The recovery kit opened the office's keys.
    KitUsed {},
    /// Another recovery kit took the place of the one before.
    KitMade {},
    /// An administrator was added.
    AdministratorAdded {
        /// Who.
        name: String,
    },
    /// An administrator was removed.
    AdministratorRemoved {
        /// Who.
        name: String,
    },
    /// A record was brought back: one that could not be stored when it was made, or one of a chain that ended before this one began.
    Imported {
        /// Its compact JWS, which proves it by itself.
        jws: String,
    },
    /// A new version of this program took over.
    Updated {
        /// The version now.
        version: String,
    },
}

impl Act {
    /// Whether it says no more than how an export goes on, so that every export is followed by some of them.
    pub fn is_of_an_export(&self) -> bool {
        matches!(
            self,
            Self::Exported(_) | Self::ExportChecked { .. } | Self::ExportMoved { .. } | Self::ReceiptAccepted { .. }
        )
    }
}

/// What must be known to make the same batch again, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exported {
    /// First record in it.
    pub first: u64,
    /// Last record in it.
    pub last: u64,
    /// How many of them are visits.
    pub visits: u64,
    /// Places of which the file could only say that they are damaged or missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<u64>,
    /// When, as the batch says.
    pub exported_at: Instant,
    /// SHA-256 of the batch's payload.
    pub payload: Hash,
    /// The kiosk's signature over it.
    pub kiosk_signature: SignatureBytes,
    /// The office's signature over it.
    pub office_signature: SignatureBytes,
}

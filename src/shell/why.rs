//! Why no signature can be taken: what the store says, as the screens name it.

use crate::browser::NO_REASON;
use inkseal_domain::store::{CanaryError, CommitError, MediumError, OpenError, WriteError};

/// Why no signature can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Another tab has the kiosk.
    OtherTab,
    /// The engine lets the page keep nothing.
    Blocked,
    /// The engine deletes what a page in a tab keeps, by age.
    PlainTab,
    /// A private window: what a page keeps is gone when it is closed.
    Private,
    /// The journal does not answer.
    Hangs,
    /// A medium is full, or nearly.
    Full,
    /// A record stands in the journal only; start-up writes its second copy.
    OneCopy,
    /// The end of the chain was altered while the page was open; start-up judges it.
    Changed,
    /// The journal is gone while localStorage is not.
    JournalLost,
    /// A later version of the program was here.
    Later,
    /// The documents cannot be read.
    Documents,
    /// The store failed, and the engine does not say why.
    NoReason,
    /// Anything else, in the engine's words.
    Failed(String),
}

impl From<MediumError> for Why {
    fn from(error: MediumError) -> Self {
        match error {
            MediumError::Blocked => Self::Blocked,
            MediumError::Full => Self::Full,
            MediumError::Hangs => Self::Hangs,
            MediumError::Failed(words) if words == NO_REASON => Self::NoReason,
            MediumError::Failed(words) => Self::Failed(words),
        }
    }
}

impl From<OpenError> for Why {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Journal(error) => error.into(),
            OpenError::Later { .. } => Self::Later,
        }
    }
}

impl From<WriteError> for Why {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Commit(CommitError::Medium(error)) | WriteError::ReadBack(error) => error.into(),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<CanaryError> for Why {
    fn from(error: CanaryError) -> Self {
        error.fault.into()
    }
}

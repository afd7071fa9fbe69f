//! Browsers that are killed while they keep: a real profile on a disk, SIGKILL to everything of the browser at once, a start on
//! the same profile, and what is there compared with what was called recorded. The page is `tests/browser/torture/`; it tells
//! this process, which is not killed.

mod evidence;
mod kills;
mod ledger;
mod witness;

pub use kills::{compute, kiosk, naive};

use serde::Deserialize;

/// What a page is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// The page is coming; nothing of ours runs yet.
    Loading,
    /// Reading both media, mending, reporting.
    StartUp,
    /// Making the office and beginning the chain.
    SetUp,
    /// People sign.
    Sign,
    /// A batch is made, verified and given out.
    Export,
    /// Its filing code is kept.
    Receipt,
    /// What was filed is cleared.
    Purge,
    /// Nothing more.
    Done,
}

impl Phase {
    /// As figures name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::StartUp => "start-up",
            Self::SetUp => "set-up",
            Self::Sign => "sign",
            Self::Export => "export",
            Self::Receipt => "receipt",
            Self::Purge => "purge",
            Self::Done => "done",
        }
    }
}

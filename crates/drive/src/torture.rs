//! Browsers that are killed while they keep: a real profile on a disk, SIGKILL to everything of the browser at once, a start on
//! the same profile, and what is there compared with what was called recorded. The page is `tests/browser/torture/`; it tells
//! this process, which is not killed.

mod evidence;
mod kills;
mod ledger;
mod witness;

pub use kills::{kiosk, naive};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a page is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// What came of killing one engine.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Tally {
    /// How often its browser was killed.
    pub kills: u64,
    /// In which phase.
    pub kills_by_phase: BTreeMap<Phase, u64>,
    /// Records that the page called recorded.
    pub acknowledged: u64,
    /// Those that were not there afterwards.
    pub lost: u64,
    /// Second copies that start-up brought back.
    pub restored: u64,
    /// Batches that the records office filed.
    pub batches: u64,
    /// Records that were cleared.
    pub purged: u64,
    /// What must never be, in words.
    pub faults: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.kills += other.kills;
        for (phase, kills) in other.kills_by_phase {
            *self.kills_by_phase.entry(phase).or_default() += kills;
        }
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.restored += other.restored;
        self.batches += other.batches;
        self.purged += other.purged;
        self.faults.extend(other.faults);
    }
}

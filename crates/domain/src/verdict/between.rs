//! Several files of one kiosk, held beside each other: gaps, forks, repetitions.

use super::{FileReport, RecordReport};
use crate::batch::Batch;
use crate::codec::Hash;
use std::collections::{BTreeMap, BTreeSet};

/// What there is to say of several files of one kiosk together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Between {
    /// Earlier records were not given; that is no fault.
    NotFromTheStart {
        /// The first record given.
        first: u64,
    },
    /// Records between two files were not given.
    Gap {
        /// First one missing.
        from: u64,
        /// Last one missing.
        to: u64,
    },
    /// Two files tell different stories about one place: a fork, or a rollback.
    Fork {
        /// The place.
        seq: u64,
    },
    /// Two files repeat the same records; that is no fault.
    Repeated {
        /// First one repeated.
        from: u64,
        /// Last one repeated.
        to: u64,
    },
}

impl Between {
    /// The same without the places whose records a later chain of the tablet brought back, and that are in its files.
    pub(crate) fn without(self, back: &BTreeSet<u64>) -> Vec<Between> {
        match self {
            Between::Gap { from, to } => gaps(from, to, back),
            Between::NotFromTheStart { first } => {
                let before = (1..first).rev().find(|seq| !back.contains(seq));
                before.map(|seq| Between::NotFromTheStart { first: seq + 1 }).into_iter().collect()
            }
            other => vec![other],
        }
    }
}

/// What is left of a gap.
fn gaps(mut from: u64, to: u64, back: &BTreeSet<u64>) -> Vec<Between> {
    let mut gaps = vec![];
    for seq in back.range(from..=to).copied().chain([to + 1]) {
        if from < seq {
            gaps.push(Between::Gap { from, to: seq - 1 });
        }
        from = seq + 1;
    }
    gaps
}

/// Compares several files of one kiosk that each hold; give them in any order.
pub fn between(reports: &[&FileReport]) -> Vec<Between> {
    let mut files: Vec<(&FileReport, &Batch)> =
        reports.iter().filter_map(|report| Some((*report, report.batch.as_ref()?))).collect();
    files.sort_by_key(|(_, batch)| (batch.first, batch.count));
    let mut found = Vec::new();
    let Some((mut reach, first)) = files.first().copied() else {
        return found;
    };
    if first.first > 1 {
        found.push(Between::NotFromTheStart { first: first.first });
    }
    for (report, batch) in files.into_iter().skip(1) {
        let last = reach.batch.as_ref().map_or(0, Batch::last);
        if batch.first > last.saturating_add(1) {
            found.push(Between::Gap { from: last + 1, to: batch.first - 1 });
        } else if let Some(seq) = fork(reach, report, batch, last) {
            found.push(Between::Fork { seq });
        } else if batch.first <= last {
            found.push(Between::Repeated { from: batch.first, to: last.min(batch.last()) });
        }
        if batch.last() >= last {
            reach = report;
        }
    }
    found
}

/// The first place at which a file contradicts the one that reaches furthest before it.
fn fork(earlier: &FileReport, later: &FileReport, batch: &Batch, last: u64) -> Option<u64> {
    let (earlier, later) = (hashes(earlier), hashes(later));
    let overlap = (batch.first..=last.min(batch.last()))
        .find(|seq| matches!((earlier.get(seq), later.get(seq)), (Some(a), Some(b)) if a != b));
    // Before a record that cannot be read, the kiosk may not have known what to name.
    let before = later.get(&batch.first).and_then(|_| earlier.get(&batch.first.saturating_sub(1)));
    overlap.or_else(|| (before.is_some_and(|hash| *hash != batch.prev)).then_some(batch.first))
}

/// The records of a file that hold, by place.
fn hashes(report: &FileReport) -> BTreeMap<u64, Hash> {
    let proved = report.records.iter().filter_map(RecordReport::proved);
    proved.map(|proved| (proved.record().seq, *proved.hash())).collect()
}

//! How far files cover the chain: what is new, and what may be purged because the records office has it.
//!
//! A file covers a place only with what it holds. One that it could only list as damaged or missing, and that is whole again by now, is in no file.

use super::{Line, Log};
use crate::activity::{Act, Exported};
use crate::instant::Instant;
use crate::record::Record;
use std::collections::{BTreeMap, BTreeSet};

/// Why a record that the records office has stays on the tablet all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stays {
    /// It is whole and does not open: somebody may be in it whom no file names.
    Unopened,
    /// Somebody put it on hold.
    Held,
    /// The office still owes something for it.
    Owed,
    /// The office keeps records longer than that.
    Young {
        /// Until when.
        until: Instant,
    },
}

/// How long an office keeps the record of a visit on the tablet in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// For so many months after it was made.
    pub months: u32,
    /// The tablet's clock.
    pub now: Instant,
}

/// How far ranges (first, last) reach without a gap after `before`.
fn covered_through(before: u64, ranges: impl Iterator<Item = (u64, u64)>) -> u64 {
    let mut ranges: Vec<(u64, u64)> = ranges.collect();
    ranges.sort_unstable();
    ranges
        .into_iter()
        .fold(before, |through, (first, last)| if first <= through + 1 { through.max(last) } else { through })
}

impl Log {
    /// The places from first to last of which nobody can read the record.
    pub(crate) fn unread_in(&self, first: u64, last: u64) -> Vec<u64> {
        let unread = self.lines().iter().filter(|line| !matches!(line, Line::Good(_)));
        unread.flat_map(|line| line.first_seq().max(first)..=line.last_seq().min(last)).collect()
    }

    /// The ranges of places that a file covers.
    fn covered<'a>(&'a self, exported: &'a Exported) -> impl Iterator<Item = (u64, u64)> + use<'a> {
        let healed = exported.unread.iter().copied().filter(|seq| self.at(*seq).is_some());
        let ends = healed.clone().map(|seq| seq - 1).chain([exported.last]);
        let starts = std::iter::once(exported.first).chain(healed.map(|seq| seq + 1));
        starts.zip(ends).filter(|(first, last)| first <= last)
    }

    /// The last record of the run, from the oldest on the tablet, that exports cover without a gap. What comes after it is new,
    /// even where a later range was exported before: a record may be in two files, but never in none.
    pub fn exported_through(&self) -> u64 {
        let cleared = self.lines.first().map_or(0, |line| line.first_seq().saturating_sub(1));
        let unread = self.unread_in(0, u64::MAX);
        let can_arrive = |exported: &&Exported| self.can_arrive(exported, cleared, &unread);
        let exports = self.exports().map(|(_, exported)| exported).filter(can_arrive);
        covered_through(cleared, exports.flat_map(|exported| self.covered(exported)))
    }

    /// Whether a file has arrived, or can be made again should it be lost on its way: nothing that it held was cleared, and the very places
    /// that it could not read are those that cannot be read now.
    fn can_arrive(&self, exported: &Exported, cleared_through: u64, unread: &[u64]) -> bool {
        let is_in_it = |seq: &&u64| (exported.first..=exported.last).contains(*seq);
        let is_as_it_was = || unread.iter().filter(is_in_it).eq(&exported.unread);
        // The rare question last: it goes through the whole log.
        exported.first > cleared_through && is_as_it_was() || self.receipted(&exported.payload)
    }

    /// The last record that may be purged: the longest run from `purged_through + 1` that receipts cover, and that neither a
    /// hold nor something owed stops, nor a record that is whole and does not open, nor one that is kept for longer. `None`: nothing.
    pub fn purgeable_through(&self, purged_through: u64, keep: Option<Keep>) -> Option<u64> {
        let through = match self.stays(purged_through, keep) {
            Some((seq, _)) => seq - 1,
            None => covered_through(purged_through, self.receipted_ranges()),
        };
        (through > purged_through).then_some(through)
    }

    /// How far the records themselves say that the chain was cleared.
    pub(crate) fn cleared_through(&self) -> u64 {
        let cleared = self.acts().filter_map(|(_, act)| match act {
            Act::Purged { last, .. } => Some(*last),
            _ => None,
        });
        cleared.max().unwrap_or_default()
    }

    /// The first record that receipts cover and that stays all the same, and why. What holds somebody, or promises them a copy, stays as they
    /// do: of a chain before it may have come back first.
    pub fn stays(&self, purged_through: u64, keep: Option<Keep>) -> Option<(u64, Stays)> {
        let covered = purged_through + 1..=covered_through(purged_through, self.receipted_ranges());
        let owed: BTreeSet<&str> = self.owed().into_iter().map(|(proved, _)| proved.record().id.as_str()).collect();
        let owed = self.with_imported().filter(|(_, proved)| {
            let record = proved.record();
            owed.contains(record.id.as_str()) || is_promise_to(record, &owed)
        });
        let held = self.held_by().into_iter().flat_map(|(seq, by)| [seq, by]).map(|seq| (seq, Stays::Held));
        let unopened = self.unopened().map(|seq| (seq, Stays::Unopened));
        let everything = self.holds_all().then_some((purged_through + 1, Stays::Held));
        let young = keep.into_iter().flat_map(|keep| self.young(keep));
        let all = held.chain(owed.map(|(seq, _)| (seq, Stays::Owed))).chain(unopened).chain(everything).chain(young);
        all.filter(|(seq, _)| covered.contains(seq)).min()
    }

    /// Visits that are kept for longer. One that was brought back counts from when somebody signed, not from when it came back.
    fn young(&self, keep: Keep) -> impl Iterator<Item = (u64, Stays)> {
        let visits = self.with_imported().filter(|(_, proved)| proved.record().visit().is_some());
        let until = visits.map(move |(seq, proved)| (seq, proved.record().at.after_months(keep.months)));
        until.filter(move |(_, until)| *until > keep.now).map(|(seq, until)| (seq, Stays::Young { until }))
    }

    /// Whether a record is under a legal hold, by its id.
    pub fn is_held(&self, id: &str) -> bool {
        self.place_of(id).is_some_and(|seq| self.held().contains(&seq))
    }

    /// What the records office has said that it has.
    fn receipted_ranges(&self) -> impl Iterator<Item = (u64, u64)> {
        let receipts = self.acts().filter_map(|(_, act)| match act {
            Act::ReceiptAccepted { payload, .. } => Some(payload),
            _ => None,
        });
        let receipted = receipts.filter_map(|payload| {
            // Without the note of the export nobody knows what its file could only list as damaged.
            self.exports().map(|(_, exported)| exported).find(|exported| exported.payload == *payload)
        });
        receipted.flat_map(|exported| self.covered(exported))
    }

    /// Records that are whole and do not open, by place.
    fn unopened(&self) -> impl Iterator<Item = u64> {
        self.lines().iter().filter(|line| matches!(line, Line::Unopened { .. })).map(Line::first_seq)
    }

    /// Records under a legal hold of their own, by place.
    pub fn held(&self) -> BTreeSet<u64> {
        self.held_by().into_keys().collect()
    }

    /// The same, each with the place of what says so.
    fn held_by(&self) -> BTreeMap<u64, u64> {
        let mut held = BTreeMap::new();
        for Hold { at, about, is_set } in self.holds() {
            for seq in about.iter().filter_map(|id| self.place_of(id)) {
                if is_set {
                    held.insert(seq, at);
                } else {
                    held.remove(&seq);
                }
            }
        }
        held
    }

    /// Whether everything is under a legal hold.
    pub fn holds_all(&self) -> bool {
        self.holds().iter().rfind(|hold| hold.about.is_empty()).is_some_and(|hold| hold.is_set)
    }

    /// Every hold and every release in the order in which they were said: what was said in this chain comes after all that was said in those
    /// before, those in the order of the chains, whenever it came back.
    fn holds(&self) -> Vec<Hold<'_>> {
        let said =
            self.with_imported().filter_map(|(at, proved)| Some((proved.record(), Hold::of(at, proved.record())?)));
        let mut said: Vec<(&Record, Hold)> = said.collect();
        said.sort_by_key(|(record, _)| {
            (self.chains_before.iter().position(|kid| *kid == record.kiosk).unwrap_or(usize::MAX), record.seq)
        });
        said.into_iter().map(|(_, hold)| hold).collect()
    }
}

/// A hold, or its release.
struct Hold<'a> {
    /// The place in this chain of what says so, or brings it back.
    at: u64,
    /// Ids of records; none: everything.
    about: &'a [String],
    is_set: bool,
}

impl<'a> Hold<'a> {
    fn of(at: u64, record: &'a Record) -> Option<Self> {
        let activity = record.activity()?;
        let is_set = match activity.act {
            Act::HoldSet {} => true,
            Act::HoldReleased {} => false,
            _ => return None,
        };
        Some(Self { at, about: &activity.about, is_set })
    }
}

/// Whether it promises a copy to any of these.
fn is_promise_to(record: &Record, ids: &BTreeSet<&str>) -> bool {
    let promise = record.activity().filter(|activity| activity.act == Act::CopyOwed {});
    promise.is_some_and(|promise| promise.about.iter().any(|id| ids.contains(id.as_str())))
}

//! How far files cover the chain: what is new, and what may be purged because the records office has it.
//!
//! A file covers a place only with what it holds. One that it could only list as damaged or missing, and that is whole again by now, is in no file.

use super::{Line, Log};
use crate::activity::{Act, Exported};
use crate::instant::Instant;
use crate::keys::KeyId;
use crate::record::Record;
use crate::seal::Proved;
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
        let before = self.lines.first().map_or(0, |line| line.first_seq().saturating_sub(1));
        let exports = self.exports().map(|(_, exported)| exported).filter(|exported| self.can_arrive(exported, before));
        covered_through(before, exports.flat_map(|exported| self.covered(exported)))
    }

    /// Whether a file has arrived, or can be made again should it be lost on its way: nothing that it held was cleared.
    fn can_arrive(&self, exported: &Exported, cleared_through: u64) -> bool {
        exported.first > cleared_through || self.receipted(&exported.payload)
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

    /// The first record that receipts cover and that stays all the same, and why.
    pub fn stays(&self, purged_through: u64, keep: Option<Keep>) -> Option<(u64, Stays)> {
        let covered = purged_through + 1..=covered_through(purged_through, self.receipted_ranges());
        let owed: BTreeSet<&str> = self.owed().into_iter().map(|(proved, _)| proved.record().id.as_str()).collect();
        let owed = self.with_imported().filter(|(_, proved)| owed.contains(proved.record().id.as_str()));
        let held = self.held().into_iter().map(|seq| (seq, Stays::Held));
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
        let mut held = BTreeSet::new();
        for (ids, is_set) in self.holds() {
            for seq in ids.iter().filter_map(|id| self.place_of(id)) {
                if is_set {
                    held.insert(seq)
                } else {
                    held.remove(&seq)
                };
            }
        }
        held
    }

    /// Whether everything is under a legal hold.
    pub fn holds_all(&self) -> bool {
        self.holds().filter(|(ids, _)| ids.is_empty()).last().is_some_and(|(_, is_set)| is_set)
    }

    /// Every hold and every release, with the ids that it is about, in the order in which they were said: what was said in this chain comes
    /// after all that was said in those before, whenever that came back, and each of those in its own order.
    fn holds(&self) -> impl Iterator<Item = (&[String], bool)> {
        let back = self.proved().flat_map(|proved| proved.with_imported().skip(1)).map(Proved::record);
        let mut before: Vec<&Record> = Vec::new();
        let mut last: BTreeMap<KeyId, u64> = BTreeMap::new();
        for record in back {
            let last = last.entry(record.kiosk).or_default();
            // One that came back late has its place before those of its chain that came after it.
            let is_after = |other: &&Record| other.kiosk == record.kiosk && other.seq > record.seq;
            let place = (record.seq < *last).then(|| before.iter().position(is_after)).flatten();
            before.insert(place.unwrap_or(before.len()), record);
            *last = record.seq.max(*last);
        }
        let said = before.into_iter().chain(self.proved().map(Proved::record)).filter_map(Record::activity);
        said.filter_map(|activity| match activity.act {
            Act::HoldSet {} => Some((&activity.about[..], true)),
            Act::HoldReleased {} => Some((&activity.about[..], false)),
            _ => None,
        })
    }
}

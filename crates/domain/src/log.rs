//! The chain as an administrator sees it, opened: visits, activities, what was exported, what is receipted, what may be purged.
//!
//! Everything here is worked out from the records; nothing is remembered beside them.

use crate::activity::{Act, Exported};
use crate::code::{self, Code};
use crate::codec::Hash;
use crate::keys::PublicKey;
use crate::record::Record;
use crate::seal::{OpenError, Proved};
use crate::visit::{Outcome, Received, Visit};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

mod opening;

pub use opening::Opening;

/// One place of the chain.
#[derive(Debug, Clone)]
pub enum Line {
    /// A record.
    Good(Rc<Proved>),
    /// Stored well, but it does not open.
    Unopened {
        /// Its place.
        seq: u64,
        /// The stored bytes.
        found: String,
        /// Why.
        why: OpenError,
    },
    /// Bytes that are no record any more.
    Damaged {
        /// Its place.
        seq: u64,
        /// The bytes found, on either medium.
        found: Vec<String>,
    },
    /// Nothing.
    Missing {
        /// First place.
        first: u64,
        /// Last place.
        last: u64,
    },
}

/// The opened chain, in order, above what was purged.
#[derive(Debug, Clone, Default)]
pub struct Log {
    lines: Vec<Line>,
    /// Which line holds a record, or brings it back, by the record's id; of several, the first.
    by_id: BTreeMap<String, usize>,
}

/// Something that the office still has to do for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owed {
    /// Answer a question.
    Answer,
    /// Give them the document by reference.
    Document,
    /// Collect the paper form.
    Paper,
    /// Hand over a copy.
    Copy,
}

/// How far ranges (first, last) reach without a gap after `before`.
fn covered_through(before: u64, ranges: impl Iterator<Item = (u64, u64)>) -> u64 {
    let mut ranges: Vec<(u64, u64)> = ranges.collect();
    ranges.sort_unstable();
    ranges
        .into_iter()
        .fold(before, |through, (first, last)| if first <= through + 1 { through.max(last) } else { through })
}

impl Line {
    /// Its place in the chain; of several, the first.
    pub fn first_seq(&self) -> u64 {
        match self {
            Self::Good(proved) => proved.record().seq,
            Self::Unopened { seq, .. } | Self::Damaged { seq, .. } => *seq,
            Self::Missing { first, .. } => *first,
        }
    }

    /// The last of its places.
    pub fn last_seq(&self) -> u64 {
        match self {
            Self::Missing { last, .. } => *last,
            other => other.first_seq(),
        }
    }

    /// The record, where it opens.
    pub fn proved(&self) -> Option<&Proved> {
        match self {
            Self::Good(proved) => Some(proved),
            _ => None,
        }
    }

    /// Whether it holds a readable activity that brings no visit back.
    pub fn is_activity(&self) -> bool {
        self.proved().is_some_and(|proved| proved.visit().is_none())
    }
}

impl Log {
    /// Adds what stands at the next place.
    fn push(&mut self, line: Line) {
        if let Line::Good(proved) = &line {
            for found in proved.with_imported() {
                self.by_id.entry(found.record().id.clone()).or_insert(self.lines.len());
            }
        }
        self.lines.push(line);
    }

    /// Every place of the chain, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Every record that opens.
    pub fn proved(&self) -> impl DoubleEndedIterator<Item = &Proved> {
        self.lines.iter().filter_map(Line::proved)
    }

    /// The record at a place, if one is there and opens.
    pub fn at(&self, seq: u64) -> Option<&Proved> {
        let line = self.lines.partition_point(|line| line.last_seq() < seq);
        self.lines.get(line).filter(|line| line.first_seq() == seq)?.proved()
    }

    /// Every visit with the record that proves it: one of this chain, or one that was brought back.
    pub fn visits(&self) -> impl DoubleEndedIterator<Item = (&Proved, &Visit)> {
        self.proved().filter_map(Proved::visit)
    }

    /// How many visits stand at places first to last, those that were brought back there included.
    pub fn visits_in(&self, first: u64, last: u64) -> usize {
        let range = first..=last;
        self.proved().filter(|proved| range.contains(&proved.record().seq) && proved.visit().is_some()).count()
    }

    /// Every act with its record.
    pub fn acts(&self) -> impl DoubleEndedIterator<Item = (&Record, &Act)> {
        self.proved().filter_map(|proved| Some((proved.record(), &proved.record().activity()?.act)))
    }

    /// Places that hold no readable record.
    pub fn broken(&self) -> usize {
        self.lines.iter().filter(|line| !matches!(line, Line::Good(_))).count()
    }

    /// Every export, oldest first, with the record that says so.
    pub fn exports(&self) -> impl DoubleEndedIterator<Item = (&Record, &Exported)> {
        self.acts().filter_map(|(record, act)| match act {
            Act::Exported(exported) => Some((record, exported)),
            _ => None,
        })
    }

    /// The last record of the run, from the oldest on the tablet, that exports cover without a gap. What comes after it is new,
    /// even where a later range was exported before: a record may be in two files, but never in none.
    pub fn exported_through(&self) -> u64 {
        let before = self.lines.first().map_or(0, |line| line.first_seq().saturating_sub(1));
        covered_through(before, self.exports().map(|(_, exported)| (exported.first, exported.last)))
    }

    /// Visits that no export covers. Activity does not count: an export leaves one behind itself.
    pub fn new_visits(&self) -> usize {
        self.visits_in(self.exported_through() + 1, u64::MAX)
    }

    /// Records that no export covers and whose clock looked wrong.
    pub fn new_clock_flags(&self) -> usize {
        let through = self.exported_through();
        let records = self.proved().map(Proved::record);
        records.filter(|record| record.seq > through && !record.clock.flags.is_empty()).count()
    }

    /// Whether the file of an export was read back and compared.
    pub fn checked(&self, payload: &Hash) -> bool {
        self.acts().any(|(_, act)| matches!(act, Act::ExportChecked { payload: checked } if checked == payload))
    }

    /// Whether a receipt for an export was accepted.
    pub fn receipted(&self, payload: &Hash) -> bool {
        self.acts().any(|(_, act)| matches!(act, Act::ReceiptAccepted { payload: p, .. } if p == payload))
    }

    /// The export that a filing code belongs to.
    pub fn export_of(&self, code: &Code, root: &PublicKey) -> Option<&Exported> {
        self.exports().map(|(_, exported)| exported).find(|e| code::filing_code(&e.payload, root) == *code)
    }

    /// The last record that may be purged: the longest run from `purged_through + 1` that receipts cover, and that neither a
    /// hold nor something owed stops. `None`: nothing.
    pub fn purgeable_through(&self, purged_through: u64) -> Option<u64> {
        let receipts = self.acts().filter_map(|(_, act)| match act {
            Act::ReceiptAccepted { first, last, .. } => Some((*first, *last)),
            _ => None,
        });
        let through = covered_through(purged_through, receipts);
        let owed: BTreeSet<&str> = self.owed().into_iter().map(|(proved, _)| proved.record().id.as_str()).collect();
        let owed = self.with_imported().filter(|(_, proved)| owed.contains(proved.record().id.as_str()));
        let stays = self.held().into_iter().chain(owed.map(|(seq, _)| seq)).filter(|seq| *seq > purged_through).min();
        let through = stays.map_or(through, |stays| through.min(stays - 1));
        (through > purged_through).then_some(through)
    }

    /// Records under a legal hold, by place.
    fn held(&self) -> BTreeSet<u64> {
        let mut held = BTreeSet::new();
        for activity in self.with_imported().filter_map(|(_, proved)| proved.record().activity()) {
            for id in &activity.about {
                let Some(seq) = self.place_of(id) else { continue };
                match activity.act {
                    Act::HoldSet {} => held.insert(seq),
                    Act::HoldReleased {} => held.remove(&seq),
                    _ => false,
                };
            }
        }
        held
    }

    /// A record by its id, of this chain or brought back.
    pub fn find(&self, id: &str) -> Option<&Proved> {
        self.line_of(id)?.proved()?.with_imported().find(|proved| proved.record().id == id)
    }

    /// Where a record stands, or what brought it back, by its id.
    pub fn place_of(&self, id: &str) -> Option<u64> {
        self.line_of(id).map(Line::first_seq)
    }

    fn line_of(&self, id: &str) -> Option<&Line> {
        self.lines.get(*self.by_id.get(id)?)
    }

    /// Every record that opens and every one that was brought back, with its place in this chain.
    pub fn with_imported(&self) -> impl Iterator<Item = (u64, &Proved)> {
        self.proved().flat_map(|proved| proved.with_imported().map(|found| (proved.record().seq, found)))
    }

    /// What is owed and not yet ticked off, oldest first.
    pub fn owed(&self) -> Vec<(&Proved, Owed)> {
        let mut done: BTreeMap<&str, Vec<Owed>> = BTreeMap::new();
        let mut copies: BTreeSet<&str> = BTreeSet::new();
        // What was ticked off in a chain before stays ticked off.
        for activity in self.with_imported().filter_map(|(_, proved)| proved.record().activity()) {
            let owed = match activity.act {
                Act::QuestionAnswered {} => Owed::Answer,
                Act::DocumentGiven {} => Owed::Document,
                Act::PaperReceived {} => Owed::Paper,
                Act::CopyGiven {} => Owed::Copy,
                Act::CopyOwed {} => {
                    copies.extend(activity.about.iter().map(String::as_str));
                    continue;
                }
                _ => continue,
            };
            for id in &activity.about {
                done.entry(id).or_default().push(owed);
            }
        }
        let open = |proved: &Proved, owed| !done.get(proved.record().id.as_str()).is_some_and(|d| d.contains(&owed));
        let mut list = Vec::new();
        for (proved, visit) in self.visits() {
            let mut owe = |owed| {
                if open(proved, owed) {
                    list.push((proved, owed))
                }
            };
            match visit.outcome {
                Outcome::Question => owe(Owed::Answer),
                Outcome::Paper => owe(Owed::Paper),
                Outcome::Signed if visit.documents.iter().any(|d| d.received == Some(Received::NotYet)) => {
                    owe(Owed::Document)
                }
                Outcome::Signed | Outcome::Declined => {}
            }
            if copies.contains(proved.record().id.as_str()) {
                owe(Owed::Copy);
            }
        }
        list
    }
}

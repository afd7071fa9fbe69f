//! The chain as an administrator sees it, opened: visits, activities, what was exported, what is receipted, what may be purged.
//!
//! Everything here is worked out from the records; nothing is remembered beside them.

use crate::activity::{Act, Exported};
use crate::again::Again;
use crate::code::{self, Code};
use crate::codec::Hash;
use crate::keys::{KeyId, PublicKey};
use crate::record::Record;
use crate::seal::{OpenError, Proved};
use crate::store::Head;
use crate::visit::{Outcome, Received, Visit};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

mod covered;
mod opening;

pub use covered::{Keep, Stays};
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
    head: Option<Head>,
    /// The tablet's chains before this one, the oldest first.
    chains_before: Vec<KeyId>,
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

    /// Whether it says no more than how an export goes on: that it was made, checked, moved, and accepted.
    pub fn is_of_an_export(&self) -> bool {
        let activity = self.proved().and_then(|proved| proved.record().activity());
        activity.is_some_and(|activity| activity.act.is_of_an_export())
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

    /// Places that hold no readable record, and those of records that stand in no chain any more.
    pub fn broken(&self) -> usize {
        let left_out: usize = self.left_out().values().map(|seqs| seqs.len()).sum();
        self.lines.iter().filter(|line| !matches!(line, Line::Good(_))).count() + left_out
    }

    /// Where the chain ended in the look that this log is of.
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// Whether every place that was seen holds a record that opens.
    pub fn is_whole(&self) -> bool {
        self.lines.iter().all(|line| matches!(line, Line::Good(_)))
    }

    /// Places of records that stand in no chain any more, by chain as [`Act::LeftOut`] counts them: what was said last of each, in this chain
    /// or else in one before.
    pub fn left_out(&self) -> BTreeMap<u64, &BTreeSet<u64>> {
        let before = self.with_imported().filter_map(|(_, proved)| said_of(proved));
        let mut said: BTreeMap<u64, &BTreeSet<u64>> = before.chain(self.proved().filter_map(said_of)).collect();
        said.retain(|_, seqs| !seqs.is_empty());
        said
    }

    /// Every export, oldest first, with the record that says so.
    pub fn exports(&self) -> impl DoubleEndedIterator<Item = (&Record, &Exported)> {
        self.acts().filter_map(|(record, act)| match act {
            Act::Exported(exported) => Some((record, exported)),
            _ => None,
        })
    }

    /// Visits that no export covers.
    pub fn new_visits(&self) -> usize {
        self.visits_in(self.exported_through() + 1, u64::MAX)
    }

    /// Lines of activity that no export covers and that are worth one. What every export leaves behind itself does not count: there would be
    /// no end.
    pub fn new_activity(&self) -> usize {
        let through = self.exported_through();
        let new = self.lines.iter().filter(|line| line.first_seq() > through && !line.is_of_an_export());
        new.filter(|line| line.proved().is_some_and(|proved| proved.visit().is_none())).count()
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

    /// Payloads of the exports whose files were seen on the tablet and of which nobody has said yet that they are gone from there.
    pub fn in_downloads(&self) -> Vec<Hash> {
        let moved: Vec<&Hash> = self
            .acts()
            .filter_map(|(_, act)| match act {
                Act::ExportMoved { payloads } => Some(payloads),
                _ => None,
            })
            .flatten()
            .collect();
        let exports = self.exports().map(|(_, exported)| exported.payload);
        exports.filter(|payload| self.checked(payload) && !moved.contains(&payload)).collect()
    }

    /// Whether a receipt for an export was accepted.
    pub fn receipted(&self, payload: &Hash) -> bool {
        self.acts().any(|(_, act)| matches!(act, Act::ReceiptAccepted { payload: p, .. } if p == payload))
    }

    /// The export that a filing code belongs to.
    pub fn export_of(&self, code: &Code, root: &PublicKey) -> Option<&Exported> {
        self.exports().map(|(_, exported)| exported).find(|e| code::filing_code(&e.payload, root) == *code)
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

    /// Who signed again, of everybody in this log.
    pub fn signed_again(&self) -> Again {
        Again::among(self.visits().map(|(proved, _)| proved))
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

/// What a record says of records that stand in no chain any more.
fn said_of(proved: &Proved) -> Option<(u64, &BTreeSet<u64>)> {
    match &proved.record().activity()?.act {
        Act::LeftOut { chain, seqs } => Some((*chain, seqs)),
        _ => None,
    }
}

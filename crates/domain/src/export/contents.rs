//! What goes into a batch: the records of a range, the hashes at its ends, and the documents that they name.

use super::{Export, ExportError};
use crate::batch::{Batch, BatchDocument, BatchEntry, Missing, Mode};
use crate::certificate::chain_start;
use crate::codec::{Fixed, Hash};
use crate::desk::{Desk, Sign};
use crate::instant::Instant;
use crate::log::Line;
use crate::store::Medium;
use crate::verdict;
use std::collections::BTreeSet;

impl Export<'_> {
    pub(super) fn batch<L: Medium, J: Medium, S: Sign>(
        &self,
        desk: &Desk<L, J, S>,
        first: u64,
        last: u64,
        exported_at: Instant,
        by: &str,
    ) -> Result<Batch, ExportError> {
        let lines: Vec<&Line> =
            self.log.lines().iter().filter(|line| line.first_seq() >= first && line.last_seq() <= last).collect();
        let empty = ExportError::Empty { first, last };
        let (Some(prev), Some(head)) = (self.hash_before(desk, first), self.hash_of(desk, last)) else {
            return Err(empty);
        };
        let records: Vec<BatchEntry> = lines.iter().flat_map(|line| entries(line)).collect();
        if records.is_empty() || records.len() as u64 != last + 1 - first {
            return Err(empty);
        }
        Ok(Batch {
            v: 1,
            kiosk: desk.kiosk.key.kid(),
            office: desk.card.clone(),
            mode: Mode::Plain,
            first,
            count: records.len() as u64,
            prev,
            head,
            certificates: desk.certificates().to_vec(),
            documents: self.documents(&lines),
            exported_at,
            exported_by: by.to_owned(),
            records,
        })
    }

    /// The range, made wider where its ends lie in what cannot be read, as far as the chain's hash is known again: a record may be in two
    /// files, but never in none.
    pub(super) fn widened<L: Medium, J: Medium, S: Sign>(
        &self,
        desk: &Desk<L, J, S>,
        (first, last): (u64, u64),
    ) -> (u64, u64) {
        let lines = self.log.lines();
        let starts = |line: &&Line| line.first_seq() <= first && self.hash_before(desk, line.first_seq()).is_some();
        let ends = |line: &&Line| line.last_seq() >= last && self.hash_of(desk, line.last_seq()).is_some();
        let first = lines.iter().rev().find(starts).map_or(first, Line::first_seq);
        (first, lines.iter().find(ends).map_or(last, Line::last_seq))
    }

    fn hash_before<L: Medium, J: Medium, S: Sign>(&self, desk: &Desk<L, J, S>, first: u64) -> Option<Hash> {
        if first == 1 {
            return Some(chain_start(desk.certificate()));
        }
        let own = self.log.at(first).map(|p| p.record().prev);
        own.or_else(|| self.hash_of(desk, first.checked_sub(1)?))
    }

    /// The hash at a place: what the record says itself, what the one after it says of it, or what the vault knows of its ends.
    fn hash_of<L: Medium, J: Medium, S: Sign>(&self, desk: &Desk<L, J, S>, seq: u64) -> Option<Hash> {
        let own = self.log.at(seq).map(|p| *p.hash());
        let next = || self.log.at(seq + 1).map(|p| p.record().prev);
        let ends = || {
            let ends = [desk.vault().head(), desk.vault().purged()];
            ends.into_iter().flatten().find(|end| end.seq == seq).and_then(|end| Fixed::parse(&end.hash))
        };
        own.or_else(next).or_else(ends)
    }

    fn documents(&self, lines: &[&Line]) -> Vec<BatchDocument> {
        let visits = lines.iter().filter_map(|line| match line {
            Line::Good(proved) => proved.visit().map(|(_, visit)| visit),
            _ => None,
        });
        let mut named = BTreeSet::new();
        let mut documents = Vec::new();
        for shown in visits.flat_map(|visit| &visit.documents) {
            if named.insert(shown.sha256) {
                let known = self.library.iter().find(|d| d.sha256 == shown.sha256).cloned();
                documents.push(known.unwrap_or_else(|| BatchDocument {
                    slug: shown.slug.clone(),
                    version: shown.version.clone(),
                    lang: shown.lang.clone(),
                    sha256: shown.sha256,
                    text: None,
                }));
            }
        }
        documents
    }

    pub(super) fn visits(&self, first: u64, last: u64) -> u64 {
        self.log.visits_in(first, last) as u64
    }
}

/// A line's places in a batch. Of two damaged copies the first stands for both; the other stays in quarantine.
fn entries(line: &Line) -> Vec<BatchEntry> {
    match line {
        Line::Good(proved) => vec![BatchEntry::Proved(proved.jws().to_owned())],
        Line::Unopened { seq, found, .. } => vec![verdict::damaged(*seq, found.as_bytes())],
        Line::Damaged { seq, found } => {
            vec![verdict::damaged(*seq, found.first().map_or(&[][..], |found| found.as_bytes()))]
        }
        Line::Missing { first, last } => {
            (*first..=*last).map(|seq| BatchEntry::Missing(Missing { seq, missing: true })).collect()
        }
    }
}

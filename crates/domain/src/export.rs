//! Exporting: from the opened chain to a signed batch, and the same batch again, byte for byte.

use crate::activity::{Act, Activity, Exported};
use crate::batch::{Batch, BatchDocument, BatchEntry, Missing, Mode, Unsigned};
use crate::certificate::chain_start;
use crate::codec::{Fixed, Hash};
use crate::desk::{Desk, KeepError, Moment, Sign, SignFailed};
use crate::instant::Instant;
use crate::log::{Line, Log};
use crate::office::OfficeSecret;
use crate::record::Body;
use crate::store::Medium;
use crate::verdict::{self, Fault, Standing};
use std::collections::BTreeSet;

/// What an export needs besides the desk.
pub struct Export<'a> {
    /// The opened chain.
    pub log: &'a Log,
    /// The office's keys.
    pub secret: &'a OfficeSecret,
    /// Every document version that the kiosk has ever shown, with its text.
    pub library: &'a [BatchDocument],
    /// The administrator's name.
    pub by: &'a str,
}

/// A batch that verified, ready to be saved.
#[derive(Debug, Clone)]
pub struct Exports {
    /// The file's bytes.
    pub file: Vec<u8>,
    /// The name to save it under.
    pub name: String,
    /// What the activity record says of it.
    pub exported: Exported,
}

/// Why there is no batch.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Nothing in that range.
    #[error("there are no records from {first} to {last}")]
    Empty {
        /// First place asked for.
        first: u64,
        /// Last place asked for.
        last: u64,
    },
    /// The key.
    #[error(transparent)]
    Sign(#[from] SignFailed),
    /// The activity record could not be kept, so nothing was exported.
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// The finished file did not verify; it is not given out.
    #[error("the batch did not verify")]
    NotVerified(Vec<Fault>),
    /// The same batch cannot be made again, because records or documents are not as they were.
    #[error("the records are not as they were at that export")]
    Changed,
}

impl Export<'_> {
    /// Everything that no export covers, up to the last record; `None` where that is only activity, which every export leaves behind.
    pub fn new_range(&self) -> Option<(u64, u64)> {
        let (first, last) = self.whole_range()?;
        let first = first.max(self.log.exported_through() + 1);
        let is_new = |line: &&Line| line.last_seq() >= first;
        let mut new = self.log.lines().iter().filter(is_new);
        new.any(|line| !line.is_activity()).then_some((first, last))
    }

    /// Everything that is on the tablet.
    pub fn whole_range(&self) -> Option<(u64, u64)> {
        Some((self.log.lines().first()?.first_seq(), self.log.lines().last()?.last_seq()))
    }

    /// Makes a batch of a range: signs it, verifies it, keeps the activity that says so, and only then gives the file out.
    pub async fn make<L: Medium, J: Medium, S: Sign>(
        &self,
        desk: &Desk<L, J, S>,
        first: u64,
        last: u64,
        moment: &Moment,
    ) -> Result<Exports, ExportError> {
        let batch = self.batch(desk, first, last, moment.at, self.by)?;
        let unsigned = batch.fix();
        let kiosk_signature = desk.signer().sign(unsigned.kiosk_input().as_bytes()).await?;
        let office_signature = self.secret.root().sign(unsigned.office_input().as_bytes());
        let exported = Exported {
            first,
            last,
            visits: self.visits(first, last),
            exported_at: moment.at,
            payload: unsigned.hash(),
            kiosk_signature,
            office_signature,
        };
        let exports = finish(desk, &unsigned, exported, moment.utc_offset_min)?;
        let act = Act::Exported(exports.exported.clone());
        let activity = Activity { by: self.by.to_owned(), about: vec![], act };
        desk.keep(Body::Activity(Box::new(activity)), moment).await?;
        Ok(exports)
    }

    /// Makes an old batch again from what its activity record kept.
    pub fn again<L: Medium, J: Medium, S: Sign>(
        &self,
        desk: &Desk<L, J, S>,
        exported: &Exported,
        by: &str,
        utc_offset_min: i32,
    ) -> Result<Exports, ExportError> {
        let batch = self.batch(desk, exported.first, exported.last, exported.exported_at, by)?;
        let unsigned = batch.fix();
        if unsigned.hash() != exported.payload {
            return Err(ExportError::Changed);
        }
        finish(desk, &unsigned, exported.clone(), utc_offset_min)
    }

    fn batch<L: Medium, J: Medium, S: Sign>(
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

    fn visits(&self, first: u64, last: u64) -> u64 {
        self.log.visits_in(first, last) as u64
    }
}

/// Joins the signatures and verifies the very bytes that will be saved.
fn finish<L: Medium, J: Medium, S: Sign>(
    desk: &Desk<L, J, S>,
    unsigned: &Unsigned,
    exported: Exported,
    utc_offset_min: i32,
) -> Result<Exports, ExportError> {
    let file = unsigned.finish(exported.kiosk_signature, exported.office_signature);
    let report = verdict::verify(&file, std::slice::from_ref(&desk.card));
    if !matches!(report.standing, Standing::Good | Standing::Practice) {
        return Err(ExportError::NotVerified(report.faults));
    }
    let day = exported.exported_at.day(utc_offset_min);
    let name = crate::batch::file_name(&desk.kiosk.kiosk_name, &day, exported.first, exported.last, desk.card.practice);
    Ok(Exports { file, name, exported })
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

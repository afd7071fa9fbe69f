//! The verifier: what is good in a batch, what is not, and what cannot be known.
//!
//! It trusts an office's root key, given as a card, and nothing that a file says of itself. Without a card it can still say that a file
//! holds together, and which fingerprint to compare with paper. After a broken signature it goes on, only to name what was changed.

use crate::batch::{self, Batch, BatchEntry, ReadError};
use crate::certificate::{Certificate, CertificateError, chain_start};
use crate::code::{self, Code};
use crate::codec::{Hash, b64, sha256, unb64};
use crate::jws::{self, JwsError, Typ};
use crate::keys::PublicKey;
use crate::lineage::Lineage;
use crate::office::OfficeCard;
use crate::seal::{OpenError, Proved};
use std::collections::BTreeMap;

/// How a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Everything holds, and the office is one whose card was given.
    Good,
    /// Everything holds; whether this is the right office, only the printed fingerprint can say.
    OfficeUnconfirmed,
    /// Everything holds, and all of it is practice: not evidence.
    Practice,
    /// Something was changed, dropped, doubled, or signed by another.
    Bad,
    /// Not a batch file.
    Unreadable,
}

/// Who signs a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The kiosk.
    Kiosk,
    /// The office.
    Office,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file could not be read as a batch.
    Unreadable(ReadError),
    /// One of the two signatures is not there.
    SignatureMissing(Role),
    /// There are more than two signatures.
    SignatureForeign,
    /// A signature over the batch does not hold.
    Signature(Role, JwsError),
    /// No certificate of this office names the kiosk's key.
    KioskNotCertified(Option<CertificateError>),
    /// Certificate and office disagree about being practice.
    PracticeMixed,
    /// A record's own signature or content does not hold.
    Record {
        /// Where it stands in the file, from 1.
        position: usize,
        /// Why.
        why: OpenError,
    },
    /// Records are not in the file although later ones are.
    Dropped {
        /// First one missing.
        from: u64,
        /// Last one missing.
        to: u64,
    },
    /// The file ends before the last record that it announces.
    Truncated {
        /// First one missing.
        from: u64,
        /// Last one missing.
        to: u64,
    },
    /// A record stands later than it belongs.
    Reordered(u64),
    /// The same record stands there twice.
    Duplicated(u64),
    /// Two different records claim one place.
    Forked(u64),
    /// A record does not follow from the one before it.
    ChainBroken(u64),
    /// First, count, previous or last hash do not fit the records.
    Frame(&'static str),
    /// A document's text is not the one that was signed for.
    Document {
        /// Which document.
        slug: String,
        /// Which version.
        version: String,
    },
    /// A record names a document that is not listed.
    DocumentNotListed {
        /// The record.
        seq: u64,
    },
}

/// One record of a file.
#[derive(Debug, Clone)]
pub enum RecordReport {
    /// It holds.
    Good(Box<Proved>),
    /// It does not.
    Bad {
        /// Where it stands in the file, from 1.
        position: usize,
        /// Why.
        why: OpenError,
    },
    /// The kiosk found only these bytes.
    Damaged(batch::Damaged),
    /// The kiosk found nothing.
    Missing(batch::Missing),
}

/// What there is to say of one file.
#[derive(Debug, Clone)]
pub struct FileReport {
    /// How it stands.
    pub standing: Standing,
    /// What is wrong, in the order in which it was found.
    pub faults: Vec<Fault>,
    /// What the file says, proved only when it stands good.
    pub batch: Option<Batch>,
    /// The kiosk's certificate, verified under the office root.
    pub certificate: Option<Certificate>,
    /// The records in their order.
    pub records: Vec<RecordReport>,
    /// SHA-256 of the payload.
    pub payload: Option<Hash>,
    /// The filing code: only when signatures and chain hold.
    pub filing_code: Option<Code>,
}

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

/// Verifies one file against the offices whose cards were given.
pub fn verify(bytes: &[u8], cards: &[OfficeCard]) -> FileReport {
    let parts = match batch::read(bytes) {
        Ok(parts) => parts,
        Err(error) => return FileReport::unreadable(error),
    };
    let batch = parts.batch;
    let root = batch.office.root;
    let known = cards.contains(&batch.office);
    let mut faults = Vec::new();
    let certificate = kiosk_certificate(&batch, &root, &mut faults);
    let kiosk = certificate.as_ref().map(|certificate| certificate.key);
    check_signatures(&parts.file, kiosk.as_ref(), &root, &mut faults);
    let lineage = certificate.as_ref().map(|own| Lineage::of(own, &batch.certificates, &root));
    let records = lineage.map(|lineage| check_records(&batch, &lineage, &mut faults)).unwrap_or_default();
    check_documents(&batch, &records, &mut faults);
    let standing = match (faults.is_empty(), batch.office.practice, known) {
        (false, _, _) => Standing::Bad,
        (true, true, _) => Standing::Practice,
        (true, false, true) => Standing::Good,
        (true, false, false) => Standing::OfficeUnconfirmed,
    };
    let filing_code = (standing != Standing::Bad).then(|| code::filing_code(&parts.payload, &root));
    FileReport { standing, faults, certificate, records, payload: Some(parts.payload), filing_code, batch: Some(batch) }
}

fn kiosk_certificate(batch: &Batch, root: &PublicKey, faults: &mut Vec<Fault>) -> Option<Certificate> {
    let mut refused = None;
    for text in &batch.certificates {
        match Certificate::verify(text, root) {
            Ok(certificate) if certificate.key.kid() == batch.kiosk => {
                if certificate.practice != batch.office.practice {
                    faults.push(Fault::PracticeMixed);
                }
                if batch.first == 1 && batch.prev != chain_start(text) {
                    faults.push(Fault::Frame("the first record does not start from the kiosk's certificate"));
                }
                return Some(certificate);
            }
            Ok(_) => {}
            Err(error) => refused = Some(error),
        }
    }
    faults.push(Fault::KioskNotCertified(refused));
    None
}

/// Both signatures must be there, in their order, and hold: a library that is content with one of two is not a verifier here.
fn check_signatures(file: &batch::BatchFile, kiosk: Option<&PublicKey>, root: &PublicKey, faults: &mut Vec<Fault>) {
    let roles = [(Role::Kiosk, Typ::BatchKiosk, kiosk), (Role::Office, Typ::BatchOffice, Some(root))];
    if file.signatures.len() > roles.len() {
        faults.push(Fault::SignatureForeign);
    }
    for (i, (role, typ, key)) in roles.into_iter().enumerate() {
        let Some(signature) = file.signatures.get(i) else {
            faults.push(Fault::SignatureMissing(role));
            continue;
        };
        let Some(key) = key else { continue };
        let held = jws::verify_detached(typ, key, &signature.protected, &file.payload, &signature.signature);
        if let Err(error) = held {
            faults.push(Fault::Signature(role, error));
        }
    }
}

/// Follows the chain through the records and names what does not fit.
fn check_records(batch: &Batch, lineage: &Lineage, faults: &mut Vec<Fault>) -> Vec<RecordReport> {
    let mut walk = Walk::new(batch);
    let mut reports = Vec::with_capacity(batch.records.len());
    for (i, entry) in batch.records.iter().enumerate() {
        reports.push(match entry {
            BatchEntry::Proved(text) => match Proved::verify(text, lineage) {
                Ok(proved) => {
                    walk.step(proved.record().seq, Some((proved.record().prev, *proved.hash())), faults);
                    RecordReport::Good(Box::new(proved))
                }
                Err(why) => {
                    faults.push(Fault::Record { position: i + 1, why: why.clone() });
                    walk.skip();
                    RecordReport::Bad { position: i + 1, why }
                }
            },
            BatchEntry::Damaged(damaged) => {
                walk.step(damaged.seq, None, faults);
                RecordReport::Damaged(damaged.clone())
            }
            BatchEntry::Missing(missing) => {
                walk.step(missing.seq, None, faults);
                RecordReport::Missing(missing.clone())
            }
        });
    }
    walk.end(batch, faults);
    reports
}

/// Where the chain stands while it is followed.
struct Walk {
    expected: u64,
    /// Hash of the record before; unknown after a damaged one.
    last: Option<Hash>,
    seen: BTreeMap<u64, Option<Hash>>,
}

impl Walk {
    fn new(batch: &Batch) -> Self {
        Self { expected: batch.first, last: Some(batch.prev), seen: BTreeMap::new() }
    }

    fn skip(&mut self) {
        self.expected = self.expected.saturating_add(1);
        self.last = None;
    }

    fn step(&mut self, seq: u64, link: Option<(Hash, Hash)>, faults: &mut Vec<Fault>) {
        let hash = link.map(|(_, hash)| hash);
        if let Some(other) = self.seen.get(&seq) {
            faults.push(if *other == hash { Fault::Duplicated(seq) } else { Fault::Forked(seq) });
            return;
        }
        self.seen.insert(seq, hash);
        if seq < self.expected {
            faults.push(Fault::Reordered(seq));
            return;
        }
        if seq == self.expected {
            let broken = matches!((link, self.last), (Some((prev, _)), Some(last)) if prev != last);
            if broken {
                faults.push(Fault::ChainBroken(seq));
            }
        }
        self.expected = seq.saturating_add(1);
        self.last = hash;
    }

    /// Places never seen were dropped; what is gone at the end was cut off.
    fn end(self, batch: &Batch, faults: &mut Vec<Fault>) {
        let mut from = batch.first;
        for seq in self.seen.keys() {
            if *seq > from && !faults.iter().any(|f| matches!(f, Fault::Record { .. })) {
                faults.push(Fault::Dropped { from, to: seq - 1 });
            }
            from = from.max(seq.saturating_add(1));
        }
        if self.expected <= batch.last() {
            faults.push(Fault::Truncated { from: self.expected, to: batch.last() });
        }
        if batch.records.len() as u64 != batch.count {
            faults.push(Fault::Frame("the number of records is not the one announced"));
        }
        if batch.count == 0 {
            faults.push(Fault::Frame("there are no records"));
        }
        if self.last.is_some_and(|last| last != batch.head) {
            faults.push(Fault::Frame("the last record is not the one announced"));
        }
    }
}

fn check_documents(batch: &Batch, records: &[RecordReport], faults: &mut Vec<Fault>) {
    for document in &batch.documents {
        if document.text.as_ref().is_some_and(|text| sha256(text.as_bytes()) != document.sha256) {
            faults.push(Fault::Document { slug: document.slug.clone(), version: document.version.clone() });
        }
    }
    for proved in records.iter().filter_map(RecordReport::proved) {
        let Some((_, visit)) = proved.visit() else { continue };
        let listed = visit.documents.iter().all(|shown| batch.documents.iter().any(|d| d.sha256 == shown.sha256));
        if !listed {
            faults.push(Fault::DocumentNotListed { seq: proved.record().seq });
        }
    }
}

impl RecordReport {
    /// The record, where it holds.
    pub fn proved(&self) -> Option<&Proved> {
        match self {
            Self::Good(proved) => Some(proved),
            _ => None,
        }
    }
}

impl FileReport {
    fn unreadable(error: ReadError) -> Self {
        Self {
            standing: Standing::Unreadable,
            faults: vec![Fault::Unreadable(error)],
            batch: None,
            certificate: None,
            records: Vec::new(),
            payload: None,
            filing_code: None,
        }
    }

    /// The record that a code names, or that brings that one back, if it is in this file and holds.
    pub fn find(&self, code: &Code) -> Option<&Proved> {
        let mut proved = self.records.iter().filter_map(RecordReport::proved);
        proved.find(|proved| proved.with_imported().any(|found| code.names(found.hash())))
    }

    fn hash_at(&self, seq: u64) -> Option<Hash> {
        let at = |proved: &&Proved| proved.record().seq == seq;
        self.records.iter().filter_map(RecordReport::proved).find(at).map(|proved| *proved.hash())
    }
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
    let overlap = (batch.first..=last.min(batch.last()))
        .find(|seq| matches!((earlier.hash_at(*seq), later.hash_at(*seq)), (Some(a), Some(b)) if a != b));
    // Before a record that cannot be read, the kiosk may not have known what to name.
    let before = later.hash_at(batch.first).and_then(|_| earlier.hash_at(batch.first.saturating_sub(1)));
    overlap.or_else(|| (before.is_some_and(|hash| hash != batch.prev)).then_some(batch.first))
}

/// The bytes of a damaged entry, where they were written properly.
pub fn damaged_bytes(damaged: &batch::Damaged) -> Option<Vec<u8>> {
    unb64(&damaged.damaged)
}

/// A damaged entry for bytes found.
pub fn damaged(seq: u64, bytes: &[u8]) -> BatchEntry {
    BatchEntry::Damaged(batch::Damaged { seq, damaged: b64(bytes) })
}

//! Verifying a file, a few records at a time, so that whoever waits can be told how far it is, and can stop it.

use super::walk::Walk;
use super::{Fault, FileReport, RecordReport, Role, Standing};
use crate::batch::{self, Batch, BatchEntry, BatchFile, Parts, ReadError};
use crate::certificate::{Certificate, chain_start};
use crate::code;
use crate::codec::{Hash, sha256};
use crate::jws::{self, Typ};
use crate::keys::PublicKey;
use crate::lineage::Lineage;
use crate::office::OfficeCard;
use crate::seal::Proved;

/// Verifies one file against the offices whose cards were given.
pub fn verify(bytes: &[u8], cards: &[OfficeCard]) -> FileReport {
    Verifying::new(bytes, cards).finish()
}

/// A file that is being verified.
#[derive(Debug)]
pub struct Verifying(Result<Box<Work>, ReadError>);

/// A file that was read, and how far it is verified.
#[derive(Debug)]
struct Work {
    batch: Batch,
    payload: Hash,
    /// The signatures over the whole, until they were looked at.
    signed: Option<BatchFile>,
    is_known: bool,
    certificate: Option<Certificate>,
    /// Whose records these can be; nobody's, where no certificate names the kiosk.
    lineage: Option<Lineage>,
    walk: Walk,
    records: Vec<RecordReport>,
    faults: Vec<Fault>,
}

impl Verifying {
    /// Reads the file, and believes nothing of it yet.
    pub fn new(bytes: &[u8], cards: &[OfficeCard]) -> Self {
        Self(batch::read(bytes).map(|parts| Box::new(Work::new(parts, cards))))
    }

    /// Verifies the signatures over the whole, and then at most `count` records more at each call. Returns whether something is left.
    pub fn step(&mut self, count: usize) -> bool {
        self.0.as_mut().is_ok_and(|work| work.step(count))
    }

    /// How many records were verified, and of how many.
    pub fn progress(&self) -> (usize, usize) {
        self.0.as_ref().map_or((0, 0), |work| (work.records.len(), work.batch.records.len()))
    }

    /// The verdict. What is left by then is verified first: there is none over a part of a file.
    pub fn finish(mut self) -> FileReport {
        while self.step(usize::MAX) {}
        match self.0 {
            Ok(work) => work.report(),
            Err(error) => FileReport::unreadable(error),
        }
    }
}

impl Work {
    fn new(parts: Parts, cards: &[OfficeCard]) -> Self {
        let Parts { file, payload, batch } = parts;
        let mut faults = Vec::new();
        let certificate = kiosk_certificate(&batch, &batch.office.root, &mut faults);
        let lineage = certificate.as_ref().map(|own| Lineage::of(own, &batch.certificates, &batch.office.root));
        Self {
            payload,
            signed: Some(file),
            is_known: cards.contains(&batch.office),
            walk: Walk::new(&batch),
            records: Vec::with_capacity(batch.records.len()),
            certificate,
            lineage,
            faults,
            batch,
        }
    }

    fn step(&mut self, count: usize) -> bool {
        if let Some(file) = self.signed.take() {
            let kiosk = self.certificate.as_ref().map(|certificate| certificate.key);
            check_signatures(&file, kiosk.as_ref(), &self.batch.office.root, &mut self.faults);
            return self.lineage.is_some();
        }
        let Some(lineage) = &self.lineage else { return false };
        let done = self.records.len();
        for (i, entry) in self.batch.records.iter().enumerate().skip(done).take(count) {
            self.records.push(check_record(i + 1, entry, lineage, &mut self.walk, &mut self.faults));
        }
        self.records.len() < self.batch.records.len()
    }

    /// What all of it comes to, once no step is left.
    fn report(self) -> FileReport {
        let Self { batch, payload, is_known, certificate, lineage, walk, records, mut faults, .. } = self;
        if lineage.is_some() {
            walk.end(&batch, &mut faults);
        }
        check_documents(&batch, &records, &mut faults);
        let standing = match (faults.is_empty(), batch.office.practice, is_known) {
            (false, _, _) => Standing::Bad,
            (true, true, _) => Standing::Practice,
            (true, false, true) => Standing::Good,
            (true, false, false) => Standing::OfficeUnconfirmed,
        };
        let filing_code = (standing != Standing::Bad).then(|| code::filing_code(&payload, &batch.office.root));
        FileReport { standing, faults, certificate, records, payload: Some(payload), filing_code, batch: Some(batch) }
    }
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
fn check_signatures(file: &BatchFile, kiosk: Option<&PublicKey>, root: &PublicKey, faults: &mut Vec<Fault>) {
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

/// One record by itself, and whether it is the next of the chain.
fn check_record(
    position: usize,
    entry: &BatchEntry,
    lineage: &Lineage,
    walk: &mut Walk,
    faults: &mut Vec<Fault>,
) -> RecordReport {
    match entry {
        BatchEntry::Proved(text) => match Proved::verify(text, lineage) {
            Ok(proved) => {
                walk.step(proved.record().seq, Some((proved.record().prev, *proved.hash())), faults);
                RecordReport::Good(Box::new(proved))
            }
            Err(why) => {
                faults.push(Fault::Record { position, why: why.clone() });
                walk.skip();
                RecordReport::Bad { position, why }
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

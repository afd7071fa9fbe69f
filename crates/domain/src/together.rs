//! Several files at once: which belong to one kiosk, what is between them, and which kiosks only share a name.

use crate::again::Again;
use crate::certificate::Certificate;
use crate::code::Code;
use crate::keys::{KeyId, PublicKey};
use crate::seal::Proved;
use crate::verdict::{Between, FileReport, RecordReport, between};
use std::collections::{BTreeMap, BTreeSet};

/// The files of one kiosk that hold.
#[derive(Debug, Clone)]
pub struct KioskFiles {
    /// The kiosk, as its certificate says.
    pub certificate: Certificate,
    /// Which of the given files, by index, in the order in which they were given.
    pub files: Vec<usize>,
    /// What is between them.
    pub between: Vec<Between>,
    root: PublicKey,
}

/// Two kiosks of one office that have the same name, and neither is known to have taken over from the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameName {
    /// The name.
    pub name: String,
    /// One.
    pub one: KeyId,
    /// The other.
    pub other: KeyId,
}

/// A kiosk in whose place another one came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Its key.
    pub key: KeyId,
    /// Its name, where one of the files has its certificate.
    pub name: Option<String>,
}

impl Between {
    /// Whether records may be lost or contradict each other; the rest is only worth knowing.
    pub fn is_fault(&self) -> bool {
        matches!(self, Self::Gap { .. } | Self::Fork { .. })
    }
}

/// Sorts files by kiosk. Files that are bad or unreadable say nothing about the others and are left out.
pub fn by_kiosk(reports: &[FileReport]) -> Vec<KioskFiles> {
    let mut kiosks: Vec<KioskFiles> = Vec::new();
    for (i, report) in reports.iter().enumerate() {
        let (Some(certificate), Some(batch)) = (&report.certificate, &report.batch) else { continue };
        if !report.holds() {
            continue;
        }
        let root = batch.office.root;
        match kiosks.iter_mut().find(|kiosk| kiosk.root == root && kiosk.certificate.key == certificate.key) {
            Some(kiosk) => kiosk.files.push(i),
            None => kiosks.push(KioskFiles { certificate: certificate.clone(), files: vec![i], between: vec![], root }),
        }
    }
    let mut back = brought_back(reports);
    for kiosk in &mut kiosks {
        let files: Vec<&FileReport> = kiosk.files.iter().map(|i| &reports[*i]).collect();
        let back = back.remove(&(kiosk.root, kiosk.certificate.key.kid())).unwrap_or_default();
        kiosk.between = between(&files).into_iter().flat_map(|between| between.without(&back)).collect();
    }
    kiosks
}

/// By office and kiosk: the places that records had in an ended chain, where a file of a later one brings them back.
fn brought_back(reports: &[FileReport]) -> BTreeMap<(PublicKey, KeyId), BTreeSet<u64>> {
    let mut back: BTreeMap<_, BTreeSet<u64>> = BTreeMap::new();
    for report in reports.iter().filter(|report| report.holds()) {
        let Some(batch) = &report.batch else { continue };
        let proved = report.records.iter().filter_map(RecordReport::proved);
        let records = proved.flat_map(Proved::with_imported).map(Proved::record);
        for record in records.filter(|record| record.kiosk != batch.kiosk) {
            back.entry((batch.office.root, record.kiosk)).or_default().insert(record.seq);
        }
    }
    back
}

/// Where the record of a code is: in which file, counted from 0, and its place in that file's chain. Only files that hold are looked into.
pub fn find(code: &Code, reports: &[FileReport]) -> Option<(usize, u64)> {
    let mut files = reports.iter().enumerate().filter(|(_, report)| report.holds());
    files.find_map(|(file, report)| Some((file, report.find(code)?.record().seq)))
}

/// Who signed again, in the files that hold. Each office for itself, because its numbers are its own.
pub fn signed_again(reports: &[FileReport]) -> Again {
    let mut offices: BTreeMap<PublicKey, Vec<&Proved>> = BTreeMap::new();
    for report in reports.iter().filter(|report| report.holds()) {
        let Some(batch) = &report.batch else { continue };
        let told = report.records.iter().filter_map(RecordReport::proved).map(Proved::told);
        offices.entry(batch.office.root).or_default().extend(told);
    }
    offices.into_values().map(Again::among).collect()
}

/// In whose place the kiosk of a file came, as its certificate says. Their names stand in this file where it brings records of theirs back,
/// and in their own files, if those are among the others.
pub fn before<'a>(report: &FileReport, others: impl Iterator<Item = &'a FileReport>) -> Vec<Before> {
    let (Some(certificate), Some(batch)) = (&report.certificate, &report.batch) else { return vec![] };
    let back = batch.certificates.iter().filter_map(|text| Certificate::verify(text, &batch.office.root).ok());
    let own = others.filter(|other| other.holds()).filter_map(|other| other.certificate.clone());
    let names: BTreeMap<KeyId, String> = own.chain(back).map(|one| (one.key.kid(), one.kiosk_name)).collect();
    certificate.supersedes.iter().map(|key| Before { key: *key, name: names.get(key).cloned() }).collect()
}

/// Whether another file contradicts this one. Then neither may be filed yet, and no filing code is given for either.
pub fn is_forked(kiosks: &[KioskFiles], file: usize) -> bool {
    let forked = |kiosk: &&KioskFiles| kiosk.between.iter().any(|between| matches!(between, Between::Fork { .. }));
    kiosks.iter().filter(forked).any(|kiosk| kiosk.files.contains(&file))
}

/// Kiosks of one office with the same name: a second tablet, or one that was set up again without saying so.
pub fn same_names(kiosks: &[KioskFiles]) -> Vec<SameName> {
    let mut found = Vec::new();
    for (i, one) in kiosks.iter().enumerate() {
        for other in &kiosks[i + 1..] {
            let (a, b) = (&one.certificate, &other.certificate);
            let succeeds = a.supersedes.contains(&b.key.kid()) || b.supersedes.contains(&a.key.kid());
            if one.root == other.root && a.kiosk_name == b.kiosk_name && !succeeds {
                found.push(SameName { name: a.kiosk_name.clone(), one: a.key.kid(), other: b.key.kid() });
            }
        }
    }
    found
}

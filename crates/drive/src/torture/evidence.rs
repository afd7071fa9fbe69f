//! The end of a tablet's life, judged by its files alone, as the records office has them.

use super::ledger::{Acknowledged, Ledger};
use inkseal_domain::activity::Act;
use inkseal_domain::seal::Proved;
use inkseal_domain::together::by_kiosk;
use inkseal_domain::verdict::{FileReport, RecordReport};
use std::collections::{BTreeMap, BTreeSet};

/// Everybody who was told stands in the files once, in one unbroken chain, and nothing was cleared before its receipt.
pub(super) fn judge(ledger: &mut Ledger) {
    let reports: Vec<FileReport> = ledger.batches.values().map(|(_, report)| report.clone()).collect();
    let kiosks = by_kiosk(&reports);
    if kiosks.len() != 1 {
        ledger.fault(format!("the files are of {} kiosks", kiosks.len()));
    }
    for between in kiosks.iter().flat_map(|kiosk| &kiosk.between) {
        if between.is_fault() {
            ledger.fault(format!("between the batches: {between:?}"));
        }
    }
    let chain = chain(&reports);
    if !chain.keys().copied().eq(1..=chain.len() as u64) {
        ledger.fault("the chain of all files has a gap".to_owned());
    }
    let is_there = |told: &Acknowledged| {
        let found = chain.get(&told.seq);
        found.is_some_and(|proved| proved.hash().to_string() == told.hash && name(proved) == told.name)
    };
    let gone: Vec<Acknowledged> = ledger.told.iter().filter(|told| !is_there(told)).cloned().collect();
    ledger.lose(gone);
    let mut names = BTreeSet::new();
    for name in chain.values().map(|proved| name(proved)).filter(|name| !name.is_empty()) {
        if !names.insert(name.to_owned()) {
            ledger.fault(format!("{name} stands there twice"));
        }
    }
    for fault in cleared_too_early(&chain) {
        ledger.fault(fault);
    }
}

/// Every record of every file, once.
fn chain(reports: &[FileReport]) -> BTreeMap<u64, &Proved> {
    let good = reports.iter().flat_map(|report| &report.records).filter_map(|record| match record {
        RecordReport::Good(proved) => Some((proved.record().seq, &**proved)),
        _ => None,
    });
    good.collect()
}

/// The chain's own story: what it says was cleared, its receipts before that cover.
fn cleared_too_early(chain: &BTreeMap<u64, &Proved>) -> Vec<String> {
    let mut receipted = BTreeSet::new();
    let mut faults = Vec::new();
    for proved in chain.values() {
        match proved.record().activity().map(|activity| &activity.act) {
            Some(Act::ReceiptAccepted { first, last, .. }) => receipted.extend(*first..=*last),
            Some(Act::Purged { first, last }) if !(*first..=*last).all(|seq| receipted.contains(&seq)) => {
                faults.push(format!("{first} to {last} were cleared before their receipt"));
            }
            _ => {}
        }
    }
    faults
}

fn name(proved: &Proved) -> &str {
    let signer = proved.record().visit().and_then(|visit| visit.signer.as_ref());
    signer.map_or("", |signer| signer.name.as_str())
}

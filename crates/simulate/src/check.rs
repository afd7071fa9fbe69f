//! What must be true of a tablet at the end, looked at on media that work again.

use crate::acts::by_name;
use crate::history::Act;
use crate::office::ADMINISTRATOR;
use crate::play::Harm;
use crate::tablet::{Page, Tablet, Told};
use crate::turns::{now, run};
use inkseal_domain::export::Export;
use inkseal_domain::store::{Entry, Item, Key, Repair, Side, Vault};
use inkseal_domain::together::by_kiosk;
use inkseal_domain::verdict::{FileReport, RecordReport, Standing, verify};
use std::collections::{BTreeMap, BTreeSet};

/// Looks at everything.
///
/// # Errors
/// The first thing that is not as it must be.
pub fn at_the_end(tablet: &Tablet, harm: &Harm) -> Result<(), String> {
    tablet.close_pages();
    tablet.disk.close();
    tablet.disk.limit(None);
    if tablet.is_beyond.get() {
        return beyond(tablet, harm);
    }
    let before = tablet.people.borrow().told.len();
    run(vec![Box::pin(tablet.act(0, Act::Sign))], 0, None);
    let people = || format!("{:?}", tablet.people.borrow().refusals);
    ensure(tablet.people.borrow().told.len() == before + 1, || format!("nobody can sign any more: {}", people()))?;
    if let Some(what) = tablet.people.borrow().violations.first() {
        return Err(what.clone());
    }
    let page = now(tablet.page(0)).ok_or_else(people)?;
    let last = now(everything(tablet, &page))?;
    evidence(tablet, harm, &page, &last)?;
    now(kept(tablet, harm, &page))?;
    drop(page);
    tablet.close_pages();
    tablet.disk.close();
    now(quiet(tablet))
}

/// The last batch: everything that is on the tablet.
async fn everything(tablet: &Tablet, page: &Page) -> Result<Vec<u8>, String> {
    let (secret, log) = tablet.unlock(page).await?;
    let library = tablet.library();
    let export = Export { log: &log, secret: &secret, library: &library, by: ADMINISTRATOR };
    let (first, last) = export.whole_range().ok_or("nothing is on the tablet")?;
    let made = export.make(&page.desk, first, last, &tablet.moment()).await;
    Ok(made.map_err(|error| format!("the last batch cannot be made: {error:?}"))?.file)
}

/// What the records office has, and the last batch: everybody who was told "Recorded" stands there once, in one unbroken chain.
fn evidence(tablet: &Tablet, harm: &Harm, page: &Page, last: &[u8]) -> Result<(), String> {
    let people = tablet.people.borrow();
    let filed = people.given.iter().filter(|given| given.filed).map(|given| given.exports.file.as_slice());
    let files: Vec<&[u8]> = filed.chain([last]).collect();
    let reports: Vec<FileReport> =
        files.iter().map(|file| verify(file, std::slice::from_ref(&page.desk.card))).collect();
    for report in &reports {
        ensure(report.standing == Standing::Good, || format!("a batch is not good: {:?}", report.faults))?;
    }
    for kiosk in by_kiosk(&reports) {
        let faults: Vec<_> = kiosk.between.iter().filter(|between| between.is_fault()).collect();
        ensure(faults.is_empty(), || format!("between the batches: {faults:?}"))?;
    }
    let (mut places, mut holes) = (BTreeMap::<String, BTreeSet<u64>>::new(), BTreeSet::new());
    let mut hashes = BTreeMap::new();
    for record in reports.iter().flat_map(|report| &report.records) {
        match record {
            RecordReport::Good(proved) => {
                let (seq, hash) = (proved.record().seq, proved.hash().to_string());
                if let Some(name) = by_name(proved) {
                    places.entry(name).or_default().insert(seq);
                }
                let other = hashes.insert(seq, hash.clone()).filter(|other| *other != hash);
                ensure(other.is_none(), || format!("two records share the number {seq}"))?;
            }
            RecordReport::Damaged(damaged) => drop(holes.insert(damaged.seq)),
            RecordReport::Missing(missing) => drop(holes.insert(missing.seq)),
            RecordReport::Bad { position, why } => return Err(format!("record {position} of a batch: {why}")),
        }
    }
    ensure(harm.any || holes.is_empty(), || format!("{holes:?} are lost, and no medium did harm"))?;
    for (name, seqs) in &places {
        ensure(seqs.len() == 1, || format!("{name} stands there more than once: {seqs:?}"))?;
    }
    for told in &people.told {
        let there = hashes.get(&told.seq) == Some(&hash_of(told));
        let reported = harm.lost.contains(&told.seq) && holes.contains(&told.seq);
        ensure(there || reported, || {
            format!("{} was told \"Recorded\" as number {} and is lost", told.name, told.seq)
        })?;
    }
    Ok(())
}

/// What was altered is kept as it was found, and the last setting stands.
async fn kept(tablet: &Tablet, harm: &Harm, page: &Page) -> Result<(), String> {
    let vault = page.desk.vault();
    let kept: BTreeSet<String> = vault.kept().await.map_err(words)?.into_iter().map(|(_, text)| text).collect();
    let receipted = receipted_through(tablet);
    for (side, key, text) in &harm.altered {
        let cleared = matches!(key, Key::Record(seq) if *seq <= receipted);
        ensure(cleared || kept.contains(text), || format!("the altered {} of {side:?} was thrown away", key.name()))?;
    }
    let setting = vault.slot(inkseal_domain::setup::SLOT_SETTINGS).await.map_err(words)?;
    let stands = setting.and_then(|slot| slot.value.parse::<u64>().ok()).unwrap_or(0);
    let saved = tablet.people.borrow().setting;
    ensure(harm.settings || stands >= saved, || format!("setting {saved} was called saved, and {stands} stands"))
}

/// After a start that mended everything, the next has nothing to do.
async fn quiet(tablet: &Tablet) -> Result<(), String> {
    let (_, start) = Vault::open(tablet.disk.local(0), tablet.disk.journal()).await.map_err(words)?;
    let quiet = start.repairs.iter().all(|repair| matches!(repair, Repair::Missing { .. }));
    ensure(quiet && start.takes_signers(), || format!("the start after the last one is not quiet: {start:?}"))
}

/// The journal is gone, or what set-up left: the kiosk says so, takes nobody, and still has everything that there is.
fn beyond(tablet: &Tablet, harm: &Harm) -> Result<(), String> {
    let before = tablet.people.borrow().told.len();
    run(vec![Box::pin(tablet.act(0, Act::Sign))], 0, None);
    ensure(tablet.people.borrow().told.len() == before, || "it took a signer without its keys".to_owned())?;
    let sides = [Side::Local, Side::Journal].map(|side| tablet.disk.on_disk(side));
    let receipted = receipted_through(tablet);
    let (vault, _) = now(Vault::open(tablet.disk.local(0), tablet.disk.journal())).map_err(words)?;
    let items = now(vault.entries()).map_err(words)?;
    for told in tablet.people.borrow().told.iter().filter(|told| told.seq > receipted) {
        let listed = items.iter().any(|item| matches!(item, Item::Good(entry) if entry.write() == told.text));
        let there = listed || sides.iter().any(|side| side.values().any(|text| *text == told.text));
        ensure(there || harm.lost.contains(&told.seq), || format!("{} was thrown away with the journal", told.name))?;
    }
    Ok(())
}

/// How far receipts cover the chain from its first record without a gap.
pub fn receipted_through(tablet: &Tablet) -> u64 {
    let mut ranges = tablet.people.borrow().receipts.clone();
    ranges.sort_unstable();
    ranges.into_iter().fold(0, |through, (first, last)| if first <= through + 1 { through.max(last) } else { through })
}

fn hash_of(told: &Told) -> String {
    Entry::parse(&told.text).map(|entry| entry.hash).unwrap_or_default()
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise()) }
}

//! What must be true of a tablet at the end, looked at on media that work again.

use crate::acts::by_name;
use crate::history::Act;
use crate::office::{self, ADMINISTRATOR};
use crate::pages::Page;
use crate::play::Harm;
use crate::standing::{Place, standing};
use crate::tablet::Tablet;
use crate::turns::{now, run};
use inkseal_domain::activity;
use inkseal_domain::export::Export;
use inkseal_domain::keys::KeyId;
use inkseal_domain::seal::Proved;
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::SLOT_SETTINGS;
use inkseal_domain::store::{Key, Repair, Side, Vault};
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
    // Where a chain was lost, this begins the next.
    run(vec![Box::pin(tablet.act(0, Act::Unlock))], 0, None);
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
    let page = now(tablet.page(0, true)).ok_or_else(people)?;
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
    let found = Found::in_files(&reports)?;
    ensure(harm.any || found.holes.is_empty(), || format!("{:?} are lost, and no medium did harm", found.holes))?;
    for (name, hashes) in &found.by_name {
        ensure(hashes.len() == 1, || format!("{name} has more than one record: {hashes:?}"))?;
    }
    for (name, places) in &found.places {
        // Where its record was damaged after it had been filed, the copy that was still aside came back.
        let whole = || places.iter().filter(|place| !has_lost(harm, place));
        let chains: BTreeSet<&KeyId> = whole().map(|(kiosk, _)| kiosk).collect();
        ensure(chains.len() == whole().count(), || format!("{name} stands more than once in one chain: {places:?}"))?;
    }
    for told in &people.told {
        let there = found.by_name.get(&told.name).is_some_and(|hashes| hashes.contains(&told.hash));
        let reported = harm.lost.get(&told.hash).is_some_and(|places| found.reports(places));
        ensure(there || reported, || {
            format!("{} was told \"Recorded\" as number {} and is lost", told.name, told.seq)
        })?;
    }
    Ok(())
}

/// Whether what stood at a place had no good copy left there.
fn has_lost(harm: &Harm, (kiosk, seq): &(KeyId, u64)) -> bool {
    let mut lost = harm.lost.values().flatten();
    lost.any(|(chain, at)| at == seq && office::key(*chain).public().kid() == *kiosk)
}

/// What stands in the files that somebody has.
#[derive(Default)]
struct Found {
    /// The hashes of each signer's records.
    by_name: BTreeMap<String, BTreeSet<String>>,
    /// Where each signer stands: in which kiosk's chain, at which number.
    places: BTreeMap<String, BTreeSet<(KeyId, u64)>>,
    /// Places that are told as damaged or missing.
    holes: BTreeSet<(KeyId, u64)>,
    /// Places in chains that ended, told as left out.
    left_out: BTreeSet<u64>,
}

impl Found {
    fn in_files(reports: &[FileReport]) -> Result<Self, String> {
        let (mut found, mut hashes) = (Found::default(), BTreeMap::new());
        for report in reports {
            let kiosk = report.batch.as_ref().ok_or("a batch cannot be read")?.kiosk;
            for record in &report.records {
                match record {
                    RecordReport::Good(proved) => {
                        let (place, hash) = ((kiosk, proved.record().seq), *proved.hash());
                        let other = hashes.insert(place, hash).filter(|other| *other != hash);
                        ensure(other.is_none(), || format!("two records share the number {}", place.1))?;
                        found.add(proved, place);
                    }
                    RecordReport::Damaged(damaged) => drop(found.holes.insert((kiosk, damaged.seq))),
                    RecordReport::Missing(missing) => drop(found.holes.insert((kiosk, missing.seq))),
                    RecordReport::Bad { position, why } => return Err(format!("record {position} of a batch: {why}")),
                }
            }
        }
        Ok(found)
    }

    fn add(&mut self, proved: &Proved, place: (KeyId, u64)) {
        for record in proved.with_imported() {
            if let Some(activity::Act::LeftOut { seqs, .. }) = record.record().activity().map(|activity| &activity.act)
            {
                self.left_out.extend(seqs);
            }
            if let Some(name) = by_name(record) {
                self.by_name.entry(name.clone()).or_default().insert(record.hash().to_string());
                self.places.entry(name).or_default().insert(place);
            }
        }
    }

    /// Whether what stood at `places` is told as lost: as a hole of its chain, or, where that has ended, as left out of the next. Of what left
    /// no trace nobody can tell.
    fn reports(&self, places: &BTreeSet<Place>) -> bool {
        let is_hole = |(chain, seq): &Place| self.holes.contains(&(office::key(*chain).public().kid(), *seq));
        places.is_empty() || places.iter().any(|place| is_hole(place) || self.left_out.contains(&place.1))
    }
}

/// What was altered is kept as it was found, and the last setting stands.
async fn kept(tablet: &Tablet, harm: &Harm, page: &Page) -> Result<(), String> {
    let vault = page.desk.vault();
    let kept: BTreeSet<String> = vault.kept().await.map_err(words)?.into_iter().map(|(_, text)| text).collect();
    let receipted = receipted_through(tablet);
    for altered in &harm.altered {
        let ended = tablet.people.borrow().receipted_before.get(&altered.chain).copied();
        let cleared = matches!(altered.key, Key::Record(seq) if seq <= ended.unwrap_or(receipted));
        ensure(cleared || kept.contains(&altered.text), || {
            format!("the altered {} of {:?} was thrown away", altered.key.name(), altered.side)
        })?;
    }
    let setting = vault.slot(SLOT_SETTINGS).await.map_err(words)?;
    let settings = setting.and_then(|slot| serde_json::from_str::<Settings>(&slot.value).ok());
    let stands = settings.and_then(|settings| settings.contact.parse::<u64>().ok()).unwrap_or(0);
    let saved = tablet.people.borrow().setting;
    ensure(harm.settings || stands >= saved, || format!("setting {saved} was called saved, and {stands} stands"))
}

/// After a start that mended everything, the next has nothing to do.
async fn quiet(tablet: &Tablet) -> Result<(), String> {
    let (_, start) = Vault::open(tablet.disk.local(0), tablet.disk.journal()).await.map_err(words)?;
    let quiet = start.repairs.iter().all(|repair| matches!(repair, Repair::Missing { .. }));
    ensure(quiet && start.takes_signers(), || format!("the start after the last one is not quiet: {start:?}"))
}

/// The key file is gone: the kiosk says so, takes nobody, and still has everything that there is.
fn beyond(tablet: &Tablet, harm: &Harm) -> Result<(), String> {
    let before = tablet.people.borrow().told.len();
    run(vec![Box::pin(tablet.act(0, Act::Sign))], 0, None);
    ensure(tablet.people.borrow().told.len() == before, || "it took a signer without its keys".to_owned())?;
    let stands = standing(tablet);
    let texts: BTreeSet<String> =
        [Side::Local, Side::Journal].into_iter().flat_map(|side| tablet.disk.on_disk(side).into_values()).collect();
    for told in tablet.people.borrow().told.iter().filter(|told| !told.filed) {
        let there = stands.contains_key(&told.hash) || texts.contains(&told.text);
        ensure(there || harm.lost.contains_key(&told.hash), || format!("{} was thrown away with the keys", told.name))?;
    }
    Ok(())
}

/// How far receipts cover the chain from its first record without a gap.
pub fn receipted_through(tablet: &Tablet) -> u64 {
    let mut ranges = tablet.people.borrow().receipts.clone();
    ranges.sort_unstable();
    ranges.into_iter().fold(0, |through, (first, last)| if first <= through + 1 { through.max(last) } else { through })
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise()) }
}

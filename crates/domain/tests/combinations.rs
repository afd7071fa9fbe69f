//! Several things at once: what localStorage still had of another kiosk, damage at the edge of an export, a file beside a second try.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Sample, moment, visit};
use inkseal_domain::activity::{Act, Activity};
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::desk::{Desk, KeepError, Unstored};
use inkseal_domain::entropy::Entropy;
use inkseal_domain::export::Export;
use inkseal_domain::import::ImportError;
use inkseal_domain::instant::Instant;
use inkseal_domain::key_file::KeyFile;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::log::Log;
use inkseal_domain::record::{App, Body};
use inkseal_domain::setup::{NewChain, SetUp, start_again};
use inkseal_domain::store::faulty::{Fault, FaultyMedium, power};
use inkseal_domain::store::{CommitError, Guard, Medium, MediumError, MemoryMedium, Op, Slot, Vault};
use inkseal_domain::verdict::verify;
use pollster::block_on;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

const BY: &str = "Sample Administrator";

fn app() -> App {
    App { version: "0.1.0".into(), build: "test".into() }
}

fn somebody(name: &str) -> Body {
    Body::Visit(Box::new(visit(name)))
}

fn by_administrator(act: Act) -> Body {
    Body::Activity(Box::new(Activity { by: BY.to_owned(), about: vec![], act }))
}

fn names(log: &Log) -> Vec<String> {
    log.visits().filter_map(|(proved, _)| proved.record().signer_name().map(ToString::to_string)).collect()
}

/// A kiosk with three people.
fn three() -> Sample {
    let mut sample = Sample::new(1, false);
    for name in ["One", "Two", "Three"] {
        sample.sign(name);
    }
    sample
}

/// The kiosk as it starts on these media, with the key that a seed gave.
fn started<L: Medium, J: Medium>(local: L, journal: J, seed: u8) -> Desk<L, J, MemoryKey> {
    let (vault, start) = block_on(Vault::open(local, journal)).unwrap();
    assert!(start.takes_signers(), "{start:?}");
    let (left, key) = (block_on(SetUp::read(&vault)).unwrap().unwrap(), MemoryKey::from_seed([seed; 32]));
    assert!(block_on(left.is_key(&key)).unwrap());
    let card = KeyFile::parse(&left.key_file).unwrap().card;
    Desk::new(vault, key, left.certificates, card, app()).unwrap()
}

fn begun_again(sample: &Sample, journal: &MemoryMedium, seed: u8) -> Desk<MemoryMedium, MemoryMedium, MemoryKey> {
    let (vault, start) = block_on(Vault::open(sample.local.clone(), journal.clone())).unwrap();
    assert!(start.journal_lost);
    let (left, signer) = (block_on(SetUp::read(&vault)).unwrap().unwrap(), MemoryKey::from_seed([seed; 32]));
    let key = signer.public();
    let new = NewChain { secret: &sample.secret, by: BY, left: &left, key, key_home: KeyHome::Software, app: app() };
    block_on(start_again(vault, signer, &new, &moment(7, 0))).unwrap()
}

fn take_over<L: Medium, J: Medium>(sample: &Sample, desk: &Desk<L, J, MemoryKey>) -> Log {
    let mut taking = block_on(desk.taking_over(&block_on(desk.open(&sample.secret)).unwrap())).unwrap();
    let mut n = 0..;
    while block_on(desk.take_over(&mut taking, &sample.secret, BY, &moment(8, n.next().unwrap()))).unwrap() {}
    block_on(desk.open(&sample.secret)).unwrap()
}

/// Everybody in the next export of everything new, which verifies.
fn exported<L: Medium, J: Medium>(sample: &Sample, desk: &Desk<L, J, MemoryKey>) -> Vec<String> {
    let (log, library) = (block_on(desk.open(&sample.secret)).unwrap(), common::library());
    let export = Export { log: &log, secret: &sample.secret, library: &library, by: BY };
    let (first, last) = export.new_range().unwrap();
    let made = block_on(export.make(desk, first, last, &moment(9, 0))).unwrap();
    let report = verify(&made.file, std::slice::from_ref(&desk.card));
    let records = report.records.iter().filter_map(|record| record.proved()?.visit());
    records.filter_map(|(proved, _)| proved.record().signer_name().map(ToString::to_string)).collect()
}

/// Clears everything through the last export, which the records office has.
fn clear<L: Medium, J: Medium>(sample: &Sample, desk: &Desk<L, J, MemoryKey>) {
    let exported = block_on(desk.open(&sample.secret)).unwrap().exports().next().unwrap().1.clone();
    let (payload, first, last) = (exported.payload, exported.first, exported.last);
    block_on(desk.keep(by_administrator(Act::ReceiptAccepted { payload, first, last }), &moment(90, 1))).unwrap();
    let (at, act) = (moment(91, 1), by_administrator(Act::Purged { first, last }));
    let (_, note) = block_on(desk.prepare(act, &at, &mut Entropy::new(at.seed))).unwrap();
    block_on(desk.vault().purge(last, &note)).unwrap();
}

fn put_all(medium: &MemoryMedium, values: BTreeMap<String, String>) {
    let puts = values.into_iter().map(|(key, text)| Op::Put(key, text));
    block_on(medium.commit(None, puts.collect())).unwrap();
}

#[test]
fn what_localstorage_still_had_of_a_cleared_kiosk_costs_the_new_one_nobody() {
    let mut old = Sample::new(3, false);
    for n in 0..6 {
        old.sign(&format!("Old {n}"));
    }
    old.export(None);
    clear(&old, &old.desk);
    let new = three();
    put_all(&new.local, old.local.snapshot());
    let desk = started(new.local.clone(), new.journal.clone(), 1);
    assert_eq!(exported(&new, &desk), ["One", "Two", "Three"]);
}

#[test]
fn a_cleared_kiosk_that_had_begun_again_leaves_the_new_ones_keys_alone() {
    let old = Sample::new(3, false);
    begun_again(&old, &MemoryMedium::default(), 30);
    let new = three();
    put_all(&new.local, old.local.snapshot());
    let desk = started(new.local.clone(), new.journal.clone(), 1);
    assert_eq!(exported(&new, &desk), ["One", "Two", "Three"]);
}

#[test]
fn a_foreign_key_file_in_localstorage_does_not_replace_the_offices() {
    let (sample, other) = (three(), Sample::new(7, false));
    let foreign = Slot { generation: 99, value: other.key_file }.write();
    put_all(&sample.local, BTreeMap::from([("slot.keys.1".to_owned(), foreign)]));
    let desk = started(sample.local.clone(), sample.journal.clone(), 1);
    assert_eq!(block_on(SetUp::read(desk.vault())).unwrap().unwrap().key_file, sample.key_file);
}

#[test]
fn what_was_brought_back_filed_and_cleared_does_not_come_back_after_a_crash() {
    let (sample, journal) = (three(), MemoryMedium::default());
    let desk = begun_again(&sample, &journal, 77);
    let before = sample.local.snapshot();
    take_over(&sample, &desk);
    assert_eq!(exported(&sample, &desk), ["One", "Two", "Three"]);
    clear(&sample, &desk);
    sample.local.replace(before);
    let desk = started(sample.local.clone(), journal, 77);
    assert_eq!(names(&take_over(&sample, &desk)), Vec::<String>::new());
}

#[test]
fn damage_on_both_sides_of_an_exports_edge_stops_no_export() {
    let mut sample = three();
    sample.sign("Four");
    sample.export(Some((1, 3)));
    sample.sign("Five");
    for medium in [&sample.local, &sample.journal] {
        let torn = ["record.0000000003", "record.0000000004"].map(|key| (key.to_owned(), "torn".to_owned()));
        put_all(medium, torn.into());
    }
    let desk = started(sample.local.clone(), sample.journal.clone(), 1);
    // The file that had Two cannot be made again, and has not arrived for all that the tablet knows: One is in the next one too.
    assert_eq!(exported(&sample, &desk), ["One", "Four", "Five"]);
}

/// Somebody whom the journal did not take.
fn refused(sample: &Sample) -> Unstored {
    let journal = FaultyMedium::new(sample.journal.clone(), power(), []);
    let desk = started(sample.local.clone(), journal.clone(), 1);
    journal.add_faults([(1, Fault::Fail)]);
    match block_on(desk.keep(somebody("Ana"), &moment(40, 1))) {
        Err(KeepError::Store { unstored, .. }) => *unstored,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_saved_file_and_a_second_try_after_another_tab_are_one_record() {
    let sample = three();
    let unstored = refused(&sample);
    let desk = started(sample.local.clone(), sample.journal.clone(), 1);
    let rescue = block_on(desk.rescue(&unstored)).unwrap();
    block_on(desk.keep(somebody("Ben"), &moment(41, 1))).unwrap();
    block_on(desk.keep_again(&unstored, somebody("Ana"), &moment(42, 1))).unwrap();
    let log = block_on(desk.open(&sample.secret)).unwrap();
    assert!(block_on(desk.import(rescue.jws(), BY, (&sample.secret, &log), &moment(43, 1))).is_err());
    assert_eq!(names(&block_on(desk.open(&sample.secret)).unwrap()), ["One", "Two", "Three", "Ben", "Ana"]);
}

#[test]
fn wherever_one_call_fails_what_was_said_to_have_failed_does_not_stand_there() {
    for call in 1..16 {
        let sample = three();
        let unstored = refused(&sample);
        let journal = FaultyMedium::new(sample.journal.clone(), power(), []);
        let desk = started(sample.local.clone(), journal.clone(), 1);
        let rescue = block_on(desk.rescue(&unstored)).unwrap();
        let log = block_on(desk.open(&sample.secret)).unwrap();
        journal.add_faults([(call, Fault::Fail)]);
        let done = block_on(desk.import(rescue.jws(), BY, (&sample.secret, &log), &moment(50, 1)));
        let done = matches!(done, Ok(_) | Err(ImportError::OneCopy(_)));
        let now = block_on(started(sample.local.clone(), sample.journal.clone(), 1).open(&sample.secret)).unwrap();
        assert_eq!(names(&now).contains(&"Ana".to_owned()), done, "call {call}");
    }
}

/// Says once that there is no room, though it has done what was asked.
struct Liar(MemoryMedium, Rc<Cell<bool>>);

impl Medium for Liar {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.0.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        self.0.get(key).await
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        self.0.commit(guard, ops).await?;
        if self.1.replace(false) { Err(MediumError::Full.into()) } else { Ok(()) }
    }
}

#[test]
fn a_journal_that_wrongly_says_that_it_is_full_doubles_nobody() {
    let (sample, lies) = (three(), Rc::new(Cell::new(false)));
    let desk = started(sample.local.clone(), Liar(sample.journal.clone(), lies.clone()), 1);
    lies.set(true);
    block_on(desk.keep(somebody("Ana"), &moment(40, 1))).unwrap();
    assert_eq!(names(&block_on(desk.open(&sample.secret)).unwrap()), ["One", "Two", "Three", "Ana"]);
}

#[test]
fn records_made_at_the_ends_of_time_open_and_are_exported() {
    const FIRST_MS: i64 = -62_135_596_800_000;
    const LAST_MS: i64 = 253_402_300_799_000;
    let sample = three();
    let clocks = [0, -1, FIRST_MS, FIRST_MS - 1, LAST_MS, LAST_MS + 1, -377_705_116_800_000, i64::MAX, i64::MIN];
    let mut told = vec!["One".to_owned(), "Two".into(), "Three".into()];
    for (n, ms) in (0u8..).zip(clocks) {
        for (k, utc_offset_min) in (0u8..).zip([-720, 0, 840]) {
            let name = format!("Signer {}{}", char::from(b'a' + n), char::from(b'a' + k));
            let at =
                inkseal_domain::desk::Moment { at: Instant::from_unix_ms(ms), utc_offset_min, ..moment(60 + n, k) };
            block_on(sample.desk.keep(somebody(&name), &at)).unwrap();
            told.push(name);
        }
    }
    let desk = started(sample.local.clone(), sample.journal.clone(), 1);
    assert_eq!(exported(&sample, &desk), told);
}

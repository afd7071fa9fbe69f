//! Keeping, opening, exporting, receipts and purging, over two media in memory.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Sample, Switched, library, moment, page, somebody, three, visit};
use inkseal_domain::activity::{Act, Activity};
use inkseal_domain::code::{self, CodeKind};
use inkseal_domain::codec::{SignatureBytes, b64, sha256};
use inkseal_domain::desk::{Desk, KeepError, Sign, SignFailed};
use inkseal_domain::export::{Export, ExportError};
use inkseal_domain::import::ImportError;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::log::{Log, Owed};
use inkseal_domain::record::{App, Body};
use inkseal_domain::store::faulty::{Fault, FaultyMedium, power};
use inkseal_domain::store::{Guard, Key, Medium, MemoryMedium, Op, Vault};
use inkseal_domain::verdict::{Standing, verify};
use inkseal_domain::visit::{Outcome, Received, Visit};
use pollster::block_on;
use std::cell::Cell;

#[test]
fn what_is_kept_opens_only_with_the_offices_key() {
    let mut sample = Sample::new(1, false);
    let kept = sample.sign("Sample Person");
    let log = sample.log();
    assert_eq!(log.find(&kept.proved.record().id), Some(&kept.proved));
    let stranger = Sample::new(2, false);
    let log = block_on(sample.desk.open(&stranger.secret)).unwrap();
    assert_eq!((log.proved().count(), log.broken()), (0, 2));
}

#[test]
fn a_chain_is_opened_a_few_records_at_a_time_and_none_twice() {
    let mut sample = Sample::new(1, false);
    (0..4).for_each(|n| drop(sample.sign(&format!("Sample Person {n}"))));
    let key = sample.desk.kiosk.key.into();
    let mut opening = block_on(sample.desk.opening(&Log::default())).unwrap();
    assert!(opening.step(2, &sample.secret, &key));
    assert_eq!(opening.progress(), (2, 5));
    assert!(opening.step(3, &sample.secret, &key) && !opening.step(1, &sample.secret, &key));
    let log = opening.finish();
    assert_eq!(log.visits().count(), 4);

    sample.sign("Sample Person 4");
    let mut again = block_on(sample.desk.opening(&log)).unwrap();
    // Without the office's key only what is known already can be read.
    let stranger = Sample::new(2, false);
    again.step(usize::MAX, &stranger.secret, &key);
    let again = again.finish();
    assert_eq!((again.visits().count(), again.broken()), (4, 1));
}

#[test]
fn a_record_is_found_by_its_id_and_at_its_place_and_nothing_is_where_it_was_lost() {
    let mut sample = Sample::new(1, false);
    let kept: Vec<_> = (0..5).map(|n| sample.sign(&format!("Sample Person {n}")).proved).collect();
    let lost: Vec<String> = [3, 4].iter().map(|seq| Key::Record(*seq).name()).collect();
    for medium in [&sample.local, &sample.journal] {
        block_on(medium.commit(None, lost.iter().cloned().map(Op::Delete).collect())).unwrap();
    }
    let log = sample.log();
    for proved in &kept {
        let (id, seq) = (&proved.record().id, proved.record().seq);
        let is_there = !(3..=4).contains(&seq);
        assert_eq!(log.at(seq).is_some_and(|found| found == proved), is_there, "{seq}");
        assert_eq!(log.find(id).is_some_and(|found| found == proved), is_there, "{seq}");
        assert_eq!(log.place_of(id), is_there.then_some(seq));
    }
    assert!(log.at(0).is_none() && log.at(7).is_none());
}

#[test]
fn nothing_of_a_person_stands_in_the_clear() {
    let mut sample = Sample::new(1, false);
    sample.sign("Sample Person");
    for medium in [&sample.local, &sample.journal] {
        for (key, value) in block_on(medium.entries()).unwrap() {
            for hidden in ["Sample Person", &b64(b"Sample Person")] {
                assert!(!value.contains(hidden), "{key}");
            }
        }
    }
}

#[test]
fn a_sealed_record_cannot_be_moved_to_another_place() {
    let mut sample = Sample::new(1, false);
    sample.sign("Sample Person");
    let items = block_on(sample.desk.vault().entries()).unwrap();
    let inkseal_domain::store::Item::Good(mut entry) = items[1].clone() else { panic!("no record") };
    assert!(sample.desk.open_one(&entry, &sample.secret).is_ok());
    entry.seq = 3;
    assert!(sample.desk.open_one(&entry, &sample.secret).is_err());
}

/// A desk of the same kiosk, over a journal that goes wrong at `call` in its own way and then fails twice.
fn shaky_desk(sample: &Sample, call: usize) -> Desk<MemoryMedium, FaultyMedium<MemoryMedium>, MemoryKey> {
    let faults = [(call, Fault::Late), (call + 1, Fault::Fail), (call + 2, Fault::Fail)];
    let journal = FaultyMedium::new(sample.journal.clone(), power(), []);
    let (vault, _) = block_on(Vault::open(sample.local.clone(), journal.clone())).unwrap();
    journal.add_faults(faults);
    let (certificate, card) = (sample.desk.certificate().to_owned(), sample.desk.card.clone());
    let app = App { version: "0.1.0".into(), build: "test".into() };
    Desk::new(vault, MemoryKey::from_seed([1; 32]), vec![certificate], card, app).unwrap()
}

#[test]
fn a_second_try_never_keeps_a_visit_twice() {
    let mut tried_again = 0;
    for call in 1..12 {
        let sample = Sample::new(1, false);
        let desk = shaky_desk(&sample, call);
        let body = || Body::Visit(Box::new(visit("Sample Person")));
        let kept = match block_on(desk.keep(body(), &moment(1, 1))) {
            Ok(kept) => kept,
            Err(KeepError::Store { unstored, .. }) => {
                tried_again += 1;
                let mut unstored = *unstored;
                loop {
                    match block_on(desk.keep_again(&unstored, body(), &moment(1, 2))) {
                        Ok(kept) => break kept,
                        Err(KeepError::Store { unstored: again, .. }) => unstored = *again,
                        Err(other) => panic!("{other}"),
                    }
                }
            }
            Err(other) => panic!("{other}"),
        };
        let log = sample.log();
        let ids: Vec<&String> = log.visits().map(|(proved, _)| &proved.record().id).collect();
        assert_eq!(ids, [&kept.proved.record().id], "call {call}");
    }
    assert!(tried_again > 0);
}

/// A key that fails while it is told to.
struct Moody(MemoryKey, Cell<bool>);

impl Sign for Moody {
    async fn sign(&self, message: &[u8]) -> Result<SignatureBytes, SignFailed> {
        if self.1.get() { Err(SignFailed("not now".into())) } else { Ok(self.0.sign(message)) }
    }
}

#[test]
fn a_key_that_fails_in_another_try_does_not_make_another_record_of_it() {
    let sample = three();
    let (local, journal) = (sample.local.clone(), Switched::on(&sample.journal));
    let (vault, _) = block_on(Vault::open(local, journal.clone())).unwrap();
    let (certificates, card) = (sample.desk.certificates().to_vec(), sample.desk.card.clone());
    let key = Moody(MemoryKey::from_seed([1; 32]), Cell::new(false));
    let desk =
        Desk::new(vault, key, certificates, card, App { version: "0.1.0".into(), build: "test".into() }).unwrap();
    journal.1.set(true);
    let Err(KeepError::Store { unstored, .. }) = block_on(desk.keep(somebody("Ana"), &moment(40, 1))) else { panic!() };
    journal.1.set(false);
    let file = block_on(desk.rescue(&unstored)).unwrap();
    let other = page(sample.local.clone(), sample.journal.clone(), 1);
    block_on(other.keep(somebody("Ben"), &moment(41, 1))).unwrap();
    desk.signer().1.set(true);
    let failed = block_on(desk.keep_again(&unstored, somebody("Ana"), &moment(40, 2)));
    assert!(matches!(failed, Err(KeepError::Sign(_))));
    desk.signer().1.set(false);
    block_on(desk.keep_again(&unstored, somebody("Ana"), &moment(40, 3))).unwrap();
    let back =
        block_on(other.import(file.jws(), "Sample Administrator", (&sample.secret, &sample.log()), &moment(40, 9)));
    assert!(matches!(back, Err(ImportError::Already(_))), "{back:?}");
}

#[test]
fn a_range_that_leaves_older_records_out_does_not_make_them_old() {
    let mut sample = Sample::new(1, false);
    sample.sign("Sample Person 1");
    sample.sign("Sample Person 2");
    sample.export(Some((3, 3)));
    assert_eq!(sample.log().new_visits(), 2);
    let rest = sample.export(None);
    assert_eq!((rest.exported.first, rest.exported.visits), (1, 2));
    assert_eq!(sample.log().new_visits(), 0);
}

#[test]
fn a_record_with_something_owed_is_not_cleared() {
    let mut sample = Sample::new(1, false);
    let asked = block_on(sample.desk.keep(Body::Visit(Box::new(question("Sample Person"))), &moment(1, 1))).unwrap();
    let exported = sample.export(None).exported;
    let receipt = Act::ReceiptAccepted { payload: exported.payload, first: exported.first, last: exported.last };
    sample.note(receipt, vec![]);
    assert_eq!(sample.log().purgeable_through(0, None), Some(1));
    sample.note(Act::QuestionAnswered {}, vec![asked.proved.record().id.clone()]);
    assert_eq!(sample.log().purgeable_through(0, None), Some(2));
}

fn question(name: &str) -> Visit {
    Visit { outcome: Outcome::Question, consent: None, signature: None, ..visit(name) }
}

#[test]
fn an_export_covers_what_is_new_once() {
    let mut sample = Sample::new(1, false);
    sample.sign("Sample Person 1");
    assert_eq!(sample.log().new_visits(), 1);
    let first = sample.export(None);
    assert_eq!((first.exported.first, first.exported.last, first.exported.visits), (1, 2, 1));
    assert_eq!(sample.log().new_visits(), 0);
    let (log, library) = (sample.log(), library());
    let export = Export { log: &log, secret: &sample.secret, library: &library, by: "Sample Administrator" };
    assert_eq!(
        (export.new_range(), log.new_activity()),
        (None, 0),
        "an export's own activity is no reason for another"
    );
    sample.sign("Sample Person 2");
    assert_eq!(sample.export(None).exported.first, 3);
}

#[test]
fn activity_alone_waits_and_can_be_exported_but_for_what_exports_leave_behind() {
    let mut sample = Sample::new(1, false);
    assert_eq!((sample.log().new_visits(), sample.log().new_activity()), (0, 1), "that the kiosk was set up");
    let payload = sample.export(None).exported.payload;
    sample.note(Act::ExportChecked { payload }, vec![]);
    sample.note(Act::ExportMoved { payloads: vec![payload] }, vec![]);
    sample.note(Act::ReceiptAccepted { payload, first: 1, last: 1 }, vec![]);
    assert_eq!(sample.log().new_activity(), 0);
    sample.note(Act::Noted { text: "Called back".to_owned() }, vec![]);
    assert_eq!((sample.log().new_visits(), sample.log().new_activity()), (0, 1));
    let next = sample.export(None).exported;
    assert_eq!((next.first, next.last, next.visits), (2, 6, 0), "what exports left behind goes along");
    assert_eq!(sample.log().new_activity(), 0);
}

#[test]
fn the_same_export_again_gives_the_same_bytes() {
    let mut sample = Sample::new(1, false);
    sample.sign("Sample Person 1");
    let first = sample.export(None);
    sample.sign("Sample Person 2");
    let (log, library) = (sample.log(), library());
    let export = Export { log: &log, secret: &sample.secret, library: &library, by: "Sample Administrator" };
    let (_, exported) = log.exports().next().unwrap();
    assert_eq!(export.again(&sample.desk, exported, "Sample Administrator", -420).unwrap().file, first.file);
    let other = export.again(&sample.desk, exported, "Somebody", -420);
    assert!(matches!(other, Err(ExportError::Changed)));
}

#[test]
fn a_receipt_lets_its_own_records_be_purged_and_the_chain_goes_on() {
    let mut sample = Sample::new(1, false);
    sample.sign("Sample Person 1");
    let first = sample.export(None);
    sample.sign("Sample Person 2");
    assert_eq!(sample.log().purgeable_through(0, None), None);

    let code = code::filing_code(&first.exported.payload, &sample.desk.card.root);
    let typed = code::Code::parse(&code.to_string(), CodeKind::Filing).unwrap();
    let log = sample.log();
    let found = log.export_of(&typed, &sample.desk.card.root).unwrap().clone();
    sample.note(Act::ReceiptAccepted { payload: found.payload, first: found.first, last: found.last }, vec![]);
    assert_eq!(sample.log().purgeable_through(0, None), Some(2));

    let moment = sample.moment();
    let act = Act::Purged { first: 1, last: 2 };
    let body = Body::Activity(Box::new(Activity { by: "Sample Administrator".into(), about: vec![], act }));
    let mut entropy = inkseal_domain::entropy::Entropy::new(moment.seed);
    let (_, entry) = block_on(sample.desk.prepare(body, &moment, &mut entropy)).unwrap();
    block_on(sample.desk.vault().purge(2, &entry)).unwrap();
    assert_eq!(sample.log().proved().next().unwrap().record().seq, 3);

    let rest = sample.export(None);
    assert_eq!(verify(&rest.file, std::slice::from_ref(&sample.desk.card)).standing, Standing::Good);
}

#[test]
fn a_held_record_stops_the_purge_before_it() {
    let mut sample = Sample::new(1, false);
    sample.sign("Sample Person 1");
    let held = sample.sign("Sample Person 2");
    let exported = sample.export(None).exported;
    sample.note(Act::ReceiptAccepted { payload: exported.payload, first: 1, last: 3 }, vec![]);
    let id = held.proved.record().id.clone();
    sample.note(Act::HoldSet {}, vec![id.clone()]);
    assert_eq!(sample.log().purgeable_through(0, None), Some(2));
    sample.note(Act::HoldReleased {}, vec![id]);
    assert_eq!(sample.log().purgeable_through(0, None), Some(3));
}

#[test]
fn a_receipt_with_a_gap_before_it_frees_nothing() {
    let mut sample = Sample::new(1, false);
    sample.sign("Sample Person 1");
    sample.note(Act::ReceiptAccepted { payload: sha256(b"later"), first: 2, last: 2 }, vec![]);
    assert_eq!(sample.log().purgeable_through(0, None), None);
}

#[test]
fn what_is_owed_stays_until_it_is_ticked_off() {
    let mut sample = Sample::new(1, false);
    let mut owing = visit("Sample Person");
    owing.documents[0].received = Some(Received::NotYet);
    let moment = sample.moment();
    let kept = block_on(sample.desk.keep(Body::Visit(Box::new(owing)), &moment)).unwrap();
    let mut asking = visit("Sample Other");
    asking.outcome = Outcome::Question;
    asking.signature = None;
    let moment = sample.moment();
    block_on(sample.desk.keep(Body::Visit(Box::new(asking)), &moment)).unwrap();
    let owed: Vec<Owed> = sample.log().owed().into_iter().map(|(_, owed)| owed).collect();
    assert_eq!(owed, [Owed::Document, Owed::Answer]);
    sample.note(Act::DocumentGiven {}, vec![kept.proved.record().id.clone()]);
    assert_eq!(sample.log().owed().len(), 1);
}

#[test]
fn a_damaged_record_stands_in_the_batch_as_found() {
    let mut sample = Sample::new(1, false);
    sample.sign("Sample Person 1");
    sample.sign("Sample Person 2");
    for medium in [&sample.local, &sample.journal] {
        let entries = block_on(medium.entries()).unwrap();
        let (key, value) =
            entries.into_iter().find(|(key, _)| key.starts_with("record.") && key.ends_with('2')).unwrap();
        let none: Option<Guard> = None;
        block_on(medium.commit(none, vec![Op::Put(key, value[..40].to_owned())])).unwrap();
    }
    let file = sample.export(None).file;
    let report = verify(&file, std::slice::from_ref(&sample.desk.card));
    assert_eq!(report.standing, Standing::Good);
    assert!(matches!(report.records[1], inkseal_domain::verdict::RecordReport::Damaged(_)));
}

#[test]
fn two_writers_never_share_a_place() {
    let mut sample = Sample::new(1, false);
    let (other, _) = block_on(Vault::open(sample.local.clone(), sample.journal.clone())).unwrap();
    let stale = other.head().unwrap();
    sample.sign("Sample Person 1");
    assert_ne!(sample.desk.vault().head().unwrap(), stale);
    let signer = inkseal_domain::keys::MemoryKey::from_seed([1; 32]);
    let app = inkseal_domain::record::App { version: "0.1.0".into(), build: "test".into() };
    let second = inkseal_domain::desk::Desk::new(
        other,
        signer,
        sample.desk.certificates().to_vec(),
        sample.desk.card.clone(),
        app,
    )
    .unwrap();
    let moment = sample.moment();
    let kept = block_on(second.keep(Body::Visit(Box::new(visit("Sample Person 2"))), &moment)).unwrap();
    assert_eq!(kept.proved.record().seq, 3);
}

/// The chain's end was put back behind our back: every try finds another record in its place, and none overwrites it.
#[test]
fn a_record_that_never_finds_its_place_is_given_back_and_can_be_rescued() {
    let mut sample = Sample::new(1, false);
    let before = sample.journal.snapshot()["head"].clone();
    sample.sign("Sample Person 1");
    sample.journal.set("head", Some(&before));
    let moment = sample.moment();
    let refused = block_on(sample.desk.keep(Body::Visit(Box::new(visit("Sample Person 2"))), &moment));
    let Err(KeepError::Store { unstored, .. }) = refused else { panic!("{refused:?}") };
    let rescued = block_on(sample.desk.rescue(&unstored)).unwrap();
    assert_eq!(rescued.record().signer_name().map(|name| name.as_str()), Some("Sample Person 2"));
}

#[test]
fn a_file_is_in_the_downloads_from_the_moment_it_was_seen_there_until_somebody_says_that_it_is_not() {
    let mut sample = three();
    sample.export(None);
    assert_eq!(sample.log().in_downloads(), []);
    let payload = sample.log().exports().next().unwrap().1.payload;
    sample.note(Act::ExportChecked { payload }, vec![]);
    assert_eq!(sample.log().in_downloads(), [payload]);
    sample.note(Act::ExportMoved { payloads: vec![payload] }, vec![]);
    assert_eq!(sample.log().in_downloads(), []);
}

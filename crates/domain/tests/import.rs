//! Records that come back: out of a file, and out of a chain that ended because its journal was lost.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Held, Sample, Switched, moment, next_chain, page, somebody, three, unlock, visit};
use inkseal_domain::activity::{Act, Activity};
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::code::record_code;
use inkseal_domain::desk::{Desk, KeepError, Unstored};
use inkseal_domain::export::Export;
use inkseal_domain::import::ImportError;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::log::{Log, Owed};
use inkseal_domain::record::{App, Body};
use inkseal_domain::setup::{Follows, NewChain, SetUp, start_again};
use inkseal_domain::slip::{Finding, look_up};
use inkseal_domain::store::faulty::{Fault, FaultyMedium, power};
use inkseal_domain::store::{Item, Medium, MemoryMedium, Op, Vault};
use inkseal_domain::together;
use inkseal_domain::verdict::{Standing, verify};
use inkseal_domain::visit::{Outcome, Visit};
use pollster::block_on;

const BY: &str = "Sample Administrator";

fn app() -> App {
    App { version: "0.1.0".into(), build: "test".into() }
}

/// The kiosk as it is after its journal was cleared: a new chain over what localStorage has.
fn begin_again<L: Medium, J: Medium>(sample: &Sample, local: L, journal: J) -> Option<Desk<L, J, MemoryKey>> {
    let (vault, start) = block_on(Vault::open(local, journal)).ok()?;
    assert!(start.journal_lost);
    let left = block_on(SetUp::read(&vault)).ok()??;
    let signer = key(left.certificates.len());
    let key = signer.public();
    let new = NewChain { secret: &sample.secret, by: BY, left: &left, key, key_home: KeyHome::Software, app: app() };
    block_on(start_again(vault, signer, &new, &moment(7, 0))).ok()
}

/// The kiosk's key after so many lost journals.
fn key(lost: usize) -> MemoryKey {
    MemoryKey::from_seed([76 + lost as u8; 32])
}

fn take_over<L: Medium, J: Medium>(sample: &Sample, desk: &Desk<L, J, MemoryKey>) -> Option<Log> {
    let log = block_on(desk.open(&sample.secret)).ok()?;
    let mut taking = block_on(desk.taking_over(&log)).ok()?;
    let mut n = 0..;
    while block_on(desk.take_over(&mut taking, &sample.secret, BY, &moment(8, n.next()?))).ok()? {}
    block_on(desk.open(&sample.secret)).ok()
}

fn names(log: &Log) -> Vec<String> {
    log.visits().filter_map(|(proved, _)| proved.record().signer_name().map(ToString::to_string)).collect()
}

fn asks(sample: &mut Sample, name: &str) {
    let asking = Visit { outcome: Outcome::Question, signature: None, consent: None, ..visit(name) };
    let moment = sample.moment();
    block_on(sample.desk.keep(Body::Visit(Box::new(asking)), &moment)).unwrap();
}

/// Three people, the second with a question, and a journal that is gone.
fn lost() -> Sample {
    let mut sample = Sample::new(1, false);
    sample.sign("One");
    asks(&mut sample, "Two");
    sample.sign("Three");
    sample
}

#[test]
fn after_a_lost_journal_everybody_is_in_the_next_batch_once_and_it_verifies() {
    let sample = lost();
    let slip = block_on(sample.desk.slip(sample.log().at(2).unwrap())).unwrap();
    let desk = begin_again(&sample, sample.local.clone(), MemoryMedium::default()).unwrap();
    let log = take_over(&sample, &desk).unwrap();
    assert_eq!(names(&log), ["One", "Two", "Three"]);
    assert_eq!(desk.kiosk.kiosk_name, "Front desk");
    assert_eq!(block_on(desk.vault().past()).unwrap().records, []);
    assert_eq!(names(&take_over(&sample, &desk).unwrap()).len(), 3);

    let library = common::library();
    let export = Export { log: &log, secret: &sample.secret, library: &library, by: BY };
    let (first, last) = export.new_range().unwrap();
    let made = block_on(export.make(&desk, first, last, &moment(9, 0))).unwrap();
    let report = verify(&made.file, std::slice::from_ref(&desk.card));
    assert_eq!((report.standing, &report.faults[..]), (Standing::Good, &[][..]));
    assert_eq!(report.certificate.as_ref().unwrap().supersedes, [sample.desk.kiosk.key.kid()]);
    let before = together::before(&report, std::iter::empty());
    assert_eq!(
        before[0].name.as_deref(),
        Some("Front desk"),
        "the file that brings records back has their kiosk's name"
    );
    let now = log.place_of(&log.visits().next().unwrap().0.record().id).unwrap();
    assert!(matches!(look_up(&slip, std::slice::from_ref(&report)), Finding::Here { seq, .. } if seq == now));
    let back = report.records.iter().filter_map(|record| record.proved()?.visit()).count();
    assert_eq!((back, made.exported.visits), (3, 3));
    for (proved, _) in log.visits() {
        let found = report.find(&record_code(proved.hash())).map(|found| found.record().seq);
        assert_eq!(
            found,
            log.place_of(&proved.record().id),
            "the code that a person has leads to where the record is now"
        );
    }
}

#[test]
fn a_chain_whose_key_is_gone_ends_and_everybody_is_in_the_next() {
    for (call, fault) in (1..100).flat_map(|call| [(call, Fault::StopBefore), (call, Fault::StopAfter)]) {
        let sample = lost();
        let (power, journal) = (power(), sample.journal.clone());
        let local = FaultyMedium::new(sample.local.clone(), power.clone(), []);
        let faulty = FaultyMedium::new(journal.clone(), power, [(call, fault)]);
        let ended = block_on(Vault::open(local, faulty)).is_ok_and(|(vault, _)| block_on(vault.end()).is_ok());
        let (vault, start) = block_on(Vault::open(sample.local.clone(), journal.clone())).unwrap();
        let still_stands = vault.head().is_some();
        assert!(start.journal_lost != still_stands && !(ended && still_stands), "{fault:?} at call {call}");
        if still_stands {
            block_on(vault.end()).unwrap();
        }
        let desk = begin_again(&sample, sample.local.clone(), journal).unwrap();
        let log = take_over(&sample, &desk).unwrap();
        assert_eq!(
            (names(&log), log.broken()),
            (vec!["One".into(), "Two".into(), "Three".into()], 0),
            "{fault:?} at call {call}"
        );
        assert_eq!(block_on(desk.vault().past()).unwrap().records, []);
    }
}

#[test]
fn a_journal_that_is_lost_twice_loses_nobody() {
    let sample = lost();
    let desk = begin_again(&sample, sample.local.clone(), MemoryMedium::default()).unwrap();
    take_over(&sample, &desk).unwrap();
    block_on(desk.keep(Body::Visit(Box::new(visit("Four"))), &moment(9, 0))).unwrap();
    let desk = begin_again(&sample, sample.local.clone(), MemoryMedium::default()).unwrap();
    assert_eq!(desk.kiosk.supersedes.len(), 2);
    let log = take_over(&sample, &desk).unwrap();
    assert_eq!(names(&log), ["One", "Two", "Three", "Four"]);
    assert_eq!(log.owed().len(), 1);
}

#[test]
fn what_localstorage_still_has_of_the_first_chain_is_not_brought_back_twice() {
    let sample = lost();
    let stale = block_on(sample.local.get("record.0000000003")).unwrap().unwrap();
    let desk = begin_again(&sample, sample.local.clone(), MemoryMedium::default()).unwrap();
    take_over(&sample, &desk).unwrap();
    // A crash gives back what localStorage held there before, in the place of what brought One back; then the journal is lost once more.
    block_on(sample.local.commit(None, vec![Op::Put("record.0000000003".to_owned(), stale)])).unwrap();
    let desk = begin_again(&sample, sample.local.clone(), MemoryMedium::default()).unwrap();
    assert_eq!(names(&take_over(&sample, &desk).unwrap()), ["Two", "Three"]);
}

#[test]
fn a_new_chain_does_not_begin_on_half_of_what_localstorage_has() {
    let sample = lost();
    for call in 1..12 {
        let local = FaultyMedium::new(sample.local.clone(), power(), []);
        let (vault, start) = block_on(Vault::open(local.clone(), MemoryMedium::default())).unwrap();
        assert!(start.journal_lost);
        local.add_faults([(call, Fault::Fail)]);
        let whole = |left: SetUp| left.certificates.len() == 1 && left.key_file == sample.key_file;
        assert!(block_on(SetUp::read(&vault)).map_or(true, |left| left.is_some_and(whole)), "call {call}");
    }
}

#[test]
fn what_comes_back_a_second_time_does_not_grow() {
    let sample = lost();
    let sizes: Vec<usize> = (0..3)
        .map(|_| {
            let desk = begin_again(&sample, sample.local.clone(), MemoryMedium::default()).unwrap();
            let log = take_over(&sample, &desk).unwrap();
            let line = log
                .proved()
                .find(|proved| proved.told().record().signer_name().is_some_and(|name| name.as_str() == "Three"));
            line.unwrap().jws().len()
        })
        .collect();
    assert!(sizes[1] == sizes[0] && sizes[2] == sizes[0], "{sizes:?}");
}

#[test]
fn what_was_brought_back_is_owed_where_it_stands_now() {
    let sample = lost();
    let desk = begin_again(&sample, sample.local.clone(), MemoryMedium::default()).unwrap();
    let log = take_over(&sample, &desk).unwrap();
    let owed: Vec<Owed> = log.owed().into_iter().map(|(_, owed)| owed).collect();
    assert_eq!(owed, [Owed::Answer]);
    common::export(&sample, &desk, 0);
    let log = common::file(&sample, &desk, 1);
    // 1 the chain begins; 2 the old set-up; 3 One; 4 Two, who still waits for an answer.
    assert_eq!(log.purgeable_through(0, None), Some(3));
}

#[test]
fn wherever_beginning_again_is_cut_short_nobody_is_lost_or_doubled() {
    let mut cut_short = 0;
    for (call, fault) in (1..100).flat_map(|call| [(call, Fault::StopBefore), (call, Fault::StopAfter)]) {
        let sample = lost();
        let (power, journal) = (power(), MemoryMedium::default());
        let local = FaultyMedium::new(sample.local.clone(), power.clone(), []);
        let faulty = FaultyMedium::new(journal.clone(), power, [(call, fault)]);
        let begun = begin_again(&sample, local, faulty);
        let done = begun.is_some_and(|desk| take_over(&sample, &desk).is_some());
        cut_short += usize::from(!done);
        let log = take_over(&sample, &come_back(&sample, &journal)).unwrap();
        assert_eq!(names(&log), ["One", "Two", "Three"], "{fault:?} at call {call}");
        assert_eq!(log.broken(), 0, "{fault:?} at call {call}");
    }
    assert!((60..190).contains(&cut_short), "{cut_short}");
}

/// The tablet after it stopped somewhere: it begins again, or goes on in the chain that has begun.
fn come_back(sample: &Sample, journal: &MemoryMedium) -> Desk<MemoryMedium, MemoryMedium, MemoryKey> {
    let (vault, start) = block_on(Vault::open(sample.local.clone(), journal.clone())).unwrap();
    if start.journal_lost {
        return begin_again(sample, sample.local.clone(), journal.clone()).unwrap();
    }
    let left = block_on(SetUp::read(&vault)).unwrap().unwrap();
    Desk::new(vault, key(left.certificates.len() - 1), left.certificates, sample.desk.card.clone(), app()).unwrap()
}

#[test]
fn what_is_altered_or_of_another_kiosk_stays_aside() {
    let sample = lost();
    let torn = |text: &str| text[..text.len() - 9].to_owned();
    let (key, line) =
        block_on(sample.local.entries()).unwrap().into_iter().find(|(key, _)| key.ends_with("2")).unwrap();
    block_on(sample.local.commit(None, vec![Op::Put(key, torn(&line))])).unwrap();
    let desk = begin_again(&sample, sample.local.clone(), MemoryMedium::default()).unwrap();
    let log = take_over(&sample, &desk).unwrap();
    assert_eq!(names(&log), ["Two", "Three"]);
    assert!(block_on(desk.vault().kept()).unwrap().iter().any(|(_, text)| *text == torn(&line)));
}

/// A visit that the journal did not take.
fn unstored(sample: &Sample) -> Unstored {
    let journal = FaultyMedium::new(sample.journal.clone(), power(), []);
    let (vault, _) = block_on(Vault::open(sample.local.clone(), journal.clone())).unwrap();
    journal.add_faults((1..9).map(|call| (call, Fault::Fail)));
    let (certificates, card) = (sample.desk.certificates().to_vec(), sample.desk.card.clone());
    let desk = Desk::new(vault, MemoryKey::from_seed([1; 32]), certificates, card, app()).unwrap();
    match block_on(desk.keep(Body::Visit(Box::new(visit("Rescued"))), &moment(1, 1))) {
        Err(KeepError::Store { unstored, .. }) => *unstored,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_rescued_record_claims_no_place_and_comes_back_once() {
    let mut sample = Sample::new(1, false);
    let rescued = block_on(sample.desk.rescue(&unstored(&sample))).unwrap();
    assert_eq!((rescued.record().seq, rescued.record().visit().is_some()), (0, true));
    sample.sign("The next");
    let log = sample.log();
    let import = |sample: &mut Sample| {
        let moment = sample.moment();
        block_on(sample.desk.import(&format!("{}\n", rescued.jws()), BY, (&sample.secret, &log), &moment))
    };
    import(&mut sample).unwrap();
    // The log is by now older than the chain.
    assert!(matches!(import(&mut sample), Err(ImportError::Already(_))));
    assert_eq!(names(&sample.log()), ["The next", "Rescued"]);
    let made = sample.export(None);
    assert_eq!(verify(&made.file, std::slice::from_ref(&sample.desk.card)).standing, Standing::Good);
}

#[test]
fn a_rescued_record_that_was_stored_after_all_does_not_come_twice() {
    let sample = Sample::new(1, false);
    let unstored = unstored(&sample);
    let rescued = block_on(sample.desk.rescue(&unstored)).unwrap();
    block_on(sample.desk.keep_again(&unstored, Body::Visit(Box::new(visit("Rescued"))), &moment(1, 2))).unwrap();
    let again = block_on(sample.desk.import(rescued.jws(), BY, (&sample.secret, &sample.log()), &moment(1, 3)));
    assert!(matches!(again, Err(ImportError::Already(_))));
}

#[test]
fn only_what_this_kiosk_could_not_store_comes_back() {
    let mut sample = Sample::new(1, false);
    let mine = sample.sign("Somebody").proved;
    let foreign = Sample::new(2, false);
    let theirs = block_on(foreign.desk.rescue(&unstored(&sample)));
    assert!(theirs.is_err(), "another kiosk signs for this one");
    let log = Log::default();
    for jws in [mine.jws(), "", "a.b.c", "nothing of the kind"] {
        let refused = block_on(sample.desk.import(jws, BY, (&sample.secret, &log), &moment(1, 3)));
        assert!(matches!(refused, Err(ImportError::NotOurs(_))), "{jws}");
    }
}

#[test]
fn a_record_that_brings_back_what_nobody_signed_is_named() {
    let mut sample = Sample::new(1, false);
    let rescued = block_on(sample.desk.rescue(&unstored(&sample))).unwrap();
    let (head, signature) = rescued.jws().rsplit_once('.').unwrap();
    let flipped = if signature.starts_with('A') { "B" } else { "A" };
    let forged = format!("{head}.{flipped}{}", &signature[1..]);
    let moment = sample.moment();
    let activity = Activity { by: BY.into(), about: vec![], act: Act::Imported { jws: forged } };
    let kept = block_on(sample.desk.keep(Body::Activity(Box::new(activity)), &moment));
    assert!(matches!(kept, Err(KeepError::OtherKey)), "the kiosk does not even sign it");
    let items = block_on(sample.desk.vault().entries()).unwrap();
    assert!(items.iter().all(|item| matches!(item, Item::Good(entry) if entry.seq == 1)));
}

#[test]
fn the_last_file_of_a_cleared_tablet_says_which_kiosk_it_was() {
    let mut sample = Sample::new(1, false);
    sample.sign("Somebody");
    let file = sample.export(None).file;
    let follows = Follows::of(&file).unwrap();
    let named = (follows.kiosk_name.as_str(), follows.office.as_str(), follows.last, &follows.keys[..]);
    assert_eq!(named, ("Front desk", "Sample Office", 2, &[sample.desk.kiosk.key.kid()][..]));
    let altered: Vec<u8> = file.iter().map(|byte| if *byte == b'7' { b'8' } else { *byte }).collect();
    assert_eq!((Follows::of(&altered), Follows::of(b"")), (None, None));
    let mut practice = Sample::new(2, true);
    practice.sign("Somebody");
    assert_eq!(Follows::of(&practice.export(None).file), None);
}

/// Not saved, because the journal holds the write back; the file that was taken instead.
fn held_back(sample: &Sample) -> (Held, common::Kiosk<MemoryMedium, Held>, Unstored, String) {
    let journal = Held::new(&sample.journal);
    let desk = page(sample.local.clone(), journal.clone(), 1);
    journal.1.set(true);
    let Err(KeepError::Store { unstored, .. }) = block_on(desk.keep(somebody("Ana"), &moment(40, 1))) else { panic!() };
    journal.1.set(false);
    let file = block_on(desk.rescue(&unstored)).unwrap().jws().to_owned();
    (journal, desk, *unstored, file)
}

#[test]
fn a_save_that_lands_while_its_file_is_given_back_stands_there_once() {
    let sample = three();
    let (_journal, desk, _, file) = held_back(&sample);
    let log = block_on(desk.open(&sample.secret)).unwrap();
    assert_eq!(names(&log), ["One", "Two", "Three"]);
    assert!(block_on(desk.import(&file, BY, (&sample.secret, &log), &moment(40, 2))).is_err());
    assert_eq!(names(&block_on(desk.open(&sample.secret)).unwrap()), ["One", "Two", "Three", "Ana"]);
}

#[test]
fn a_return_that_lands_late_is_not_done_again() {
    let sample = three();
    let journal = MemoryMedium::default();
    next_chain(&sample, &journal, 77);
    let held = Held::new(&journal);
    let desk = page(sample.local.clone(), held.clone(), 77);
    let mut taking = block_on(desk.taking_over(&block_on(desk.open(&sample.secret)).unwrap())).unwrap();
    block_on(desk.take_over(&mut taking, &sample.secret, BY, &moment(8, 0))).unwrap();
    held.1.set(true);
    assert!(block_on(desk.take_over(&mut taking, &sample.secret, BY, &moment(8, 1))).is_err());
    held.1.set(false);
    assert_eq!(names(&unlock(&sample, &desk, 40)), ["One", "Two", "Three"]);
}

#[test]
fn two_tabs_that_bring_everybody_back_at_once_double_nobody() {
    let sample = three();
    let journal = MemoryMedium::default();
    let one = next_chain(&sample, &journal, 77);
    let two = page(sample.local.clone(), journal.clone(), 77);
    let seen = |desk: &common::Kiosk<_, _>| block_on(desk.open(&sample.secret)).unwrap();
    let mut first = block_on(one.taking_over(&seen(&one))).unwrap();
    let mut second = block_on(two.taking_over(&seen(&two))).unwrap();
    let mut n = 0;
    while {
        n += 1;
        let a = block_on(one.take_over(&mut first, &sample.secret, BY, &moment(8, n))).unwrap();
        let b = block_on(two.take_over(&mut second, &sample.secret, BY, &moment(18, n))).unwrap();
        a || b
    } {}
    assert_eq!(names(&seen(&one)), ["One", "Two", "Three"]);
}

#[test]
fn a_file_is_not_taken_while_its_record_may_be_one_that_cannot_be_read() {
    let sample = three();
    let (_journal, desk, unstored, file) = held_back(&sample);
    block_on(desk.keep_again(&unstored, somebody("Ana"), &moment(40, 2))).unwrap();
    sample.journal.set("record.0000000005", Some("torn"));
    for (local, answer) in [(Switched::off(&sample.local), "Unseen"), (Switched::on(&sample.local), "Already")] {
        let desk = page(local, sample.journal.clone(), 1);
        let log = block_on(desk.open(&sample.secret)).unwrap();
        let refused = block_on(desk.import(&file, BY, (&sample.secret, &log), &moment(40, 3))).unwrap_err();
        assert!(format!("{refused:?}").starts_with(answer), "{refused:?}");
    }
    assert_eq!(names(&sample.log()), ["One", "Two", "Three", "Ana"]);
}

/// It landed, and its reading back failed.
#[test]
fn whoever_has_the_file_of_a_record_without_a_second_copy_is_told_to_keep_it() {
    let sample = three();
    let journal = FaultyMedium::new(sample.journal.clone(), power(), []);
    let desk = page(sample.local.clone(), journal.clone(), 1);
    journal.add_faults([(3, Fault::Fail)]);
    let Err(KeepError::Store { unstored, .. }) = block_on(desk.keep(somebody("Ana"), &moment(40, 1))) else { panic!() };
    let file = block_on(desk.rescue(&unstored)).unwrap().jws().to_owned();
    let note = Activity { by: BY.into(), about: vec![], act: Act::KitProved {} };
    block_on(desk.keep(Body::Activity(Box::new(note)), &moment(40, 2))).unwrap();
    let back = |desk: &common::Kiosk<_, _>| {
        let log = sample.log();
        block_on(desk.import(&file, BY, (&sample.secret, &log), &moment(40, 3))).unwrap_err()
    };
    assert!(matches!(block_on(desk.vault().altered()), Ok(Some(_))), "no signer is taken");
    let refused = block_on(desk.import(&file, BY, (&sample.secret, &sample.log()), &moment(40, 3))).unwrap_err();
    assert!(matches!(refused, ImportError::OneCopy(_)), "{refused:?}");
    assert!(matches!(back(&page(sample.local.clone(), sample.journal.clone(), 1)), ImportError::Already(_)));
}

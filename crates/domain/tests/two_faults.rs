//! Two faults at once: what one medium alone still has is not let go of, and what cannot be read is not taken for what is filed.
#![allow(clippy::unwrap_used)]

mod common;

use common::small::Small;
use common::*;
use inkseal_domain::desk::KeepError;
use inkseal_domain::record::Body;
use inkseal_domain::seal::Proved;
use inkseal_domain::store::faulty::{Fault, FaultyMedium, power};
use inkseal_domain::store::{AppendError, Medium, MemoryMedium, Repair, Side, Vault};
use inkseal_domain::visit::{Outcome, Visit};
use pollster::block_on;

const EVERYBODY: [&str; 3] = ["One", "Two", "Three"];

/// The next chain of three people after the journal was lost, into which they came back while localStorage had no room for them.
fn back_without_room() -> (Sample, Small, MemoryMedium, Kiosk<Small, MemoryMedium>) {
    let sample = three();
    let (local, journal) = (Small::on(&sample.local), MemoryMedium::default());
    let desk = begin(&sample, local.clone(), journal.clone(), 77);
    local.fill();
    assert_eq!(names(&unlock(&sample, &desk, 1)), EVERYBODY);
    local.free();
    (sample, local, journal, desk)
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

#[test]
fn what_came_back_without_room_for_a_second_copy_outlives_the_journal_once_more() {
    for room in [101, 110, 120, 135, 150, 180] {
        let mut sample = Sample::new(1, false);
        sample.local.set("ballast", None);
        let mut everybody = vec![];
        for n in 0..30u8 {
            everybody.push(format!("Person {}", char::from(b'A' + n)));
            sample.sign(&everybody[usize::from(n)]);
        }
        let local = Small::on(&sample.local);
        local.1.set(local.used() * room / 100);
        let desk = begin(&sample, local.clone(), MemoryMedium::default(), 77);
        assert_eq!(sorted(names(&unlock(&sample, &desk, 1))), sorted(everybody.clone()), "{room} %");
        for lost in 0..2 {
            let journal = MemoryMedium::default();
            let desk = begin(&sample, local.clone(), journal.clone(), 78 + lost);
            assert_eq!(sorted(names(&unlock(&sample, &desk, 60))), sorted(everybody.clone()), "{room} %, lost {lost}");
            // The page is loaded again, as the screen asks.
            drop(block_on(Vault::open(local.clone(), journal)).unwrap());
        }
    }
}

#[test]
fn a_second_copy_that_had_no_room_takes_the_place_of_the_old_one_at_the_next_start() {
    let (sample, local, journal, _) = back_without_room();
    assert_eq!(set_aside(&sample.local), 4, "the set-up and three people");
    let desk = page(local, journal, 77);
    assert_eq!(set_aside(&sample.local), 0);
    assert_eq!(names(&unlock(&sample, &desk, 30)), EVERYBODY);
}

/// How many records of an earlier chain are there.
fn set_aside(medium: &MemoryMedium) -> usize {
    medium.snapshot().keys().filter(|name| name.starts_with("past.") && name.contains(".record.")).count()
}

#[test]
fn what_came_back_and_is_lost_in_the_journal_comes_back_from_the_copy_that_was_not_let_go() {
    let (sample, local, journal, desk) = back_without_room();
    let log = block_on(desk.open(&sample.secret)).unwrap();
    let third = log.visits().last().and_then(|(proved, _)| log.place_of(&proved.record().id)).unwrap();
    journal.set(&format!("record.{third:010}"), Some("torn"));
    let desk = page(local, journal, 77);
    assert_eq!(sorted(names(&unlock(&sample, &desk, 30))), sorted(EVERYBODY.map(str::to_owned).to_vec()));
}

#[test]
fn a_copy_that_was_not_let_go_is_let_go_once_its_person_is_filed_and_cleared() {
    let (sample, local, journal, desk) = back_without_room();
    export(&sample, &desk, 1);
    file_and_clear(&sample, &desk, 1);
    let desk = page(local, journal, 77);
    assert_eq!(set_aside(&sample.local), 0);
    assert_eq!(names(&unlock(&sample, &desk, 30)), Vec::<String>::new());
}

#[test]
fn a_value_that_was_emptied_was_not_let_go() {
    let sample = three();
    let journal = MemoryMedium::default();
    drop(next_chain(&sample, &journal, 77));
    let mut set_aside = journal.snapshot().into_keys();
    let name = set_aside.find(|name| name.starts_with("past.") && name.ends_with(THIRD)).unwrap();
    journal.set(&name, Some(""));
    let log = unlock(&sample, &page(sample.local.clone(), journal.clone(), 77), 1);
    assert_eq!((names(&log), log.broken()), (EVERYBODY.map(str::to_owned).to_vec(), 0));
}

/// A chain whose lowest record holds somebody who asked: all before it is filed and cleared.
fn cleared_up_to_a_question(is_second: bool) -> (Sample, MemoryMedium, u8, String) {
    let sample = three();
    let (journal, seed) = if is_second { (MemoryMedium::default(), 77) } else { (sample.journal.clone(), 1) };
    let desk =
        if is_second { next_chain(&sample, &journal, seed) } else { page(sample.local.clone(), journal.clone(), 1) };
    unlock(&sample, &desk, 1);
    let asks = Visit { outcome: Outcome::Question, signature: None, consent: None, ..visit("Asks") };
    let kept = block_on(desk.keep(Body::Visit(Box::new(asks)), &moment(50, 1))).unwrap();
    block_on(desk.keep(somebody("Last"), &moment(50, 2))).unwrap();
    export(&sample, &desk, 1);
    let seq = kept.proved.record().seq;
    assert_eq!(file_and_clear(&sample, &desk, 1), Some(seq - 1));
    (sample, journal, seed, format!("record.{seq:010}"))
}

#[test]
fn without_its_head_and_its_lowest_record_the_journal_takes_that_from_localstorage() {
    for (is_second, lowest) in [(true, Some("torn")), (true, None), (false, Some("torn")), (false, None)] {
        let (sample, journal, seed, name) = cleared_up_to_a_question(is_second);
        journal.set("head", Some("torn"));
        journal.set(&name, lowest);
        if !is_second {
            sample.local.set("head", Some("torn"));
        }
        let (vault, start) = block_on(Vault::open(sample.local.clone(), journal.clone())).unwrap();
        let restored =
            |repair: &Repair| matches!(repair, Repair::Restored { key, side: Side::Journal } if key.name() == name);
        assert!(start.repairs.iter().any(restored), "{:?}", start.repairs);
        drop(vault);
        let log = unlock(&sample, &page(sample.local.clone(), journal, seed), 30);
        assert_eq!((names(&log), log.broken()), (vec!["Asks".into(), "Last".into()], 0));
    }
}

/// Whether a value says whose keys were those of the chains before.
fn is_of_chains_before(name: &str) -> bool {
    name.starts_with("slot.before") || name.contains(".slot.certificate")
}

#[test]
fn the_certificates_that_were_set_aside_open_what_is_left_where_their_list_is_gone() {
    let (sample, journal) = (three(), MemoryMedium::default());
    unlock(&sample, &next_chain(&sample, &journal, 77), 1);
    for medium in [&sample.local, &journal] {
        medium.set("slot.before.1", None);
    }
    let desk = page(sample.local.clone(), journal.clone(), 77);
    assert_eq!(names(&block_on(desk.open(&sample.secret)).unwrap()), EVERYBODY);
}

#[test]
fn what_is_whole_and_does_not_open_is_not_cleared() {
    let (sample, journal) = (three(), MemoryMedium::default());
    unlock(&sample, &next_chain(&sample, &journal, 77), 1);
    let before: Vec<_> = journal.snapshot().into_iter().filter(|(name, _)| is_of_chains_before(name)).collect();
    for (name, _) in &before {
        journal.set(name, None);
        sample.local.set(name, None);
    }
    let desk = page(sample.local.clone(), journal.clone(), 77);
    let log = block_on(desk.open(&sample.secret)).unwrap();
    assert_eq!((names(&log).len(), log.broken() >= 3), (0, true));
    export(&sample, &desk, 3);
    assert_eq!(file_and_clear(&sample, &desk, 3).filter(|through| *through > 1), None);
    for (name, text) in &before {
        journal.set(name, Some(text));
    }
    let desk = page(sample.local.clone(), journal, 77);
    assert_eq!(names(&block_on(desk.open(&sample.secret)).unwrap()), EVERYBODY);
}

/// Where somebody stands in the present chain.
fn place<L: Medium, J: Medium>(sample: &Sample, desk: &Kiosk<L, J>, who: &str) -> u64 {
    let log = block_on(desk.open(&sample.secret)).unwrap();
    let is_who = |proved: &Proved| proved.record().signer_name().is_some_and(|name| name.as_str() == who);
    let (proved, _) = log.visits().find(|(proved, _)| is_who(proved)).unwrap();
    log.place_of(&proved.record().id).unwrap()
}

#[test]
fn the_old_copy_outlives_a_clearing_of_what_was_filed_as_damaged() {
    let (sample, local, journal, desk) = back_without_room();
    journal.set(&format!("record.{:010}", place(&sample, &desk, "Two")), Some("torn"));
    assert!(!exported(&export(&sample, &desk, 1)).contains(&"Two".to_owned()));
    file_and_clear(&sample, &desk, 1);
    let log = unlock(&sample, &page(local, journal, 77), 30);
    assert_eq!(names(&log), ["Two"]);
}

#[test]
fn whoever_was_filed_and_cleared_while_a_copy_was_owed_does_not_come_back() {
    let (sample, local, _, desk) = back_without_room();
    export(&sample, &desk, 1);
    file_and_clear(&sample, &desk, 1);
    let log = unlock(&sample, &begin(&sample, local, MemoryMedium::default(), 78), 60);
    assert_eq!(names(&log), Vec::<String>::new());
}

/// Three people come back while the nth call to localStorage fails; none where that cuts it short.
fn back_with_one_failure(
    call: usize,
) -> Option<(Sample, MemoryMedium, Kiosk<FaultyMedium<MemoryMedium>, MemoryMedium>)> {
    let (sample, journal) = (three(), MemoryMedium::default());
    let local = FaultyMedium::new(sample.local.clone(), power(), []);
    let desk = begin(&sample, local.clone(), journal.clone(), 77);
    local.add_faults([(call, Fault::Fail)]);
    let everybody = names(&unlock(&sample, &desk, 1)).len() == 3;
    (everybody && !local.is_pending()).then_some((sample, journal, desk))
}

#[test]
fn whichever_write_to_localstorage_is_refused_a_clearing_loses_and_doubles_nobody() {
    let mut tried = 0;
    for call in 1..60 {
        let Some((sample, journal, desk)) = back_with_one_failure(call) else { continue };
        journal.set(&format!("record.{:010}", place(&sample, &desk, "One")), Some("torn"));
        let mut everybody = exported(&export(&sample, &desk, 1));
        let cleared = clear(&desk, &file(&sample, &desk, 1), 1).is_ok_and(|through| through.is_some());
        tried += usize::from(cleared);
        everybody.extend(names(&unlock(&sample, &page(sample.local.clone(), journal, 77), 30)));
        assert!(everybody.contains(&"One".to_owned()), "refused at call {call}");
    }
    assert!(tried > 0, "nothing was cleared in any of them");
    for call in 1..60 {
        let Some((sample, _, desk)) = back_with_one_failure(call) else { continue };
        export(&sample, &desk, 1);
        if clear(&desk, &file(&sample, &desk, 1), 1).is_err() {
            continue;
        }
        let log = unlock(&sample, &begin(&sample, sample.local.clone(), MemoryMedium::default(), 78), 60);
        assert_eq!(names(&log), Vec::<String>::new(), "refused at call {call}");
    }
}

/// A kiosk before, with so many people.
fn another(people: u8) -> Sample {
    let mut old = Sample::new(3, false);
    for n in 0..people {
        old.sign(&format!("Old {n}"));
    }
    old
}

#[test]
fn a_torn_head_beside_the_localstorage_of_a_kiosk_before_costs_nobody() {
    for people in 0..6 {
        let new = three();
        new.local.replace(another(people).local.snapshot());
        new.journal.set("head", Some("torn"));
        let log = unlock(&new, &page(new.local.clone(), new.journal.clone(), 1), 1);
        assert_eq!(names(&log), EVERYBODY, "{people} people before");
        assert!(log.is_whole(), "{people} people before");
    }
}

#[test]
fn nor_does_it_after_a_clearing() {
    for people in [0, 2, 4, 5, 12] {
        let new = three();
        export(&new, &new.desk, 1);
        file_and_clear(&new, &new.desk, 1);
        for (n, who) in ["Four", "Five", "Six"].into_iter().enumerate() {
            block_on(new.desk.keep(somebody(who), &moment(33, n as u8))).unwrap();
        }
        new.local.replace(another(people).local.snapshot());
        new.journal.set("head", Some("torn"));
        let log = unlock(&new, &page(new.local.clone(), new.journal.clone(), 1), 1);
        assert_eq!(names(&log), ["Four", "Five", "Six"], "{people} people before");
    }
}

/// People who were filed and cleared, but for "Asks" and "Last", in a first chain or in a second one; and localStorage as it was at each
/// moment before that.
fn cleared_beside_older_localstorages(is_second: bool) -> (Sample, MemoryMedium, u8, u64, Vec<Values>) {
    let sample = three();
    let mut older = vec![sample.local.snapshot()];
    let (journal, seed) = if is_second { (MemoryMedium::default(), 77) } else { (sample.journal.clone(), 1) };
    let desk =
        if is_second { next_chain(&sample, &journal, seed) } else { page(sample.local.clone(), journal.clone(), 1) };
    older.push(sample.local.snapshot());
    unlock(&sample, &desk, 1);
    older.push(sample.local.snapshot());
    let asks = Visit { outcome: Outcome::Question, signature: None, consent: None, ..visit("Asks") };
    let seq = block_on(desk.keep(Body::Visit(Box::new(asks)), &moment(50, 1))).unwrap().proved.record().seq;
    older.push(sample.local.snapshot());
    export(&sample, &desk, 1);
    older.push(sample.local.snapshot());
    let log = file(&sample, &desk, 1);
    older.push(sample.local.snapshot());
    assert_eq!(clear(&desk, &log, 1), Ok(Some(seq - 1)));
    block_on(desk.keep(somebody("Last"), &moment(50, 2))).unwrap();
    (sample, journal, seed, seq, older)
}

type Values = std::collections::BTreeMap<String, String>;

#[test]
fn a_torn_head_beside_the_localstorage_from_before_a_clearing_brings_nobody_back() {
    for is_second in [false, true] {
        for n in 0..6 {
            let (sample, journal, seed, _, older) = cleared_beside_older_localstorages(is_second);
            sample.local.replace(older[n].clone());
            journal.set("head", Some("torn"));
            let log = unlock(&sample, &page(sample.local.clone(), journal.clone(), seed), 30);
            let what = format!("second chain: {is_second}, localStorage {n}");
            assert_eq!((names(&log), log.broken()), (vec!["Asks".into(), "Last".into()], 0), "{what}");
            // And nobody does with the chain after it.
            let log = unlock(&sample, &next_chain(&sample, &journal, 78), 60);
            assert_eq!((names(&log), log.broken()), (vec!["Asks".into(), "Last".into()], 0), "{what}");
        }
    }
}

/// The journal lost it without a trace, together with its head.
#[test]
fn whose_clearing_no_record_says_is_kept_and_told_although_localstorage_is_from_before_one() {
    for is_second in [false, true] {
        let (sample, journal, seed, seq, older) = cleared_beside_older_localstorages(is_second);
        let name = format!("record.{seq:010}");
        let copy = older[5][&name].clone();
        sample.local.replace(older[5].clone());
        journal.set("head", Some("torn"));
        journal.set(&name, None);
        let desk = page(sample.local.clone(), journal, seed);
        let log = unlock(&sample, &desk, 30);
        assert_eq!((names(&log), left_out(&log)), (vec!["Last".into()], [(0, vec![seq])].into()), "{is_second}");
        assert!(block_on(desk.vault().kept()).unwrap().iter().any(|(_, text)| *text == copy), "{is_second}");
    }
}

#[test]
fn a_clearing_whose_head_was_altered_brings_nobody_back_at_the_next_start() {
    let sample = three();
    export(&sample, &sample.desk, 1);
    let log = file(&sample, &sample.desk, 1);
    let journal = FaultyMedium::new(sample.journal.clone(), power(), []);
    let desk = page(sample.local.clone(), journal.clone(), 1);
    journal.add_faults([(1, Fault::Flip(1))]);
    assert!(clear(&desk, &log, 1).is_err());
    let log = unlock(&sample, &page(sample.local.clone(), sample.journal.clone(), 1), 30);
    assert_eq!((names(&log), log.broken()), (vec![], 0));
}

/// The journal takes something else than the nth value that it is given, the record or its head, and says that it was done.
fn journal_that_alters(sample: &Sample, nth: usize) -> (Kiosk<MemoryMedium, FaultyMedium<MemoryMedium>>, KeepError) {
    let journal = FaultyMedium::new(sample.journal.clone(), power(), []);
    let desk = page(sample.local.clone(), journal.clone(), 1);
    journal.add_faults([(1, Fault::Flip(nth))]);
    let error = block_on(desk.keep(somebody("Ana"), &moment(40, 1))).unwrap_err();
    (desk, error)
}

#[test]
fn a_record_that_was_written_wrongly_is_recorded_by_the_same_try_once() {
    for nth in [0, 1] {
        let sample = three();
        let (desk, error) = journal_that_alters(&sample, nth);
        let KeepError::Store { unstored, cause } = error else { panic!("{error}") };
        assert_eq!(cause, AppendError::ReadBackDiffers);
        block_on(desk.keep_again(&unstored, somebody("Ana"), &moment(40, 2))).unwrap();
        assert_eq!(exported(&export(&sample, &desk, 1)), ["One", "Two", "Three", "Ana"]);
        let log = unlock(&sample, &page(sample.local.clone(), sample.journal.clone(), 1), 30);
        assert_eq!((names(&log), log.broken()), (["One", "Two", "Three", "Ana"].map(str::to_owned).to_vec(), 0));
    }
}

#[test]
fn a_head_that_was_altered_behind_a_record_of_another_page_is_left_for_start_up() {
    let sample = three();
    let (desk, error) = journal_that_alters(&sample, 1);
    let KeepError::Store { unstored, .. } = error else { panic!("{error}") };
    sample.journal.set("record.0000000006", Some("of another page"));
    let again = block_on(desk.keep_again(&unstored, somebody("Ana"), &moment(40, 2)));
    assert!(matches!(again, Err(KeepError::Store { cause: AppendError::HeadUnreadable, .. })));
}

#[test]
fn a_last_record_that_was_written_wrongly_keeps_nobody_before_it_from_the_export_and_its_own_try_goes_on() {
    let sample = three();
    let (desk, error) = journal_that_alters(&sample, 0);
    assert_eq!(exported(&export(&sample, &desk, 1)), EVERYBODY);
    let KeepError::Store { unstored, .. } = error else { panic!("{error}") };
    block_on(desk.keep_again(&unstored, somebody("Ana"), &moment(40, 2))).unwrap();
    assert_eq!(exported(&export(&sample, &desk, 2)), ["Ana"]);
}

//! Chains that ended, one after the other: what is left of each, whatever befalls the media meanwhile, comes back once or is told.
#![allow(clippy::unwrap_used)]

mod common;

use common::small::Small;
use common::*;
use inkseal_domain::activity::{Act, Activity};
use inkseal_domain::export::Export;
use inkseal_domain::instant::Instant;
use inkseal_domain::record::Body;
use inkseal_domain::store::faulty::{Fault, FaultyMedium, power};
use inkseal_domain::store::{MemoryMedium, Vault};
use inkseal_domain::together::by_kiosk;
use inkseal_domain::verdict::{Between, verify};
use pollster::block_on;
use std::panic::{AssertUnwindSafe, catch_unwind};

const EVERYBODY: [&str; 3] = ["One", "Two", "Three"];

/// The name of what was set aside of a chain, where it ends so.
fn set_aside(medium: &MemoryMedium, chain: u64, end: &str) -> String {
    let mut names = medium.snapshot().into_keys();
    names.find(|name| name.starts_with(&format!("past.{chain}.")) && name.ends_with(end)).unwrap()
}

/// Three people came back into a second chain and then a third one, while localStorage had no room for copies of them.
fn twice_without_room() -> (Sample, Small, MemoryMedium) {
    let sample = three();
    let (local, journal) = (Small::on(&sample.local), MemoryMedium::default());
    let desk = begin(&sample, local.clone(), journal.clone(), 77);
    local.fill();
    unlock(&sample, &desk, 1);
    drop(begin(&sample, local.clone(), journal.clone(), 78));
    local.free();
    (sample, local, journal)
}

#[test]
fn a_copy_is_let_go_of_although_its_person_came_back_twice() {
    let (sample, local, journal) = twice_without_room();
    let desk = page(local.clone(), journal.clone(), 78);
    assert_eq!(names(&unlock(&sample, &desk, 30)), EVERYBODY);
    let desk = page(local.clone(), journal.clone(), 78);
    export(&sample, &desk, 1);
    file_and_clear(&sample, &desk, 1);
    drop(page(local.clone(), journal, 78));
    let log = unlock(&sample, &begin(&sample, local, MemoryMedium::default(), 79), 60);
    assert_eq!(names(&log), Vec::<String>::new());
}

#[test]
fn the_copy_of_the_first_chain_stands_in_for_a_torn_one_of_the_second() {
    let (sample, local, journal) = twice_without_room();
    // The second chain: its beginning, the set-up, and three people.
    journal.set(&set_aside(&journal, 2, "record.0000000004"), Some("torn"));
    let mut back = names(&unlock(&sample, &page(local, journal, 78), 30));
    back.sort();
    assert_eq!(back, ["One", "Three", "Two"]);
}

#[test]
fn a_hold_of_this_chain_outlives_what_an_earlier_one_said_of_it_and_came_back_later() {
    let mut sample = three();
    let held = sample.log().visits().next().unwrap().0.record().id.clone();
    sample.note(Act::HoldSet {}, vec![held.clone()]);
    let released = sample.note(Act::HoldReleased {}, vec![held.clone()]).proved.record().seq;
    let journal = MemoryMedium::default();
    let desk = next_chain(&sample, &journal, 77);
    let name = journal.snapshot().into_keys().find(|name| name.ends_with(&format!("record.{released:010}"))).unwrap();
    let text = journal.snapshot()[&name].clone();
    for medium in [&journal, &sample.local] {
        medium.set(&name, Some("torn"));
    }
    unlock(&sample, &desk, 1);
    let hold = inkseal_domain::activity::Activity { by: BY.into(), about: vec![held], act: Act::HoldSet {} };
    block_on(desk.keep(Body::Activity(Box::new(hold)), &moment(60, 1))).unwrap();
    journal.set(&name, Some(&text));
    let desk = page(sample.local.clone(), journal, 77);
    let log = unlock(&sample, &desk, 60);
    assert!(
        log.with_imported()
            .any(|(_, proved)| proved.record().activity().is_some_and(|a| a.act == Act::HoldReleased {}))
    );
    export(&sample, &desk, 9);
    file_and_clear(&sample, &desk, 9);
    assert!(names(&block_on(desk.open(&sample.secret)).unwrap()).contains(&"One".to_owned()));
}

#[test]
fn a_hold_stands_that_was_set_again_although_its_release_comes_back_last() {
    let mut sample = three();
    let held = sample.log().visits().next().unwrap().0.record().id.clone();
    sample.note(Act::HoldSet {}, vec![held.clone()]);
    let released = sample.note(Act::HoldReleased {}, vec![held.clone()]).proved.record().seq;
    sample.note(Act::HoldSet {}, vec![held.clone()]);
    let journal = MemoryMedium::default();
    let desk = next_chain(&sample, &journal, 77);
    let name = set_aside(&journal, 1, &format!("record.{released:010}"));
    let text = journal.snapshot()[&name].clone();
    for medium in [&journal, &sample.local] {
        medium.set(&name, Some("torn"));
    }
    unlock(&sample, &desk, 1);
    journal.set(&name, Some(&text));
    assert!(unlock(&sample, &page(sample.local.clone(), journal, 77), 60).is_held(&held));
}

/// Somebody signs in a third chain, at a place that the second one had too and had cleared; then the journal goes back to the second's day.
#[test]
fn whoever_signed_at_a_place_that_the_chain_before_had_too_is_told_where_the_journal_goes_back() {
    for more in [1, 2, 8] {
        let (sample, journal) = (three(), MemoryMedium::default());
        let desk = begin(&sample, sample.local.clone(), journal.clone(), 77);
        unlock(&sample, &desk, 1);
        export(&sample, &desk, 1);
        file_and_clear(&sample, &desk, 1);
        for n in 0..more {
            block_on(desk.keep(somebody(&format!("Four {}", char::from(b'a' + n))), &moment(20, n))).unwrap();
        }
        let day = journal.snapshot();
        unlock(&sample, &begin(&sample, sample.local.clone(), journal.clone(), 78), 30);
        let desk = page(sample.local.clone(), journal.clone(), 78);
        let five = block_on(desk.keep(somebody("Five"), &moment(21, 0))).unwrap().proved.record().seq;
        journal.replace(day);
        drop(begin(&sample, sample.local.clone(), journal.clone(), 79));
        let log = unlock(&sample, &page(sample.local.clone(), journal, 79), 60);
        let is_told = left_out(&log).values().flatten().any(|seq| *seq == five);
        assert!(is_told || names(&log).contains(&"Five".to_owned()), "{more} in between: {:?}", left_out(&log));
    }
}

/// Three people who were filed and cleared, a fourth, and localStorage as it was before the clearing.
fn cleared_with_an_older_localstorage() -> (Sample, std::collections::BTreeMap<String, String>) {
    let sample = three();
    export(&sample, &sample.desk, 1);
    let before = sample.local.snapshot();
    file_and_clear(&sample, &sample.desk, 1);
    block_on(sample.desk.keep(somebody("Four"), &moment(20, 1))).unwrap();
    (sample, before)
}

#[test]
fn wherever_power_fails_while_a_chain_is_ended_nobody_who_was_cleared_comes_back() {
    let mut cuts = 0;
    for call in 1..60 {
        let (sample, before) = cleared_with_an_older_localstorage();
        let on = power();
        let journal = FaultyMedium::new(sample.journal.clone(), on.clone(), [(call, Fault::StopAfter)]);
        let local = FaultyMedium::new(sample.local.clone(), on, []);
        if catch_unwind(AssertUnwindSafe(|| drop(begin(&sample, local, journal, 78)))).is_ok() {
            break;
        }
        cuts += 1;
        sample.local.replace(before);
        let (vault, start) = block_on(Vault::open(sample.local.clone(), sample.journal.clone())).unwrap();
        let has_begun = !start.journal_lost && vault.head().is_some_and(|head| head.seq < 5);
        drop(vault);
        let media = (sample.local.clone(), sample.journal.clone());
        let desk = if has_begun { page(media.0, media.1, 78) } else { begin(&sample, media.0, media.1, 79) };
        let log = unlock(&sample, &desk, 1);
        assert_eq!((names(&log), log.broken()), (vec!["Four".to_owned()], 0), "cut after call {call}");
    }
    assert!(cuts > 20, "{cuts} cuts");
}

#[test]
fn a_file_of_an_office_that_was_set_up_over_another_ones_can_be_made_again_after_a_load() {
    let mut new = Sample::on(three().local, MemoryMedium::default(), 5, false);
    new.sign("Ana");
    let made = new.export(None);
    let desk = page(new.local.clone(), new.journal.clone(), 5);
    let (log, library) = (block_on(desk.open(&new.secret)).unwrap(), library());
    let export = Export { log: &log, secret: &new.secret, library: &library, by: BY };
    assert_eq!(export.again(&desk, &made.exported, BY, -420).unwrap().file, made.file);
}

#[test]
fn a_copy_that_never_moved_stands_in_for_one_that_was_set_aside() {
    for befallen in [None, Some("torn"), Some("")] {
        let (sample, journal) = (three(), MemoryMedium::default());
        journal.replace(sample.journal.snapshot());
        let before = sample.local.snapshot();
        drop(begin(&sample, sample.local.clone(), journal.clone(), 78));
        sample.local.replace(before);
        journal.set(&set_aside(&journal, 1, THIRD), befallen);
        let log = unlock(&sample, &page(sample.local.clone(), journal, 78), 1);
        assert_eq!((names(&log), log.broken()), (EVERYBODY.map(str::to_owned).to_vec(), 0), "{befallen:?}");
    }
}

fn keep_act(desk: &Kiosk<Small, MemoryMedium>, act: Act, about: &str, tick: u8) {
    let activity = Activity { by: BY.into(), about: vec![about.to_owned()], act };
    block_on(desk.keep(Body::Activity(Box::new(activity)), &moment(120, tick))).unwrap();
}

/// The key is lost while localStorage is full, and the next chain is cleared twice.
#[test]
fn a_second_clearing_brings_nobody_back_whom_the_first_one_cleared() {
    let sample = three();
    let (local, journal) = (Small::on(&sample.local), sample.journal.clone());
    local.fill();
    let desk = begin(&sample, local.clone(), journal.clone(), 77);
    let log = unlock(&sample, &desk, 1);
    let last = log.visits().next_back().unwrap().0.record().id.clone();
    keep_act(&desk, Act::HoldSet {}, &last, 1);
    export(&sample, &desk, 1);
    file_and_clear(&sample, &desk, 1);
    keep_act(&desk, Act::HoldReleased {}, &last, 2);
    clear(&desk, &block_on(desk.open(&sample.secret)).unwrap(), 2).unwrap();
    local.free();
    let log = unlock(&sample, &page(local, journal, 77), 40);
    assert_eq!(names(&log), Vec::<String>::new());
}

/// The clock stands at 1970 while the second chain begins.
#[test]
fn holds_are_taken_in_the_order_of_the_chains_whatever_a_clock_said() {
    let mut sample = three();
    let held = sample.log().visits().next().unwrap().0.record().id.clone();
    sample.note(Act::HoldSet {}, vec![held.clone()]);
    sample.note(Act::HoldReleased {}, vec![held.clone()]);
    let local = Small::on(&sample.local);
    let desk = begin_at(&sample, local.clone(), sample.journal.clone(), 77, Instant::from_unix_ms(60_000));
    unlock(&sample, &desk, 1);
    keep_act(&desk, Act::HoldSet {}, &held, 1);
    let log = unlock(&sample, &begin(&sample, local, sample.journal.clone(), 78), 60);
    assert!(log.is_held(&held));
}

#[test]
fn a_value_whose_write_was_not_acknowledged_stands_as_it_is_said() {
    for fault in [Fault::Fail, Fault::Late] {
        for call in 1..20 {
            let sample = three();
            let journal = FaultyMedium::new(sample.journal.clone(), power(), []);
            let desk = page(sample.local.clone(), journal.clone(), 1);
            journal.add_faults([(call, fault)]);
            let done = block_on(desk.vault().put_slot("settings", "new")).is_ok();
            if journal.is_pending() {
                break;
            }
            let (vault, _) = block_on(Vault::open(sample.local.clone(), sample.journal.clone())).unwrap();
            let is_new = block_on(vault.slot("settings")).unwrap().unwrap().value == "new";
            assert_eq!(done, is_new, "{fault:?} at call {call}");
        }
    }
}

/// The key is lost, and power fails once the chain is ended: localStorage is as it was some records before.
#[test]
fn whatever_a_power_cut_gives_back_after_the_end_of_a_chain_nobody_is_called_left_out() {
    for is_cleared in [false, true] {
        for n in 0..4 {
            let sample = three();
            if is_cleared {
                export(&sample, &sample.desk, 1);
                file_and_clear(&sample, &sample.desk, 1);
            }
            let mut older = vec![];
            for (name, tick) in [("Four", 1), ("Five", 2), ("Six", 3)] {
                older.push(sample.local.snapshot());
                block_on(sample.desk.keep(somebody(name), &moment(20, tick))).unwrap();
            }
            older.push(sample.local.snapshot());
            block_on(page(sample.local.clone(), sample.journal.clone(), 1).vault().end()).unwrap();
            sample.local.replace(older[n].clone());
            let desk = next_chain(&sample, &sample.journal, 77);
            let back = if is_cleared { 3 } else { 6 };
            assert_eq!(names(&unlock(&sample, &desk, 1)).len(), back, "localStorage {n}, cleared: {is_cleared}");
            export(&sample, &desk, 3);
            file_and_clear(&sample, &desk, 3);
            let log = unlock(&sample, &page(sample.local.clone(), sample.journal.clone(), 77), 30);
            let said = (names(&log), left_out(&log));
            assert_eq!(said, (vec![], [].into()), "localStorage {n}, cleared: {is_cleared}");
        }
    }
}

/// A file of the first chain never reaches the records office; its key is lost, and the next chain exports everybody who came back.
#[test]
fn whoever_stands_in_a_file_of_the_next_chain_is_not_missing_between_the_files_of_the_first() {
    for torn in [None, Some("record.0000000006")] {
        let mut sample = three();
        let first = sample.export(None).file;
        for name in ["Four", "Five"] {
            sample.sign(name);
        }
        drop(sample.export(None));
        sample.sign("Six");
        let third = sample.export(None).file;
        if let Some(name) = torn {
            sample.local.set(name, Some("torn"));
            sample.journal.set(name, Some("torn"));
        }
        let desk = next_chain(&sample, &sample.journal, 77);
        unlock(&sample, &desk, 1);
        let card = std::slice::from_ref(&desk.card);
        let of_the_first = [verify(&first, card), verify(&third, card)];
        let missing = |from, to| vec![Between::Gap { from, to }];
        assert_eq!(by_kiosk(&of_the_first)[0].between, missing(5, 7));
        let files = [of_the_first.to_vec(), vec![export(&sample, &desk, 1)]].concat();
        let between: Vec<_> = by_kiosk(&files).into_iter().flat_map(|kiosk| kiosk.between).collect();
        assert_eq!(between, if torn.is_some() { missing(6, 6) } else { vec![] });
        // Nor before the first of them.
        let between = &by_kiosk(&files[1..])[0].between;
        let not_from_the_start = torn.map(|_| Between::NotFromTheStart { first: 7 });
        assert_eq!(*between, not_from_the_start.into_iter().collect::<Vec<_>>());
    }
}

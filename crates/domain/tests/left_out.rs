//! Nobody is left out in silence: where a record can stand in no chain any more the log says so, and no page, file or clearing takes it
//! for something that it is not.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use inkseal_domain::activity::Act;
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::desk::KeepError;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::export::Export;
use inkseal_domain::key_file::NewOffice;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::passphrase::{self, Stretch};
use inkseal_domain::record::App;
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::{NewKiosk, SLOT_KEYS, SetUp, set_up};
use inkseal_domain::store::faulty::{Fault, FaultyMedium, power};
use inkseal_domain::store::{
    AppendError, CommitError, Guard, Medium, MediumError, MemoryMedium, Op, PurgeError, Side, SlotError, Vault,
};
use pollster::block_on;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What stands in the third person's place.
fn on_both(sample: &Sample, found: Option<&str>) {
    for medium in [&sample.local, &sample.journal] {
        medium.set(THIRD, found);
    }
}

#[test]
fn a_page_of_the_chain_before_keeps_nobody_in_the_chain_that_another_tab_began() {
    for is_journal_lost in [true, false] {
        let sample = three();
        let old = page(sample.local.clone(), sample.journal.clone(), 1);
        let (_, waiting) = block_on(old.prepare(somebody("Ana"), &moment(40, 1), &mut Entropy::new([4; 32]))).unwrap();
        if is_journal_lost {
            sample.journal.replace(Default::default());
        }
        let new = next_chain(&sample, &sample.journal, 77);
        // As far as the old one had come, and further.
        for tick in 0..5 {
            assert_eq!(block_on(old.vault().altered()), Ok(Some(Side::Journal)), "{tick}");
            let Err(KeepError::Store { cause, unstored }) = block_on(old.keep(somebody("Ana"), &moment(40, 2))) else {
                panic!("{tick}: the old page kept somebody")
            };
            assert_eq!(cause, AppendError::AnotherChain, "{tick}");
            assert!(block_on(old.keep_again(&unstored, somebody("Ana"), &moment(40, 3))).is_err(), "{tick}");
            assert_eq!(block_on(old.vault().append(&waiting)), Err(AppendError::AnotherChain), "{tick}");
            assert_eq!(block_on(old.vault().put_slot("settings", "{}")), Err(SlotError::AnotherChain), "{tick}");
            block_on(new.keep(somebody("Ben"), &moment(41, tick))).unwrap();
        }
        let log = unlock(&sample, &new, 0);
        assert_eq!((names(&log).len(), log.broken()), (8, 0));
    }
}

/// A journal whose page sleeps once it has written, while another tab does something.
struct Sleeps<F: Fn()>(MemoryMedium, Cell<bool>, F);

impl<F: Fn()> Medium for Sleeps<F> {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.0.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        self.0.get(key).await
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        let done = self.0.commit(guard, ops).await;
        if self.1.replace(false) {
            (self.2)();
        }
        done
    }
}

#[test]
fn whoever_was_recorded_exported_and_cleared_while_their_page_slept_is_not_recorded_again() {
    let sample = three();
    let meanwhile = || {
        let desk = page(sample.local.clone(), sample.journal.clone(), 1);
        assert_eq!(exported(&export(&sample, &desk, 1)), ["One", "Two", "Three", "Ana"]);
        assert!(file_and_clear(&sample, &desk, 1).is_some());
    };
    let sleeps = Sleeps(sample.journal.clone(), Cell::new(true), meanwhile);
    let desk = page(sample.local.clone(), sleeps, 1);
    let Err(KeepError::Store { unstored, .. }) = block_on(desk.keep(somebody("Ana"), &moment(40, 1))) else {
        panic!("it says that it knows")
    };
    assert!(block_on(desk.keep_again(&unstored, somebody("Ana"), &moment(40, 2))).is_err());
    let desk = page(sample.local.clone(), sample.journal.clone(), 1);
    assert!(names(&block_on(desk.open(&sample.secret)).unwrap()).is_empty());
}

#[test]
fn what_a_file_could_only_list_as_damaged_is_new_once_it_is_whole_and_is_not_cleared_before_it_is_filed() {
    for found in [Some("torn"), None] {
        let sample = three();
        sample.journal.set(THIRD, found);
        let desk = page(Switched::off(&sample.local), sample.journal.clone(), 1);
        assert_eq!(exported(&export(&sample, &desk, 1)), ["One", "Two"]);

        let desk = page(sample.local.clone(), sample.journal.clone(), 1);
        let log = block_on(desk.open(&sample.secret)).unwrap();
        // That file cannot be made again: until it is filed, everybody in it is new too.
        assert_eq!((names(&log).len(), log.new_visits()), (3, 3), "{found:?}");
        let log = file(&sample, &desk, 1);
        assert_eq!(log.new_visits(), 1, "{found:?}");
        assert_eq!(clear(&desk, &log, 1), Ok(Some(3)));
        let second = export(&sample, &desk, 2);
        assert_eq!(exported(&second), ["Three"]);
        assert!(file_and_clear(&sample, &desk, 2) > Some(4));
    }
}

#[test]
fn a_place_that_stays_damaged_stops_neither_exports_nor_a_clearing() {
    let sample = three();
    on_both(&sample, Some("torn"));
    let desk = page(sample.local.clone(), sample.journal.clone(), 1);
    export(&sample, &desk, 1);
    let log = block_on(desk.open(&sample.secret)).unwrap();
    assert_eq!((log.new_visits(), log.exports().next().unwrap().1.unread.as_slice()), (0, &[4][..]));
    assert_eq!(file_and_clear(&sample, &desk, 1), Some(4));
}

/// Every way in which one of three people cannot come back.
#[test]
fn whoever_cannot_come_back_into_the_next_chain_is_counted_named_and_exported() {
    type Harm = fn(&Sample);
    let harms: [(&str, Harm); 6] = [
        ("the second copy is gone", |sample| sample.local.set(THIRD, None)),
        ("the second copy is torn", |sample| sample.local.set(THIRD, Some("torn"))),
        ("in the middle", |sample| sample.local.set("record.0000000003", None)),
        ("both copies are torn, and the key is gone", |sample| {
            on_both(sample, Some("torn"));
        }),
        ("both copies are gone, and the key", |sample| {
            on_both(sample, None);
        }),
        ("both copies were set aside as damaged, and the key is gone", |sample| {
            on_both(sample, Some("torn"));
            page(sample.local.clone(), sample.journal.clone(), 1);
        }),
    ];
    for (n, (what, harm)) in harms.into_iter().enumerate() {
        let sample = three();
        harm(&sample);
        let journal = if n < 3 { MemoryMedium::default() } else { sample.journal.clone() };
        let desk = next_chain(&sample, &journal, 77);
        let log = unlock(&sample, &desk, 0);
        let place = if n == 2 { 3 } else { 4 };
        assert_eq!((names(&log).len(), log.broken(), left_out(&log)), (2, 1, [(1, vec![place])].into()), "{what}");
        let report = export(&sample, &desk, 1);
        let told = report.records.iter().filter_map(|record| Some(&record.proved()?.record().activity()?.act));
        let told: Vec<&Act> = told.filter(|act| matches!(act, Act::LeftOut { .. })).collect();
        assert_eq!(told, [&Act::LeftOut { chain: 1, seqs: BTreeSet::from([place]) }], "{what}");
        let again = unlock(&sample, &desk, 20);
        assert_eq!(again.lines().len(), log.lines().len() + 1, "{what}: it is said once");
    }
}

#[test]
fn after_two_lost_keys_whoever_is_left_out_of_the_second_chain_is_called_of_the_second() {
    let sample = three();
    let second = next_chain(&sample, &sample.journal, 77);
    unlock(&sample, &second, 0);
    let four = block_on(second.keep(somebody("Four"), &moment(40, 1))).unwrap().proved.record().seq;
    for medium in [&sample.local, &sample.journal] {
        medium.set(&format!("record.{four:010}"), Some("torn"));
    }
    let log = unlock(&sample, &next_chain(&sample, &sample.journal, 78), 60);
    assert_eq!(left_out(&log), [(2, vec![four])].into());
}

#[test]
fn what_was_set_aside_and_is_torn_before_it_came_back_is_counted() {
    let sample = three();
    let journal = MemoryMedium::default();
    let desk = next_chain(&sample, &journal, 77);
    for medium in [&sample.local, &journal] {
        let past = medium.snapshot().into_keys().find(|key| key.starts_with("past.") && key.ends_with(THIRD)).unwrap();
        medium.set(&past, Some("torn"));
    }
    let log = unlock(&sample, &desk, 0);
    assert_eq!((names(&log).len(), left_out(&log)), (2, [(1, vec![4])].into()));
}

/// Nobody knows then whose chain it was, and none of it can be shown to be this office's.
#[test]
fn a_chain_whose_certificate_is_lost_is_told_as_left_out_beside_one_that_came_back() {
    let sample = three();
    let first = next_chain(&sample, &sample.journal, 77);
    unlock(&sample, &first, 0);
    block_on(first.keep(somebody("Four"), &moment(40, 1))).unwrap();
    for medium in [&sample.local, &sample.journal] {
        let cells = medium.snapshot().into_keys().filter(|key| key.starts_with("slot.certificate"));
        cells.for_each(|cell| medium.set(&cell, Some("torn")));
    }
    let last = first.vault().head().unwrap().seq;
    let second = next_chain(&sample, &sample.journal, 77);
    let log = unlock(&sample, &second, 60);
    assert_eq!(left_out(&log).into_values().last(), Some((1..=last).collect()), "{:?}", left_out(&log));
}

/// As a profile is that was given back from yesterday's copy, in part.
#[test]
fn records_for_which_an_older_journal_has_no_place_are_counted_and_named() {
    let mut sample = three();
    let earlier = sample.journal.snapshot();
    sample.sign("Four");
    export(&sample, &sample.desk, 1);
    file_and_clear(&sample, &sample.desk, 1);
    let last = ["Five", "Six"].map(|name| sample.sign(name).proved.record().seq);
    sample.journal.replace(earlier);
    let desk = page(sample.local.clone(), sample.journal.clone(), 1);
    let log = unlock(&sample, &desk, 0);
    let said = left_out(&log);
    assert!(last.iter().all(|seq| said[&0].contains(seq)), "{said:?}");
    assert!(log.broken() >= 2);
    // And still so in the chain after it.
    let log = unlock(&sample, &next_chain(&sample, &sample.journal, 77), 30);
    assert!(last.iter().all(|seq| left_out(&log)[&0].contains(seq)), "{:?}", left_out(&log));
}

#[test]
fn a_value_that_nobody_could_look_at_is_not_gone() {
    let sample = three();
    let key = sample.journal.snapshot().into_keys().find(|key| key.starts_with("slot.keys")).unwrap();
    sample.journal.set(&key, Some("torn"));
    let (vault, _) = block_on(Vault::open(Switched::off(&sample.local), sample.journal.clone())).unwrap();
    assert!(block_on(SetUp::read(&vault)).is_err());
}

#[test]
fn a_new_office_on_the_tablet_keeps_the_key_file_of_the_one_before_aside() {
    let sample = three();
    let (vault, start) = block_on(Vault::open(sample.local.clone(), MemoryMedium::default())).unwrap();
    assert!(start.journal_lost);
    let before = block_on(vault.slot(SLOT_KEYS)).unwrap().unwrap();
    let signer = MemoryKey::from_seed([5; 32]);
    let kit = passphrase::generate_kit(&mut Entropy::new([5; 32]));
    let new = NewKiosk {
        office: NewOffice {
            name: "Another Office",
            administrator: BY,
            passphrase: "six five four three two one",
            kit: &kit,
            stretch: Stretch { memory_kib: 64, passes: 1 },
            practice: false,
        },
        kiosk_name: "Front desk",
        key: signer.public(),
        key_home: KeyHome::Software,
        settings: &Settings::default(),
        app: App { version: "0.1.0".into(), build: "test".into() },
        supersedes: &[],
    };
    let (desk, ..) = block_on(set_up(vault, signer, &new, &moment(5, 0), [5; 32])).unwrap();
    let kept = block_on(desk.vault().kept()).unwrap();
    let key_files = kept.iter().filter(|(name, _)| name.starts_with("past.1.") && name.contains(".slot.keys."));
    assert_eq!(key_files.map(|(_, text)| text.as_str()).collect::<Vec<_>>(), [before.write()]);
}

#[test]
fn nothing_is_cleared_by_a_page_that_could_not_look_at_localstorage_once() {
    for is_off_at_the_start in [true, false] {
        let sample = three();
        let local = Switched(sample.local.clone(), Rc::new(Cell::new(is_off_at_the_start)));
        let desk = page(local.clone(), sample.journal.clone(), 1);
        sample.journal.set(THIRD, Some("torn"));
        local.1.set(true);
        assert_eq!(exported(&export(&sample, &desk, 1)), ["One", "Two"]);
        let log = file(&sample, &desk, 1);
        for is_off in [true, false] {
            local.1.set(is_off);
            assert_eq!(clear(&desk, &log, 1), Err(PurgeError::Unseen));
        }
        let desk = page(sample.local.clone(), sample.journal.clone(), 1);
        let log = block_on(desk.open(&sample.secret)).unwrap();
        assert_eq!(names(&log), ["One", "Two", "Three"]);
        assert_eq!(clear(&desk, &log, 2), Ok(Some(3)), "Three is in no file");
    }
}

#[test]
fn what_was_put_right_filed_and_cleared_is_not_left_out() {
    let sample = three();
    sample.local.set(THIRD, Some("torn"));
    let desk = page(sample.local.clone(), sample.journal.clone(), 1);
    export(&sample, &desk, 1);
    assert_eq!(file_and_clear(&sample, &desk, 1), Some(4));
    let log = unlock(&sample, &next_chain(&sample, &sample.journal, 77), 0);
    assert_eq!((log.broken(), left_out(&log)), (0, [].into()));
}

#[test]
fn who_is_left_out_is_told_in_every_chain_until_they_come_back() {
    let sample = three();
    let journal = MemoryMedium::default();
    next_chain(&sample, &journal, 77);
    let past = journal.snapshot().into_keys().find(|key| key.starts_with("past.") && key.ends_with(THIRD)).unwrap();
    let (whole, copy) = (journal.snapshot()[&past].clone(), sample.local.snapshot()[&past].clone());
    journal.set(&past, Some("torn"));
    sample.local.set(&past, None);
    let desk = page(sample.local.clone(), journal.clone(), 77);
    assert_eq!(left_out(&unlock(&sample, &desk, 0)), [(1, vec![4])].into());

    let third = next_chain(&sample, &journal, 78);
    assert_eq!(left_out(&unlock(&sample, &third, 30)), [(1, vec![4])].into());
    assert_eq!(whole, copy);
    journal.set(&past, Some(&whole));
    let log = unlock(&sample, &third, 60);
    assert_eq!((names(&log).len(), log.broken()), (3, 0), "Three came back");
}

#[test]
fn that_everybody_is_left_out_is_new_and_exported() {
    let sample = three();
    (2..5).for_each(|n| sample.local.set(&format!("record.{n:010}"), None));
    let desk = next_chain(&sample, &MemoryMedium::default(), 77);
    let log = unlock(&sample, &desk, 0);
    let export = Export { log: &log, secret: &sample.secret, library: &[], by: BY };
    assert_eq!((log.broken(), export.new_range().is_some()), (3, true));
}

#[test]
fn a_receipt_whose_exports_note_cannot_be_read_clears_nothing() {
    let sample = three();
    sample.journal.set(THIRD, Some("torn"));
    let desk = page(Switched::off(&sample.local), sample.journal.clone(), 1);
    assert_eq!(exported(&export(&sample, &desk, 1)), ["One", "Two"]);
    let desk = page(sample.local.clone(), sample.journal.clone(), 1);
    file(&sample, &desk, 1);
    for medium in [&sample.local, &sample.journal] {
        medium.set("record.0000000005", Some("torn"));
    }
    let desk = page(sample.local.clone(), sample.journal.clone(), 1);
    let log = block_on(desk.open(&sample.secret)).unwrap();
    assert_eq!((names(&log).len(), log.purgeable_through(0, None)), (3, None));
    assert_eq!(exported(&export(&sample, &desk, 2)), ["One", "Two", "Three"]);
    assert!(file_and_clear(&sample, &desk, 2) > Some(5));
}

/// With a clearing in the older chain, below whose mark the newer one's numbers are, and without.
#[test]
fn records_of_a_chain_that_the_journal_went_back_behind_are_kept_and_told() {
    for is_cleared in [true, false] {
        let mut sample = three();
        (0..6).for_each(|n| drop(sample.sign(&format!("Old {n}"))));
        if is_cleared {
            export(&sample, &sample.desk, 1);
            assert_eq!(file_and_clear(&sample, &sample.desk, 1), Some(10));
        }
        let yesterday = sample.journal.snapshot();
        let desk = next_chain(&sample, &sample.journal, 77);
        unlock(&sample, &desk, 0);
        let new = [0, 1, 2].map(|n| block_on(desk.keep(somebody("New"), &moment(40, n))).unwrap().proved.record().seq);
        let kept: Vec<String> =
            new.iter().map(|n| sample.local.snapshot()[&format!("record.{n:010}")].clone()).collect();
        sample.journal.replace(yesterday);
        let desk = page(sample.local.clone(), sample.journal.clone(), 1);
        let log = unlock(&sample, &desk, 0);
        assert!(new.iter().all(|seq| left_out(&log)[&0].contains(seq)), "{:?}", left_out(&log));
        let all: Vec<String> = block_on(desk.vault().kept()).unwrap().into_iter().map(|(_, text)| text).collect();
        assert!(kept.iter().all(|text| all.contains(text)), "{is_cleared}");
    }
}

#[test]
fn a_last_record_that_only_localstorages_head_still_knows_of_is_told() {
    for found in [Some("torn"), None] {
        let mut sample = three();
        let earlier = sample.journal.snapshot();
        for name in ["Four", "Five"] {
            sample.sign(name);
        }
        sample.local.set("record.0000000006", found);
        sample.journal.replace(earlier);
        let desk = page(sample.local.clone(), sample.journal.clone(), 1);
        let log = unlock(&sample, &desk, 0);
        assert_eq!((names(&log).len(), left_out(&log)), (4, [(0, vec![6])].into()), "{found:?}");
    }
}

#[test]
fn a_return_without_a_second_copy_lets_nobody_sign() {
    for call in 1..60 {
        let sample = three();
        let journal = MemoryMedium::default();
        next_chain(&sample, &journal, 77);
        let local = FaultyMedium::new(sample.local.clone(), power(), []);
        let desk = page(local.clone(), journal.clone(), 77);
        local.add_faults([(call, Fault::Fail)]);
        assert_eq!(names(&unlock(&sample, &desk, 0)), ["One", "Two", "Three"]);
        if local.is_pending() {
            break;
        }
        if block_on(desk.vault().altered()) == Ok(None) {
            block_on(desk.keep(somebody("Ana"), &moment(40, 1))).unwrap();
            let log = unlock(&sample, &next_chain(&sample, &MemoryMedium::default(), 78), 50);
            assert_eq!(names(&log), ["One", "Two", "Three", "Ana"], "call {call}: {:?}", left_out(&log));
        }
    }
}

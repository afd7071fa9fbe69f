//! Two pages of one kiosk, in an engine without locks or after a lock was taken away: what one of them decided before it slept does nothing to
//! what the other one has done since.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use inkseal_domain::activity::{Act, Activity};
use inkseal_domain::entropy::Entropy;
use inkseal_domain::key_file::KeyFile;
use inkseal_domain::passphrase::Stretch;
use inkseal_domain::record::Body;
use inkseal_domain::setup::SLOT_KEYS;
use inkseal_domain::store::{
    AppendError, CommitError, Guard, Medium, MediumError, MemoryMedium, Op, PurgeError, SlotError, StartUp, Vault,
};
use pollster::block_on;
use std::cell::Cell;
use std::rc::Rc;

/// A start-up that sleeps between looking and mending.
fn begins_to_start(sample: &Sample, journal: &MemoryMedium) -> impl FnOnce() -> StartUp + use<> {
    let found = block_on(Vault::find(sample.local.clone(), journal.clone())).unwrap();
    || block_on(found.mend()).start
}

/// Who is there after the journal was lost: localStorage alone says so.
fn after_a_lost_journal(sample: &Sample) -> Vec<String> {
    and_left_out(sample).0
}

/// The same, and whether nobody is called left out.
fn and_left_out(sample: &Sample) -> (Vec<String>, bool) {
    let log = unlock(sample, &next_chain(sample, &MemoryMedium::default(), 77), 30);
    (names(&log), left_out(&log).is_empty())
}

/// A kiosk was cleared by a script and another one set up; the browser was killed, and localStorage came back as the old one's.
#[test]
fn a_start_that_slept_deletes_no_second_copy_of_somebody_who_was_recorded_since() {
    let mut old = Sample::new(3, false);
    for n in 0..6 {
        old.sign(&format!("Old {n}"));
    }
    let sample = three();
    sample.local.replace(old.local.snapshot());
    let wakes = begins_to_start(&sample, &sample.journal);
    let desk = page(sample.local.clone(), sample.journal.clone(), 1);
    for (n, who) in ["Four", "Five"].into_iter().enumerate() {
        assert!(block_on(desk.keep(somebody(who), &moment(20, n as u8))).unwrap().local_copy);
    }
    assert!(wakes().was_overtaken());
    assert_eq!(after_a_lost_journal(&sample), ["One", "Two", "Three", "Four", "Five"]);
}

#[test]
fn a_start_that_slept_brings_no_second_copy_back_of_somebody_who_was_cleared_since() {
    let sample = three();
    // What a crash leaves: localStorage does not have the last one yet.
    sample.local.set(THIRD, None);
    let wakes = begins_to_start(&sample, &sample.journal);
    let desk = page(sample.local.clone(), sample.journal.clone(), 1);
    export(&sample, &desk, 1);
    file_and_clear(&sample, &desk, 1);
    block_on(desk.keep(somebody("Four"), &moment(20, 1))).unwrap();
    assert!(wakes().was_overtaken());
    assert_eq!(after_a_lost_journal(&sample), ["Four"]);
}

/// The journal's copy of what was set aside was torn when the first page looked.
#[test]
fn a_start_that_slept_keeps_nothing_of_somebody_who_came_back_and_was_cleared_since() {
    let (sample, journal) = (three(), MemoryMedium::default());
    drop(next_chain(&sample, &journal, 77));
    let past = journal.snapshot().into_keys().find(|key| key.starts_with("past.") && key.ends_with(THIRD)).unwrap();
    journal.set(&past, Some("torn"));
    let wakes = begins_to_start(&sample, &journal);
    let desk = page(sample.local.clone(), journal.clone(), 77);
    assert_eq!(names(&unlock(&sample, &desk, 1)), ["One", "Two", "Three"]);
    export(&sample, &desk, 1);
    file_and_clear(&sample, &desk, 1);
    assert!(wakes().was_overtaken());
    let desk = page(sample.local.clone(), journal, 77);
    assert_eq!(names(&unlock(&sample, &desk, 60)), Vec::<String>::new());
}

/// A medium whose first reading, once told so, waits until `.2` is done.
struct Sleeps<F>(MemoryMedium, Rc<Cell<bool>>, F);

impl<F: Fn()> Medium for Sleeps<F> {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.0.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        if self.1.replace(false) {
            (self.2)();
        }
        self.0.get(key).await
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        self.0.commit(guard, ops).await
    }
}

#[test]
fn a_save_that_slept_before_its_second_copy_makes_none_of_what_was_cleared_since() {
    let sample = three();
    let meanwhile = || {
        let desk = page(sample.local.clone(), sample.journal.clone(), 1);
        assert_eq!(exported(&export(&sample, &desk, 1)), ["One", "Two", "Three", "Ana"]);
        assert!(file_and_clear(&sample, &desk, 1).is_some());
        block_on(desk.keep(somebody("Four"), &moment(20, 1))).unwrap();
    };
    let asleep = Rc::new(Cell::new(false));
    let desk = page(Sleeps(sample.local.clone(), asleep.clone(), meanwhile), sample.journal.clone(), 1);
    asleep.set(true);
    // She is told "Recorded", rightly: the journal had it.
    assert!(block_on(desk.keep(somebody("Ana"), &moment(40, 1))).unwrap().local_copy);
    assert_eq!(after_a_lost_journal(&sample), ["Four"]);
}

#[test]
fn a_hold_that_another_page_set_since_stops_a_clearing_that_was_decided_before() {
    let sample = three();
    export(&sample, &sample.desk, 1);
    let log = file(&sample, &sample.desk, 1);
    let other = page(sample.local.clone(), sample.journal.clone(), 1);
    let id = log.visits().next().unwrap().0.record().id.clone();
    let hold = Activity { by: BY.into(), about: vec![id], act: Act::HoldSet {} };
    block_on(other.keep(Body::Activity(Box::new(hold)), &moment(30, 1))).unwrap();
    for tick in 1..4 {
        let refused = clear(&sample.desk, &log, tick);
        assert!(matches!(refused, Err(PurgeError::Append(AppendError::HeadMoved { .. }))), "{tick}: {refused:?}");
    }
    // Decided anew: the first person is held, and the set-up before them goes.
    let log = block_on(sample.desk.open(&sample.secret)).unwrap();
    assert_eq!(clear(&sample.desk, &log, 4), Ok(Some(1)));
    assert_eq!(names(&block_on(other.open(&sample.secret)).unwrap()), ["One", "Two", "Three"]);
}

#[test]
fn of_two_pages_that_add_somebody_at_once_the_second_begins_again_and_both_are_added() {
    let sample = three();
    let pages = [(); 2].map(|()| page(sample.local.clone(), sample.journal.clone(), 1));
    let stands = |nth: usize| block_on(pages[nth].vault().slot(SLOT_KEYS)).unwrap().unwrap();
    let with = |text: &str, who: &str, seed: u8| {
        let (file, words) = (KeyFile::parse(text).unwrap(), "six five four three two one");
        let stretch = Stretch { memory_kib: 64, passes: 1 };
        file.with_administrator(&sample.secret, (who, words), stretch, &mut Entropy::new([seed; 32])).unwrap()
    };
    // Each begins with what stands, and stretches a passphrase for a second or two.
    let seen = [stands(0), stands(1)];
    let made = [with(&seen[0].value, "Bea", 41), with(&seen[1].value, "Carl", 42)];
    let put = |nth: usize, seen, text: &str| block_on(pages[nth].vault().put_slot_after(SLOT_KEYS, seen, text));
    assert!(put(0, &seen[0], &made[0]).is_ok());
    assert_eq!(put(1, &seen[1], &made[1]), Err(SlotError::Moved));
    let seen = stands(1);
    assert!(put(1, &seen, &with(&seen.value, "Carl", 43)).is_ok());
    let names = KeyFile::parse(&stands(0).value).unwrap().names();
    assert!(names.contains(&"Bea".to_owned()) && names.contains(&"Carl".to_owned()), "{names:?}");
}

/// A journal that answers one reading of the head late: what it says is from before `.3` was done. `.1` counts the readings of the head until then.
struct AnswersLate<F>(MemoryMedium, Rc<Cell<u8>>, F);

impl<F: Fn()> Medium for AnswersLate<F> {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.0.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        let found = self.0.get(key).await;
        if key == "head" && self.1.get() > 0 {
            self.1.set(self.1.get() - 1);
            if self.1.get() == 0 {
                (self.2)();
            }
        }
        found
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        self.0.commit(guard, ops).await
    }
}

/// A save whose last look at the journal's mark is answered late, while another page exports, files and clears.
#[test]
fn a_save_whose_look_at_the_mark_is_answered_late_makes_no_second_copy_of_what_was_cleared_since() {
    for nth in 1..6 {
        let sample = three();
        let meanwhile = || {
            let desk = page(sample.local.clone(), sample.journal.clone(), 1);
            if names(&block_on(desk.open(&sample.secret)).unwrap()).len() == 4 {
                export(&sample, &desk, 1);
                assert!(file_and_clear(&sample, &desk, 1).is_some());
                block_on(desk.keep(somebody("Four"), &moment(20, 1))).unwrap();
            }
        };
        let late = Rc::new(Cell::new(0));
        let desk = page(sample.local.clone(), AnswersLate(sample.journal.clone(), late.clone(), meanwhile), 1);
        late.set(nth);
        let _ = block_on(desk.keep(somebody("Ana"), &moment(40, 1)));
        let (names, is_quiet) = and_left_out(&sample);
        if names.contains(&"Four".to_owned()) {
            assert_eq!((names, is_quiet), (vec!["Four".to_owned()], true), "reading {nth}");
        }
    }
}

/// The same with the head of the second copy alone.
#[test]
fn a_save_whose_look_at_the_mark_is_answered_late_does_not_put_the_second_copys_head_back() {
    for nth in 1..6 {
        let sample = three();
        export(&sample, &sample.desk, 1);
        file(&sample, &sample.desk, 1);
        let meanwhile = || {
            let desk = page(sample.local.clone(), sample.journal.clone(), 1);
            let _ = clear(&desk, &block_on(desk.open(&sample.secret)).unwrap(), 1);
        };
        let late = Rc::new(Cell::new(0));
        let desk = page(sample.local.clone(), AnswersLate(sample.journal.clone(), late.clone(), meanwhile), 1);
        late.set(nth);
        let is_recorded = block_on(desk.keep(somebody("Ana"), &moment(40, 1))).is_ok();
        let (names, is_quiet) = and_left_out(&sample);
        assert!(is_quiet || !is_recorded || names.contains(&"One".to_owned()), "reading {nth}: {names:?}");
    }
}

/// A crash took a second copy; the last look of the start-up that makes it is answered late.
#[test]
fn a_start_whose_last_look_is_answered_late_brings_no_second_copy_back_of_somebody_who_was_cleared_since() {
    let mut answered = 0;
    for nth in 1..4 {
        let sample = three();
        sample.local.set(THIRD, None);
        let meanwhile = || {
            let desk = page(sample.local.clone(), sample.journal.clone(), 1);
            export(&sample, &desk, 1);
            file_and_clear(&sample, &desk, 1);
            block_on(desk.keep(somebody("Four"), &moment(20, 1))).unwrap();
        };
        let late = Rc::new(Cell::new(nth));
        let journal = AnswersLate(sample.journal.clone(), late.clone(), meanwhile);
        block_on(Vault::open(sample.local.clone(), journal)).unwrap();
        if late.get() == 0 {
            answered += 1;
            assert_eq!(and_left_out(&sample), (vec!["Four".to_owned()], true), "reading {nth}");
        }
    }
    assert!(answered > 0);
}

/// A journal before one of whose calls another page does something.
struct Before<F>(MemoryMedium, Cell<usize>, F);

impl<F: Fn()> Before<F> {
    fn call(&self) {
        self.1.set(self.1.get().wrapping_sub(1));
        if self.1.get() == 0 {
            (self.2)();
        }
    }
}

impl<F: Fn()> Medium for Before<F> {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.call();
        self.0.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        self.call();
        self.0.get(key).await
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        self.call();
        self.0.commit(guard, ops).await
    }
}

/// Two administrators unlock after a lost key; one of them exports, files and clears while the other one's page brings people back.
#[test]
fn whoever_was_brought_back_filed_and_cleared_by_another_page_does_not_come_back_once_more() {
    let mut cleared = 0;
    for call in 1..120 {
        let sample = three();
        drop(next_chain(&sample, &sample.journal, 77));
        let other = || {
            let desk = page(sample.local.clone(), sample.journal.clone(), 77);
            unlock(&sample, &desk, 1);
            export(&sample, &desk, 1);
            file_and_clear(&sample, &desk, 1);
            block_on(desk.keep(somebody("Four"), &moment(20, 1))).unwrap();
        };
        let journal = Before(sample.journal.clone(), Cell::new(call), other);
        let desk = page(sample.local.clone(), journal, 77);
        let log = block_on(desk.open(&sample.secret)).unwrap();
        if let Ok(mut taking) = block_on(desk.taking_over(&log)) {
            let mut n = 100..;
            while matches!(
                block_on(desk.take_over(&mut taking, &sample.secret, BY, &moment(8, n.next().unwrap()))),
                Ok(true)
            ) {}
        }
        let log = unlock(&sample, &page(sample.local.clone(), sample.journal.clone(), 77), 60);
        let names = names(&log);
        if names.contains(&"Four".to_owned()) {
            cleared += 1;
            assert_eq!(names, ["Four"], "before call {call}");
        }
    }
    assert!(cleared > 20);
}

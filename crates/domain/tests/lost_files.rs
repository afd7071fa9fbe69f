//! Files that never were or were lost on their way: whoever stood in one is in the next, or it can be made again. And a save that lands late.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use inkseal_domain::activity::Act;
use inkseal_domain::desk::KeepError;
use inkseal_domain::export::Export;
use inkseal_domain::store::faulty::{Fault, FaultyMedium, power};
use inkseal_domain::store::{CommitError, Guard, Medium, MediumError, MemoryMedium, Op};
use pollster::block_on;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// One fault: power fails when the activity of an export of a range of days is on the disk and nobody has heard of it, so that its file was
/// never given out. The range began before what an earlier file has, that one is filed, and what it has is cleared.
#[test]
fn whoever_is_in_an_export_whose_file_never_was_is_in_the_next_one_once_that_cannot_be_made_again() {
    let mut sample = three();
    let first = sample.export(None).exported;
    sample.sign("Ana");
    let on = power();
    let journal = FaultyMedium::new(sample.journal.clone(), on.clone(), []);
    let desk = page(FaultyMedium::new(sample.local.clone(), on.clone(), []), journal.clone(), 1);
    let (log, library) = (block_on(desk.open(&sample.secret)).unwrap(), library());
    let days = Export { log: &log, secret: &sample.secret, library: &library, by: BY };
    let (from, to) = days.whole_range().unwrap();
    journal.add_faults([(2, Fault::StopAfter)]);
    assert!(block_on(days.make(&desk, from, to, &moment(50, 1))).is_err() && !on.get());

    let desk = page(sample.local.clone(), sample.journal.clone(), 1);
    let code = Act::ReceiptAccepted { payload: first.payload, first: first.first, last: first.last };
    block_on(desk.keep(by_administrator(code), &moment(90, 1))).unwrap();
    assert_eq!(clear(&desk, &block_on(desk.open(&sample.secret)).unwrap(), 1), Ok(Some(4)));

    let desk = page(sample.local.clone(), sample.journal.clone(), 1);
    let log = block_on(desk.open(&sample.secret)).unwrap();
    let never = log.exports().next_back().unwrap().1;
    let again = Export { log: &log, secret: &sample.secret, library: &library, by: BY };
    let can_be_made = again.again(&desk, never, BY, -420).is_ok();
    assert!(can_be_made || log.new_visits() == 1, "Ana is in no file, that file cannot be made, and she is not new");
}

/// The same with no fault of the tablet's: the file was given out and was lost on its way.
#[test]
fn a_file_that_was_lost_on_its_way_can_be_made_again_or_its_people_are_new() {
    let mut sample = three();
    let first = sample.export(None).exported;
    sample.sign("Ana");
    let days = sample.log().lines().last().unwrap().last_seq();
    let lost = sample.export(Some((1, days))).exported;
    sample.note(Act::ReceiptAccepted { payload: first.payload, first: first.first, last: first.last }, vec![]);
    assert_eq!(clear(&sample.desk, &sample.log(), 1), Ok(Some(4)));
    let (log, library) = (sample.log(), library());
    let again = Export { log: &log, secret: &sample.secret, library: &library, by: BY };
    assert!(again.again(&sample.desk, &lost, BY, -420).is_ok() || log.new_visits() == 1);
}

/// A file that could not be made again, should it be lost, covers nobody until the records office says that it has it: one that listed
/// a record as unreadable which is whole by now, and one with a record that is unreadable by now.
#[test]
fn whoever_is_in_a_file_that_cannot_be_made_again_is_new_until_it_is_filed() {
    for is_healed in [true, false] {
        let sample = three();
        let third = sample.journal.snapshot()[THIRD].clone();
        let torn = || [&sample.local, &sample.journal].map(|medium| medium.set(THIRD, Some("torn")));
        if is_healed {
            torn();
        }
        let desk = page(sample.local.clone(), sample.journal.clone(), 1);
        export(&sample, &desk, 1);
        if is_healed {
            sample.journal.set(THIRD, Some(&third));
        } else {
            torn();
        }
        let desk = page(sample.local.clone(), sample.journal.clone(), 1);
        let log = block_on(desk.open(&sample.secret)).unwrap();
        let library = library();
        let lost = log.exports().next().unwrap().1;
        let again = Export { log: &log, secret: &sample.secret, library: &library, by: BY };
        assert!(again.again(&desk, lost, BY, -420).is_err());
        assert_eq!(log.new_visits(), if is_healed { 3 } else { 2 }, "{is_healed}");
        // It was not lost: the code comes.
        let log = file(&sample, &desk, 1);
        assert_eq!(log.new_visits(), usize::from(is_healed), "{is_healed}");
    }
}

/// A journal whose first write hangs and lands just before the next one, and of which then one read fails.
#[derive(Clone)]
struct LateAndBlind(MemoryMedium, Rc<RefCell<Option<Commit>>>, Rc<Cell<u8>>);

type Commit = (Option<Guard>, Vec<Op>);

impl Medium for LateAndBlind {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.0.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        if self.2.get() == 3 {
            self.2.set(4);
            return Err(MediumError::Failed("once".into()));
        }
        self.0.get(key).await
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        match self.2.get() {
            1 => {
                self.2.set(2);
                self.1.replace(Some((guard, ops)));
                Err(MediumError::Hangs.into())
            }
            2 => {
                let (first, late) = self.1.take().unwrap();
                let _ = self.0.commit(first, late).await;
                self.2.set(3);
                self.0.commit(guard, ops).await
            }
            _ => self.0.commit(guard, ops).await,
        }
    }
}

/// Two faults: a write hangs and lands late, and one read fails.
#[test]
fn a_save_that_landed_late_is_not_recorded_twice_where_one_read_fails() {
    let sample = three();
    let journal = LateAndBlind(sample.journal.clone(), Rc::default(), Rc::default());
    let desk = page(sample.local.clone(), journal.clone(), 1);
    journal.2.set(1);
    let Err(KeepError::Store { unstored, .. }) = block_on(desk.keep(somebody("Ana"), &moment(40, 1))) else { panic!() };
    let _ = block_on(desk.keep_again(&unstored, somebody("Ana"), &moment(40, 2)));
    let desk = page(sample.local.clone(), sample.journal.clone(), 1);
    assert_eq!(exported(&export(&sample, &desk, 1)), ["One", "Two", "Three", "Ana"]);
}

//! What was half done: a try to begin again that failed, a journal that went back to before a clearing, a clearing that power cut short.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use inkseal_domain::activity::{Act, Activity};
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::record::Body;
use inkseal_domain::setup::{NewChain, SetUp, start_again};
use inkseal_domain::store::faulty::{Fault, FaultyMedium, power};
use inkseal_domain::store::{CommitError, Guard, Medium, MediumError, MemoryMedium, Op, Vault};
use pollster::block_on;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Begins the next chain over a lost journal whose first writes go wrong as `faults` say; an error is shown, and it is begun again.
fn begun_at_the_second_try(sample: &Sample, fault: Fault) -> Option<(MemoryMedium, Kiosk<MemoryMedium, MemoryMedium>)> {
    let journal = MemoryMedium::default();
    let faulty = FaultyMedium::new(journal.clone(), power(), []);
    let (vault, _) = block_on(Vault::open(sample.local.clone(), faulty.clone())).unwrap();
    let left = block_on(SetUp::read(&vault)).unwrap().unwrap();
    let signer = MemoryKey::from_seed([77; 32]);
    let key = signer.public();
    let new = NewChain { secret: &sample.secret, by: BY, left: &left, key, key_home: KeyHome::Software, app: app() };
    faulty.add_faults([(1, fault)]);
    // The mark of a chain before is empty: nothing of it can be altered.
    if block_on(start_again(vault, signer, &new, &moment(7, 76))).is_ok() {
        return None;
    }
    let desk = begin(sample, sample.local.clone(), journal.clone(), 77);
    Some((journal, desk))
}

/// Two faults: the journal is lost, and of what is set aside one value is altered while it is written. That is seen and said; the second try
/// takes the altered bytes for what is there. Everybody has a good copy in localStorage.
#[test]
fn what_was_altered_at_the_first_try_to_begin_again_is_whole_after_the_second() {
    let mut tried = 0;
    for nth in 0..8 {
        let sample = three();
        let Some((_, desk)) = begun_at_the_second_try(&sample, Fault::Flip(nth)) else { continue };
        tried += 1;
        let log = unlock(&sample, &desk, 1);
        let names = names(&log);
        assert_eq!((names, log.broken()), (["One", "Two", "Three"].map(str::to_owned).to_vec(), 0), "value {nth}");
    }
    assert!(tried > 4, "{tried}");
}

/// The same where the altered value is a hold: whoever was on hold is cleared.
#[test]
fn a_hold_that_was_altered_at_the_first_try_to_begin_again_holds_after_the_second() {
    let mut tried = 0;
    for nth in 0..9 {
        let sample = three();
        let id = sample.log().visits().next().unwrap().0.record().id.clone();
        let hold = Activity { by: BY.into(), about: vec![id.clone()], act: Act::HoldSet {} };
        block_on(sample.desk.keep(Body::Activity(Box::new(hold)), &moment(30, 1))).unwrap();
        let Some((journal, desk)) = begun_at_the_second_try(&sample, Fault::Cut(nth)) else { continue };
        tried += 1;
        unlock(&sample, &desk, 1);
        export(&sample, &desk, 1);
        file_and_clear(&sample, &desk, 1);
        let log = unlock(&sample, &page(sample.local.clone(), journal, 77), 60);
        assert!(log.find(&id).is_some(), "value {nth}: {:?} was on hold and is cleared", names(&log));
    }
    assert!(tried > 4, "{tried}");
}

/// One fault: the journal is as it was before a clearing, localStorage is whole and says that it was cleared.
#[test]
fn a_journal_that_goes_back_to_before_a_clearing_brings_nobody_back_whom_localstorage_says_was_cleared() {
    let sample = three();
    export(&sample, &sample.desk, 1);
    let log = file(&sample, &sample.desk, 1);
    let before = sample.journal.snapshot();
    assert!(clear(&sample.desk, &log, 1).unwrap().is_some());
    sample.journal.replace(before);
    let log = unlock(&sample, &page(sample.local.clone(), sample.journal.clone(), 1), 30);
    assert_eq!((names(&log), log.broken()), (vec![], 0));
}

/// The same, and somebody was recorded since: she has a good copy, and there is a place for her.
#[test]
fn whoever_was_recorded_after_a_clearing_comes_back_where_the_journal_goes_back_to_before_it() {
    let sample = three();
    export(&sample, &sample.desk, 1);
    let log = file(&sample, &sample.desk, 1);
    let before = sample.journal.snapshot();
    assert!(clear(&sample.desk, &log, 1).unwrap().is_some());
    block_on(sample.desk.keep(somebody("Ana"), &moment(40, 1))).unwrap();
    sample.journal.replace(before);
    let log = unlock(&sample, &page(sample.local.clone(), sample.journal.clone(), 1), 30);
    assert!(names(&log).contains(&"Ana".to_owned()) || log.broken() > 0, "in silence");
    assert_eq!(names(&log), ["Ana"], "told, left out: {:?}", left_out(&log));
}

/// A localStorage that keeps how it was after every single write.
#[derive(Clone)]
struct Kept(MemoryMedium, Rc<RefCell<Vec<BTreeMap<String, String>>>>);

impl Medium for Kept {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.0.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        self.0.get(key).await
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        self.0.commit(guard, vec![]).await?;
        for op in ops {
            self.0.commit(None, vec![op]).await?;
            self.1.borrow_mut().push(self.0.snapshot());
        }
        Ok(())
    }
}

/// Two faults, in a chain after another one (in a first chain it holds): power fails after a clearing and one more signer, localStorage loses
/// its last writes up to the middle of that clearing, and the journal's head is torn. Whoever was filed and cleared comes back, because
/// localStorage's head, which says that it was cleared, names a record that the journal has, but not its last one.
#[test]
fn a_torn_head_beside_the_localstorage_from_the_middle_of_a_clearing_before_one_more_signer_brings_nobody_back() {
    for is_second in [false, true] {
        for signers in 0..3 {
            let sample = three();
            let (journal, seed) = if is_second { (MemoryMedium::default(), 77) } else { (sample.journal.clone(), 1) };
            let (local, moments) = (sample.local.clone(), Rc::default());
            if is_second {
                unlock(&sample, &next_chain(&sample, &journal, 77), 1);
            }
            let desk = page(Kept(local.clone(), Rc::clone(&moments)), journal.clone(), seed);
            export(&sample, &desk, 1);
            file_and_clear(&sample, &desk, 1).unwrap();
            let who = ["Ana", "Bea", "Carl"];
            for (n, who) in who[..signers].iter().enumerate() {
                block_on(desk.keep(somebody(who), &moment(50, n as u8))).unwrap();
            }
            journal.set("head", Some("torn"));
            let (there, all) = (journal.snapshot(), moments.borrow().clone());
            for (n, older) in all.into_iter().enumerate() {
                journal.replace(there.clone());
                local.replace(older);
                let log = unlock(&sample, &page(local.clone(), journal.clone(), seed), 30);
                assert_eq!(names(&log), who[..signers], "second: {is_second}, signers {signers}, localStorage {n}");
            }
        }
    }
}

/// Two pages after a lost journal: one has looked at what is to come back and sleeps; the other brings everybody back, exports, files and
/// clears them. The first one brings them back once more, although the journal has a mark for each.
#[test]
fn whoever_another_page_brought_back_filed_and_cleared_meanwhile_is_not_brought_back_once_more() {
    let (sample, journal) = (three(), MemoryMedium::default());
    let sleeps = next_chain(&sample, &journal, 77);
    let log = block_on(sleeps.open(&sample.secret)).unwrap();
    let mut taking = block_on(sleeps.taking_over(&log)).unwrap();
    let other = page(sample.local.clone(), journal.clone(), 77);
    unlock(&sample, &other, 1);
    export(&sample, &other, 1);
    assert!(file_and_clear(&sample, &other, 1).is_some());
    let mut n = 60;
    while let Ok(true) = block_on(sleeps.take_over(&mut taking, &sample.secret, BY, &moment(8, n))) {
        n += 1;
    }
    let log = unlock(&sample, &page(sample.local.clone(), journal, 77), 120);
    assert_eq!(names(&log), Vec::<String>::new());
}

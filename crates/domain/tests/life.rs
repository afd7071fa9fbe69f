//! A tablet's long life, with a lost journal and a lost key in it, looked at after every step: whatever befalls one medium there, nobody is
//! lost, doubled, or back after they were cleared.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Sample, SampleDesk, library, moment, visit};
use inkseal_domain::activity::{Act, Activity};
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::desk::{Desk, Moment};
use inkseal_domain::entropy::Entropy;
use inkseal_domain::export::Export;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::log::Log;
use inkseal_domain::office::{OfficeCard, OfficeSecret};
use inkseal_domain::record::{App, Body};
use inkseal_domain::setup::{NewChain, SetUp, start_again};
use inkseal_domain::store::{Key, Medium, MemoryMedium, Op, Returned, Vault};
use pollster::block_on;
use std::collections::BTreeSet;

const BY: &str = "Sample Administrator";

type Values = Vec<(String, String)>;
type People = BTreeSet<String>;

/// The tablet after a step.
struct Shot {
    what: String,
    local: Values,
    journal: Values,
    key: u8,
    here: People,
    cleared: People,
}

struct Life {
    local: MemoryMedium,
    journal: MemoryMedium,
    key: u8,
    secret: OfficeSecret,
    desk: SampleDesk,
    ticks: u8,
    here: People,
    cleared: People,
    shots: Vec<Shot>,
}

fn names(log: &Log) -> Vec<String> {
    log.visits().filter_map(|(proved, _)| proved.record().signer_name().map(ToString::to_string)).collect()
}

fn values(medium: &MemoryMedium) -> Values {
    let mut all = block_on(medium.entries()).unwrap();
    all.retain(|(key, _)| key != "ballast");
    all.sort();
    all
}

fn medium(values: &Values) -> MemoryMedium {
    let medium = MemoryMedium::default();
    let ops = values.iter().map(|(key, text)| Op::Put(key.clone(), text.clone())).collect();
    block_on(medium.commit(None, ops)).unwrap();
    medium
}

fn begin_again(local: &MemoryMedium, journal: &MemoryMedium, secret: &OfficeSecret, seed: u8) -> SampleDesk {
    let (vault, _) = block_on(Vault::open(local.clone(), journal.clone())).unwrap();
    if vault.head().is_some() {
        block_on(vault.end()).unwrap();
    }
    let left = block_on(SetUp::read(&vault)).unwrap().unwrap();
    let signer = MemoryKey::from_seed([seed; 32]);
    let key = signer.public();
    let new = NewChain { secret, by: BY, left: &left, key, key_home: KeyHome::Software, app: app() };
    block_on(start_again(vault, signer, &new, &moment(seed, 0))).unwrap()
}

fn app() -> App {
    App { version: "0.1.0".into(), build: "test".into() }
}

/// Brings back at most so many.
fn bring_back(desk: &SampleDesk, secret: &OfficeSecret, most: usize, mut at: impl FnMut() -> Moment) {
    let log = block_on(desk.open(secret)).unwrap();
    let mut taking = block_on(desk.taking_over(&log)).unwrap();
    for _ in 0..most {
        if !block_on(desk.take_over(&mut taking, secret, BY, &at())).unwrap() {
            break;
        }
    }
}

impl Life {
    fn at(&mut self) -> Moment {
        self.ticks += 1;
        moment(150, self.ticks)
    }

    fn shot(&mut self, what: &str) {
        self.shots.push(Shot {
            what: what.to_owned(),
            local: values(&self.local),
            journal: values(&self.journal),
            key: self.key,
            here: self.here.clone(),
            cleared: self.cleared.clone(),
        });
    }

    fn sign(&mut self, name: &str) {
        let at = self.at();
        block_on(self.desk.keep(Body::Visit(Box::new(visit(name))), &at)).unwrap();
        self.here.insert(name.to_owned());
        self.shot(&format!("{name} signed"));
    }

    fn file_and_clear(&mut self) {
        let (log, at, library) = (block_on(self.desk.open(&self.secret)).unwrap(), self.at(), library());
        let export = Export { log: &log, secret: &self.secret, library: &library, by: BY };
        let (first, last) = export.new_range().unwrap();
        let payload = block_on(export.make(&self.desk, first, last, &at)).unwrap().exported.payload;
        let at = self.at();
        block_on(self.desk.keep(act(Act::ReceiptAccepted { payload, first, last }), &at)).unwrap();
        self.shot("receipted");
        let log = block_on(self.desk.open(&self.secret)).unwrap();
        let before = self.desk.vault().purged().unwrap().seq;
        let through = log.purgeable_through(before, None).unwrap();
        let at = self.at();
        let note = act(Act::Purged { first: before + 1, last: through });
        let (_, note) = block_on(self.desk.prepare(note, &at, &mut Entropy::new(at.seed))).unwrap();
        block_on(self.desk.vault().purge(through, &note)).unwrap();
        let left: People = names(&block_on(self.desk.open(&self.secret)).unwrap()).into_iter().collect();
        self.cleared.extend(self.here.difference(&left).cloned());
        self.here = left;
        self.shot("cleared");
    }

    fn begin_again(&mut self, key: u8, what: &str) {
        self.key = key;
        self.desk = begin_again(&self.local, &self.journal, &self.secret, key);
        self.shot(what);
    }

    fn bring_back(&mut self, most: usize) {
        for _ in 0..most {
            let at = self.at();
            bring_back(&self.desk, &self.secret, 1, || at.clone());
            self.shot("one more was brought back");
        }
    }

    fn start(&mut self) {
        let (vault, start) = block_on(Vault::open(self.local.clone(), self.journal.clone())).unwrap();
        assert!(!start.journal_lost);
        let left = block_on(SetUp::read(&vault)).unwrap().unwrap();
        let (key, card) = (MemoryKey::from_seed([self.key; 32]), self.desk.card.clone());
        self.desk = Desk::new(vault, key, left.certificates, card, app()).unwrap();
        self.shot("started");
    }
}

fn act(act: Act) -> Body {
    Body::Activity(Box::new(Activity { by: BY.into(), about: vec![], act }))
}

fn life() -> Life {
    let sample = Sample::new(1, false);
    let mut life = Life {
        local: sample.local.clone(),
        journal: sample.journal.clone(),
        key: 1,
        secret: sample.secret.duplicate(),
        desk: sample.desk,
        ticks: 0,
        here: People::new(),
        cleared: People::new(),
        shots: vec![],
    };
    life.shot("set up");
    life.sign("A");
    life.sign("B");
    life.file_and_clear();
    life.sign("C");
    life.sign("D");
    life.journal = MemoryMedium::default();
    life.begin_again(31, "begun again after a lost journal");
    life.bring_back(2);
    life.start();
    life.bring_back(4);
    life.sign("E");
    life.file_and_clear();
    life.sign("F");
    life.begin_again(32, "begun again after a lost key");
    life.bring_back(2);
    life.sign("G");
    life.start();
    life.bring_back(4);
    life.start();
    life.sign("H");
    life
}

/// Who is on the tablet after a start and, where it has to be, a new chain and everybody brought back; and how many places cannot be read.
fn outcome(
    local: &MemoryMedium,
    journal: &MemoryMedium,
    key: u8,
    secret: &OfficeSecret,
    card: &OfficeCard,
) -> (Vec<String>, usize) {
    let (vault, start) = block_on(Vault::open(local.clone(), journal.clone())).unwrap();
    let left = block_on(SetUp::read(&vault)).unwrap().expect("the office's key file");
    let signer = MemoryKey::from_seed([key; 32]);
    let goes_on = !start.journal_lost && vault.head().is_some() && block_on(left.is_key(&signer)).unwrap();
    let desk = if goes_on {
        Desk::new(vault, signer, left.certificates, card.clone(), app()).unwrap()
    } else {
        begin_again(local, journal, secret, 77)
    };
    let mut ticks = 0;
    bring_back(&desk, secret, usize::MAX, || {
        ticks += 1;
        moment(8, ticks)
    });
    let log = block_on(desk.open(secret)).unwrap();
    (names(&log), log.broken())
}

/// Where a mark is gone nobody knows any more that its record came back, and it may be told as left out until everything has.
const MARKS_GONE: &str = "its marks are gone";

fn is_mark(name: &str, text: &str) -> bool {
    Returned::read(&Key::parse(name), text).is_ok()
}

/// What is wrong after something befell the tablet as it was at a step.
fn judge(shot: &Shot, how: &str, (who, broken): (Vec<String>, usize), everybody: bool) -> Option<String> {
    let set: People = who.iter().cloned().collect();
    let marks = shot.journal.iter().filter(|(name, text)| is_mark(name, text));
    let alarms = if how.ends_with(MARKS_GONE) { marks.count() } else { 0 };
    let is_lost = !shot.here.is_subset(&set) || broken > alarms || !shot.cleared.is_disjoint(&set);
    let is_wrong = everybody && is_lost || set.len() != who.len();
    is_wrong.then(|| format!("here were {:?}, cleared {:?}; now {who:?}, unreadable {broken}", shot.here, shot.cleared))
}

/// Does something to every step of the life, and gathers what is wrong.
fn everywhere(what: &str, everybody: bool, befall: impl Fn(&Life, usize) -> Vec<(String, Values, Values)>) {
    let life = life();
    let mut wrong = vec![];
    for (i, shot) in life.shots.iter().enumerate() {
        for (how, local, journal) in befall(&life, i) {
            let got = outcome(&medium(&local), &medium(&journal), shot.key, &life.secret, &life.desk.card);
            wrong.extend(
                judge(shot, &how, got, everybody).map(|wrong| format!("{} (step {i}), {how}: {wrong}", shot.what)),
            );
        }
    }
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

#[test]
fn whatever_a_crash_gives_back_of_localstorage_nobody_is_lost() {
    everywhere("localStorage as it was before", true, |life, i| {
        let older = life.shots[..=i].iter();
        older.map(|older| (older.what.clone(), older.local.clone(), life.shots[i].journal.clone())).collect()
    });
}

#[test]
fn a_torn_head_beside_whatever_a_crash_gives_back_of_localstorage_loses_nobody_and_brings_nobody_back() {
    everywhere("the journal's head is torn, and localStorage as it was before", true, |life, i| {
        let mut journal = life.shots[i].journal.clone();
        journal.iter_mut().filter(|(name, _)| name == "head").for_each(|(_, text)| text.truncate(20));
        let older = life.shots[..=i].iter();
        older.map(|older| (older.what.clone(), older.local.clone(), journal.clone())).collect()
    });
}

#[test]
fn whatever_a_crash_takes_of_the_last_step_after_the_end_of_a_chain_nobody_is_lost_or_back() {
    everywhere("the chain is ended, and localStorage as it was a step before", true, |life, i| {
        let (local, journal) = (medium(&life.shots[i].local), medium(&life.shots[i].journal));
        block_on(block_on(Vault::open(local, journal.clone())).unwrap().0.end()).unwrap();
        let (older, journal) = (life.shots[i.saturating_sub(1)..=i].iter(), values(&journal));
        older.map(|older| (older.what.clone(), older.local.clone(), journal.clone())).collect()
    });
}

#[test]
fn whichever_medium_is_lost_nobody_is() {
    everywhere("one medium is lost", true, |life, i| {
        let Shot { local, journal, .. } = &life.shots[i];
        vec![
            (format!("without its journal, {MARKS_GONE}"), local.clone(), vec![]),
            ("without its localStorage".to_owned(), vec![], journal.clone()),
        ]
    });
}

#[test]
fn whichever_value_is_torn_or_gone_nobody_is_lost() {
    everywhere("one value is torn or gone", true, |life, i| {
        let Shot { local, journal, .. } = &life.shots[i];
        let mut ways = vec![];
        for (n, (name, text)) in journal.iter().enumerate() {
            for (befell, torn) in torn(text) {
                let what = if is_mark(name, text) { MARKS_GONE } else { befell };
                ways.push((
                    format!("{name} in the journal, {befell}: {what}"),
                    local.clone(),
                    altered(journal, n, torn),
                ));
            }
        }
        for (n, (name, text)) in local.iter().enumerate() {
            for (befell, torn) in torn(text) {
                ways.push((format!("{name} in localStorage {befell}"), altered(local, n, torn), journal.clone()));
            }
        }
        ways
    });
}

/// What may become of a value.
fn torn(text: &str) -> [(&'static str, Option<String>); 3] {
    [("gone", None), ("empty", Some(String::new())), ("torn", Some(text[..text.len() / 2].to_owned()))]
}

fn altered(values: &Values, n: usize, torn: Option<String>) -> Values {
    let mut values = values.clone();
    match torn {
        Some(text) => values[n].1 = text,
        None => _ = values.remove(n),
    }
    values
}

/// What was not on the disk yet is gone then; but nobody comes twice.
#[test]
fn with_the_journal_lost_and_localstorage_older_nobody_is_doubled() {
    everywhere("the journal is lost, and localStorage as it was before", false, |life, i| {
        life.shots[..=i].iter().map(|older| (older.what.clone(), older.local.clone(), vec![])).collect()
    });
}

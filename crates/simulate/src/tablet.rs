//! One tablet: its disk, its tabs, and what people were told.

use crate::check::receipted_through;
use crate::defect::{Defect, Planted};
use crate::disk::{Disk, Journal, Local};
use crate::office;
use crate::pages::Page;
use inkseal_domain::desk::{Kept, Moment};
use inkseal_domain::export::Exports;
use inkseal_domain::log::Log;
use inkseal_domain::store::faulty::{Fault, FaultyMedium, power};
use inkseal_domain::store::{Entry, Key, Side};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A signer who was told "Recorded".
#[derive(Debug, Clone)]
pub struct Told {
    /// Their name, which nobody else has.
    pub name: String,
    /// The record's number in the chain of that day.
    pub seq: u64,
    /// The stored line.
    pub text: String,
    /// The record's hash.
    pub hash: String,
    /// Whether the records office has it, verified.
    pub filed: bool,
}

/// A batch that was given out.
#[derive(Debug, Clone)]
pub struct Given {
    /// The file and what the log says of it.
    pub exports: Exports,
    /// Whether the records office has it, verified.
    pub filed: bool,
}

/// What people were told, and what was found wrong on the way.
#[derive(Debug, Default)]
pub struct People {
    /// Everybody who was told "Recorded".
    pub told: Vec<Told>,
    /// Batches, oldest first.
    pub given: Vec<Given>,
    /// Ranges of the present chain for which a filing code was typed in.
    pub receipts: Vec<(u64, u64)>,
    /// How far receipts covered each chain that has ended.
    pub receipted_before: BTreeMap<u8, u64>,
    /// The last setting that was called saved.
    pub setting: u64,
    /// Refusals by their words, and how often.
    pub refusals: BTreeMap<String, u64>,
    /// What must never be.
    pub violations: Vec<String>,
}

/// The tablet.
pub struct Tablet {
    /// Its storage.
    pub disk: Disk,
    /// The planted defect.
    pub defect: Option<Defect>,
    /// What people were told.
    pub people: RefCell<People>,
    /// The document version in force.
    pub document: Cell<u8>,
    /// The program's version.
    pub program: Cell<u8>,
    /// How far the clock is off, in minutes.
    pub clock_off_min: Cell<i64>,
    /// The number of the key that was made last, and of the chain that begins with it.
    pub chain: Cell<u8>,
    /// The key that the journal keeps beside its values; `None`: none.
    pub key: Cell<Option<u8>>,
    /// Which set-up made the office.
    pub office: Cell<u8>,
    /// Nothing more is to be expected of it: the key file is gone from both media.
    pub is_beyond: Cell<bool>,
    /// The first chain whose certificate is still there. Nobody can show any more which keys the chains before had.
    pub known_from: Cell<u8>,
    /// The chain as an administrator saw it last, as long as pages are open.
    pub(crate) opened: RefCell<Log>,
    pages: [RefCell<Option<Rc<Page>>>; 2],
    faulty: [RefCell<Option<FaultyPair>>; 2],
    serial: Cell<u64>,
}

/// Handles on a page's two media, to let them go wrong.
type FaultyPair = (FaultyMedium<Local>, FaultyMedium<Journal>);

impl Tablet {
    /// A tablet that nobody has touched.
    pub fn new(defect: Option<Defect>) -> Self {
        let disk = Disk::default();
        if defect == Some(Defect::RelaxedDurability) {
            disk.relax();
        }
        Tablet {
            disk,
            defect,
            people: RefCell::default(),
            document: Cell::new(1),
            program: Cell::new(1),
            clock_off_min: Cell::new(0),
            chain: Cell::new(0),
            key: Cell::new(None),
            office: Cell::new(0),
            is_beyond: Cell::new(false),
            known_from: Cell::new(0),
            opened: RefCell::default(),
            pages: Default::default(),
            faulty: Default::default(),
            serial: Cell::new(0),
        }
    }

    /// A number that was never given before.
    pub fn serial(&self) -> u64 {
        self.serial.set(self.serial.get() + 1);
        self.serial.get()
    }

    /// Now, and random bytes for it.
    pub fn moment(&self) -> Moment {
        office::moment(self.serial(), self.clock_off_min.get())
    }

    /// Makes a key and keeps it. Gives its number.
    pub(crate) fn new_key(&self) -> u8 {
        self.chain.set(self.chain.get() + 1);
        self.key.set(Some(self.chain.get()));
        self.chain.get()
    }

    /// The chain has ended: receipts of its numbers say nothing about the next one's.
    pub(crate) fn end_chain(&self) {
        let through = receipted_through(self);
        let mut people = self.people.borrow_mut();
        let before = people.receipted_before.entry(self.chain.get()).or_default();
        *before = through.max(*before);
        people.receipts.clear();
    }

    /// Closes every page, and forgets what an administrator saw.
    pub fn close_pages(&self) {
        self.opened.replace(Log::default());
        for tab in 0..self.pages.len() {
            self.pages[tab].replace(None);
            self.faulty[tab].replace(None);
        }
    }

    pub(crate) fn open_page(&self, tab: usize) -> Option<Rc<Page>> {
        self.pages[tab].borrow().clone()
    }

    pub(crate) fn keep_page(&self, tab: usize, page: &Rc<Page>) {
        self.pages[tab].replace(Some(page.clone()));
    }

    /// Both media for a page of a tab, and a look at its localStorage.
    pub(crate) fn media(&self, tab: usize) -> (Local, Planted<FaultyMedium<Local>>, Planted<FaultyMedium<Journal>>) {
        let local = self.disk.local(tab);
        let faulty_local = FaultyMedium::new(local.clone(), power(), []);
        let faulty_journal = FaultyMedium::new(self.disk.journal(), power(), []);
        self.faulty[tab].replace(Some((faulty_local.clone(), faulty_journal.clone())));
        let local_side = Planted::new(faulty_local, Side::Local, &self.disk, self.defect);
        let journal_side = Planted::new(faulty_journal, Side::Journal, &self.disk, self.defect);
        (local, local_side, journal_side)
    }

    /// Lets the nth call from now of a page's medium go wrong; without a page, nothing.
    pub fn add_fault(&self, tab: usize, side: Side, call: usize, fault: Fault) {
        if let Some((local, journal)) = &*self.faulty[tab].borrow() {
            match side {
                Side::Local => local.add_faults([(call, fault)]),
                Side::Journal => journal.add_faults([(call, fault)]),
            }
        }
    }

    /// Notes that somebody was refused, and why.
    pub fn refuse(&self, why: impl std::fmt::Display) {
        *self.people.borrow_mut().refusals.entry(why.to_string()).or_default() += 1;
    }

    /// Notes what must never be.
    pub fn violation(&self, what: String) {
        self.people.borrow_mut().violations.push(what);
    }

    /// Somebody is told "Recorded". What that claims must be so at this very moment.
    pub fn tell(&self, page: &Page, name: &str, kept: &Kept) {
        let seq = kept.proved.record().seq;
        let key = Key::Record(seq).name();
        let hash = kept.proved.hash().to_string();
        let same = |text: &String| Entry::parse(text).is_ok_and(|entry| entry.hash == hash);
        let durable = self.disk.on_disk(Side::Journal).remove(&key).filter(same);
        if kept.local_copy && page.local.peek(&key).filter(same).is_none() {
            self.violation(format!("{name} has no second copy, and the kiosk says that there is one"));
        }
        let Some(text) = durable else {
            return self.violation(format!("{name} was told \"Recorded\", and the record is not on the disk"));
        };
        self.people.borrow_mut().told.push(Told { name: name.to_owned(), seq, text, hash, filed: false });
    }
}

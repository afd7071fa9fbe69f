//! One tablet: its disk, its tabs, and what people were told.

use crate::defect::{Defect, Planted};
use crate::disk::{Disk, Journal, Local};
use crate::office;
use inkseal_domain::activity::{Act, Activity, BY_KIOSK};
use inkseal_domain::desk::{Desk, Kept, Moment};
use inkseal_domain::export::Exports;
use inkseal_domain::key_file::KeyFile;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::record::Body;
use inkseal_domain::setup::{SetUp, set_up};
use inkseal_domain::store::faulty::{Fault, FaultyMedium, power};
use inkseal_domain::store::{Entry, Key, Repair, Side, StartUp, Vault};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

type LocalSide = Planted<FaultyMedium<Local>>;
type JournalSide = Planted<FaultyMedium<Journal>>;
/// The domain's desk over simulated media.
pub type SimulatedDesk = Desk<LocalSide, JournalSide, MemoryKey>;

/// A page that is open.
pub struct Page {
    /// The desk.
    pub desk: SimulatedDesk,
    /// What this tab sees of localStorage.
    pub local: Local,
}

/// A signer who was told "Recorded".
#[derive(Debug, Clone)]
pub struct Told {
    /// Their name, which nobody else has.
    pub name: String,
    /// The record's place.
    pub seq: u64,
    /// The stored line.
    pub text: String,
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
    /// Ranges for which a filing code was typed in.
    pub receipts: Vec<(u64, u64)>,
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
    /// Nothing more is to be expected of it: the journal, or what set-up left, is gone from both media.
    pub is_beyond: Cell<bool>,
    pages: [RefCell<Option<Rc<Page>>>; 2],
    faulty: [RefCell<Option<FaultyPair>>; 2],
    serial: Cell<u64>,
    attempts: Cell<u8>,
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
            is_beyond: Cell::new(false),
            pages: Default::default(),
            faulty: Default::default(),
            serial: Cell::new(0),
            attempts: Cell::new(0),
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

    /// Closes every page.
    pub fn close_pages(&self) {
        for tab in 0..self.pages.len() {
            self.pages[tab].replace(None);
            self.faulty[tab].replace(None);
        }
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

    /// The page of a tab, opened where it is not: start-up, and set-up where nothing has begun. `None`: refused, with a reason.
    pub async fn page(&self, tab: usize) -> Option<Rc<Page>> {
        let open = self.pages[tab].borrow().clone();
        let page = match open {
            Some(page) => page,
            None => Rc::new(self.open(tab).await.map_err(|why| self.refuse(why)).ok()?),
        };
        page.local.catch_up();
        self.pages[tab].replace(Some(page.clone()));
        Some(page)
    }

    async fn open(&self, tab: usize) -> Result<Page, String> {
        let local = self.disk.local(tab);
        let faulty_local = FaultyMedium::new(local.clone(), power(), []);
        let faulty_journal = FaultyMedium::new(self.disk.journal(), power(), []);
        self.faulty[tab].replace(Some((faulty_local.clone(), faulty_journal.clone())));
        let local_side = Planted::new(faulty_local, Side::Local, &self.disk, self.defect);
        let journal_side = Planted::new(faulty_journal, Side::Journal, &self.disk, self.defect);
        let (vault, start) = Vault::open(local_side, journal_side).await.map_err(|error| error.to_string())?;
        // What is left of a set-up that was cut short looks the same, but then nobody was told anything yet.
        if start.journal_lost && (self.is_beyond.get() || !self.people.borrow().told.is_empty()) {
            return Err("the journal is lost".to_owned());
        }
        if let Some(fault) = &start.repair_failed {
            return Err(fault.to_string());
        }
        if vault.head().is_none() {
            return self.set_up(vault, local).await;
        }
        let desk = self.sit_down(vault).await?;
        self.report(&desk, &start).await;
        Ok(Page { desk, local })
    }

    async fn set_up(&self, vault: Vault<LocalSide, JournalSide>, local: Local) -> Result<Page, String> {
        self.attempts.set(self.attempts.get() + 1);
        let attempt = self.attempts.get();
        let seed = [attempt; 32];
        let moment = self.moment();
        let (kit, program) = (office::kit(attempt), self.program.get());
        let made = set_up(vault, office::key(attempt), &office::new_kiosk(attempt, &kit, program), &moment, seed).await;
        let (desk, ..) = made.map_err(|error| error.to_string())?;
        Ok(Page { desk, local })
    }

    async fn sit_down(&self, vault: Vault<LocalSide, JournalSide>) -> Result<SimulatedDesk, String> {
        let left = SetUp::read(&vault).await.map_err(|error| error.to_string())?.ok_or("what set-up left is gone")?;
        let file = KeyFile::parse(&left.key_file).map_err(|error| error.to_string())?;
        let key = office::key(self.attempts.get());
        let app = office::app(self.program.get());
        let desk = Desk::new(vault, key, left.certificates, file.card, app);
        desk.ok_or_else(|| "the certificate does not belong to this office".to_owned())
    }

    async fn report(&self, desk: &SimulatedDesk, start: &StartUp) {
        let count = start.repairs.iter().filter(|repair| matches!(repair, Repair::Restored { .. })).count() as u32;
        if count > 0 {
            let activity = Activity { by: BY_KIOSK.to_owned(), about: vec![], act: Act::Repaired { count } };
            // A line that cannot be kept does not keep the kiosk from starting.
            let _ = desk.keep(Body::Activity(Box::new(activity)), &self.moment()).await;
        }
    }

    /// Somebody is told "Recorded". What that claims must be so at this very moment.
    pub fn tell(&self, page: &Page, name: &str, kept: &Kept) {
        let record = kept.proved.record();
        let key = Key::Record(record.seq).name();
        let hash = kept.proved.hash().to_string();
        let same = |text: &String| Entry::parse(text).is_ok_and(|entry| entry.hash == hash);
        let durable = self.disk.on_disk(Side::Journal).remove(&key).filter(same);
        if kept.local_copy && page.local.peek(&key).filter(same).is_none() {
            self.violation(format!("{name} has no second copy, and the kiosk says that there is one"));
        }
        match durable {
            Some(text) => self.people.borrow_mut().told.push(Told { name: name.to_owned(), seq: record.seq, text }),
            None => self.violation(format!("{name} was told \"Recorded\", and the record is not on the disk")),
        }
    }
}

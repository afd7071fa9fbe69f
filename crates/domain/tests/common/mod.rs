//! A sample kiosk in memory, for tests.
#![allow(clippy::unwrap_used, dead_code, missing_docs)]

pub mod small;

use inkseal_domain::activity::{Act, Activity};
use inkseal_domain::batch::BatchDocument;
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::codec::sha256;
use inkseal_domain::desk::{Desk, Kept, Moment};
use inkseal_domain::entropy::Entropy;
use inkseal_domain::export::{Export, Exports};
use inkseal_domain::identity::PrintedName;
use inkseal_domain::instant::Instant;
use inkseal_domain::key_file::KeyFile;
use inkseal_domain::key_file::NewOffice;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::log::Log;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::passphrase::{self, Stretch};
use inkseal_domain::record::{App, Body};
use inkseal_domain::samples;
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::{NewChain, NewKiosk, SetUp, set_up, start_again};
use inkseal_domain::store::{CommitError, Guard, Medium, MediumError, MemoryMedium, Op, PurgeError, Vault};
use inkseal_domain::verdict::{FileReport, Standing, verify};
use inkseal_domain::visit::*;
use pollster::block_on;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

pub type SampleDesk = Desk<MemoryMedium, MemoryMedium, MemoryKey>;

pub const TEXT: &str = "I have read it.\n";

/// A kiosk that was set up, with its clock at a fixed day.
pub struct Sample {
    pub desk: SampleDesk,
    pub secret: OfficeSecret,
    pub key_file: String,
    pub local: MemoryMedium,
    pub journal: MemoryMedium,
    ticks: u8,
}

impl Sample {
    pub fn new(seed: u8, practice: bool) -> Self {
        Self::on(MemoryMedium::default(), MemoryMedium::default(), seed, practice)
    }

    /// The same over what the media hold.
    pub fn on(local: MemoryMedium, journal: MemoryMedium, seed: u8, practice: bool) -> Self {
        let (vault, _) = block_on(Vault::open(local.clone(), journal.clone())).unwrap();
        let signer = MemoryKey::from_seed([seed; 32]);
        let kit = passphrase::generate_kit(&mut Entropy::new([seed; 32]));
        let new = NewKiosk {
            office: NewOffice {
                name: "Sample Office",
                administrator: "Sample Administrator",
                passphrase: "one two three four five six",
                kit: &kit,
                stretch: Stretch { memory_kib: 64, passes: 1 },
                practice,
            },
            kiosk_name: "Front desk",
            key: signer.public(),
            key_home: KeyHome::Software,
            settings: &Settings { contact: "Sample Office, room 1".into(), ..Settings::default() },
            app: App { version: "0.1.0".into(), build: "test".into() },
            supersedes: &[],
        };
        let (desk, secret, key_file) = block_on(set_up(vault, signer, &new, &moment(seed, 0), [seed; 32])).unwrap();
        Self { desk, secret, key_file, local, journal, ticks: 0 }
    }

    pub fn moment(&mut self) -> Moment {
        self.ticks += 1;
        moment(200, self.ticks)
    }

    pub fn sign(&mut self, name: &str) -> Kept {
        let moment = self.moment();
        block_on(self.desk.keep(Body::Visit(Box::new(visit(name))), &moment)).unwrap()
    }

    pub fn note(&mut self, act: Act, about: Vec<String>) -> Kept {
        let moment = self.moment();
        let activity = Activity { by: "Sample Administrator".into(), about, act };
        block_on(self.desk.keep(Body::Activity(Box::new(activity)), &moment)).unwrap()
    }

    pub fn log(&self) -> Log {
        block_on(self.desk.open(&self.secret)).unwrap()
    }

    /// Exports a range; everything new when none is given.
    pub fn export(&mut self, range: Option<(u64, u64)>) -> Exports {
        let (log, moment, library) = (self.log(), self.moment(), library());
        let export = Export { log: &log, secret: &self.secret, library: &library, by: "Sample Administrator" };
        let (first, last) = range.or_else(|| export.new_range()).unwrap();
        block_on(export.make(&self.desk, first, last, &moment)).unwrap()
    }
}

pub fn moment(a: u8, b: u8) -> Moment {
    Moment {
        at: Instant::from_unix_ms(1_795_529_482_000 + i64::from(b) * 60_000),
        utc_offset_min: -420,
        session: "c2Vzc2lvbg".into(),
        flags: vec![],
        seed: sha256(&[a, b]).0,
    }
}

pub fn name(text: &str) -> PrintedName {
    PrintedName::parse(text).unwrap()
}

pub fn library() -> Vec<BatchDocument> {
    vec![BatchDocument {
        slug: "sample".into(),
        version: "1".into(),
        lang: "en".into(),
        sha256: sha256(TEXT.as_bytes()),
        text: Some(TEXT.into()),
    }]
}

pub fn visit(signer: &str) -> Visit {
    samples::typed(&name(signer), &library()[0])
}

pub const BY: &str = "Sample Administrator";
pub const THIRD: &str = "record.0000000004";

pub type Kiosk<L, J> = Desk<L, J, MemoryKey>;

pub fn app() -> App {
    App { version: "0.1.0".into(), build: "test".into() }
}

pub fn three() -> Sample {
    let mut sample = Sample::new(1, false);
    for name in ["One", "Two", "Three"] {
        sample.sign(name);
    }
    sample
}

pub fn somebody(name: &str) -> Body {
    Body::Visit(Box::new(visit(name)))
}

/// A page that is loaded.
pub fn page<L: Medium, J: Medium>(local: L, journal: J, seed: u8) -> Kiosk<L, J> {
    let (vault, start) = block_on(Vault::open(local, journal)).unwrap();
    assert!(!start.journal_lost);
    let left = block_on(SetUp::read(&vault)).unwrap().unwrap();
    let card = KeyFile::parse(&left.key_file).unwrap().card;
    Desk::new(vault, MemoryKey::from_seed([seed; 32]), left.certificates, card, app()).unwrap()
}

/// The next chain, after the journal or the key was lost.
pub fn next_chain(sample: &Sample, journal: &MemoryMedium, seed: u8) -> Kiosk<MemoryMedium, MemoryMedium> {
    begin(sample, sample.local.clone(), journal.clone(), seed)
}

/// The same on any media.
pub fn begin<L: Medium, J: Medium>(sample: &Sample, local: L, journal: J, seed: u8) -> Kiosk<L, J> {
    begin_at(sample, local, journal, seed, moment(7, seed).at)
}

/// The same by a clock that stands at `at`.
pub fn begin_at<L: Medium, J: Medium>(sample: &Sample, local: L, journal: J, seed: u8, at: Instant) -> Kiosk<L, J> {
    let (vault, start) = block_on(Vault::open(local, journal)).unwrap();
    if !start.journal_lost {
        block_on(vault.end()).unwrap();
    }
    let (left, signer) = (block_on(SetUp::read(&vault)).unwrap().unwrap(), MemoryKey::from_seed([seed; 32]));
    let key = signer.public();
    let new = NewChain { secret: &sample.secret, by: BY, left: &left, key, key_home: KeyHome::Software, app: app() };
    block_on(start_again(vault, signer, &new, &Moment { at, ..moment(7, seed) })).unwrap()
}

/// What an administrator sees who unlocks.
pub fn unlock<L: Medium, J: Medium>(sample: &Sample, desk: &Kiosk<L, J>, tick: u8) -> Log {
    let log = block_on(desk.open(&sample.secret)).unwrap();
    let mut taking = block_on(desk.taking_over(&log)).unwrap();
    let mut n = tick..;
    while block_on(desk.take_over(&mut taking, &sample.secret, BY, &moment(8, n.next().unwrap()))).unwrap() {}
    block_on(desk.open(&sample.secret)).unwrap()
}

pub fn names(log: &Log) -> Vec<String> {
    log.visits().filter_map(|(proved, _)| proved.record().signer_name().map(ToString::to_string)).collect()
}

pub fn left_out(log: &Log) -> BTreeMap<u64, Vec<u64>> {
    log.left_out().into_iter().map(|(chain, seqs)| (chain, seqs.iter().copied().collect())).collect()
}

/// Everything new as a file, and the range that it covers.
pub fn export<L: Medium, J: Medium>(sample: &Sample, desk: &Kiosk<L, J>, tick: u8) -> FileReport {
    let (log, library) = (block_on(desk.open(&sample.secret)).unwrap(), library());
    let export = Export { log: &log, secret: &sample.secret, library: &library, by: BY };
    let (first, last) = export.new_range().unwrap();
    let made = block_on(export.make(desk, first, last, &moment(9, tick))).unwrap();
    let report = verify(&made.file, std::slice::from_ref(&desk.card));
    assert_eq!((report.standing, &report.faults[..]), (Standing::Good, &[][..]));
    report
}

pub fn exported(report: &FileReport) -> Vec<String> {
    let visits = report.records.iter().filter_map(|record| record.proved()?.visit());
    visits.filter_map(|(proved, _)| proved.record().signer_name().map(ToString::to_string)).collect()
}

pub fn by_administrator(act: Act) -> Body {
    Body::Activity(Box::new(Activity { by: BY.to_owned(), about: vec![], act }))
}

/// The records office has the last file. The chain as it is then.
pub fn file<L: Medium, J: Medium>(sample: &Sample, desk: &Kiosk<L, J>, tick: u8) -> Log {
    let log = block_on(desk.open(&sample.secret)).unwrap();
    let (payload, first, last) = log.exports().next_back().map(|(_, e)| (e.payload, e.first, e.last)).unwrap();
    block_on(desk.keep(by_administrator(Act::ReceiptAccepted { payload, first, last }), &moment(90, tick))).unwrap();
    block_on(desk.open(&sample.secret)).unwrap()
}

/// What may be cleared, as `log` shows it, is cleared. How far that was.
pub fn clear<L: Medium, J: Medium>(desk: &Kiosk<L, J>, log: &Log, tick: u8) -> Result<Option<u64>, PurgeError> {
    let purged = desk.vault().purged().unwrap().seq;
    let Some(last) = log.purgeable_through(purged, None) else { return Ok(None) };
    let (at, act) = (moment(91, tick), by_administrator(Act::Purged { first: purged + 1, last }));
    let (_, note) = block_on(desk.prepare(act, &at, &mut Entropy::new(at.seed))).unwrap();
    block_on(desk.vault().purge_insisting(last, &note, log.head().unwrap())).map(|_| Some(last))
}

/// Both.
pub fn file_and_clear<L: Medium, J: Medium>(sample: &Sample, desk: &Kiosk<L, J>, tick: u8) -> Option<u64> {
    clear(desk, &file(sample, desk, tick), tick).unwrap()
}

/// A medium that cannot be read while it is switched off.
#[derive(Clone, Debug)]
pub struct Switched(pub MemoryMedium, pub Rc<Cell<bool>>);

impl Switched {
    pub fn on(medium: &MemoryMedium) -> Self {
        Self(medium.clone(), Rc::default())
    }

    pub fn off(medium: &MemoryMedium) -> Self {
        Self(medium.clone(), Rc::new(Cell::new(true)))
    }

    fn answers(&self) -> Result<(), MediumError> {
        if self.1.get() { Err(MediumError::Failed("it cannot be read".into())) } else { Ok(()) }
    }
}

impl Medium for Switched {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.answers()?;
        self.0.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        self.answers()?;
        self.0.get(key).await
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        self.answers()?;
        self.0.commit(guard, ops).await
    }
}

/// A medium that holds back what is written while it is told to, says that it hangs, and does it before the first write after that.
#[derive(Clone)]
pub struct Held(pub MemoryMedium, pub Rc<Cell<bool>>, Rc<RefCell<Vec<Late>>>);

type Late = (Option<Guard>, Vec<Op>);

impl Held {
    pub fn new(medium: &MemoryMedium) -> Self {
        Self(medium.clone(), Rc::default(), Rc::default())
    }
}

impl Medium for Held {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.0.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        self.0.get(key).await
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        if self.1.get() {
            self.2.borrow_mut().push((guard, ops));
            return Err(MediumError::Hangs.into());
        }
        let late = self.2.take();
        for (guard, ops) in late {
            let _ = self.0.commit(guard, ops).await;
        }
        self.0.commit(guard, ops).await
    }
}

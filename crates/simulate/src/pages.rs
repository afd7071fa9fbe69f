//! A page of the kiosk as the shell opens it: start-up, set-up where nothing has begun, and a new chain where one was lost.

use crate::defect::Planted;
use crate::disk::{Journal, Local};
use crate::office::{self, ADMINISTRATOR, PASSPHRASE};
use crate::tablet::Tablet;
use inkseal_domain::activity::{Act, Activity, BY_KIOSK};
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::desk::Desk;
use inkseal_domain::key_file::KeyFile;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::log::Log;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::record::Body;
use inkseal_domain::setup::{NewChain, SetUp, set_up, start_again};
use inkseal_domain::store::faulty::FaultyMedium;
use inkseal_domain::store::{Repair, StartUp, Vault};
use std::cell::Cell;
use std::rc::Rc;

type LocalSide = Planted<FaultyMedium<Local>>;
type JournalSide = Planted<FaultyMedium<Journal>>;
type SimulatedVault = Vault<LocalSide, JournalSide>;
/// The domain's desk over simulated media.
pub type SimulatedDesk = Desk<LocalSide, JournalSide, MemoryKey>;

/// A page that is open.
pub struct Page {
    /// The desk.
    pub desk: SimulatedDesk,
    /// What this tab sees of localStorage.
    pub local: Local,
    /// Whether an administrator has unlocked it, so that nothing of earlier chains is left to bring back.
    has_taken_over: Cell<bool>,
}

impl Page {
    fn new(desk: SimulatedDesk, local: Local) -> Rc<Self> {
        Rc::new(Page { desk, local, has_taken_over: Cell::new(false) })
    }
}

impl Tablet {
    /// The page of a tab, opened where it is not, and unlocked for an administrator. `None`: refused, with a reason.
    pub async fn page(&self, tab: usize, for_administrator: bool) -> Option<Rc<Page>> {
        let page = match self.open_page(tab) {
            Some(page) => page,
            None => self.open(tab, for_administrator).await.map_err(|why| self.refuse(why)).ok()?,
        };
        page.local.catch_up();
        self.keep_page(tab, &page);
        if for_administrator {
            self.take_over(&page).await.map_err(|why| self.refuse(why)).ok()?;
        }
        Some(page)
    }

    /// Whether a tab can go on without a start-up or an unlock: these are for one tab at a time, by the tab's lock.
    pub fn is_ready(&self, tab: usize, for_administrator: bool) -> bool {
        self.open_page(tab).is_some_and(|page| page.has_taken_over.get() || !for_administrator)
    }

    async fn open(&self, tab: usize, for_administrator: bool) -> Result<Rc<Page>, String> {
        let (local, local_side, journal_side) = self.media(tab);
        let (vault, start) = Vault::open(local_side, journal_side).await.map_err(words)?;
        if let Some(fault) = &start.repair_failed {
            return Err(fault.to_string());
        }
        let left = SetUp::read(&vault).await.map_err(words)?;
        let has_its_key = match (self.key.get(), &left) {
            (Some(key), Some(left)) => left.is_key(&office::key(key)).await.map_err(words)?,
            _ => false,
        };
        let is_lost = start.journal_lost || vault.head().is_some() && !has_its_key;
        match left {
            // What is left of a set-up that was cut short may look the same, but then nobody was told anything yet.
            None if start.journal_lost && !self.is_beyond.get() && self.people.borrow().told.is_empty() => {
                self.set_up(vault, local).await
            }
            None if is_lost || vault.head().is_some() => Err("what set-up left is gone".to_owned()),
            Some(left) if is_lost && for_administrator => self.begin_again(vault, local, &left).await,
            Some(_) if is_lost => Err("a part of the storage is gone".to_owned()),
            Some(left) if vault.head().is_some() => {
                let desk = self.sit_down(vault, left)?;
                self.report(&desk, &start).await;
                Ok(Page::new(desk, local))
            }
            _ => self.set_up(vault, local).await,
        }
    }

    async fn set_up(&self, vault: SimulatedVault, local: Local) -> Result<Rc<Page>, String> {
        let attempt = self.new_key();
        self.office.set(attempt);
        self.known_from.set(attempt);
        let (kit, program) = (office::kit(attempt), self.program.get());
        let new = office::new_kiosk(attempt, &kit, program);
        let made = set_up(vault, office::key(attempt), &new, &self.moment(), [attempt; 32]).await;
        let (desk, ..) = made.map_err(words)?;
        Ok(Page::new(desk, local))
    }

    async fn begin_again(&self, vault: SimulatedVault, local: Local, left: &SetUp) -> Result<Rc<Page>, String> {
        let secret = unlocked(&left.key_file)?;
        self.is_office_of(&secret);
        if vault.head().is_some() {
            vault.end().await.map_err(words)?;
        }
        self.end_chain();
        let key = office::key(self.new_key());
        let new = NewChain {
            secret: &secret,
            by: ADMINISTRATOR,
            left,
            key: key.public(),
            key_home: KeyHome::Software,
            app: office::app(self.program.get()),
        };
        let desk = start_again(vault, key, &new, &self.moment()).await.map_err(words)?;
        Ok(Page::new(desk, local))
    }

    /// A set-up that was cut short may have left the key file of the try before it.
    fn is_office_of(&self, secret: &OfficeSecret) {
        let root = |n: u8| office::secret(n).root().public();
        let office = (1..=self.chain.get()).find(|n| root(*n) == secret.root().public());
        if let Some(office) = office.filter(|office| *office != self.office.get()) {
            self.office.set(office);
            self.known_from.set(office);
        }
    }

    fn sit_down(&self, vault: SimulatedVault, left: SetUp) -> Result<SimulatedDesk, String> {
        let card = KeyFile::parse(&left.key_file).map_err(words)?.card;
        let key = office::key(self.key.get().ok_or("the kiosk's key is gone")?);
        let desk = Desk::new(vault, key, left.certificates, card, office::app(self.program.get()));
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

    /// Brings back what earlier chains left, as every unlock does.
    async fn take_over(&self, page: &Page) -> Result<(), String> {
        if page.has_taken_over.get() {
            return Ok(());
        }
        let (secret, log) = self.unlock(page).await?;
        let mut taking = page.desk.taking_over(&log).await.map_err(words)?;
        while page.desk.take_over(&mut taking, &secret, ADMINISTRATOR, &self.moment()).await.map_err(words)? {}
        page.has_taken_over.set(true);
        Ok(())
    }

    /// The office's keys, and the opened chain.
    pub async fn unlock(&self, page: &Page) -> Result<(OfficeSecret, Log), String> {
        let left = SetUp::read(page.desk.vault()).await.map_err(words)?.ok_or("the key file is gone")?;
        let secret = unlocked(&left.key_file)?;
        // As in the shell, what was opened once is not opened again; opening takes most of a history's time.
        let before = self.opened.borrow().clone();
        let mut opening = page.desk.opening(&before).await.map_err(words)?;
        opening.step(usize::MAX, &secret, page.desk.lineage());
        let log = opening.finish();
        self.opened.replace(log.clone());
        Ok((secret, log))
    }
}

fn unlocked(key_file: &str) -> Result<OfficeSecret, String> {
    KeyFile::parse(key_file).map_err(words)?.unlock(ADMINISTRATOR, PASSPHRASE).map_err(words)
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}

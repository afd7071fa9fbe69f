//! What an administrator can do once unlocked. The office's secret lives in the session and nowhere else.

use super::{Door, KioskDesk, Shell};
use crate::browser::clock;
use inkseal_domain::activity::{Act, Activity, Exported};
use inkseal_domain::code::{Code, CodeError, CodeKind};
use inkseal_domain::codec::Hash;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::export::{Export, ExportError, Exports};
use inkseal_domain::key_file::{KeyFile, KeyFileError, OpenedBy};
use inkseal_domain::log::Log;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::passphrase::UnwrapError;
use inkseal_domain::record::Body;
use inkseal_domain::setup::{SLOT_SETTINGS, Settings};
use leptos::prelude::*;
use std::rc::Rc;

/// An unlocked administrator.
pub struct Session {
    /// As the log names them.
    pub name: String,
    secret: OfficeSecret,
    /// The opened chain.
    pub log: Rc<Log>,
}

/// A batch that was handed to the engine's download and not yet asked back.
#[derive(Clone)]
pub struct Saved {
    /// Its bytes, to compare with.
    pub file: Rc<Vec<u8>>,
    /// Its name.
    pub name: String,
    /// Its payload's digest.
    pub payload: Hash,
    /// First and last record.
    pub range: (u64, u64),
    /// How many are visits.
    pub visits: u64,
}

/// What came of unlocking.
pub enum Unlocked {
    /// The door is open.
    Yes,
    /// Wrong passphrase; wait so many seconds before the next try.
    Wait(u32),
    /// Something else, in words.
    Failed(String),
}

/// What came of typing a filing code.
pub enum Receipted {
    /// Accepted for records first to last.
    Accepted(u64, u64),
    /// Accepted before.
    Already,
    /// A slip of the finger, or the other kind of code.
    NotACode(CodeError),
    /// Well formed, but no export on this tablet has it.
    Unknown,
    /// Could not be kept.
    Failed(String),
}

/// How many records are opened before the page is painted again: about a tenth of a second on a slow tablet.
const SLICE: usize = 40;

/// Name of the slot that counts wrong passphrases across restarts.
const SLOT_FAILURES: &str = "failures";

impl Session {
    pub(super) async fn open(desk: &KioskDesk, name: &str, secret: OfficeSecret) -> Result<Self, String> {
        let log = desk.open(&secret).await.map_err(|error| error.to_string())?;
        Ok(Self::over(name, secret, log))
    }

    fn over(name: &str, secret: OfficeSecret, log: Log) -> Self {
        Self { name: name.to_owned(), secret, log: Rc::new(log) }
    }
}

/// Seconds to wait after so many wrong passphrases: none for the first three, then doubling, at most 60, so that nobody can lock an office out.
pub fn delay_s(failures: u32) -> u32 {
    match failures {
        0..3 => 0,
        n => 2u32.saturating_pow(n - 2).min(60),
    }
}

impl Shell {
    /// How many wrong passphrases there were since the last unlock.
    pub async fn failures(self) -> u32 {
        let Some(desk) = self.desk() else { return 0 };
        let slot = desk.vault().slot(SLOT_FAILURES).await.ok().flatten();
        slot.and_then(|slot| slot.value.parse().ok()).unwrap_or(0)
    }

    async fn set_failures(self, count: u32) {
        if let Some(desk) = self.desk() {
            // A counter that cannot be written costs only the delay, never the office's access.
            let _ = desk.vault().put_slot(SLOT_FAILURES, &count.to_string()).await;
        }
    }

    /// Tries a passphrase, or the words of the recovery kit. The page stays still for about a second while it is stretched, so it is painted first.
    pub async fn unlock(self, name: &str, typed: &str) -> Unlocked {
        clock::painted().await;
        let failures = self.failures().await;
        let file = match self.key_file.with_value(|text| KeyFile::parse(text)) {
            Ok(file) => file,
            Err(error) => return Unlocked::Failed(error.to_string()),
        };
        match file.open_with_words(name, typed) {
            Ok((secret, by)) => match self.enter(name, secret, by, failures).await {
                Ok(()) => Unlocked::Yes,
                Err(words) => Unlocked::Failed(words),
            },
            Err(KeyFileError::Unwrap(UnwrapError::WrongPassphrase) | KeyFileError::WrongKit) => {
                self.set_failures(failures + 1).await;
                Unlocked::Wait(delay_s(failures + 1))
            }
            Err(error) => Unlocked::Failed(error.to_string()),
        }
    }

    async fn enter(self, name: &str, secret: OfficeSecret, by: OpenedBy, failures: u32) -> Result<(), String> {
        if self.can_begin_again() {
            self.begin_again(name, &secret).await?;
        }
        let desk = self.desk().ok_or("the kiosk is not set up")?;
        let Some(mut log) = self.open_log(&desk, &secret).await? else { return Ok(()) };
        if self.take_over(&desk, name, &secret, &log).await? {
            log = desk.open(&secret).await.map_err(|error| error.to_string())?;
        }
        self.session.set(Some(Rc::new(Session::over(name, secret, log))));
        self.ask_to_persist();
        if by == OpenedBy::Kit {
            self.act(Act::KitUsed {}, vec![]).await?;
        }
        if failures > 0 {
            self.act(Act::UnlockFailed { count: failures }, vec![]).await?;
            self.set_failures(0).await;
        }
        self.visit.set(Default::default());
        self.door.set(Door::Admin);
        Ok(())
    }

    /// Opens the chain in slices, so that the page stays alive, and says how far it is. `None`: somebody went away meanwhile.
    async fn open_log(self, desk: &KioskDesk, secret: &OfficeSecret) -> Result<Option<Log>, String> {
        let mut opening = desk.opening(&Log::default()).await.map_err(|error| error.to_string())?;
        while opening.step(SLICE, secret, desk.lineage()) {
            self.opening.set(Some(opening.progress()));
            clock::painted().await;
            if self.door.get_untracked() != Door::Unlock {
                return Ok(None);
            }
        }
        self.opening.set(None);
        Ok(Some(opening.finish()))
    }

    /// Locks: the secret is wiped, the welcome screen comes back.
    pub fn lock(self) {
        self.open(Door::Kiosk);
    }

    /// Opens what is new in the chain, after something was kept.
    pub async fn refresh(self) -> Result<(), String> {
        let (desk, session) = self.at_work()?;
        let mut opening = desk.opening(&session.log).await.map_err(|error| error.to_string())?;
        opening.step(usize::MAX, &session.secret, desk.lineage());
        let session = Session::over(&session.name, session.secret.duplicate(), opening.finish());
        self.session.set(Some(Rc::new(session)));
        Ok(())
    }

    /// Keeps an administrator's act, and opens the chain again.
    pub async fn act(self, act: Act, about: Vec<String>) -> Result<(), String> {
        let (desk, session) = self.at_work()?;
        let activity = Activity { by: session.name.clone(), about, act };
        desk.keep(Body::Activity(Box::new(activity)), &self.moment()).await.map_err(|error| error.to_string())?;
        self.refresh().await
    }

    fn at_work(self) -> Result<(Rc<KioskDesk>, Rc<Session>), String> {
        let session = self.session.get_untracked().ok_or("the kiosk is locked")?;
        Ok((self.desk().ok_or("the kiosk is not set up")?, session))
    }

    /// Exports a range, or everything new when none is given. The batch was verified; nothing is saved yet.
    pub async fn export(self, range: Option<(u64, u64)>) -> Result<Option<Saved>, String> {
        clock::painted().await;
        let (desk, session) = self.at_work()?;
        let library = self.library().ok_or("there are no documents")?;
        let export = Export { log: &session.log, secret: &session.secret, library: &library.texts, by: &session.name };
        let Some((first, last)) = range.or_else(|| export.new_range()) else { return Ok(None) };
        let made = export.make(&desk, first, last, &self.moment()).await.map_err(words)?;
        self.refresh().await?;
        Ok(Some(saved(made)))
    }

    /// Makes an old batch again, byte for byte.
    pub async fn export_again(self, exported: &Exported, by: &str) -> Result<Saved, String> {
        let (desk, session) = self.at_work()?;
        let library = self.library().ok_or("there are no documents")?;
        let export = Export { log: &session.log, secret: &session.secret, library: &library.texts, by };
        export.again(&desk, exported, by, clock::utc_offset_min()).map(saved).map_err(words)
    }

    /// The saved file was chosen again: compares it byte for byte and keeps that it is the same.
    pub async fn check_file(self, saved: &Saved, bytes: &[u8]) -> Result<bool, String> {
        let same = *saved.file == bytes;
        if same {
            self.act(Act::ExportChecked { payload: saved.payload }, vec![]).await?;
        }
        Ok(same)
    }

    /// Accepts a filing code.
    pub async fn accept_code(self, typed: &str) -> Receipted {
        let code = match Code::parse(typed, CodeKind::Filing) {
            Ok(code) => code,
            Err(error) => return Receipted::NotACode(error),
        };
        let (desk, session) = match self.at_work() {
            Ok(at_work) => at_work,
            Err(words) => return Receipted::Failed(words),
        };
        let Some(exported) = session.log.export_of(&code, &desk.card.root) else { return Receipted::Unknown };
        if session.log.receipted(&exported.payload) {
            return Receipted::Already;
        }
        let (payload, first, last) = (exported.payload, exported.first, exported.last);
        match self.act(Act::ReceiptAccepted { payload, first, last }, vec![]).await {
            Ok(()) => Receipted::Accepted(first, last),
            Err(words) => Receipted::Failed(words),
        }
    }

    /// Keeps new settings, and which of them are new.
    pub async fn change_settings(self, settings: Settings, names: Vec<String>) -> Result<(), String> {
        self.put_settings(settings).await?;
        self.act(Act::SettingsChanged { names }, vec![]).await
    }

    /// Whether these words are the office's recovery kit. If they are, that it is at hand is kept.
    pub async fn prove_kit(self, typed: &str) -> Result<bool, String> {
        clock::painted().await;
        let file = self.key_file.with_value(|text| KeyFile::parse(text)).map_err(|error| error.to_string())?;
        match file.open_with_kit(typed) {
            Ok(_) => {}
            Err(KeyFileError::WrongKit) => return Ok(false),
            Err(error) => return Err(error.to_string()),
        }
        let settings = self.office.with_untracked(|office| office.settings.clone());
        self.put_settings(Settings { kit_proved: true, ..settings }).await?;
        self.act(Act::KitProved {}, vec![]).await?;
        Ok(true)
    }

    async fn put_settings(self, settings: Settings) -> Result<(), String> {
        let (desk, _) = self.at_work()?;
        let text = serde_json::to_string(&settings).map_err(|error| error.to_string())?;
        desk.vault().put_slot(SLOT_SETTINGS, &text).await.map_err(|error| error.to_string())?;
        self.office.update(|office| office.settings = settings);
        Ok(())
    }

    /// The records that may be purged now: first and last.
    pub fn purgeable(self) -> Option<(u64, u64)> {
        let (desk, session) = self.at_work().ok()?;
        let purged = desk.vault().purged()?.seq;
        Some((purged + 1, session.log.purgeable_through(purged)?))
    }

    /// Purges what is receipted, never anything else.
    pub async fn purge(self) -> Result<(), String> {
        let (desk, session) = self.at_work()?;
        let (first, last) = self.purgeable().ok_or("nothing is receipted")?;
        let act = Act::Purged { first, last };
        let body = Body::Activity(Box::new(Activity { by: session.name.clone(), about: vec![], act }));
        let moment = self.moment();
        let prepared = desk.prepare(body, &moment, &mut Entropy::new(moment.seed)).await;
        let (_, note) = prepared.map_err(|error| error.to_string())?;
        desk.vault().purge(last, &note).await.map_err(|error| error.to_string())?;
        self.refresh().await
    }

    /// The office card as a file.
    pub fn office_card(self) -> Option<Vec<u8>> {
        Some(self.desk()?.card.to_file())
    }
}

fn saved(made: Exports) -> Saved {
    Saved {
        file: Rc::new(made.file),
        name: made.name,
        payload: made.exported.payload,
        range: (made.exported.first, made.exported.last),
        visits: made.exported.visits,
    }
}

fn words(error: ExportError) -> String {
    error.to_string()
}

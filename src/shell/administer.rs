//! What an administrator can do once unlocked. The office's secret lives in the session and nowhere else.

use super::roster::kept_roster;
use super::{KioskDesk, Saved, Shell};
use crate::browser::clock;
use inkseal_domain::activity::{Act, Activity, Exported};
use inkseal_domain::code::{Code, CodeError, CodeKind};
use inkseal_domain::entropy::Entropy;
use inkseal_domain::key_file::{KeyFile, KeyFileError};
use inkseal_domain::log::{Keep, Log, Stays};
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::receipt::{Receipt, ReceiptError};
use inkseal_domain::record::Body;
use inkseal_domain::roster::Roster;
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::SLOT_SETTINGS;
use inkseal_domain::store::PurgeError;
use leptos::prelude::*;
use std::rc::Rc;

/// An unlocked administrator.
pub struct Session {
    /// As the log names them.
    pub name: String,
    pub(super) secret: OfficeSecret,
    /// The opened chain.
    pub log: Rc<Log>,
    /// Who is to sign. `None`: what is kept does not open.
    pub roster: Option<Rc<Roster>>,
}

/// What came of typing a filing code, or of choosing a receipt.
pub enum Receipted {
    /// Accepted for records first to last.
    Accepted(u64, u64),
    /// Accepted before.
    Already,
    /// A slip of the finger, or the other kind of code.
    NotACode(CodeError),
    /// A file that is no receipt of this office.
    NotAReceipt(ReceiptError),
    /// A receipt for the records of another kiosk.
    OtherKiosk,
    /// Well formed, but no export on this tablet has it.
    Unknown,
    /// Could not be kept.
    Failed(String),
}

impl Session {
    pub(super) async fn open(desk: &KioskDesk, name: &str, secret: OfficeSecret) -> Result<Self, String> {
        let log = desk.open(&secret).await.map_err(|error| error.to_string())?;
        Ok(Self::over(desk, name, secret, log).await)
    }

    pub(super) async fn over(desk: &KioskDesk, name: &str, secret: OfficeSecret, log: Log) -> Self {
        let roster = kept_roster(desk, &secret).await.map(Rc::new);
        Self { name: name.to_owned(), secret, log: Rc::new(log), roster }
    }

    /// The same session with something of it another.
    pub(super) fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let (name, secret) = (self.name.clone(), self.secret.duplicate());
        let mut session = Self { name, secret, log: self.log.clone(), roster: self.roster.clone() };
        change(&mut session);
        session
    }
}

impl Shell {
    /// Opens what is new in the chain, after something was kept.
    pub async fn refresh(self) -> Result<(), String> {
        let (desk, session) = self.at_work()?;
        let mut opening = desk.opening(&session.log).await.map_err(|error| error.to_string())?;
        opening.step(usize::MAX, &session.secret, desk.lineage());
        self.session.set(Some(Rc::new(session.with(|session| session.log = Rc::new(opening.finish())))));
        Ok(())
    }

    /// Keeps an administrator's act, and opens the chain again.
    pub async fn act(self, act: Act, about: Vec<String>) -> Result<(), String> {
        let (desk, session) = self.at_work()?;
        let activity = Activity { by: session.name.clone(), about, act };
        desk.keep(Body::Activity(Box::new(activity)), &self.moment()).await.map_err(|error| error.to_string())?;
        self.refresh().await
    }

    pub(super) fn at_work(self) -> Result<(Rc<KioskDesk>, Rc<Session>), String> {
        let session = self.session.get_untracked().ok_or("the kiosk is locked")?;
        Ok((self.desk().ok_or("the kiosk is not set up")?, session))
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
        self.receipted(&session, session.log.export_of(&code, &desk.card.root)).await
    }

    /// Accepts a receipt, just as the filing code of the export that it is for.
    pub async fn accept_receipt(self, file: &[u8]) -> Receipted {
        let (desk, session) = match self.at_work() {
            Ok(at_work) => at_work,
            Err(words) => return Receipted::Failed(words),
        };
        let receipt = match Receipt::verify(file, &desk.card.root) {
            Ok(receipt) => receipt,
            Err(error) => return Receipted::NotAReceipt(error),
        };
        if receipt.kiosk != desk.kiosk.key.kid() {
            return Receipted::OtherKiosk;
        }
        let exported = session.log.exports().map(|(_, exported)| exported).find(|exported| receipt.is_for(exported));
        self.receipted(&session, exported).await
    }

    /// Keeps that the records office has an export, unless that is kept already.
    async fn receipted(self, session: &Session, exported: Option<&Exported>) -> Receipted {
        let Some(&Exported { payload, first, last, .. }) = exported else { return Receipted::Unknown };
        if session.log.receipted(&payload) {
            return Receipted::Already;
        }
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

    /// Changes one of the settings, by the name that the log keeps. One after the other: each stands on what the one before left.
    pub async fn change_setting(self, name: &str, change: impl FnOnce(&mut Settings)) -> Result<(), String> {
        while self.settling.get_value() {
            clock::painted().await;
        }
        self.settling.set_value(true);
        let mut settings = self.office.with_untracked(|office| office.settings.clone());
        change(&mut settings);
        let kept = self.change_settings(settings, vec![name.to_owned()]).await;
        self.settling.set_value(false);
        kept
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
        self.kit_is_proved().await?;
        self.act(Act::KitProved {}, vec![]).await?;
        Ok(true)
    }

    /// Somebody typed the kit's words from outside this tablet.
    pub(super) async fn kit_is_proved(self) -> Result<(), String> {
        let settings = self.office.with_untracked(|office| office.settings.clone());
        if settings.kit_proved {
            return Ok(());
        }
        self.put_settings(Settings { kit_proved: true, ..settings }).await
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
        Some((purged + 1, session.log.purgeable_through(purged, self.keeping())?))
    }

    /// How long the office keeps records here in any case.
    fn keeping(self) -> Option<Keep> {
        let months = self.office.with_untracked(|office| office.settings.keep_months)?;
        Some(Keep { months, now: clock::now() })
    }

    /// The first record that could be purged and stays all the same, and why.
    pub fn stays(self) -> Option<(u64, Stays)> {
        let (desk, session) = self.at_work().ok()?;
        session.log.stays(desk.vault().purged()?.seq, self.keeping())
    }

    /// Purges what is receipted, never anything else.
    pub async fn purge(self) -> Result<(), String> {
        let (desk, session) = self.at_work()?;
        let (first, last) = self.purgeable().ok_or("nothing is receipted")?;
        // What is not back may be a hold, or somebody who then comes once more.
        if self.waiting.get_untracked() {
            return Err(self.text().settings.purge_waiting.to_owned());
        }
        self.remember_signers().await?;
        let act = Act::Purged { first, last };
        let body = Body::Activity(Box::new(Activity { by: session.name.clone(), about: vec![], act }));
        let moment = self.moment();
        let prepared = desk.prepare(body, &moment, &mut Entropy::new(moment.seed)).await;
        let (_, note) = prepared.map_err(|error| error.to_string())?;
        let seen = session.log.head().ok_or("nothing is receipted")?;
        match desk.vault().purge_insisting(last, &note, seen).await {
            Err(PurgeError::Unseen) => return Err(self.text().settings.purge_unseen.to_owned()),
            // Another page kept something meanwhile: what may be cleared is decided anew, on what is there now.
            Err(PurgeError::Append(error)) if error.is_overtaken() => {
                self.refresh().await?;
                return Err(self.text().settings.purge_moved.to_owned());
            }
            done => done.map_err(|error| error.to_string())?,
        };
        self.refresh().await
    }

    /// The office card as a file.
    pub fn office_card(self) -> Option<Vec<u8>> {
        Some(self.desk()?.card.to_file())
    }
}

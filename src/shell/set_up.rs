//! Setting the kiosk up.

use super::alone::Turn;
use super::{Door, Journal, KioskDesk, Local, Shell, Why};
use crate::browser::device_key::{DeviceKey, NewKey};
use crate::browser::local::LocalMedium;
use crate::browser::{back, clock, install, memory, private_window, random};
use crate::shell::administer::Session;
use crate::shell::start::office_of;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::key_file::{KeyFile, NewOffice};
use inkseal_domain::keys::PublicKey;
use inkseal_domain::passphrase::{self, Stretch};
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::{Follows, NewKiosk, SetUp, set_up};
use inkseal_domain::store::{Either, Vault};
use leptos::prelude::*;
use std::rc::Rc;
use zeroize::Zeroizing;

const NO_JOURNAL: &str = "there is no journal";

/// Why set-up did not lead in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSetUp {
    /// In words why; the same words can be tried again.
    Failed(String),
    /// The kiosk stands all the same, and these words unlock it once the page is loaded again.
    Made,
    /// Another set-up was faster; these words open nothing.
    Others,
}

/// What set-up asks for.
#[derive(Clone, Default)]
pub struct SetUpForm {
    /// The office's name.
    pub office: String,
    /// The kiosk's name.
    pub kiosk: String,
    /// The first administrator's name.
    pub administrator: String,
    /// Whom to ask.
    pub contact: String,
    /// Support lines.
    pub support: Vec<String>,
    /// The kiosk that the tablet was before.
    pub follows: Option<Follows>,
    /// Six words.
    pub passphrase: Zeroizing<String>,
    /// Twelve words.
    pub kit: Zeroizing<String>,
}

impl SetUpForm {
    /// A form with fresh words in it.
    pub fn with_words() -> Self {
        let mut entropy = Entropy::new(random::seed());
        Self {
            passphrase: passphrase::generate_passphrase(&mut entropy),
            kit: passphrase::generate_kit(&mut entropy),
            ..Self::default()
        }
    }
}

impl Shell {
    /// Opens set-up, where what it makes would last. Nothing, while practice is being made or a try before is under way.
    pub fn begin_set_up(self) {
        self.begin_at(Door::SetUp);
    }

    /// The same for an office that has a kiosk elsewhere.
    pub fn begin_elsewhere(self) {
        self.begin_at(Door::Elsewhere);
    }

    fn begin_at(self, door: Door) {
        let Some(alone) = self.alone() else { return };
        let (from, turn) = (self.door.get_untracked(), self.turn());
        back::hold();
        leptos::task::spawn_local(async move {
            let _alone = alone;
            let door = match (install::is_evictable_tab(), private_window::is_so().await) {
                (true, _) => Door::Unavailable(Why::PlainTab),
                (_, true) => Door::Unavailable(Why::Private),
                _ => door,
            };
            if self.still_at(&from, turn) {
                self.door.set(door);
            }
        });
    }

    /// Sets the kiosk up and unlocks it.
    pub async fn set_up(self, form: &SetUpForm) -> Result<(), NotSetUp> {
        let Some(_alone) = self.alone() else { return Err(NotSetUp::Failed(self.text().common.still_busy.to_owned())) };
        let turn = self.turn();
        clock::painted().await;
        match self.make_kiosk(form, turn).await {
            Ok(()) => Ok(()),
            Err(why) => Err(self.what_stands(form, why).await),
        }
    }

    async fn make_kiosk(self, form: &SetUpForm, turn: Turn) -> Result<(), String> {
        let (vault, made) = self.clean_slate().await?;
        let supersedes = form.follows.as_ref().map(|follows| follows.keys.clone()).unwrap_or_default();
        let new = NewKiosk {
            office: NewOffice {
                name: form.office.trim(),
                administrator: form.administrator.trim(),
                passphrase: &form.passphrase,
                kit: &form.kit,
                stretch: Stretch::FULL,
                practice: false,
            },
            kiosk_name: form.kiosk.trim(),
            key: made.public,
            key_home: made.home,
            settings: &Settings {
                contact: form.contact.trim().to_owned(),
                support: form.support.iter().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect(),
                ..Settings::default()
            },
            app: super::program(),
            supersedes: &supersedes,
        };
        let (desk, secret, keys) =
            set_up(vault, made.key, &new, &self.moment(), random::seed()).await.map_err(|error| error.to_string())?;
        self.forget_other_keys(&new.key).await;
        let session = Session::open(&desk, new.office.administrator, secret).await?;
        // Another tab may have taken the kiosk meanwhile.
        if self.still_at(&Door::SetUp, turn) {
            self.take_into_use(desk, session, keys, new.settings.clone())?;
            self.ask_to_persist();
            memory::forget_calls();
            self.door.set(Door::Admin);
        }
        Ok(())
    }

    /// Sits down at a kiosk just made. Whether it is practice says its own card, so that the word on the screens is never another's.
    pub(super) fn take_into_use(
        self,
        desk: KioskDesk,
        session: Session,
        keys: String,
        settings: Settings,
    ) -> Result<(), String> {
        let file = KeyFile::parse(&keys).map_err(|error| error.to_string())?;
        self.practice.set(desk.card.practice);
        self.office.set(office_of(&desk, &file, settings));
        self.key_file.set_value(keys);
        self.desk.set_value(Some(Rc::new(desk)));
        self.session.set(Some(Rc::new(session)));
        Ok(())
    }

    /// What stands on the tablet after a try that failed: a call may fail when the chain has begun, and another tab may have begun one.
    /// Only the store can say, and only these very words whether they open it.
    async fn what_stands(self, form: &SetUpForm, why: String) -> NotSetUp {
        match self.key_file_that_stands().await {
            Ok(Some(file)) if file.unlock(form.administrator.trim(), &form.passphrase).is_ok() => NotSetUp::Made,
            Ok(Some(_)) => NotSetUp::Others,
            Ok(None) | Err(_) => NotSetUp::Failed(why),
        }
    }

    /// The key file of a chain that has begun since start-up looked.
    async fn key_file_that_stands(self) -> Result<Option<KeyFile>, String> {
        let vault = self.open_store().await?;
        if vault.head() == self.ended.get_value() {
            return Ok(None);
        }
        let left = SetUp::read(&vault).await.map_err(|error| error.to_string())?;
        Ok(left.and_then(|left| KeyFile::parse(&left.key_file).ok()))
    }

    /// A store without a chain, and a new kiosk key that the journal has, under a name of its own: where the chain is then not begun, no
    /// key is lost. A chain whose key is gone ends first: no key may ever stand for a chain that is not its own.
    pub(super) async fn clean_slate(self) -> Result<(Vault<Local, Journal>, NewKey), String> {
        let vault = self.open_store().await?;
        // In an engine without locks another tab may have begun one; and a try before this one, though it heard of a failure.
        if vault.head() != self.ended.get_value() {
            return Err("a chain has begun; load the page again".to_owned());
        }
        if vault.head().is_some() {
            vault.end().await.map_err(|error| error.to_string())?;
            self.ended.set_value(None);
        }
        let made = DeviceKey::generate(random::seed()).await;
        let journal = self.journal.get_value().ok_or(NO_JOURNAL)?;
        journal.put_key(&made.public.kid().to_string(), &made.stored).await.map_err(|error| error.to_string())?;
        Ok((vault, made))
    }

    /// A key of a chain that has ended, or of a try that came to nothing, signs no more.
    pub(super) async fn forget_other_keys(self, key: &PublicKey) {
        let Some(journal) = self.journal.get_value() else { return };
        // Where this fails, they lie there until the next chain begins.
        let _ = journal.forget_keys_but(&key.kid().to_string()).await;
    }

    /// The media as they are now.
    async fn open_store(self) -> Result<Vault<Local, Journal>, String> {
        let journal = self.journal.get_value().ok_or(NO_JOURNAL)?;
        let local = LocalMedium::open().map_err(|error| error.to_string())?;
        let opened = Vault::open(Either::Left(local), Either::Left(journal)).await;
        Ok(opened.map_err(|error| error.to_string())?.0)
    }
}

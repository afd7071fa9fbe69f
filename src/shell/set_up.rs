//! Setting the kiosk up.

use super::{Door, Journal, Local, Shell, Why};
use crate::browser::device_key::{DeviceKey, NewKey};
use crate::browser::journal::JournalMedium;
use crate::browser::local::LocalMedium;
use crate::browser::{back, clock, install, private_window, random};
use crate::shell::administer::Session;
use crate::shell::start::{KEY_NAME, office_of};
use inkseal_domain::entropy::Entropy;
use inkseal_domain::key_file::{KeyFile, NewOffice};
use inkseal_domain::passphrase::{self, Stretch};
use inkseal_domain::setup::{Follows, NewKiosk, Settings, set_up};
use inkseal_domain::store::{Either, Vault};
use leptos::prelude::*;
use std::rc::Rc;
use zeroize::Zeroizing;

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
    /// Opens set-up, where what it makes would last.
    pub fn begin_set_up(self) {
        back::hold();
        leptos::task::spawn_local(async move {
            let door = match (install::is_evictable_tab(), private_window::is_so().await) {
                (true, _) => Door::Unavailable(Why::PlainTab),
                (_, true) => Door::Unavailable(Why::Private),
                _ => Door::SetUp,
            };
            self.door.set(door);
        });
    }

    /// Sets the kiosk up and unlocks it. In words what failed, if something did; then nothing stands in the way of another try.
    pub async fn set_up(self, form: &SetUpForm) -> Result<(), String> {
        let alone = self.alone().ok_or(self.text().common.still_busy)?;
        clock::painted().await;
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
                kit_proved: false,
            },
            app: super::program(),
            supersedes: &supersedes,
        };
        let (desk, secret, keys) =
            set_up(vault, made.key, &new, &self.moment(), random::seed()).await.map_err(|error| error.to_string())?;
        let file = KeyFile::parse(&keys).map_err(|error| error.to_string())?;
        self.office.set(office_of(&desk, &file, new.settings.clone()));
        self.key_file.set_value(keys.clone());
        let session = Session::open(&desk, new.office.administrator, secret).await?;
        self.desk.set_value(Some(Rc::new(desk)));
        self.session.set(Some(Rc::new(session)));
        self.door.set(Door::Admin);
        // Firefox asks a person, who may never answer.
        drop(alone);
        if let Some(journal) = self.journal.get_value() {
            journal.persist().await;
        }
        Ok(())
    }

    /// A store without a chain, and a new kiosk key that the journal has. A chain whose key is gone ends first: no key may ever stand
    /// beside a chain that is not its own.
    pub(super) async fn clean_slate(self) -> Result<(Vault<Local, Journal>, NewKey), String> {
        let journal = self.journal.get_value().ok_or("there is no journal")?;
        let vault = self.unbegun_store(journal.clone()).await?;
        if vault.head().is_some() {
            vault.end().await.map_err(|error| error.to_string())?;
        }
        let made = DeviceKey::generate(random::seed()).await;
        journal.put_key(KEY_NAME, &made.stored).await.map_err(|error| error.to_string())?;
        Ok((vault, made))
    }

    /// What start-up opened, or, when a try before this one has used that up, the same media opened again. Where that try did begin a
    /// chain, its key must stay: loading the page again goes on with it.
    async fn unbegun_store(self, journal: JournalMedium) -> Result<Vault<Local, Journal>, String> {
        let bare = self.bare.write_value().take();
        if let Some(vault) = bare {
            return Ok(vault);
        }
        let local = LocalMedium::open().map_err(|error| error.to_string())?;
        let opened = Vault::open(Either::Left(local), Either::Left(journal)).await;
        let (vault, _) = opened.map_err(|error| error.to_string())?;
        if vault.head().is_some() { Err("a chain has begun; load the page again".to_owned()) } else { Ok(vault) }
    }
}

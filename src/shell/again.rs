//! Beginning again after the journal was lost: an administrator unlocks with what localStorage still knows of the office, the tablet
//! begins a new chain, and the records that are left come back into it.

use super::start::{KEY_NAME, office_of};
use super::{Journal, KioskDesk, Local, Shell, Why, program};
use crate::browser::clock;
use crate::browser::device_key::DeviceKey;
use crate::browser::random;
use inkseal_domain::import::ImportError;
use inkseal_domain::key_file::KeyFile;
use inkseal_domain::log::Log;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::setup::{
    NewChain, SLOT_BEFORE, SLOT_CERTIFICATE, SLOT_KEYS, SLOT_SETTINGS, Settings, certificates, start_again,
};
use inkseal_domain::store::Vault;
use leptos::prelude::*;
use std::rc::Rc;

impl Shell {
    /// Remembers whose tablet this is, as far as localStorage knows. Returns why no signature can be taken.
    pub(super) async fn remember(self, vault: Vault<Local, Journal>) -> Why {
        let keys = vault.slot(SLOT_KEYS).await.ok().flatten().map(|slot| slot.value);
        if let Some((text, file)) = keys.and_then(|text| Some((text.clone(), KeyFile::parse(&text).ok()?))) {
            self.office.update(|office| {
                office.name.clone_from(&file.card.name);
                office.administrators = file.administrators.iter().map(|a| a.name.clone()).collect();
            });
            self.key_file.set_value(text);
        }
        self.bare.set_value(Some(vault));
        Why::JournalLost
    }

    /// Whether an administrator can begin again here.
    pub fn can_begin_again(self) -> bool {
        self.desk().is_none() && self.key_file.with_value(|text| !text.is_empty())
    }

    /// Begins a new chain in the same office, and sits down at it.
    pub(super) async fn begin_again(self, by: &str, secret: &OfficeSecret) -> Result<(), String> {
        let vault = self.bare.write_value().take().ok_or("the page must be loaded again first")?;
        let journal = self.journal.get_value().ok_or("there is no journal")?;
        let mut slots = Vec::new();
        for name in [SLOT_CERTIFICATE, SLOT_BEFORE, SLOT_SETTINGS] {
            slots.push(vault.slot(name).await.map_err(|error| error.to_string())?.map(|slot| slot.value));
        }
        let [own, before, settings] = &slots[..] else { return Err("three slots were asked for".to_owned()) };
        let before = own.as_ref().map(|own| certificates(own.clone(), before.as_deref())).unwrap_or_default();
        let settings: Settings = settings.as_ref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let key_file = self.key_file.get_value();
        let file = KeyFile::parse(&key_file).map_err(|error| error.to_string())?;
        let made = DeviceKey::generate(random::seed()).await;
        journal.put_key(KEY_NAME, &made.stored).await.map_err(|error| error.to_string())?;
        let new = NewChain {
            secret,
            by,
            key_file: &key_file,
            before: &before,
            kiosk_name: &file.card.name,
            key: made.public,
            key_home: made.home,
            settings: &settings,
            app: program(),
        };
        let desk = start_again(vault, made.key, &new, &self.moment()).await.map_err(|error| error.to_string())?;
        self.office.set(office_of(&desk, &file, settings));
        self.desk.set_value(Some(Rc::new(desk)));
        Ok(())
    }

    /// Brings back what an earlier chain left. What does not open stays aside and can be saved.
    pub(super) async fn take_over(
        self,
        desk: &KioskDesk,
        by: &str,
        secret: &OfficeSecret,
        log: &Log,
    ) -> Result<bool, String> {
        let left = desk.vault().past().await.map_err(|error| error.to_string())?;
        let mut any = false;
        for (n, one) in left.iter().enumerate() {
            match desk.take_over(one, secret, by, log, &self.moment()).await {
                Ok(_) => any = true,
                Err(ImportError::NotOurs(_)) => {}
                Err(error) => return Err(error.to_string()),
            }
            self.opening.set(Some((n + 1, left.len())));
            clock::painted().await;
        }
        self.opening.set(None);
        Ok(any)
    }
}

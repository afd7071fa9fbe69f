//! Another tablet: an office whose keys were kept outside goes on here, once an administrator or the recovery kit unlocks them.

use super::{Door, Shell};
use crate::browser::clock;
use inkseal_domain::key_file::{KEYS_MAX_BYTES, KeyFile, keys_file_name, keys_from_file, keys_to_file};
use inkseal_domain::settings::{KeysKept, Settings};
use inkseal_domain::setup::{Follows, SetUp};
use leptos::prelude::*;

/// What somebody brought to this tablet. Nothing of it is kept before the keys are unlocked.
#[derive(Clone)]
pub struct Brought {
    /// The office's key file.
    pub key_file: String,
    /// What this kiosk is to be called.
    pub kiosk_name: String,
    /// Whom people can ask.
    pub contact: String,
    /// The kiosk in whose place this one comes.
    pub follows: Option<Follows>,
}

impl Brought {
    /// As what a chain before would have left on the tablet. The card is that of the office, which the records office has, and the keys lie
    /// where they were brought from.
    pub(super) fn left(&self) -> SetUp {
        let mut settings = Settings { contact: self.contact.clone(), card_saved: true, ..Settings::default() };
        settings.keep_keys(&self.key_file);
        SetUp { key_file: self.key_file.clone(), certificates: vec![], settings }
    }
}

/// Largest file of keys that is read, in bytes.
pub const MOST_BYTES: usize = KEYS_MAX_BYTES;

/// The keys in a file, and whose they are.
#[derive(Clone)]
pub struct OfficeKeys {
    /// The key file.
    pub key_file: String,
    /// The office's name.
    pub office: String,
    /// The fingerprint to compare with paper.
    pub fingerprint: String,
}

impl OfficeKeys {
    /// Reads a file of keys; `None`: it is none, or was altered.
    pub fn read(file: &[u8]) -> Option<Self> {
        let key_file = keys_from_file(file).ok()?;
        let card = KeyFile::parse(&key_file).ok()?.card;
        Some(Self { office: card.name.clone(), fingerprint: card.fingerprint(), key_file })
    }
}

impl Shell {
    /// Takes the keys along to the administrator's door.
    pub fn bring_office(self, brought: Brought) {
        let Ok(file) = KeyFile::parse(&brought.key_file) else { return };
        self.office.update(|office| {
            office.name.clone_from(&file.card.name);
            office.administrators = file.names();
        });
        self.key_file.set_value(brought.key_file.clone());
        self.brought.set_value(Some(brought));
        self.open(Door::Unlock);
    }

    /// Whether this tablet is no kiosk yet, and somebody brought the keys of an office.
    pub fn is_elsewhere(self) -> bool {
        self.desk().is_none() && self.brought.with_value(Option::is_some)
    }

    /// Whoever goes back from the door before it opened has brought nothing.
    pub(super) fn leave_what_was_brought(self) -> bool {
        let leaves = self.is_elsewhere();
        if leaves {
            self.brought.set_value(None);
            self.key_file.set_value(String::new());
            self.office.set(Default::default());
        }
        leaves
    }

    /// The office's keys as a file to be kept outside this tablet, and its name.
    pub fn keys_file(self) -> (String, Vec<u8>) {
        let day = clock::now().day(clock::utc_offset_min());
        let name = keys_file_name(&day, self.practice.get_untracked());
        (name, self.key_file.with_value(|text| keys_to_file(text)))
    }

    /// Whether the office's keys are kept outside this tablet as they are now.
    pub fn keys_kept(self) -> KeysKept {
        self.office.with(|office| self.key_file.with_value(|text| office.settings.keys_kept(text)))
    }

    /// Remembers that the file of the keys was saved, unless that is known.
    ///
    /// # Errors
    /// In words.
    pub async fn note_keys_saved(self) -> Result<(), String> {
        if untrack(|| self.keys_kept()) == KeysKept::AsTheyAre {
            return Ok(());
        }
        let key_file = self.key_file.get_value();
        self.change_setting("keys", |settings| settings.keep_keys(&key_file)).await
    }
}

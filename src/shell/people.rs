//! Who can unlock: somebody is added or removed, or has another passphrase, or the kit is another one. The log says so first; then the key file changes.

use super::Shell;
use crate::browser::{clock, random};
use inkseal_domain::activity::Act;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::key_file::{KeyFile, MOST_ADMINISTRATORS, PeopleError};
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::passphrase::{self, Stretch};
use inkseal_domain::setup::SLOT_KEYS;
use inkseal_domain::store::SlotError;
use leptos::prelude::*;
use zeroize::Zeroizing;

/// What is to be done about who can unlock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum People {
    /// Somebody more, with these words.
    Add {
        /// As the log names them.
        name: String,
        /// Their passphrase.
        words: Zeroizing<String>,
    },
    /// Whoever is at work gets these words.
    Change {
        /// Their passphrase from now on.
        words: Zeroizing<String>,
    },
    /// Somebody less.
    Remove {
        /// Who.
        name: String,
    },
    /// Another recovery kit.
    Kit {
        /// Its twelve words.
        words: Zeroizing<String>,
    },
}

impl Shell {
    /// Whoever is at work.
    pub fn at_work_name(self) -> String {
        self.session.with_untracked(|session| session.as_ref().map(|session| session.name.clone())).unwrap_or_default()
    }

    /// Whether one more may be able to unlock.
    pub fn can_add_people(self) -> bool {
        self.office.with(|office| office.administrators.len() < MOST_ADMINISTRATORS)
    }

    /// Six words for somebody's passphrase.
    pub fn new_passphrase(self) -> Zeroizing<String> {
        passphrase::generate_passphrase(&mut Entropy::new(random::seed()))
    }

    /// Twelve words for another recovery kit.
    pub fn new_kit_words(self) -> Zeroizing<String> {
        passphrase::generate_kit(&mut Entropy::new(random::seed()))
    }

    /// Puts another kit in the place of the one that there is. Nobody has proved it yet.
    ///
    /// # Errors
    /// As [`Shell::change_people`].
    pub async fn change_kit(self, words: Zeroizing<String>) -> Result<(), String> {
        self.change_people(&People::Kit { words }).await?;
        self.change_setting("kit", |settings| settings.kit_proved = false).await
    }

    /// Changes who can unlock. The page stays still for a second or two, so it is painted first.
    ///
    /// # Errors
    /// In words. Where the key file could not be written everybody unlocks as before, as far as can be known, and the log says what was tried.
    pub async fn change_people(self, what: &People) -> Result<(), String> {
        let Some(_alone) = self.alone() else { return Err(self.text().common.still_busy.to_owned()) };
        clock::painted().await;
        let (desk, session) = self.at_work()?;
        // As it stands: another page may have changed it.
        let stored = desk.vault().slot(SLOT_KEYS).await.map_err(|error| error.to_string())?;
        let stored = stored.ok_or("the key file is gone")?;
        let file = KeyFile::parse(&stored.value).map_err(|error| error.to_string())?;
        let text = changed(&file, &session.secret, &session.name, what).map_err(|error| self.people_error(&error))?;
        let act = match what {
            People::Add { name, .. } => Act::AdministratorAdded { name: name.clone() },
            People::Change { .. } => Act::PassphraseChanged {},
            People::Remove { name } => Act::AdministratorRemoved { name: name.clone() },
            People::Kit { .. } => Act::KitMade {},
        };
        self.act(act, vec![]).await?;
        match desk.vault().put_slot_after(SLOT_KEYS, &stored, &text).await {
            Err(SlotError::Moved) => {
                // So that the list shows whom the other page added or removed.
                if let Ok(Some(stands)) = desk.vault().slot(SLOT_KEYS).await {
                    self.show_people(stands.value)?;
                }
                return Err(self.text().settings.people_moved.to_owned());
            }
            done => done.map_err(|error| error.to_string())?,
        };
        self.show_people(text)
    }

    fn show_people(self, text: String) -> Result<(), String> {
        let names = KeyFile::parse(&text).map_err(|error| error.to_string())?.names();
        self.key_file.set_value(text);
        self.office.update(|office| office.administrators = names);
        Ok(())
    }

    fn people_error(self, error: &PeopleError) -> String {
        let t = &self.text().settings;
        match error {
            PeopleError::Full => t.people_full.to_owned(),
            PeopleError::Taken => t.people_taken.to_owned(),
            PeopleError::Last => t.people_last.to_owned(),
            PeopleError::NoSuchAdministrator | PeopleError::Keys(_) => error.to_string(),
        }
    }
}

fn changed(file: &KeyFile, secret: &OfficeSecret, by: &str, what: &People) -> Result<String, PeopleError> {
    let mut entropy = Entropy::new(random::seed());
    match what {
        People::Add { name, words } => file.with_administrator(secret, (name, words), Stretch::FULL, &mut entropy),
        People::Change { words } => file.with_passphrase(secret, (by, words), Stretch::FULL, &mut entropy),
        People::Remove { name } => file.without_administrator(secret, name, &mut entropy),
        People::Kit { words } => file.with_kit(secret, words, &mut entropy),
    }
}

//! Start-up: the tab's lock, the documents, the two media, what set-up left there, and what start-up had to mend.

use super::{Door, KioskDesk, Local, Office, Program, Shell, Why, program};
use crate::browser::device_key::DeviceKey;
use crate::browser::journal::JournalMedium;
use crate::browser::local::LocalMedium;
use crate::browser::{clock, lock, page};
use inkseal_domain::activity::{Act, Activity, BY_KIOSK};
use inkseal_domain::key_file::KeyFile;
use inkseal_domain::record::Body;
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::SetUp;
use inkseal_domain::store::{Either, MediumError, Opened, Repair, StartUp, Vault};
use leptos::prelude::*;
use std::rc::Rc;

/// Under which name the journal kept a kiosk's key before each had a name of its own.
const OLD_KEY_NAME: &str = "kiosk";
/// Name of the slot that holds the build that ran last.
const SLOT_BUILD: &str = "build";
/// From how many repairs on the screen says so first: they may take longer than a second.
const MANY: usize = 100;

impl Shell {
    /// Starts the kiosk and opens the door that fits.
    pub fn start(self) {
        self.keep_watch();
        leptos::task::spawn_local(async move {
            let door = self.find_door().await.unwrap_or_else(Door::Unavailable);
            let other = door == Door::Unavailable(Why::OtherTab);
            self.door.set(door);
            if other {
                self.go_on_when_alone().await;
            }
        });
    }

    /// Waits until no other tab has the kiosk, and begins anew: what that one did is read from the media.
    pub(super) async fn go_on_when_alone(self) {
        if lock::freed().await {
            page::reload();
        }
    }

    async fn find_door(self) -> Result<Door, Why> {
        self.load_library().await?;
        if !lock::hold(move || self.oust()).await {
            return Err(Why::OtherTab);
        }
        let local = LocalMedium::open()?;
        let journal = JournalMedium::open().await?;
        self.journal.set_value(Some(journal.clone()));
        let (local, at_work) = (Either::Left(local), Either::Left(journal.clone()));
        let opened = Vault::open_telling(local, at_work, async |changes| self.tell_mending(changes).await).await?;
        let Opened { vault, start, last_day, damaged } = opened;
        self.mending.set(None);
        if start.journal_lost {
            return Err(self.remember(vault).await);
        }
        if let Some(fault) = start.repair_failed {
            return Err(fault.into());
        }
        if vault.head().is_none() {
            // What cannot be looked at may hold everything that there is.
            if let Some(fault) = start.local_failed {
                return Err(fault.into());
            }
            return Ok(Door::First);
        }
        let left = SetUp::read(&vault).await?;
        let key = key_of(&journal, left.as_ref()).await?;
        let (Some(left), Some(key)) = (left, key) else { return Err(self.remember(vault).await) };
        if !left.is_key(&key).await.map_err(|error| Why::Failed(error.to_string()))? {
            return Err(self.remember(vault).await);
        }
        let desk = self.sit_down(vault, key, left)?;
        self.local_copy.set(start.local_failed.is_none());
        if let Some(day) = last_day {
            self.clock.update_value(|watch| watch.begin_after(&day));
        }
        self.report(&desk, start, damaged).await;
        self.note_version(&desk).await;
        let desk = Rc::new(desk);
        self.desk.set_value(Some(desk.clone()));
        // Where that cannot be read, an administrator gets in and can bring the documents once more.
        self.take_shelf(&desk).await?;
        Ok(Door::Kiosk)
    }

    /// Many repairs may take longer than a second: the screen says so first.
    async fn tell_mending(self, changes: usize) {
        if changes > MANY {
            self.mending.set(Some(changes));
            clock::painted().await;
        }
    }

    /// Puts the desk together from what set-up left in the vault.
    fn sit_down(self, vault: Vault<Local, super::Journal>, key: DeviceKey, left: SetUp) -> Result<KioskDesk, Why> {
        let SetUp { key_file, certificates, settings } = left;
        let file = KeyFile::parse(&key_file).map_err(|error| Why::Failed(error.to_string()))?;
        let damaged = || Why::Failed("the certificate does not belong to this office".to_owned());
        let desk = Desk::new(vault, key, certificates, file.card.clone(), program()).ok_or_else(damaged)?;
        self.office.set(office_of(&desk, &file, settings));
        self.key_file.set_value(key_file);
        Ok(desk)
    }

    /// What start-up had to mend goes into the log: how many copies came back, and which records cannot be read.
    async fn report(self, desk: &KioskDesk, start: StartUp, damaged: Vec<u64>) {
        let count = start.repairs.iter().filter(|repair| matches!(repair, Repair::Restored { .. })).count() as u32;
        if count > 0 {
            self.log_by_kiosk(desk, Act::Repaired { count }).await;
        }
        let set_aside = start.repairs.iter().any(|repair| matches!(repair, Repair::Quarantined { .. }));
        if set_aside && !damaged.is_empty() {
            self.log_by_kiosk(desk, Act::Quarantined { seqs: damaged }).await;
        }
    }

    /// Another version than the last time goes into the log, once.
    async fn note_version(self, desk: &KioskDesk) {
        let Program { version, build } = program();
        let Ok(before) = desk.vault().slot(SLOT_BUILD).await else { return };
        if before.as_ref().is_some_and(|slot| slot.value == build) {
            return;
        }
        // A kiosk that was just set up says so itself.
        if before.is_some() {
            self.log_by_kiosk(desk, Act::Updated { version: format!("{version} ({build})") }).await;
        }
        // Where this fails, the same line is written once more at the next start.
        let _ = desk.vault().put_slot(SLOT_BUILD, &build).await;
    }

    async fn log_by_kiosk(self, desk: &KioskDesk, act: Act) {
        let activity = Activity { by: BY_KIOSK.to_owned(), about: vec![], act };
        // A log line that cannot be kept must not keep the kiosk from starting: the next signer's canary will tell.
        let _ = desk.keep(Body::Activity(Box::new(activity)), &self.moment()).await;
    }
}

use inkseal_domain::desk::Desk;

/// The office as the views name it.
pub(super) fn office_of(desk: &KioskDesk, file: &KeyFile, settings: Settings) -> Office {
    Office {
        name: desk.card.name.clone(),
        kiosk_name: desk.kiosk.kiosk_name.clone(),
        fingerprint: desk.card.fingerprint(),
        administrators: file.names(),
        settings,
    }
}

/// The key that the certificate names.
async fn key_of(journal: &JournalMedium, left: Option<&SetUp>) -> Result<Option<DeviceKey>, MediumError> {
    let Some(kid) = left.and_then(SetUp::key_id) else { return Ok(None) };
    let stored = match journal.get_key(&kid.to_string()).await? {
        Some(stored) => Some(stored),
        None => journal.get_key(OLD_KEY_NAME).await?,
    };
    Ok(stored.and_then(DeviceKey::restore))
}

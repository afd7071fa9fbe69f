//! Unlocking: the passphrase, the wait after a wrong one, and the chain that is opened and completed behind the door.

use super::administer::Session;
use super::alone::Turn;
use super::{Door, KioskDesk, Shell};
use crate::browser::{clock, memory};
use inkseal_domain::activity::Act;
use inkseal_domain::key_file::{KeyFile, KeyFileError, OpenedBy};
use inkseal_domain::log::Log;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::passphrase::UnwrapError;
use leptos::prelude::*;
use std::rc::Rc;

/// What came of unlocking.
pub enum Unlocked {
    /// The door is open.
    Yes,
    /// Wrong passphrase; wait so many seconds before the next try.
    Wait(u32),
    /// Something else, in words.
    Failed(String),
}

/// How many records are opened before the page is painted again: about a tenth of a second on a slow tablet.
const SLICE: usize = 40;

/// Name of the slot that counts wrong passphrases across restarts.
const SLOT_FAILURES: &str = "failures";

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
        let Some(_alone) = self.alone() else { return Unlocked::Failed(self.text().common.still_busy.to_owned()) };
        let turn = self.turn();
        clock::painted().await;
        let failures = self.failures().await;
        let file = match self.key_file.with_value(|text| KeyFile::parse(text)) {
            Ok(file) => file,
            Err(error) => return Unlocked::Failed(error.to_string()),
        };
        match file.open_with_words(name, typed) {
            Ok((secret, by)) => match self.enter(turn, name, (secret, by), failures).await {
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

    async fn enter(
        self,
        turn: Turn,
        name: &str,
        (secret, by): (OfficeSecret, OpenedBy),
        failures: u32,
    ) -> Result<(), String> {
        // What was pressed while the page stood still counts: whoever went away opens no door.
        clock::painted().await;
        if !self.still_at_the_door(turn) {
            return Ok(());
        }
        if self.can_begin_again() {
            self.begin_again(name, &secret).await?;
        }
        let desk = self.desk().ok_or("the kiosk is not set up")?;
        let opened = self.open_everything(turn, &desk, name, &secret).await;
        self.opening.set(None);
        let Some(log) = opened?.filter(|_| self.still_at_the_door(turn)) else { return Ok(()) };
        let session = Session::over(&desk, name, secret, log).await;
        if !self.still_at_the_door(turn) {
            return Ok(());
        }
        self.session.set(Some(Rc::new(session)));
        // The administrator's own key has done its work.
        memory::forget_calls();
        self.ask_to_persist();
        if by == OpenedBy::Kit {
            // The kit opens every door, so that its use is kept or it opens none.
            if let Err(words) = self.act(Act::KitUsed {}, vec![]).await {
                self.session.set(None);
                return Err(words);
            }
            // Whoever typed it has it. Where that cannot be kept, Today asks for it once more.
            let _ = self.kit_is_proved().await;
        }
        // Where this cannot be kept, the count stays and is said at the next unlock.
        if failures > 0 && self.act(Act::UnlockFailed { count: failures }, vec![]).await.is_ok() {
            self.set_failures(0).await;
        }
        self.visit.set(Default::default());
        self.door.set(Door::Admin);
        Ok(())
    }

    async fn open_everything(
        self,
        turn: Turn,
        desk: &KioskDesk,
        by: &str,
        secret: &OfficeSecret,
    ) -> Result<Option<Log>, String> {
        match self.open_log(turn, desk, secret, &Log::default()).await? {
            Some(log) => self.take_over(turn, desk, by, (secret, log)).await,
            None => Ok(None),
        }
    }

    /// Opens the chain in slices, so that the page stays alive, and says how far it is; what `before` has is not opened again.
    /// `None`: somebody went away meanwhile.
    pub(super) async fn open_log(
        self,
        turn: Turn,
        desk: &KioskDesk,
        secret: &OfficeSecret,
        before: &Log,
    ) -> Result<Option<Log>, String> {
        let mut opening = desk.opening(before).await.map_err(|error| error.to_string())?;
        while opening.step(SLICE, secret, desk.lineage()) {
            if !self.still_unlocking(turn, opening.progress()).await {
                return Ok(None);
            }
        }
        Ok(Some(opening.finish()))
    }

    /// Says how far it is, and whether whoever waits is still there.
    pub(super) async fn still_unlocking(self, turn: Turn, progress: (usize, usize)) -> bool {
        if !self.still_at_the_door(turn) {
            return false;
        }
        self.opening.set(Some(progress));
        clock::painted().await;
        self.still_at_the_door(turn)
    }

    /// Locks: the secret is wiped, the welcome screen comes back; the two doors where there is no kiosk yet.
    pub fn lock(self) {
        self.open(if self.leave_what_was_brought() { Door::First } else { Door::Kiosk });
    }
}

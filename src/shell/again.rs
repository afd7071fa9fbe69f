//! Beginning again after the journal was lost: an administrator unlocks with what localStorage still knows of the office, the tablet
//! begins a new chain, and the records that are left come back into it.

use super::alone::Turn;
use super::start::office_of;
use super::{Brought, Journal, KioskDesk, Local, Shell, Why, program};
use inkseal_domain::key_file::KeyFile;
use inkseal_domain::log::Log;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::setup::{NewChain, SetUp, start_again, start_elsewhere};
use inkseal_domain::store::Vault;
use leptos::prelude::*;
use std::rc::Rc;

impl Shell {
    /// Remembers whose tablet this is, as far as localStorage knows. Returns why no signature can be taken.
    pub(super) async fn remember(self, vault: Vault<Local, Journal>) -> Why {
        let left = match SetUp::read(&vault).await {
            Ok(left) => left,
            // What could not be looked at is not gone: the next start may read it.
            Err(error) => return error.into(),
        };
        if let Some((key_file, file)) =
            left.and_then(|left| KeyFile::parse(&left.key_file).ok().map(|f| (left.key_file, f)))
        {
            self.office.update(|office| {
                office.name.clone_from(&file.card.name);
                office.administrators = file.names();
            });
            self.key_file.set_value(key_file);
        }
        self.ended.set_value(vault.head());
        Why::JournalLost
    }

    /// Whether an administrator can begin again here.
    pub fn can_begin_again(self) -> bool {
        self.desk().is_none() && self.key_file.with_value(|text| !text.is_empty())
    }

    /// Begins a new chain in the same office, on this tablet or with what was brought from another, and sits down at it.
    pub(super) async fn begin_again(self, by: &str, secret: &OfficeSecret) -> Result<(), String> {
        let (vault, made) = self.clean_slate().await?;
        let brought = self.brought.get_value();
        let left = match &brought {
            Some(brought) => brought.left(),
            None => SetUp::read(&vault).await.map_err(|error| error.to_string())?.ok_or("the key file is gone")?,
        };
        let file = KeyFile::parse(&left.key_file).map_err(|error| error.to_string())?;
        let new = NewChain { secret, by, left: &left, key: made.public, key_home: made.home, app: program() };
        let begun = match &brought {
            Some(Brought { kiosk_name, follows, .. }) => {
                let before = follows.as_ref().map(|follows| follows.keys.as_slice()).unwrap_or_default();
                start_elsewhere(vault, made.key, &new, (kiosk_name, before), &self.moment()).await
            }
            None => start_again(vault, made.key, &new, &self.moment()).await,
        };
        let desk = begun.map_err(|error| error.to_string())?;
        self.brought.set_value(None);
        self.forget_other_keys(&desk.kiosk.key).await;
        self.office.set(office_of(&desk, &file, left.settings));
        // Where that cannot be read, nobody signs: it is looked at once more before each visit.
        let _ = self.take_shelf(&desk).await;
        self.desk.set_value(Some(Rc::new(desk)));
        Ok(())
    }

    /// Brings back what an earlier chain left, and opens the chain with it. What does not open stays aside and can be saved. Where the
    /// store takes no more of it, the administrator gets in all the same, is told, and the rest comes back at a later unlock.
    /// `None`: somebody went away meanwhile.
    pub(super) async fn take_over(
        self,
        turn: Turn,
        desk: &KioskDesk,
        by: &str,
        (secret, log): (&OfficeSecret, Log),
    ) -> Result<Option<Log>, String> {
        let mut taking = desk.taking_over(&log).await.map_err(|error| error.to_string())?;
        let is_stuck = loop {
            match desk.take_over(&mut taking, secret, by, &self.moment()).await {
                Ok(true) if self.still_unlocking(turn, taking.progress()).await => {}
                Ok(true) => return Ok(None),
                done => break done.is_err(),
            }
        };
        self.waiting.set(is_stuck);
        if taking.has_written() { self.open_log(turn, desk, secret, &log).await } else { Ok(Some(log)) }
    }
}

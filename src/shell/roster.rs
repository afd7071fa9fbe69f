//! The roster: kept sealed, opened with the office's secret, and forgotten when it locks.

use super::{KioskDesk, Shell};
use crate::browser::{clock, random};
use inkseal_domain::activity::Act;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::roster::{Person, Required, Roster, SLOT_ROSTER, Standing, Unsure};
use leptos::prelude::*;
use std::rc::Rc;

/// Reads and opens the roster; after a lost journal the one that was set aside. `None`: what is kept does not open.
pub(super) async fn kept_roster(desk: &KioskDesk, secret: &OfficeSecret) -> Option<Roster> {
    let kept = desk.vault().slot(SLOT_ROSTER).await.ok()?.map(|slot| slot.value);
    let kept = kept.or_else(|| desk.vault().slot_before(SLOT_ROSTER).next().map(str::to_owned));
    kept.map_or(Some(Roster::default()), |text| Roster::open(&text, secret.reading()).ok())
}

/// Keeps a roster, sealed to the office.
pub(super) async fn keep_roster(desk: &KioskDesk, roster: &Roster) -> Result<(), String> {
    let mut entropy = Entropy::new(random::seed());
    let text = roster.seal(&desk.card.reading, &mut entropy).map_err(|error| error.to_string())?;
    desk.vault().put_slot(SLOT_ROSTER, &text).await.map(|_| ()).map_err(|error| error.to_string())
}

impl Shell {
    /// The roster, while an administrator is at work. `None`: what is kept does not open, or the kiosk is locked.
    pub fn roster(self) -> Option<Rc<Roster>> {
        self.session.with(|session| session.as_ref()?.roster.clone())
    }

    /// What everybody on the roster is to sign.
    pub fn required(self) -> Option<Required> {
        let library = self.library()?;
        let document = library.main()?;
        Some(Required {
            slug: document.slug.clone(),
            version: document.version.clone(),
            also: library.also_counts(&document.slug).to_vec(),
            renew_after_months: self.office.with(|office| office.settings.renew_after_months),
            today: clock::now().day(clock::utc_offset_min()),
        })
    }

    /// Everybody on the roster with how they stand, in the roster's order.
    pub fn standings(self) -> Vec<(Person, Standing)> {
        let found = self.session.with(|session| {
            let session = session.as_ref()?;
            let roster = session.roster.as_ref()?;
            Some((roster.people.clone(), roster.standings(&session.log, &self.required()?)))
        });
        found.map(|(people, standings)| people.into_iter().zip(standings).collect()).unwrap_or_default()
    }

    /// Keeps another roster. The log says how many people are on it, never who.
    pub async fn change_roster(self, roster: Roster) -> Result<(), String> {
        let people = roster.people.len() as u64;
        self.put_roster(roster).await?;
        self.act(Act::RosterChanged { people }, vec![]).await
    }

    /// Keeps what the records show of everybody on the roster, before some of them are deleted.
    pub(super) async fn remember_signers(self) -> Result<(), String> {
        let (_, session) = self.at_work()?;
        let Some(roster) = session.roster.as_ref().filter(|roster| !roster.people.is_empty()) else { return Ok(()) };
        self.put_roster(roster.having_seen(&session.log)).await
    }

    async fn put_roster(self, roster: Roster) -> Result<(), String> {
        let (desk, session) = self.at_work()?;
        keep_roster(&desk, &roster).await?;
        self.session.set(Some(Rc::new(session.with(|session| session.roster = Some(Rc::new(roster))))));
        Ok(())
    }

    /// The paper that somebody on the roster signed has come in.
    pub async fn paper_signed(self, person: &Person, on: &str) -> Result<(), String> {
        let Required { slug, version, .. } = self.required().ok_or("there are no documents")?;
        let Person { name, number, .. } = person.clone();
        self.act(Act::PaperSigned { name, number, slug, version, on: on.to_owned() }, vec![]).await
    }

    /// A signature of which only a person can say whose it is, is this person's.
    pub async fn signer_named(self, person: &Person, unsure: &Unsure) -> Result<(), String> {
        let Person { name, number, .. } = person.clone();
        self.act(Act::SignerNamed { name, number }, vec![unsure.id.clone()]).await
    }
}

//! The visit: every event goes through the domain's `step`, and its effects are carried out here.

use super::{Door, Farewell, Shell, Why};
use crate::browser::{back, clock, install, page, random, speech};
use inkseal_domain::codec::b64;
use inkseal_domain::desk::KeepError;
use inkseal_domain::flow::{Effect, Event, State, step};
use inkseal_domain::record::Body;
use inkseal_domain::seal::Proved;
use inkseal_domain::store::Side;
use inkseal_domain::store::room::{Verdict, verdict};
use inkseal_domain::visit::Visit;
use leptos::prelude::*;

impl Shell {
    /// Sends an event of the visit.
    pub fn dispatch(self, event: Event) {
        let Some(library) = self.library() else { return };
        let state = self.visit.get_untracked();
        let farewell = Farewell::of(&state, &event);
        let (next, effects) = step(&library.plan, state, event);
        if effects.contains(&Effect::Wipe) || next != State::Welcome {
            self.farewell.set(farewell.filter(|_| next == State::Welcome));
        }
        if next == State::Welcome {
            self.leave_recorded();
        }
        self.visit.set(next);
        self.note_fate();
        for effect in effects {
            match effect {
                Effect::Keep(visit) => self.keep(*visit),
                Effect::Wipe => self.wipe(),
            }
        }
    }

    /// Begins a visit, if what it will leave can be kept for sure: by this tab, in an engine that does not delete it by age, after a chain
    /// that is as it was left, with second copies of all that is there, with room, with the documents in force, and a canary written and read
    /// back.
    pub fn begin(self, lang: &'static str) {
        // A blank form may have been printed; from here on nothing of it belongs on paper.
        page::set_print("");
        // A second tap would look at the store while the first one writes to it.
        if self.beginning.get_value() {
            return;
        }
        self.beginning.set_value(true);
        leptos::task::spawn_local(async move {
            let can = self.can_keep().await;
            self.beginning.set_value(false);
            // Meanwhile somebody may have gone to the administrator's door.
            let at_welcome =
                self.door.get_untracked() == Door::Kiosk && self.visit.with_untracked(|state| *state == State::Welcome);
            match can {
                _ if !at_welcome => {}
                Ok(()) => {
                    back::hold();
                    self.dispatch(Event::Begin { lang: lang.to_owned(), asks: self.asks() });
                }
                Err(Why::OtherTab) => self.make_way(),
                Err(why) => self.door.set(Door::Unavailable(why)),
            }
        });
    }

    async fn can_keep(self) -> Result<(), Why> {
        let desk = self.desk().ok_or(Why::JournalLost)?;
        let vault = desk.vault();
        // The person before may still be promised a copy; that is written first.
        while self.owing.get_value() > 0 {
            clock::painted().await;
        }
        if install::is_evictable_tab() && !self.practice.get_untracked() {
            return Err(Why::PlainTab);
        }
        if self.ousted.get_value() {
            return Err(Why::OtherTab);
        }
        let altered = vault.altered().await?;
        if altered == Some(Side::Journal) {
            return Err(Why::Changed);
        }
        if verdict(vault.room().await?) == Verdict::Refuse {
            return Err(Why::Full);
        }
        if altered == Some(Side::Local) || !self.local_copy.get_untracked() {
            return Err(Why::OneCopy);
        }
        self.take_shelf(&desk).await?;
        Ok(vault.canary(&b64(&random::seed()[..12])).await?)
    }

    /// Another tab has taken the kiosk. Whoever has not signed yet signs there; what is being saved or was just saved ends here first: the
    /// journal takes nothing that does not follow its head.
    pub(super) fn oust(self) {
        self.ousted.set_value(true);
        let ending =
            |state: &State| matches!(state, State::Saving { .. } | State::Blocked { .. } | State::Recorded { .. });
        if !self.practice.get_untracked() && !self.visit.with_untracked(ending) {
            self.make_way();
        }
    }

    fn make_way(self) {
        self.open(Door::Unavailable(Why::OtherTab));
        leptos::task::spawn_local(self.go_on_when_alone());
    }

    fn keep(self, visit: Visit) {
        leptos::task::spawn_local(async move {
            let Some(desk) = self.desk() else { return self.dispatch(Event::NotStored) };
            let (body, moment) = (Body::Visit(Box::new(visit)), self.moment());
            // A second try is of the very record that the first one made, which stays at hand for as long as it is not stored.
            let kept = match self.unstored.get_value() {
                Some(unstored) => desk.keep_again(&unstored, body, &moment).await,
                None => desk.keep(body, &moment).await,
            };
            match kept {
                Ok(kept) => {
                    self.unstored.set_value(None);
                    self.local_copy.update(|every| *every &= kept.local_copy);
                    self.last.set_value(Some(kept.proved.clone()));
                    self.dispatch(Event::Stored(kept.receipt()));
                }
                Err(error) => {
                    if let KeepError::Store { unstored, .. } = error {
                        self.unstored.set_value(Some(*unstored));
                    }
                    self.dispatch(Event::NotStored);
                }
            }
        });
    }

    /// Nothing of whoever was here stays: not in memory, not on the page, not in how the page looks.
    pub(super) fn wipe(self) {
        self.last.set_value(None);
        self.unstored.set_value(None);
        speech::stop();
        for name in ["text-size", "contrast"] {
            page::set_data(name, None);
        }
        page::wipe();
    }

    /// The record that was just made, for the copy to take away.
    pub fn last(self) -> Option<Proved> {
        self.last.get_value()
    }

    /// Whether there is a record that could not be stored.
    pub fn has_unstored(self) -> bool {
        self.unstored.with_value(Option::is_some)
    }

    /// The record that could not be stored, as something to take away that claims no place in the chain.
    pub async fn rescue(self) -> Option<Proved> {
        let unstored = self.unstored.get_value()?;
        self.desk()?.rescue(&unstored).await.ok()
    }
}

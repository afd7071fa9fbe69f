//! What a signer takes along, and what the office owes whoever took nothing.

use super::Shell;
use crate::browser::page;
use inkseal_domain::activity::{Act, Activity, BY_KIOSK};
use inkseal_domain::flow::State;
use inkseal_domain::record::Body;
use inkseal_domain::visit::Outcome;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The copy of what was just recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TakeAway {
    /// None was asked for yet.
    #[default]
    None,
    /// One was printed, saved or shared, as far as the page can know.
    Taken,
    /// A printed one is being promised.
    Asking,
    /// The office knows that it owes a printed one.
    Owed,
    /// That could not be kept.
    Failed,
}

impl Shell {
    /// A copy was printed, saved or shared.
    pub fn took_copy(self) {
        self.take_away.update(|taken| {
            if *taken == TakeAway::None {
                *taken = TakeAway::Taken;
            }
        });
    }

    /// "Ask the office for a printed copy".
    pub fn ask_for_copy(self) {
        let asked = matches!(self.take_away.get_untracked(), TakeAway::Asking | TakeAway::Owed);
        let Some(id) = self.recorded_id().filter(|_| !asked) else { return };
        self.take_away.set(TakeAway::Asking);
        let owing = self.owe_copy(id);
        spawn_local(async move {
            let promised = if owing.await { TakeAway::Owed } else { TakeAway::Failed };
            // Meanwhile the screen may be the next person's.
            if self.take_away.get_untracked() == TakeAway::Asking {
                self.take_away.set(promised);
            }
        });
    }

    /// The screen with the record code is left: whoever signed and took no copy is owed one.
    pub(super) fn leave_recorded(self) {
        let signed = self
            .visit
            .with_untracked(|state| matches!(state, State::Recorded { visit, .. } if visit.outcome == Outcome::Signed));
        if signed
            && matches!(self.take_away.get_untracked(), TakeAway::None | TakeAway::Failed)
            && let Some(id) = self.recorded_id()
        {
            let owing = self.owe_copy(id);
            spawn_local(async move { _ = owing.await });
        }
        self.take_away.set(TakeAway::None);
    }

    /// The kiosk's signed word that it has recorded this, for a phone. `None`: its key did not sign.
    pub async fn slip(self) -> Option<String> {
        self.desk()?.slip(&self.last()?).await.ok()
    }

    fn recorded_id(self) -> Option<String> {
        self.visit.with_untracked(|state| match state {
            State::Recorded { receipt, .. } => Some(receipt.id.clone()),
            _ => None,
        })
    }

    /// Counts from now on as under way: the next visit waits for it, and the page says so of itself.
    fn owe_copy(self, id: String) -> impl Future<Output = bool> {
        self.count_owing(|owing| owing + 1);
        async move {
            let desk = self.desk();
            let activity = Activity { by: BY_KIOSK.to_owned(), about: vec![id], act: Act::CopyOwed {} };
            let kept = match desk {
                Some(desk) => desk.keep_insisting(Body::Activity(Box::new(activity)), &self.moment()).await.is_ok(),
                None => false,
            };
            self.count_owing(|owing| owing - 1);
            kept
        }
    }

    fn count_owing(self, count: fn(u32) -> u32) {
        self.owing.update_value(|owing| *owing = count(*owing));
        page::set_data("keeping", (self.owing.get_value() > 0).then_some(""));
    }
}

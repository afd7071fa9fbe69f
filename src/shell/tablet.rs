//! What an administrator has to know about the tablet itself.

use super::Shell;
use crate::browser::worker;
use leptos::prelude::*;

/// The tablet, as far as the page can tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tablet {
    /// How much of the room is used, in per cent.
    pub used_percent: Option<u64>,
    /// Whether the page comes back without a network.
    pub offline: Option<bool>,
    /// Whether the engine promised not to clear the page's storage by itself. `None` also in practice, which stores nothing.
    pub persisted: Option<bool>,
    /// Whether a newer version of the program waits until nobody is here.
    pub update: bool,
    /// Whether something of an earlier chain could not be brought back yet.
    pub waiting: bool,
}

impl Shell {
    /// Looks at the tablet.
    pub async fn tablet(self) -> Tablet {
        Tablet {
            used_percent: self.used_percent().await,
            offline: Some(worker::is_ready().await),
            persisted: self.persisted().await,
            update: worker::is_waiting().await,
            waiting: self.waiting.get_untracked(),
        }
    }

    async fn used_percent(self) -> Option<u64> {
        Some(self.desk()?.vault().room().await.ok()?.used_percent())
    }

    async fn persisted(self) -> Option<bool> {
        if self.practice.get_untracked() {
            return None;
        }
        self.journal.get_value()?.persisted().await
    }

    /// Asks the engine for that promise, unless it was given. Some ask the person at the screen, so that it is done when that is
    /// an administrator.
    pub(super) fn ask_to_persist(self) {
        let Some(journal) = self.journal.get_value().filter(|_| !self.practice.get_untracked()) else { return };
        leptos::task::spawn_local(async move {
            if journal.persisted().await == Some(false) {
                journal.persist().await;
            }
        });
    }
}

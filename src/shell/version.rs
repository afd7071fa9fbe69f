//! Newer versions of the program: looked for once a day, and let in only when nobody is here.

use super::{Door, Shell};
use crate::browser::{page, worker};
use inkseal_domain::clock::Reading;
use inkseal_domain::flow::State;
use leptos::prelude::*;

/// How long nobody must have touched the welcome screen.
const REST_MS: i64 = 60_000;
/// How often to look whether a version waits.
const LOOK_MS: i64 = 10_000;
/// How often to ask the server. Engines ask by themselves only when the page is loaded, which a kiosk may not be for weeks.
const ASK_MS: i64 = 24 * 3_600_000;

/// What is known of newer versions.
#[derive(Debug, Clone)]
pub(super) struct Versions {
    looked: Reading,
    asked: Reading,
    /// A look is under way.
    busy: bool,
    /// A newer version has taken over; this page still runs the old one.
    taken: bool,
}

impl Versions {
    /// The page was just loaded, so that the engine has just asked.
    pub(super) fn new(now: Reading) -> Self {
        Self { looked: now, asked: now, busy: false, taken: false }
    }
}

impl Shell {
    /// Whether nobody and nothing would be interrupted by loading the page again.
    fn at_rest(self, now: Reading) -> bool {
        let quiet = matches!(self.door.get_untracked(), Door::Kiosk | Door::First | Door::Unavailable(_));
        let nobody = self.visit.with_untracked(|state| *state == State::Welcome);
        let locked = self.session.with_untracked(Option::is_none) && !self.practice.get_untracked();
        quiet && nobody && locked && self.silent_ms(now) >= REST_MS
    }

    pub(super) fn look_for_version(self, now: Reading) {
        let known = self.versions.get_value();
        if !self.at_rest(now) {
            return;
        }
        if known.taken {
            return page::reload();
        }
        if known.busy || now.since_ms(known.looked) < LOOK_MS {
            return;
        }
        let ask = now.since_ms(known.asked) >= ASK_MS;
        let asked = if ask { now } else { known.asked };
        self.versions.set_value(Versions { looked: now, asked, busy: true, taken: false });
        leptos::task::spawn_local(async move {
            if ask {
                worker::look_for_update().await;
            }
            let taken = worker::is_waiting().await && worker::take_over().await;
            self.versions.update_value(|known| (known.busy, known.taken) = (false, taken));
        });
    }
}

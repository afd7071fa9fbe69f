//! What happens without anybody's doing. Twice a second the shell looks whether somebody is still there, at the device's clocks,
//! and whether a newer version waits.

use super::{Door, Exporting, Shell};
use crate::aftermath::Fate;
use crate::browser::{back, clock, errand, leaving, presence, stopped};
use inkseal_domain::clock::Reading;
use inkseal_domain::flow::{Event, State};
use inkseal_domain::idle::{Notice, Seat};
use leptos::prelude::*;

const PULSE_MS: i32 = 500;

impl Shell {
    /// Begins to look, for as long as the page lives.
    pub(super) fn keep_watch(self) {
        presence::on_touch(move || self.touched());
        // After the touch that opens the file picker, which ends whatever errand was before it.
        errand::listen();
        presence::on_printed(move || self.still_here());
        back::on_back(move || self.back());
        presence::on_left(move || self.left());
        presence::on_pulse(PULSE_MS, move || self.pulse());
        Effect::new(move |_| {
            self.visit.track();
            self.practice.track();
            self.session.track();
            self.note_fate();
        });
    }

    fn pulse(self) {
        if stopped::is_so() {
            return;
        }
        let today = clock::today();
        if self.today.with_untracked(|shown| *shown != today) {
            self.today.set(today);
        }
        let now = clock::reading();
        self.look_at_clocks(now);
        self.look_for_silence(now);
        self.look_for_version(now);
    }

    fn touched(self) {
        if stopped::is_so() {
            return;
        }
        let now = clock::reading();
        // Before the touch ends the silence: whoever wakes a sleeping tablet may be somebody else.
        self.look_for_silence(now);
        errand::end();
        self.idle.update_value(|watch| watch.touch(now));
        self.is_touched.set_value(true);
    }

    /// The browser's Back is the screen's own in a visit, and nothing where the screen has none; it never undoes a set-up or an
    /// administrator's work. Says whether the page holds on.
    fn back(self) -> bool {
        self.touched();
        if stopped::is_so() {
            return false;
        }
        match self.door.get_untracked() {
            Door::Kiosk => {
                self.dispatch(Event::Back);
                self.visit.with_untracked(|state| *state != State::Welcome)
            }
            Door::SetUp | Door::Elsewhere | Door::Admin => true,
            Door::Unlock => {
                self.lock();
                false
            }
            Door::Starting | Door::First | Door::Unavailable(_) => false,
        }
    }

    /// The page is left. An engine may keep it as it was, to show it again: no administrator stays in it.
    fn left(self) {
        if !stopped::is_so() && matches!(self.door.get_untracked(), Door::Unlock | Door::Admin) {
            self.lock();
        }
    }

    /// Whether anybody has touched the page since it was loaded.
    pub fn is_touched(self) -> bool {
        self.is_touched.get_value()
    }

    /// "I'm still here": the warning goes at once.
    pub fn still_here(self) {
        self.idle.update_value(|watch| watch.dismiss(clock::reading()));
        self.warning.set(None);
    }

    /// Milliseconds since somebody touched the screen.
    pub(super) fn silent_ms(self, now: Reading) -> i64 {
        self.idle.with_value(|watch| watch.silent_ms(now))
    }

    /// Who is waited for. Setting up has no limit: nothing of a signer is on the screen, and words are being written down.
    fn seat(self) -> Option<Seat> {
        match self.door.get_untracked() {
            Door::Kiosk => self.visit.with_untracked(|state| match state {
                State::Welcome if self.practice.get_untracked() => Some(Seat::Administrator),
                state => Seat::of(state),
            }),
            Door::Unlock => Some(Seat::Door),
            Door::Admin => Some(Seat::Administrator),
            Door::Starting | Door::First | Door::SetUp | Door::Elsewhere | Door::Unavailable(_) => None,
        }
    }

    fn look_for_silence(self, now: Reading) {
        let limits = self.office.with_untracked(|office| office.settings.idle.limits());
        let (seat, unseen) = (self.seat(), self.is_out_of_sight());
        let notice = self.idle.try_update_value(|watch| {
            watch.see(unseen, &limits, now);
            watch.look(seat, &limits, now)
        });
        let left_s = match notice {
            Some(Notice::Warn { left_s }) => Some(left_s),
            Some(Notice::Over) => {
                self.nobody_is_here();
                None
            }
            Some(Notice::Quiet) | None => None,
        };
        if self.warning.get_untracked() != left_s {
            self.warning.set(left_s);
        }
    }

    /// Whether nobody can see the page, for no reason of the page's own: a picker, a print dialogue or a save that it opened itself may
    /// cover it, and a file that is being made is finished in the dark. Practice has nothing to lock.
    fn is_out_of_sight(self) -> bool {
        presence::is_hidden()
            && !errand::is_on()
            && !self.practice.get_untracked()
            && self.exporting.get_untracked() == Exporting::No
    }

    /// Practice ends at the real welcome screen, a visit is wiped, and an administrator's door is locked.
    fn nobody_is_here(self) {
        if self.practice.get_untracked() {
            self.end_practice();
        } else if self.door.get_untracked() == Door::Kiosk {
            self.dispatch(Event::Idle);
        } else {
            self.lock();
        }
    }

    fn look_at_clocks(self, now: Reading) {
        let head = self.head_seq();
        self.clock.update_value(|watch| watch.look(now, presence::is_hidden(), head));
    }

    /// Number of the last record; 0 where there is none.
    pub(super) fn head_seq(self) -> u64 {
        self.desk.with_value(|desk| desk.as_ref()?.vault().head()).map_or(0, |head| head.seq)
    }

    /// Keeps ready what the page says should the program stop now, and has the engine ask before somebody leaves what is not kept.
    pub(super) fn note_fate(self) {
        let (practice, at_work) = (self.practice.get_untracked(), self.session.with_untracked(Option::is_some));
        let fate = self.visit.with_untracked(|state| Fate::of(state, practice, at_work));
        if self.fate.with_value(|noted| noted.as_ref() == Some(&fate)) {
            return;
        }
        let lang = self.visit.with_untracked(|state| state.lang().map(str::to_owned));
        leaving::ask(matches!(fate, Fate::Saving | Fate::NotSaved));
        stopped::prepare(&fate.page(lang.as_deref().unwrap_or(self.idle_lang())));
        self.fate.set_value(Some(fate));
    }
}

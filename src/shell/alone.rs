//! One set-up, practice, unlock or rescued record at a time: two at once would write the office's keys over each other, bring somebody
//! back twice, or open a real kiosk under the bar that says PRACTICE.

use super::{Door, Shell};
use leptos::prelude::*;

/// While this is there, no other begins.
pub(super) struct Alone(Shell);

/// Which time a door was opened: whoever went away and came back stands at another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn(u64);

impl Shell {
    /// `None`: another is still under way, whatever is on the screen.
    pub(super) fn alone(self) -> Option<Alone> {
        let free = !self.under_way.get_value();
        self.under_way.set_value(true);
        free.then(|| Alone(self))
    }

    /// Whether whoever wants to begin such a thing has to wait.
    pub fn is_busy(self) -> bool {
        self.under_way.get_value()
    }

    /// This time.
    pub(super) fn turn(self) -> Turn {
        Turn(self.turns.get_value())
    }

    /// A door was opened.
    pub(super) fn next_turn(self) {
        self.turns.update_value(|turns| *turns += 1);
    }

    /// Whether whoever began something at a door still stands there.
    pub(super) fn still_at(self, door: &Door, turn: Turn) -> bool {
        self.door.with_untracked(|now| now == door) && self.turn() == turn
    }

    /// The same for whoever began to unlock.
    pub(super) fn still_at_the_door(self, turn: Turn) -> bool {
        self.still_at(&Door::Unlock, turn)
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        self.0.under_way.set_value(false);
    }
}

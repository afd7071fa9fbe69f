//! When nobody has been at the screen for a while: a warning that any touch answers, as often as wanted, and then the end
//! (WCAG 2.2, 2.2.1 Timing Adjustable: at least 20 seconds to extend by a simple action; here 60).

use crate::clock::Reading;
use crate::flow::{Page, State};

/// Who is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// A signer on a reading screen. A screen reader's cursor is invisible to the page: there silence is not absence.
    Reading,
    /// A signer anywhere else.
    Elsewhere,
    /// Somebody before the administrator's door, whose words may be half typed.
    Door,
    /// An unlocked administrator, or somebody who practises.
    Administrator,
}

impl Seat {
    /// Who is waited for in a visit. Nobody on the welcome screen, and never while something is or should be saved.
    pub fn of(state: &State) -> Option<Self> {
        match state {
            State::Welcome | State::Saving { .. } | State::Blocked { .. } => None,
            // Somebody of the office has to come first, so a signer waits as long as one who reads.
            State::Reading {
                page: Page::Opening | Page::Section(_) | Page::Whole | Page::Reference(_) | Page::Host,
                ..
            } => Some(Self::Reading),
            State::Reading { .. } | State::Sign(_) | State::Check(_) | State::Exit { .. } | State::Recorded { .. } => {
                Some(Self::Elsewhere)
            }
        }
    }
}

/// How long silence may last, in milliseconds, the warning included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// On a reading screen.
    pub reading_ms: i64,
    /// Elsewhere in a visit.
    pub elsewhere_ms: i64,
    /// For an administrator.
    pub administrator_ms: i64,
    /// How long before the end the warning comes, and how long it stands at least.
    pub warning_ms: i64,
    /// How long nobody may be able to see the page of an administrator, or of somebody before their door.
    pub unseen_ms: i64,
}

impl Limits {
    /// Ten minutes, three, and ten; a minute's warning; a minute out of sight.
    pub const STANDARD: Self = Self {
        reading_ms: 600_000,
        elsewhere_ms: 180_000,
        administrator_ms: 600_000,
        warning_ms: 60_000,
        unseen_ms: 60_000,
    };

    fn of(&self, seat: Seat) -> i64 {
        match seat {
            Seat::Reading => self.reading_ms,
            Seat::Elsewhere | Seat::Door => self.elsewhere_ms,
            Seat::Administrator => self.administrator_ms,
        }
    }
}

/// What has to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Nothing.
    Quiet,
    /// The warning stands.
    Warn {
        /// Seconds until the end.
        left_s: u64,
    },
    /// Nobody is here any more.
    Over,
}

/// How long an answered warning still stands, in milliseconds: the tap or key that answered it must be over, or it would go on
/// to whatever lies beneath.
const SETTLE_MS: i64 = 700;

/// Watches for silence.
#[derive(Debug, Clone)]
pub struct Watch {
    seat: Option<Seat>,
    touched: Reading,
    warned: Option<Reading>,
    answered: Option<Reading>,
    /// Since when nobody could see the page.
    unseen: Option<Reading>,
}

impl Watch {
    /// Begins to watch.
    pub fn new(now: Reading) -> Self {
        Self { seat: None, touched: now, warned: None, answered: None, unseen: None }
    }

    /// A key, a tap, a movement or a scroll: somebody is here.
    pub fn touch(&mut self, now: Reading) {
        self.touched = now;
        if self.warned.is_some() && self.answered.is_none() {
            self.answered = Some(now);
        }
    }

    /// The warning's own button: it need not stand any longer.
    pub fn dismiss(&mut self, now: Reading) {
        (self.touched, self.warned, self.answered) = (now, None, None);
    }

    /// What has to happen now; asked about twice a second. Another seat begins its time anew.
    pub fn look(&mut self, seat: Option<Seat>, limits: &Limits, now: Reading) -> Notice {
        if seat != self.seat {
            self.seat = seat;
            self.unseen = None;
            self.dismiss(now);
        }
        let Some(seat) = seat else { return Notice::Quiet };
        if self.unseen.is_some_and(|since| now.since_ms(since) >= limits.unseen_ms) {
            return Notice::Over;
        }
        let silent_ms = now.since_ms(self.touched);
        if let Some(answered) = self.answered {
            if now.since_ms(answered) < SETTLE_MS {
                return Notice::Warn { left_s: seconds(limits.warning_ms) };
            }
            (self.warned, self.answered) = (None, None);
        }
        let limit_ms = limits.of(seat);
        if let Some(warned) = self.warned {
            // However late the warning came, it stands its full time.
            let left_ms = (limit_ms - silent_ms).max(limits.warning_ms - now.since_ms(warned));
            return if left_ms > 0 { Notice::Warn { left_s: seconds(left_ms) } } else { Notice::Over };
        }
        match silent_ms {
            // Nothing looked for the whole time: the device slept, and whoever wakes it may be somebody else.
            ms if ms >= limit_ms => Notice::Over,
            ms if ms >= limit_ms - limits.warning_ms => {
                self.warned = Some(now);
                Notice::Warn { left_s: seconds(limits.warning_ms) }
            }
            _ => Notice::Quiet,
        }
    }

    /// Whether nobody can see the page now. Told before each look. Only an administrator's page and their door end by it: a signer whose
    /// tablet goes dark goes on. When it comes into sight again, the next look still ends what was out of sight too long: whoever brings it
    /// back may be somebody else.
    pub fn see(&mut self, unseen: bool, limits: &Limits, now: Reading) {
        match (unseen && matches!(self.seat, Some(Seat::Administrator | Seat::Door)), self.unseen) {
            (true, None) => self.unseen = Some(now),
            (false, Some(since)) if now.since_ms(since) < limits.unseen_ms => self.unseen = None,
            _ => {}
        }
    }

    /// Milliseconds since the last touch.
    pub fn silent_ms(&self, now: Reading) -> i64 {
        now.since_ms(self.touched)
    }
}

/// Rounded up, so that the last second is not called none.
fn seconds(ms: i64) -> u64 {
    (ms.max(0) as u64).div_ceil(1000)
}

#[cfg(test)]
mod tests;

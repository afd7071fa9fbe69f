//! Taps on a list that moves up after each: a second tap of the same finger would mean what has come under it.

use crate::clock::Reading;

/// How long after one tap was carried out another still belongs to it, in milliseconds.
const SECOND_TAP_MS: i64 = 800;

/// Which taps count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taps {
    busy: bool,
    done: Option<Reading>,
}

impl Taps {
    /// Whether a tap counts. If it does, none does until it was carried out and a moment has passed.
    pub fn tap(&mut self, now: Reading) -> bool {
        let counts = !self.busy && self.done.is_none_or(|done| now.since_ms(done) >= SECOND_TAP_MS);
        self.busy |= counts;
        counts
    }

    /// The tap was carried out: the list has moved.
    pub fn done(&mut self, now: Reading) {
        *self = Self { busy: false, done: Some(now) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Reading {
        Reading { wall_ms: ms, steady_ms: ms }
    }

    #[test]
    fn a_second_tap_of_the_same_finger_does_not_count() {
        let mut taps = Taps::default();
        assert!(taps.tap(at(1_000)));
        taps.done(at(1_050));
        assert!(!taps.tap(at(1_200)));
        assert!(!taps.tap(at(1_849)));
        assert!(taps.tap(at(1_850)));
    }

    #[test]
    fn nothing_counts_while_a_tap_is_carried_out_however_long_that_takes() {
        let mut taps = Taps::default();
        assert!(taps.tap(at(1_000)));
        assert!(!taps.tap(at(9_000)));
        taps.done(at(9_500));
        assert!(taps.tap(at(10_300)));
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_hold_the_list_up() {
        let mut taps = Taps::default();
        assert!(taps.tap(at(100_000)));
        taps.done(at(100_100));
        assert!(taps.tap(Reading { wall_ms: 5, steady_ms: 101_000 }));
    }
}

//! Whether a device's clock can be trusted, as far as a page can tell. Nobody is refused for a wrong clock: the record says what
//! looked wrong, and the chain proves the order whatever the clock says.

use crate::instant::Instant;
use crate::record::ClockFlag;

/// One look at both clocks of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Wall clock: milliseconds since 1970. People and networks set it.
    pub wall_ms: i64,
    /// Steady clock: milliseconds since some moment of this run. Nobody sets it, but engines may stop it while the device sleeps.
    pub steady_ms: i64,
}

impl Reading {
    /// Milliseconds from an earlier reading to this one, by whichever clock counted more: sleep stops the one, and setting the
    /// other back must not make time stand still.
    pub fn since_ms(self, earlier: Self) -> i64 {
        (self.wall_ms - earlier.wall_ms).max(self.steady_ms - earlier.steady_ms).max(0)
    }

    /// How much further the wall clock went than the steady one, in milliseconds; negative when it was set back.
    fn drift_ms(self, earlier: Self) -> i64 {
        (self.wall_ms - earlier.wall_ms) - (self.steady_ms - earlier.steady_ms)
    }
}

/// From how much on a difference between the two clocks is a jump, in milliseconds. A network's small corrections stay below it.
const JUMP_MS: i64 = 30_000;

/// What is known of the record before, to compare the clock with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Before {
    /// There is none.
    Nothing,
    /// Only its local day is readable, `YYYY-MM-DD`: it was made before this run.
    Day(String),
    /// It was made in this run.
    At(Instant),
}

/// Both clocks, watched through one run of the page.
#[derive(Debug, Clone)]
pub struct ClockWatch {
    last: Reading,
    /// Nobody could look since the last reading: the page was hidden, the device may have slept.
    unseen: bool,
    /// The last record when the wall clock jumped.
    jumped_after: Option<u64>,
    before: Before,
}

impl ClockWatch {
    /// Begins to watch.
    pub fn new(now: Reading) -> Self {
        Self { last: now, unseen: false, jumped_after: None, before: Before::Nothing }
    }

    /// Start-up: the local day of the chain's last readable record, `YYYY-MM-DD`, stands in the clear.
    pub fn begin_after(&mut self, day: &str) {
        self.before = Before::Day(day.to_owned());
    }

    /// Looks at the clocks, about once a second. `hidden`: whether the page is hidden now. `head`: number of the last record.
    ///
    /// While the page is hidden the device may sleep and the steady clock stand still, so that only a wall clock that went
    /// back is a jump then.
    pub fn look(&mut self, now: Reading, hidden: bool, head: u64) {
        let drift_ms = now.drift_ms(self.last);
        let slept = hidden || self.unseen;
        if drift_ms < -JUMP_MS || drift_ms > JUMP_MS && !slept {
            self.jumped_after = Some(head);
        }
        self.last = now;
        self.unseen = hidden;
    }

    /// What a record made now has to say of the clock. `head`: number of the last record; `made`: the day on which this program
    /// was made, `YYYY-MM-DD`, where known.
    pub fn flags(&mut self, now: Reading, utc_offset_min: i32, head: u64, made: Option<&str>) -> Vec<ClockFlag> {
        let at = Instant::from_unix_ms(now.wall_ms);
        let backwards = match &self.before {
            Before::Nothing => false,
            // Daylight saving at midnight may lead an honest clock back over the day's end, by an hour.
            Before::Day(day) => at.day(utc_offset_min + 60) < *day,
            Before::At(before) => at < *before,
        };
        // The day as the most eastern zone has it: if even that one is too early, no zone explains it.
        let before_build = made.is_some_and(|made| at.day(14 * 60).as_str() < made);
        self.before = Before::At(at);
        let flags = [
            (ClockFlag::Backwards, backwards),
            (ClockFlag::BeforeBuild, before_build),
            (ClockFlag::Jumped, self.jumped_after == Some(head)),
        ];
        flags.into_iter().filter_map(|(flag, is_so)| is_so.then_some(flag)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_795_521_600_000; // 2026-11-24T12:00:00Z

    fn reading(wall_s: i64, steady_s: i64) -> Reading {
        Reading { wall_ms: NOON + wall_s * 1000, steady_ms: steady_s * 1000 }
    }

    fn watched(looks: &[(i64, i64, bool)]) -> ClockWatch {
        let mut watch = ClockWatch::new(reading(0, 0));
        looks.iter().for_each(|(wall_s, steady_s, hidden)| watch.look(reading(*wall_s, *steady_s), *hidden, 7));
        watch
    }

    #[test]
    fn an_honest_clock_is_not_flagged() {
        let mut watch = watched(&[(1, 1, false), (2, 2, false)]);
        assert_eq!(watch.flags(reading(3, 3), 0, 7, Some("2026-11-24")), []);
        assert_eq!(watch.flags(reading(4, 4), 0, 8, Some("2026-11-24")), []);
    }

    #[test]
    fn a_clock_set_back_is_flagged_on_the_next_record_only() {
        let mut watch = watched(&[]);
        assert_eq!(watch.flags(reading(10, 10), 0, 7, None), []);
        watch.look(reading(-3600, 11), false, 8);
        assert_eq!(watch.flags(reading(-3599, 12), 0, 8, None), [ClockFlag::Backwards, ClockFlag::Jumped]);
        assert_eq!(watch.flags(reading(-3598, 13), 0, 9, None), []);
    }

    #[test]
    fn a_retry_still_says_that_the_clock_jumped() {
        let mut watch = watched(&[(3600, 1, false)]);
        assert_eq!(watch.flags(reading(3601, 2), 0, 7, None), [ClockFlag::Jumped]);
        assert_eq!(watch.flags(reading(3602, 3), 0, 7, None), [ClockFlag::Jumped]);
    }

    #[test]
    fn a_sleeping_tablet_did_not_jump() {
        let mut watch = watched(&[(1, 1, true), (30_000, 2, false), (30_001, 3, false)]);
        assert_eq!(watch.flags(reading(30_002, 4), 0, 7, None), []);
    }

    #[test]
    fn a_clock_set_back_while_nobody_looked_did_jump() {
        let mut watch = watched(&[(1, 1, true), (-7200, 2, false)]);
        assert_eq!(watch.flags(reading(-7199, 3), 0, 7, None), [ClockFlag::Jumped]);
    }

    #[test]
    fn small_corrections_are_no_jump() {
        let mut watch = watched(&[(6, 1, false), (2, 2, false)]);
        assert_eq!(watch.flags(reading(3, 3), 0, 7, None), []);
    }

    #[test]
    fn after_a_restart_the_day_of_the_last_record_is_compared() {
        for (day, flags) in [("2026-11-25", vec![ClockFlag::Backwards]), ("2026-11-24", vec![]), ("2026-01-01", vec![])]
        {
            let mut watch = watched(&[]);
            watch.begin_after(day);
            assert_eq!(watch.flags(reading(0, 0), -420, 7, None), flags, "{day}");
        }
    }

    #[test]
    fn daylight_saving_at_midnight_is_not_backwards() {
        let mut watch = watched(&[]);
        watch.begin_after("2026-11-25");
        // 23:10 by the wall, an hour after it said 00:10 of the next day.
        assert_eq!(watch.flags(reading(11 * 3600 + 600, 0), 0, 7, None), []);
    }

    #[test]
    fn a_clock_from_before_the_program_is_flagged() {
        assert_eq!(watched(&[]).flags(reading(0, 0), 0, 7, Some("2026-12-01")), [ClockFlag::BeforeBuild]);
        assert_eq!(watched(&[]).flags(reading(0, 0), 0, 7, Some("2026-11-25")), []);
    }

    #[test]
    fn time_passes_by_whichever_clock_counted_more() {
        assert_eq!(reading(600, 1).since_ms(reading(0, 0)), 600_000);
        assert_eq!(reading(-600, 5).since_ms(reading(0, 0)), 5_000);
        assert_eq!(reading(-600, 0).since_ms(reading(0, 0)), 0);
    }
}

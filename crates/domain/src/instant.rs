//! A moment in UTC, to the second, and how it reads on a wall clock some minutes away.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time};

/// Seconds since 1970-01-01T00:00:00Z, between the years 1 and 9999. In JSON: `2026-11-24T14:11:22Z` (RFC 3339).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(i64);

/// 0001-01-02 and 9999-12-31, both at 00:00 UTC: a day from the ends, because no wall clock is further from UTC.
const FIRST_S: i64 = -62_135_510_400;
const LAST_S: i64 = 253_402_214_400;

/// What a wall clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local {
    /// Year, 1 to 9999.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

impl Instant {
    /// From milliseconds since 1970, as browsers count; what lies outside the years 1 to 9999, or so near to their ends that a wall clock
    /// somewhere does, becomes 1970.
    pub fn from_unix_ms(ms: i64) -> Self {
        let seconds = ms.div_euclid(1000);
        Self(if (FIRST_S..LAST_S).contains(&seconds) { seconds } else { 0 })
    }

    /// Seconds since 1970.
    pub fn unix_seconds(self) -> i64 {
        self.0
    }

    /// Reads `YYYY-MM-DDTHH:MM:SSZ`, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shape = b"0000-00-00T00:00:00Z";
        let fits = bytes.len() == shape.len()
            && bytes.iter().zip(shape).all(|(b, s)| if *s == b'0' { b.is_ascii_digit() } else { b == s });
        if !fits {
            return None;
        }
        let number = |range: std::ops::Range<usize>| text[range].parse::<u16>().ok();
        let small = |range| number(range).and_then(|n| u8::try_from(n).ok());
        let month = Month::try_from(small(5..7)?).ok()?;
        let date = Date::from_calendar_date(i32::from(number(0..4)?), month, small(8..10)?).ok()?;
        let time = Time::from_hms(small(11..13)?, small(14..16)?, small(17..19)?).ok()?;
        Some(Self(PrimitiveDateTime::new(date, time).assume_utc().unix_timestamp()))
    }

    /// The wall clock `utc_offset_min` minutes east of UTC.
    pub fn local(self, utc_offset_min: i32) -> Local {
        let at = OffsetDateTime::from_unix_timestamp(self.0 + i64::from(utc_offset_min) * 60)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        Local { year: at.year(), month: at.month().into(), day: at.day(), hour: at.hour(), minute: at.minute() }
    }

    /// The same day and hour some months later; where that month has no such day, the first of the next one. What lies past the year 9999
    /// is its end.
    pub fn after_months(self, months: u32) -> Self {
        let at = OffsetDateTime::from_unix_timestamp(self.0).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let month = u32::from(u8::from(at.month())) - 1;
        let count = at.year() as i64 * 12 + i64::from(month) + i64::from(months);
        let on = |count: i64, day: u8| {
            let month = Month::try_from(count.rem_euclid(12) as u8 + 1).ok()?;
            Date::from_calendar_date(i32::try_from(count.div_euclid(12)).ok()?, month, day).ok()
        };
        let later = on(count, at.day()).or_else(|| on(count + 1, 1));
        later.map_or(Self(LAST_S - 1), |day| {
            Self(PrimitiveDateTime::new(day, at.time()).assume_utc().unix_timestamp().min(LAST_S - 1))
        })
    }

    /// The local day as `YYYY-MM-DD`.
    pub fn day(self, utc_offset_min: i32) -> String {
        let local = self.local(utc_offset_min);
        format!("{:04}-{:02}-{:02}", local.year, local.month, local.day)
    }
}

/// An offset as people read it: `UTC-07:00`.
pub fn zone(utc_offset_min: i32) -> String {
    let (sign, min) = (if utc_offset_min < 0 { '-' } else { '+' }, utc_offset_min.abs());
    format!("UTC{sign}{:02}:{:02}", min / 60, min % 60)
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = OffsetDateTime::from_unix_timestamp(self.0).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let (date, time) = (at.date(), at.time());
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            date.year(),
            u8::from(date.month()),
            date.day(),
            time.hour(),
            time.minute(),
            time.second()
        )
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not a time of the form YYYY-MM-DDTHH:MM:SSZ"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_time_reads_back() {
        for ms in [0, 1_795_529_482_000, -62_135_596_800_000, 253_402_300_799_000] {
            let at = Instant::from_unix_ms(ms);
            assert_eq!(Instant::parse(&at.to_string()), Some(at));
        }
    }

    #[test]
    fn a_time_without_the_exact_shape_is_refused() {
        for text in [
            "2026-11-24",
            "2026-11-24T14:11:22+00:00",
            "2026-02-30T00:00:00Z",
            "2026-11-24t14:11:22z",
            "２026-11-24T14:11:22Z",
        ] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_go_past_the_end_of_a_year_and_of_a_month() {
        let after = |at: &str, months| Instant::parse(at).expect("a valid time").after_months(months).to_string();
        assert_eq!(after("2026-11-24T14:11:22Z", 1), "2026-12-24T14:11:22Z");
        assert_eq!(after("2026-11-24T14:11:22Z", 14), "2028-01-24T14:11:22Z");
        assert_eq!(after("2026-12-31T23:00:00Z", 2), "2027-03-01T23:00:00Z");
        assert_eq!(after("2027-11-30T00:00:00Z", 3), "2028-03-01T00:00:00Z");
        assert_eq!(after("9999-06-01T00:00:00Z", u32::MAX), "9999-12-30T23:59:59Z");
    }

    #[test]
    fn a_wall_clock_west_of_utc_is_still_on_the_day_before() {
        let at = Instant::parse("2026-11-24T03:30:00Z").expect("a valid time");
        assert_eq!(at.day(-420), "2026-11-23");
        assert_eq!(zone(-420), "UTC-07:00");
    }
}

//! Dates and copies in the words of a language.

use crate::text::{Text, fill};
use inkseal_domain::copy::Words;
use inkseal_domain::instant::{Instant, zone};

/// A day in words: "November 24, 2026".
pub fn day_words(text: &Text, at: Instant, utc_offset_min: i32) -> String {
    let local = at.local(utc_offset_min);
    let month = text.common.months.split(',').nth(usize::from(local.month) - 1).unwrap_or_default();
    let (day, year) = (local.day.to_string(), local.year.to_string());
    fill(text.common.date, &[("month", month), ("day", &day), ("year", &year)])
}

/// A moment in words, with its zone.
pub fn when_words(text: &Text, at: Instant, utc_offset_min: i32) -> String {
    let local = at.local(utc_offset_min);
    let month = text.common.months.split(',').nth(usize::from(local.month) - 1).unwrap_or_default();
    let (day, year, hour) = (local.day.to_string(), local.year.to_string(), format!("{:02}", local.hour));
    let (minute, zone) = (format!("{:02}", local.minute), zone(utc_offset_min));
    let places =
        [("month", month), ("day", &day), ("year", &year), ("hour", &hour), ("minute", &minute), ("zone", &zone)];
    fill(text.common.date_time, &places)
}

/// A day as a date field gives it, `YYYY-MM-DD`, at its noon in UTC. Days that no clock of ours could mean do not count.
pub fn day_given(day: &str) -> Option<Instant> {
    let at = Instant::parse(&format!("{day}T12:00:00Z"))?;
    (2000..=2199).contains(&at.local(0).year).then_some(at)
}

/// The day that the signer says it is, beside the clock's, in words.
pub fn own_day_words(text: &Text, own: &str, at: Instant, utc_offset_min: i32) -> Option<String> {
    let (own, clock) = (day_words(text, day_given(own)?, 0), day_words(text, at, utc_offset_min));
    Some(fill(text.check.date_own, &[("date", &own), ("clock", &clock)]))
}

/// The words around a copy.
pub fn copy_words(text: &'static Text) -> Words {
    let paper = &text.paper;
    Words {
        signature: paper.signature,
        date: paper.date,
        name: paper.name,
        employee: paper.employee,
        version: paper.version,
        digest: paper.digest,
        record_code: paper.record_code,
        kiosk: paper.kiosk,
        outcomes: [paper.outcome_signed, paper.outcome_declined, paper.outcome_question, paper.outcome_paper],
        marks: [paper.drawn, paper.typed, paper.witnessed],
        helps: [paper.helped_read, paper.helped_interpreted, paper.helped_wrote],
        received: [paper.received_yes, paper.received_not_yet],
        confirmed: paper.confirmed,
        consent: paper.consent,
        reasons: [
            paper.reason_more_time,
            paper.reason_advice,
            paper.reason_disagree,
            paper.reason_not_for_me,
            paper.reason_not_said,
        ],
        asked_from: paper.asked_from,
        clock_wrong: paper.clock_wrong,
        by_reference: paper.by_reference,
        proof: paper.proof,
        practice: text.common.practice,
        months: text.common.months,
        date_time: text.common.date_time,
    }
}

//! The words around a record, and dates in them.

use crate::instant::{Instant, zone};
use crate::visit::Outcome;

/// The words around a record, in the reader's language. `{name}`, `{date}` and the like are places.
pub struct Words {
    /// "Signature"
    pub signature: &'static str,
    /// "Date"
    pub date: &'static str,
    /// "Print Name"
    pub name: &'static str,
    /// "Employee number"
    pub employee: &'static str,
    /// "Version"
    pub version: &'static str,
    /// "Digest"
    pub digest: &'static str,
    /// "Record code"
    pub record_code: &'static str,
    /// "Kiosk"
    pub kiosk: &'static str,
    /// What each outcome is called: signed, declined, question, paper.
    pub outcomes: [&'static str; 4],
    /// How a signature was made: drawn, typed, witnessed (`{name}`).
    pub marks: [&'static str; 3],
    /// That it is kept how a drawn signature was made.
    pub dynamics: &'static str,
    /// Who saw a drawn or typed signature being made (`{name}`).
    pub seen: &'static str,
    /// Who was there for the office (`{name}`): and has checked who the signer is, has not.
    pub hosts: [&'static str; 2],
    /// What a helper did (`{name}`): read, interpreted, wrote.
    pub helps: [&'static str; 3],
    /// Whether a document by reference was there: yes, not yet.
    pub received: [&'static str; 2],
    /// "Sections confirmed as read", and the same with `{initials}`.
    pub confirmed: [&'static str; 2],
    /// What consent was given to: "Agreed to sign on a screen"
    pub consent: &'static str,
    /// Why somebody did not sign, in the order of [`Reason::ALL`].
    pub reasons: [&'static str; 5],
    /// Where a question came up (`{section}`).
    pub asked_from: &'static str,
    /// "The signer says that the date is {date}."
    pub clock_wrong: &'static str,
    /// "By reference"
    pub by_reference: &'static str,
    /// Where the office checks records (`{link}`).
    pub verify_at: &'static str,
    /// "For reading, not proof …"
    pub proof: &'static str,
    /// "PRACTICE …", shown when it is.
    pub practice: &'static str,
    /// Twelve months, separated by commas.
    pub months: &'static str,
    /// `{month} {day}, {year}, {hour}:{minute} ({zone})` in the language's order; the day stands before `, {hour}`.
    pub date_time: &'static str,
}

impl Words {
    /// What an outcome is called.
    pub fn outcome(&self, outcome: Outcome) -> &'static str {
        let [signed, declined, question, paper] = self.outcomes;
        match outcome {
            Outcome::Signed => signed,
            Outcome::Declined => declined,
            Outcome::Question => question,
            Outcome::Paper => paper,
        }
    }
}

/// A moment in words.
pub fn date_time(words: &Words, at: Instant, utc_offset_min: i32) -> String {
    let local = at.local(utc_offset_min);
    let month = words.months.split(',').nth(usize::from(local.month) - 1).unwrap_or_default();
    words
        .date_time
        .replace("{month}", month)
        .replace("{day}", &local.day.to_string())
        .replace("{year}", &local.year.to_string())
        .replace("{hour}", &format!("{:02}", local.hour))
        .replace("{minute}", &format!("{:02}", local.minute))
        .replace("{zone}", &zone(utc_offset_min))
}

/// A day `YYYY-MM-DD` in words: as a moment's, up to its hour.
pub fn date(words: &Words, day: &str) -> String {
    let Some(noon) = Instant::parse(&format!("{day}T12:00:00Z")) else { return day.to_owned() };
    let words = Words { date_time: words.date_time.split_once(", {hour}").map_or("", |(date, _)| date), ..*words };
    date_time(&words, noon, 0)
}

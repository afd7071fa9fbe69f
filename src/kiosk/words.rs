//! Dates and copies in the words of a language.

use crate::browser::clock;
use crate::text::{Text, fill};
use inkseal_domain::activity::{Activity, BY_KIOSK};
use inkseal_domain::again::Other;
use inkseal_domain::copy::Words;
use inkseal_domain::identity::NameError;
use inkseal_domain::instant::{Instant, zone};
use inkseal_domain::visit::{Help, Helper, Host, Signer};
use leptos::prelude::*;

/// A day in words: "November 24, 2026".
pub fn day_words(text: &Text, at: Instant, utc_offset_min: i32) -> String {
    let local = at.local(utc_offset_min);
    let month = text.common.months.split(',').nth(usize::from(local.month) - 1).unwrap_or_default();
    let (day, year) = (local.day.to_string(), local.year.to_string());
    fill(text.common.date, &[("month", month), ("day", &day), ("year", &year)])
}

/// A moment in words, with its zone: "November 24, 2026, 14:05 (UTC-07:00)".
pub fn when_words(text: &Text, at: Instant, utc_offset_min: i32) -> String {
    when_in_zone(text, at, utc_offset_min, &zone(utc_offset_min))
}

/// The same for whoever stands at the tablet, with the zone in words where the engine has them: "(Mountain Standard Time, UTC-07:00)".
pub fn when_here_words(text: &Text, lang: &str, at: Instant, utc_offset_min: i32) -> String {
    let name = clock::zone_name(lang, at, utc_offset_min).map(|name| name + ", ").unwrap_or_default();
    when_in_zone(text, at, utc_offset_min, &(name + &zone(utc_offset_min)))
}

fn when_in_zone(text: &Text, at: Instant, utc_offset_min: i32, zone: &str) -> String {
    let local = at.local(utc_offset_min);
    let month = text.common.months.split(',').nth(usize::from(local.month) - 1).unwrap_or_default();
    let (day, year, hour) = (local.day.to_string(), local.year.to_string(), format!("{:02}", local.hour));
    let minute = format!("{:02}", local.minute);
    let places =
        [("month", month), ("day", &day), ("year", &year), ("hour", &hour), ("minute", &minute), ("zone", zone)];
    fill(text.common.date_time, &places)
}

/// Who did something that the log tells: an administrator, or the kiosk by itself.
pub fn actor(text: &Text, activity: &Activity) -> String {
    if activity.by == BY_KIOSK { text.activity.kiosk.to_owned() } else { activity.by.clone() }
}

/// What is wrong with a name or a line, in the words for it: empty, without a letter, too long (`{n}`), with a hidden character (`{code}`).
pub fn name_words(error: NameError, [empty, no_letter, too_long, hidden]: [&str; 4]) -> String {
    match error {
        NameError::Empty => empty.to_owned(),
        NameError::NoLetter => no_letter.to_owned(),
        NameError::TooLong { chars } => fill(too_long, &[("n", &chars.to_string())]),
        NameError::Hidden { code } => fill(hidden, &[("code", &format!("{code:04X}"))]),
    }
}

/// A signer in a sentence, told from others of the same name by the employee number where one was given.
pub fn who(signer: &Signer) -> String {
    match &signer.employee_id {
        Some(number) => format!("{} ({number})", signer.name),
        None => signer.name.to_string(),
    }
}

/// The same in a table.
pub fn person(signer: &Signer) -> impl IntoView + use<> {
    let number = signer.employee_id.as_ref().map(ToString::to_string);
    let number = number.map(|number| view! { " "<bdi class="employee">{number}</bdi> });
    // In one piece: in a button, which lays its parts out side by side, the number goes on after the name's last word.
    view! { <span><bdi>{signer.name.to_string()}</bdi>{number}</span> }
}

/// When a record was signed again, below what came of it.
pub fn signed_again(text: &Text, later: &Other) -> impl IntoView + use<> {
    let day = day_words(text, later.at, later.utc_offset_min);
    view! { <span class="again">{fill(text.again.on, &[("date", &day)])}</span> }
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

/// Who helped, and how.
pub fn help_words(text: &Text, helper: &Helper) -> String {
    let template = match helper.what {
        Help::Read => text.paper.helped_read,
        Help::Interpreted => text.paper.helped_interpreted,
        Help::Wrote => text.paper.helped_wrote,
    };
    fill(template, &[("name", helper.name.as_str())])
}

/// Who was there for the office.
pub fn host_words(text: &Text, host: &Host) -> String {
    let template = if host.checked_id { text.paper.host_checked } else { text.paper.host };
    fill(template, &[("name", host.name.as_str())])
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
        dynamics: paper.dynamics,
        seen: paper.seen,
        hosts: [paper.host_checked, paper.host],
        helps: [paper.helped_read, paper.helped_interpreted, paper.helped_wrote],
        received: [paper.received_yes, paper.received_not_yet],
        confirmed: [paper.confirmed, paper.confirmed_initials],
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
        verify_at: paper.verify_at,
        proof: paper.proof,
        practice: text.common.practice,
        months: text.common.months,
        date_time: text.common.date_time,
    }
}

/// A sentence with a document's own words at a place (WCAG 3.1.2): they stay in their language.
pub fn with_quoted(sentence: &'static str, place: &str, quoted: String, lang: String) -> impl IntoView {
    let (before, after) = sentence.split_once(place).unwrap_or((sentence, ""));
    view! { {before}<span lang=lang dir="auto">{quoted}</span>{after} }
}

//! The form as people read it.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Sample, moment, visit};
use inkseal_domain::copy::{Context, Words};
use inkseal_domain::record::Body;
use inkseal_domain::visit::{Outcome, Reason, Visit};
use pollster::block_on;

const WORDS: Words = Words {
    signature: "Signature",
    date: "Date",
    name: "Name",
    employee: "Employee number",
    version: "Version",
    digest: "Digest",
    record_code: "Code",
    kiosk: "Kiosk",
    outcomes: ["signed", "declined", "question", "paper"],
    marks: ["drawn", "typed", "witnessed by {name}"],
    helps: ["{name} read", "{name} interpreted", "{name} wrote"],
    received: ["has it", "not yet"],
    confirmed: "Confirmed",
    consent: "Agreed to a screen",
    reasons: ["more time", "advice", "disagrees", "not for me", "not said"],
    asked_from: "Came up at {section}",
    clock_wrong: "It is {date}",
    by_reference: "by reference",
    proof: "not proof",
    practice: "PRACTICE",
    months: "1,2,3,4,5,6,7,8,9,10,11,12",
    date_time: "{month} {day} {year} {hour} {minute} {zone}",
};

fn copy(visit: Visit) -> String {
    let sample = Sample::new(1, false);
    let kept = block_on(sample.desk.keep(Body::Visit(Box::new(visit)), &moment(1, 1))).unwrap();
    let context = Context { words: &WORDS, documents: &[], kiosk_name: "Front desk", practice: false };
    context.fragment(&kept.proved)
}

fn unsigned(outcome: Outcome) -> Visit {
    Visit { outcome, consent: None, signature: None, ..visit("Sample Person") }
}

#[test]
fn a_signed_form_says_how_it_was_signed_and_what_was_agreed_to() {
    let copy = copy(visit("Sample Person"));
    for part in ["Sample Person", "Agreed to a screen", "Confirmed: ", "not proof"] {
        assert!(copy.contains(part), "{part}: {copy}");
    }
}

#[test]
fn who_declined_or_asked_is_understood_from_the_form() {
    let declined = copy(Visit { reason: Some(Reason::NotForMe), ..unsigned(Outcome::Declined) });
    assert!(declined.contains("declined") && declined.contains("not for me"), "{declined}");
    let asked = copy(Visit { asked_from: Some("conduct".into()), ..unsigned(Outcome::Question) });
    assert!(asked.contains("Came up at conduct"), "{asked}");
    assert!(!asked.contains("Agreed to a screen"));
}

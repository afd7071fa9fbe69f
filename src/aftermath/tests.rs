#![allow(clippy::unwrap_used)]

use super::*;
use crate::text::text;
use inkseal_domain::code::record_code;
use inkseal_domain::codec::sha256;
use inkseal_domain::document::Document;
use inkseal_domain::flow::{Asks, Event, Plan, Receipt, step};
use inkseal_domain::instant::Instant;
use inkseal_domain::samples;
use inkseal_domain::visit::Visit;

fn plan() -> Plan {
    let agreement = include_bytes!("../../public/documents/case-management-ethics-agreement/2026-1/en.md");
    Plan::of(&[Document::parse(agreement).unwrap()]).unwrap()
}

fn visit(outcome: Outcome) -> Box<Visit> {
    Box::new(samples::visits(&plan()).into_iter().find(|visit| visit.outcome == outcome).unwrap())
}

fn recorded(outcome: Outcome) -> State {
    let hash = sha256(b"a record");
    let receipt = Receipt {
        id: "id".into(),
        seq: 2,
        code: record_code(&hash),
        hash,
        at: Instant::from_unix_ms(0),
        utc_offset_min: 0,
    };
    State::Recorded { visit: visit(outcome), receipt }
}

fn says(state: &State) -> String {
    Fate::of(state, false, false).page("en")
}

#[test]
fn who_has_not_signed_reads_that_nothing_was_kept() {
    let begun = step(&plan(), State::Welcome, Event::Begin { lang: "en".into(), asks: Asks::default() }).0;
    assert!(says(&begun).contains(&escape(text("en").panic.unsigned)));
}

#[test]
fn who_was_being_saved_reads_that_the_page_cannot_tell() {
    let saving = State::Saving { visit: visit(Outcome::Signed) };
    assert!(says(&saving).contains(&escape(text("en").panic.saving)));
    let blocked = State::Blocked { visit: visit(Outcome::Signed) };
    assert!(says(&blocked).contains(&escape(text("en").panic.not_saved)));
}

#[test]
fn who_is_recorded_reads_so_with_the_code() {
    let code = record_code(&sha256(b"a record")).to_string();
    let page = says(&recorded(Outcome::Signed));
    assert!(page.contains(&escape(text("en").panic.signed)) && page.contains(&code));
    let page = says(&recorded(Outcome::Question));
    assert!(page.contains(&escape(text("en").panic.recorded)) && page.contains(&code));
    assert!(!page.contains(&escape(text("en").panic.signed)));
}

#[test]
fn no_name_is_left_on_the_page() {
    for outcome in [Outcome::Signed, Outcome::Question, Outcome::Paper, Outcome::Declined] {
        let State::Recorded { visit, receipt } = recorded(outcome) else { unreachable!() };
        let name = visit.signer.as_ref().map(|signer| signer.name.to_string()).unwrap_or("Sample Person".into());
        for state in [
            State::Saving { visit: visit.clone() },
            State::Blocked { visit: visit.clone() },
            State::Recorded { visit, receipt },
        ] {
            assert!(!says(&state).contains(&name));
        }
    }
}

#[test]
fn practice_and_administrator_say_so_wherever_the_visit_stands() {
    let state = recorded(Outcome::Signed);
    assert_eq!(Fate::of(&state, true, true), Fate::Practice);
    assert_eq!(Fate::of(&State::Welcome, false, true), Fate::Administrator);
    assert_eq!(Fate::of(&State::Welcome, false, false), Fate::Nobody);
}

#[test]
fn every_language_is_on_the_page_and_the_persons_comes_first() {
    for (lang, _) in languages() {
        let page = Fate::Nobody.page(lang);
        let first = page.split("<h1").next().unwrap();
        assert!(first.ends_with(&format!("<section lang=\"{lang}\" dir=\"ltr\">")), "{lang}");
        assert!(languages().iter().all(|(_, text)| page.contains(&escape(text.panic.load))));
        assert_eq!(page.matches("<h1").count(), 1);
    }
}

//! The form as people read it.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Sample, moment, name, visit};
use inkseal_domain::copy::{Context, Words};
use inkseal_domain::document::{Document, Index};
use inkseal_domain::flow::Plan;
use inkseal_domain::identity::Initials;
use inkseal_domain::ink::{Capture, Pointer, PointerKind, Sample as Touched};
use inkseal_domain::record::Body;
use inkseal_domain::samples;
use inkseal_domain::visit::{Help, Helper, Host, Mark, Outcome, Reason, Visit};
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
    dynamics: "with touches",
    seen: "seen by {name}",
    hosts: ["{name} was there and checked", "{name} was there"],
    helps: ["{name} read", "{name} interpreted", "{name} wrote"],
    received: ["has it", "not yet"],
    confirmed: ["Confirmed", "Confirmed by {initials}"],
    consent: "Agreed to a screen",
    reasons: ["more time", "advice", "disagrees", "not for me", "not said"],
    asked_from: "Came up at {section}",
    clock_wrong: "It is {date}",
    by_reference: "by reference",
    verify_at: "checked at {link}",
    proof: "not proof",
    practice: "PRACTICE",
    months: "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec",
    date_time: "{month} {day} {year}, {hour} {minute} {zone}",
};

fn copy(visit: Visit) -> String {
    copy_with(visit, &[])
}

fn copy_with(visit: Visit, documents: &[Document]) -> String {
    let sample = Sample::new(1, false);
    let kept = block_on(sample.desk.keep(Body::Visit(Box::new(visit)), &moment(1, 1))).unwrap();
    let context = Context { words: &WORDS, documents, kiosk_name: "Front desk", verify_link: None, practice: false };
    context.fragment(&kept.proved)
}

/// The documents in use, and a visit in which they were signed.
fn in_use() -> (Vec<Document>, Visit) {
    let read =
        |path: &str| std::fs::read(format!("{}/../../public/documents/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let paths = Index::parse(&read("index.json")).unwrap().paths();
    let documents: Vec<Document> = paths.iter().map(|path| Document::parse(&read(path)).unwrap()).collect();
    let visit = samples::visits(&Plan::of(&documents).unwrap()).remove(0);
    (documents, visit)
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

#[test]
fn the_day_that_a_signer_gave_reads_like_the_clocks() {
    let copy = copy(Visit { signer_date: Some("2026-11-23".into()), ..visit("Sample Person") });
    assert!(copy.contains("It is Nov 23 2026<"), "{copy}");
    assert!(copy.contains("Nov 24 2026, 07 "), "{copy}");
}

#[test]
fn who_helped_stands_beside_consent() {
    let helper = Helper { what: Help::Interpreted, name: common::name("Sample Helper") };
    let copy = copy(Visit { helper: Some(helper), ..visit("Sample Person") });
    assert!(copy.contains("Agreed to a screen · <bdi>Sample Helper</bdi> interpreted · Confirmed: "), "{copy}");
}

#[test]
fn initials_stand_once_where_the_sections_were_confirmed_with_them() {
    let mut visit = visit("Sample Person");
    visit.signer.as_mut().unwrap().initials = Some(Initials::parse("<S>").unwrap());
    let copy = copy(visit);
    assert!(copy.contains("Confirmed by <bdi>&lt;S&gt;</bdi>: "), "{copy}");
}

#[test]
fn the_whole_digest_stands_once_and_its_beginning_at_the_foot_of_every_page() {
    let (documents, visit) = in_use();
    let copy = copy_with(visit, &documents);
    let digest = documents[0].sha256.to_string();
    let (body, footer) = copy.split_once("<footer").unwrap();
    assert_eq!(body.matches(&digest).count(), 1, "{copy}");
    assert!(!footer.contains(&digest) && footer.contains(&format!("{}…", &digest[..12])), "{footer}");
    assert!(
        footer.contains("<span lang=\"en\" dir=\"auto\">") && footer.contains("Code <span class=\"code\">R-"),
        "{footer}"
    );
}

/// The words around it may be in another language (WCAG 3.1.2).
#[test]
fn what_is_the_documents_own_is_in_the_documents_language() {
    let (mut documents, mut visit) = in_use();
    documents.iter_mut().for_each(|document| document.lang = "es".into());
    visit.documents.iter_mut().for_each(|shown| shown.lang = "es".into());
    let meaning = visit.signature.as_ref().unwrap().meaning.clone();
    let acknowledgement = documents[1].reference().unwrap().acknowledgement.clone();
    let label = documents[0].agreement().unwrap().signature_label.clone();
    let copy = copy_with(visit, &documents);
    assert!(copy.contains("<div class=\"agreement\" lang=\"es\" dir=\"auto\">"));
    assert!(copy.contains(&format!("<p class=\"attestation\" lang=\"es\" dir=\"auto\">{meaning}")), "{copy}");
    for own in [acknowledgement, label, documents[1].title.clone()] {
        assert!(copy.contains(&format!(" lang=\"es\" dir=\"auto\">{own}<")), "{own}: {copy}");
    }
}

#[test]
fn who_was_there_for_the_office_and_who_saw_the_signature_are_named_as_names_and_nothing_else() {
    let hosted = |checked_id| {
        let mut visit = Visit { host: Some(Host { name: name("<b>Hosta"), checked_id }), ..visit("Sample Person") };
        visit.signature.as_mut().unwrap().witness = Some(name("Wit & Ness"));
        copy(visit)
    };
    assert!(hosted(true).contains("<bdi>&lt;b&gt;Hosta</bdi> was there and checked"));
    assert!(hosted(false).contains("<bdi>&lt;b&gt;Hosta</bdi> was there ·") || hosted(false).contains("was there</p>"));
    assert!(hosted(true).contains("typed · seen by Wit &amp; Ness"), "{}", hosted(true));
}

#[test]
fn where_the_office_checks_records_stands_on_its_copies_in_words() {
    let sample = Sample::new(1, false);
    let kept = block_on(sample.desk.keep(Body::Visit(Box::new(visit("Sample Person"))), &moment(1, 1))).unwrap();
    let context =
        |verify_link| Context { words: &WORDS, documents: &[], kiosk_name: "Desk", verify_link, practice: false };
    let copy = context(Some("https://x.example/?a&b")).fragment(&kept.proved);
    assert!(copy.contains("<p>checked at https://x.example/?a&amp;b</p>") && !copy.contains("href"));
    assert!(!context(None).fragment(&kept.proved).contains("checked at"));
}

#[test]
fn a_copy_says_that_it_is_kept_how_a_signature_was_made() {
    let pen = Pointer { id: 1, kind: PointerKind::Pen };
    let drawn = |mut pad: Capture| {
        pad.down(pen, Touched { x: 9.0, y: 9.0, time_ms: 0.0, pressure: 0.5 });
        pad.up(pen);
        let mut visit = visit("Sample Person");
        visit.signature.as_mut().unwrap().mark = Mark::Drawn { ink: pad.ink().unwrap().encode() };
        copy(visit)
    };
    assert!(drawn(Capture::with_touches()).contains("drawn · with touches"));
    assert!(!drawn(Capture::default()).contains("touches"));
}

//! What an office asks for besides what every visit does: a host, a witness, initials.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use inkseal_domain::codec::sha256;
use inkseal_domain::flow::*;
use inkseal_domain::identity::Initials;
use inkseal_domain::record::{Body, Record, RecordError};
use inkseal_domain::visit::*;
use pollster::block_on;

const HOST: Asks = Asks { host: true, witness: false, initials: false };
const WITNESS: Asks = Asks { host: false, witness: true, initials: false };
const INITIALS: Asks = Asks { host: false, witness: false, initials: true };

fn plan() -> Plan {
    let text = &library()[0];
    let shown = Shown {
        slug: text.slug.clone(),
        version: text.version.clone(),
        lang: text.lang.clone(),
        sha256: text.sha256,
        received: None,
        confirmed: vec![],
        statements: vec![],
    };
    let main = Planned { shown, sections: vec!["a".into()], statements: vec![] };
    Plan { main, others: vec![], meaning: "I have read it.".into() }
}

fn run(state: State, events: impl IntoIterator<Item = Event>) -> State {
    events.into_iter().fold(state, |state, event| step(&plan(), state, event).0)
}

fn host(called: &str) -> Event {
    Event::Hosted(Host { name: name(called), checked_id: true })
}

fn named(called: &str) -> Event {
    Event::Named(Signer { name: name(called), employee_id: None, initials: None })
}

fn named_with(initials: &str) -> Event {
    let initials = Some(Initials::parse(initials).unwrap());
    Event::Named(Signer { name: name("Sample Person"), employee_id: None, initials })
}

/// To the end of the agreement.
fn read(asks: Asks) -> State {
    let consent = Consent { terms: sha256(b"terms") };
    let begin = Event::Begin { lang: "en".into(), asks };
    let who = if asks.initials { named_with("SP") } else { named("Sample Person") };
    let events = [begin, who, Event::Consented(consent), Event::Continue, Event::Confirm("a".into())];
    run(State::Welcome, events)
}

fn typed() -> Event {
    Event::Marked(Some(Mark::Typed { text: name("Sample Person") }))
}

fn kept(state: State) -> Visit {
    let State::Saving { visit } = run(state, [Event::Finish]) else { panic!("nothing is kept") };
    assert_eq!(visit.check(), Ok(()));
    *visit
}

#[test]
fn a_host_is_asked_for_before_the_signature_and_kept() {
    let asked = read(HOST);
    assert!(matches!(&asked, State::Reading { page: Page::Host, .. }), "{asked:?}");
    let not_yet = run(asked.clone(), [Event::Continue, typed(), Event::CheckAll]);
    assert_eq!(not_yet, asked, "nobody signs before the host is named");
    let back = run(asked.clone(), [host("Sample Host"), Event::Back]);
    assert!(matches!(&back, State::Reading { page: Page::Host, progress } if progress.host.is_some()));
    let visit = kept(run(asked, [host("Sample Host"), typed(), Event::CheckAll]));
    assert_eq!(visit.host, Some(Host { name: name("Sample Host"), checked_id: true }));
    assert_eq!(serde_json::to_value(&visit).unwrap()["host"]["checked_id"], true);
}

#[test]
fn nobody_is_their_own_host_nor_becomes_it_by_another_name() {
    let asked = read(HOST);
    assert_eq!(run(asked.clone(), [host("sample  PERSON")]), asked);
    let check = run(asked, [host("Sample Host"), typed(), Event::CheckAll]);
    let renamed = run(check, [Event::Change(Part::Name), named("Sample Host")]);
    assert!(matches!(&renamed, State::Reading { page: Page::Host, progress } if progress.host.is_none()));
}

#[test]
fn a_host_can_be_changed_from_the_check() {
    let check = run(read(HOST), [host("Sample Host"), typed(), Event::CheckAll]);
    let other = run(check, [Event::Change(Part::Host), host("Other Host")]);
    assert_eq!(kept(other).host.unwrap().name, name("Other Host"));
}

#[test]
fn a_typed_signature_waits_for_a_witness_where_one_is_asked_for() {
    let signed = run(read(WITNESS), [typed(), Event::CheckAll]);
    assert!(matches!(&signed, State::Sign(_)));
    let own = run(signed.clone(), [Event::SeenBy(Some(name("Sample Person"))), Event::CheckAll]);
    assert!(matches!(own, State::Sign(_)), "nobody is their own witness");
    let visit = kept(run(signed, [Event::SeenBy(Some(name("Sample Witness"))), Event::CheckAll]));
    assert_eq!(visit.signature.unwrap().witness, Some(name("Sample Witness")));
}

#[test]
fn a_witness_who_signs_is_asked_for_no_other() {
    let hand = Hand::Text(name("Sample Witness"));
    let mark = Mark::Witnessed { witness: name("Sample Witness"), hand };
    let events = [Event::SeenBy(Some(name("Other Witness"))), Event::Marked(Some(mark)), Event::CheckAll];
    let visit = kept(run(read(WITNESS), events));
    assert_eq!(visit.signature.as_ref().unwrap().witness, None);
    let twice = Signature { witness: Some(name("Other Witness")), ..visit.signature.clone().unwrap() };
    assert!(Visit { signature: Some(twice), ..visit }.check().is_err());
}

#[test]
fn initials_are_given_with_the_name_where_they_are_asked_for_and_only_there() {
    for (asks, wrong, right) in
        [(INITIALS, named("Sample Person"), named_with("SP")), (HOST, named_with("SP"), named("Sample Person"))]
    {
        let begun = run(State::Welcome, [Event::Begin { lang: "en".into(), asks }]);
        assert_eq!(run(begun.clone(), [wrong]), begun);
        assert!(matches!(run(begun, [right]), State::Reading { page: Page::Consent, .. }));
    }
    let visit = kept(run(read(INITIALS), [typed(), Event::CheckAll]));
    assert_eq!(serde_json::to_value(&visit).unwrap()["signer"]["initials"], "SP");
}

#[test]
fn sections_are_confirmed_again_with_other_initials() {
    let check = run(read(INITIALS), [typed(), Event::CheckAll]);
    let same = run(check.clone(), [Event::Change(Part::Name), named_with("SP")]);
    assert_eq!(same, check);
    let other = run(check, [Event::Change(Part::Name), named_with("S")]);
    assert!(matches!(&other, State::Reading { page: Page::Section(0), .. }), "{other:?}");
    let visit = kept(run(other, [Event::Confirm("a".into())]));
    assert_eq!(visit.signer.unwrap().initials.unwrap().as_str(), "S");
}

#[test]
fn whoever_does_not_sign_leaves_no_initials() {
    let asked = run(read(INITIALS), [Event::TakeExit(Exit::Question), Event::KeepExit(None)]);
    let State::Saving { visit } = asked else { panic!("nothing is kept") };
    assert_eq!(visit.check(), Ok(()));
    let signer = visit.signer.clone().unwrap();
    assert_eq!((signer.name.as_str(), &signer.initials), ("Sample Person", &None));
    let initials = Some(Initials::parse("SP").unwrap());
    assert!(Visit { signer: Some(Signer { initials, ..signer }), ..*visit }.check().is_err());
}

#[test]
fn a_record_reads_with_initials_and_without_them_and_refuses_what_are_none() {
    let payload = |initials: Option<&str>| {
        let mut visit = visit("Sample Person");
        visit.signer.as_mut().unwrap().initials = initials.map(|initials| Initials::parse(initials).unwrap());
        let kept = block_on(Sample::new(1, false).desk.keep(Body::Visit(Box::new(visit)), &moment(1, 1))).unwrap();
        kept.proved.record().to_payload()
    };
    let (with, without) = (payload(Some("SP")), payload(None));
    let text = String::from_utf8(with.clone()).unwrap();
    assert_eq!(text.replace("\"initials\":\"SP\",", "").into_bytes(), without);
    for (payload, initials) in [(&with, Some("SP")), (&without, None)] {
        let record = Record::parse(payload).unwrap();
        let signer = record.visit().unwrap().signer.as_ref().unwrap();
        assert_eq!(signer.initials.as_ref().map(Initials::as_str), initials);
    }
    let hostile = text.replace("\"SP\"", "\"S\u{202e}P\"");
    assert!(matches!(Record::parse(hostile.as_bytes()), Err(RecordError::Shape(_))));
}

#[test]
fn where_nothing_is_asked_for_nothing_more_is_kept() {
    let state = read(Asks::default());
    let visit = kept(run(state, [host("Sample Host"), typed(), Event::SeenBy(Some(name("W"))), Event::CheckAll]));
    assert_eq!((&visit.host, &visit.signature.as_ref().unwrap().witness), (&None, &None));
    let json = serde_json::to_string(&visit).unwrap();
    assert!(!json.contains("host") && !json.contains("witness") && !json.contains("initials"), "{json}");
}

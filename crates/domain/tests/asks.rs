//! What an office asks for besides what every visit does: a host, a witness.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use inkseal_domain::codec::sha256;
use inkseal_domain::flow::*;
use inkseal_domain::visit::*;

const HOST: Asks = Asks { host: true, witness: false };
const WITNESS: Asks = Asks { host: false, witness: true };

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
    Event::Named(Signer { name: name(called), employee_id: None })
}

/// To the end of the agreement.
fn read(asks: Asks) -> State {
    let consent = Consent { terms: sha256(b"terms") };
    let begin = Event::Begin { lang: "en".into(), asks };
    let events =
        [begin, named("Sample Person"), Event::Consented(consent), Event::Continue, Event::Confirm("a".into())];
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
fn where_nothing_is_asked_for_nothing_more_is_kept() {
    let state = read(Asks::default());
    let visit = kept(run(state, [host("Sample Host"), typed(), Event::SeenBy(Some(name("W"))), Event::CheckAll]));
    assert_eq!((&visit.host, &visit.signature.as_ref().unwrap().witness), (&None, &None));
    let json = serde_json::to_string(&visit).unwrap();
    assert!(!json.contains("host") && !json.contains("witness"), "{json}");
}

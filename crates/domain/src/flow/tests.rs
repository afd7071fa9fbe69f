#![allow(clippy::unwrap_used)]
use super::*;
use crate::code::record_code;
use crate::codec::sha256;
use crate::identity::{Initials, PrintedName};
use crate::visit::{Hand, Help, Shown, Statement};
use proptest::prelude::*;

fn name(text: &str) -> PrintedName {
    PrintedName::parse(text).unwrap()
}

fn planned(slug: &str, sections: &[&str]) -> Planned {
    Planned {
        shown: Shown {
            slug: slug.into(),
            version: "1".into(),
            lang: "en".into(),
            sha256: sha256(slug.as_bytes()),
            received: None,
            confirmed: vec![],
            statements: vec![],
        },
        sections: sections.iter().map(|s| (*s).to_owned()).collect(),
        statements: vec![Statement { id: "attestation".into(), sha256: sha256(b"I have read it.") }],
    }
}

fn plan() -> Plan {
    Plan {
        main: planned("agreement", &["a", "b", "c", "d", "e", "f"]),
        others: vec![planned("code", &[])],
        meaning: "I have read it.".into(),
    }
}

fn signer() -> Signer {
    Signer { name: name("Sample Person"), employee_id: None, initials: None }
}

fn receipt() -> Receipt {
    let hash = sha256(b"record");
    Receipt { id: "id".into(), seq: 2, code: record_code(&hash), hash, at: Instant::from_unix_ms(0), utc_offset_min: 0 }
}

fn typed() -> Mark {
    Mark::Typed { text: name("Sample Person") }
}

fn run(state: State, events: impl IntoIterator<Item = Event>) -> State {
    events.into_iter().fold(state, |state, event| step(&plan(), state, event).0)
}

fn begin() -> Event {
    Event::Begin { lang: "en".into(), asks: Asks::default() }
}

const EVERYTHING: Asks = Asks { host: true, witness: true, initials: true };

fn with_initials(initials: &str) -> Event {
    Event::Named(Signer { initials: Some(Initials::parse(initials).unwrap()), ..signer() })
}

fn host(called: &str) -> Host {
    Host { name: name(called), checked_id: true }
}

fn confirm_all() -> Vec<Event> {
    "abcdef".chars().map(|c| Event::Confirm(c.to_string())).collect()
}

/// From the name to the pad.
fn onward() -> Vec<Event> {
    let mut events =
        vec![Event::Named(signer()), Event::Consented(Consent { terms: sha256(b"terms") }), Event::Continue];
    events.extend(confirm_all());
    events.push(Event::Answered(Received::NotYet));
    events
}

fn to_sign() -> State {
    run(run(State::Welcome, [begin()]), onward())
}

fn to_check() -> State {
    run(to_sign(), [Event::Marked(Some(typed())), Event::CheckAll])
}

#[test]
fn a_whole_visit_reaches_recorded() {
    let saving = run(to_check(), [Event::Finish]);
    let State::Recorded { visit, .. } = run(saving, [Event::Stored(receipt())]) else { panic!("not recorded") };
    assert_eq!(visit.check(), Ok(()));
    assert_eq!(visit.documents[0].confirmed, ["a", "b", "c", "d", "e", "f"]);
    assert_eq!(visit.documents[1].received, Some(Received::NotYet));
    assert!(visit.documents[1].statements.is_empty(), "nothing is acknowledged about a document not yet received");
}

#[test]
fn a_reader_of_another_language_is_asked_first() {
    let state = run(State::Welcome, [Event::Begin { lang: "es".into(), asks: Asks::default() }]);
    assert!(matches!(state, State::Reading { page: Page::Competence, .. }));
    assert!(matches!(run(state, [Event::CanRead]), State::Reading { page: Page::Name, .. }));
}

#[test]
fn another_region_of_the_agreements_language_is_no_other_language() {
    let state = run(State::Welcome, [Event::Begin { lang: "en-GB".into(), asks: Asks::default() }]);
    assert!(matches!(state, State::Reading { page: Page::Name, .. }));
}

#[test]
fn a_second_tap_does_not_confirm_the_next_section() {
    let state = run(
        State::Welcome,
        [begin(), Event::Named(signer()), Event::Consented(Consent { terms: sha256(b"t") }), Event::Continue],
    );
    let state = run(state, [Event::Confirm("a".into()), Event::Confirm("a".into())]);
    assert!(matches!(&state, State::Reading { page: Page::Section(1), progress } if progress.confirmed == ["a"]));
}

#[test]
fn one_page_asks_for_the_same_six_confirmations() {
    let state = run(
        State::Welcome,
        [begin(), Event::Named(signer()), Event::Consented(Consent { terms: sha256(b"t") }), Event::Read(Way::Whole)],
    );
    let five = run(state, confirm_all().into_iter().take(5).chain([Event::Continue]));
    assert!(matches!(five, State::Reading { page: Page::Whole, .. }));
    assert!(matches!(
        run(five, [Event::Confirm("f".into()), Event::Continue]),
        State::Reading { page: Page::Reference(0), .. }
    ));
}

#[test]
fn an_empty_pad_cannot_be_checked() {
    assert!(matches!(run(to_sign(), [Event::CheckAll]), State::Sign(_)));
}

#[test]
fn switching_to_typed_leaves_no_hidden_ink() {
    let ink = Mark::Drawn { ink: "AA".into() };
    let State::Check(signed) =
        run(to_sign(), [Event::Marked(Some(ink)), Event::Marked(Some(typed())), Event::CheckAll])
    else {
        panic!("not at check")
    };
    assert_eq!(signed.visit(&plan()).signature.unwrap().mark, typed());
}

#[test]
fn every_part_can_be_changed_and_leads_back_to_the_check() {
    for (part, answer) in [
        (Part::Name, vec![Event::Named(Signer { employee_id: Some(name("7")), ..signer() })]),
        (Part::Consent, vec![Event::Consented(Consent { terms: sha256(b"terms") })]),
        (Part::Sections, std::iter::repeat_n(Event::Continue, 7).collect()),
        (Part::Reference(0), vec![Event::Answered(Received::Yes)]),
        (
            Part::Signature,
            vec![Event::Helped(Some(Helper { what: Help::Read, name: name("Sample Helper") })), Event::CheckAll],
        ),
    ] {
        let state = run(to_check(), [Event::Change(part)]);
        assert!(!matches!(state, State::Check(_)), "{part:?}");
        assert!(matches!(run(state.clone(), answer), State::Check(_)), "{part:?}");
        let State::Check(signed) = run(state, [Event::Back]) else { panic!("{part:?}") };
        assert!(signed.progress().mark.is_some(), "{part:?}");
    }
}

#[test]
fn back_from_a_signature_that_is_to_be_changed_and_is_gone_leads_to_the_screen_before() {
    let state = run(to_check(), [Event::Change(Part::Signature), Event::Marked(None), Event::Back]);
    assert!(matches!(state, State::Reading { page: Page::Reference(0), .. }));
}

#[test]
fn whoever_takes_the_witnesss_name_is_asked_for_a_signature_again() {
    let witnessed = Mark::Witnessed { witness: name("Eve Sample"), hand: Hand::Text(name("Eve Sample")) };
    let renamed = |to: &str| {
        let signer = Signer { name: name(to), ..signer() };
        let state = run(to_sign(), [Event::Marked(Some(witnessed.clone())), Event::CheckAll]);
        run(state, [Event::Change(Part::Name), Event::Named(signer)])
    };
    assert!(matches!(renamed("eve sample"), State::Sign(_)));
    assert!(matches!(renamed("Fay Sample"), State::Check(_)));
}

#[test]
fn a_new_name_asks_for_the_typed_signature_again() {
    let state =
        run(to_check(), [Event::Change(Part::Name), Event::Named(Signer { name: name("Other Sample"), ..signer() })]);
    assert!(matches!(&state, State::Sign(ready) if ready.progress().mark.is_none()));
}

#[test]
fn a_question_keeps_its_section_and_nothing_that_was_confirmed() {
    let state = run(
        State::Welcome,
        [begin(), Event::Named(signer()), Event::Consented(Consent { terms: sha256(b"t") }), Event::Continue],
    );
    let state = run(state, [Event::Confirm("a".into()), Event::TakeExit(Exit::Question)]);
    let (_, effects) = step(&plan(), state, Event::KeepExit(None));
    let [Effect::Keep(visit)] = effects.as_slice() else { panic!("nothing kept") };
    assert_eq!((visit.outcome, visit.asked_from.as_deref()), (Outcome::Question, Some("b")));
    assert!(visit.documents.iter().all(|shown| shown.confirmed.is_empty() && shown.statements.is_empty()));
    assert_eq!(visit.check(), Ok(()));
}

#[test]
fn a_question_from_the_whole_page_keeps_the_section_that_waits_for_its_confirmation() {
    let whole =
        [begin(), Event::Named(signer()), Event::Consented(Consent { terms: sha256(b"t") }), Event::Read(Way::Whole)];
    let asked = |confirmed: usize| {
        let state = run(run(State::Welcome, whole.clone()), confirm_all().into_iter().take(confirmed));
        let (_, effects) = step(&plan(), run(state, [Event::TakeExit(Exit::Question)]), Event::KeepExit(None));
        let [Effect::Keep(visit)] = effects.as_slice() else { panic!("nothing kept") };
        visit.asked_from.clone()
    };
    assert_eq!([0, 2, 6].map(asked), [Some("a".to_owned()), Some("c".to_owned()), None]);
}

#[test]
fn declining_asks_for_one_of_the_fixed_reasons() {
    let state = run(to_sign(), [Event::TakeExit(Exit::Decline), Event::KeepExit(None)]);
    assert!(matches!(state, State::Exit { .. }));
    assert!(matches!(run(state, [Event::KeepExit(Some(Reason::RatherNotSay))]), State::Saving { .. }));
}

#[test]
fn a_way_out_can_be_taken_back() {
    let before = to_sign();
    assert_eq!(run(before.clone(), [Event::TakeExit(Exit::Paper), Event::Back]), before);
}

#[test]
fn whoever_has_given_a_name_leaves_only_when_asked() {
    let leave = Event::TakeExit(Exit::Leave);
    assert_eq!(run(State::Welcome, [begin(), leave.clone()]), State::Welcome);
    let before = to_sign();
    let asked = run(before.clone(), [leave.clone()]);
    assert!(matches!(asked, State::Exit { way: Exit::Leave, .. }));
    assert_eq!(run(asked.clone(), [Event::KeepExit(None)]), asked);
    assert_eq!(run(asked.clone(), [Event::Back]), before);
    assert_eq!(step(&plan(), asked, Event::Leave), (State::Welcome, vec![Effect::Wipe]));
    let from_another = run(before.clone(), [Event::TakeExit(Exit::Decline), leave]);
    assert_eq!(run(from_another, [Event::Back, Event::Back]), before);
}

#[test]
fn whoever_is_read_to_says_by_whom_or_that_it_was_nobody() {
    let helper = Helper { what: Help::Interpreted, name: name("Sample Helper") };
    let spanish = [Event::Begin { lang: "es".into(), asks: Asks::default() }, Event::IsReadTo];
    let on = |state| run(run(state, onward()), [Event::Marked(Some(typed())), Event::CheckAll]);
    let open = on(run(State::Welcome, spanish));
    assert!(matches!(&open, State::Sign(ready) if ready.progress().help == Some(Help::Interpreted)));
    for helper in [Some(helper), None] {
        let checked = run(open.clone(), [Event::Helped(helper.clone()), Event::CheckAll]);
        assert!(matches!(&checked, State::Check(signed) if signed.progress().helper == helper));
    }
}

#[test]
fn back_from_the_first_screen_asks_whoever_has_given_a_name() {
    let named = run(State::Welcome, [begin(), Event::Named(signer()), Event::Back]);
    assert!(matches!(named, State::Reading { page: Page::Name, .. }));
    let asked = run(named.clone(), [Event::Back]);
    assert!(matches!(asked, State::Exit { way: Exit::Leave, .. }));
    assert_eq!(run(asked, [Event::Back]), named);
    assert_eq!(run(State::Welcome, [begin(), Event::Back]), State::Welcome);
}

#[test]
fn one_way_out_leads_to_another_and_back_leads_past_both() {
    let before = to_sign();
    let other = run(before.clone(), [Event::TakeExit(Exit::Question), Event::TakeExit(Exit::Paper)]);
    assert!(matches!(other, State::Exit { way: Exit::Paper, .. }));
    assert_eq!(run(other.clone(), [Event::TakeExit(Exit::Paper)]), other);
    assert_eq!(run(other.clone(), [Event::Back]), before);
    let through_leave = run(other, [Event::TakeExit(Exit::Leave), Event::TakeExit(Exit::Decline), Event::Back]);
    assert_eq!(through_leave, before);
}

#[test]
fn help_that_is_not_named_yet_stays_open_through_a_look_at_a_way_out() {
    let look = [Event::TakeExit(Exit::Question), Event::Back];
    let open = run(to_sign(), [Event::Marked(Some(typed())), Event::HelpIs(Help::Wrote)]);
    let open = run(run(open, look), [Event::CheckAll]);
    assert!(matches!(&open, State::Sign(ready) if ready.progress().help == Some(Help::Wrote)));
    assert!(matches!(run(open, [Event::Helped(None), Event::CheckAll]), State::Check(_)));
}

#[test]
fn whoever_named_their_interpreter_and_comes_by_the_first_screen_again_has_nothing_open() {
    let helper = Helper { what: Help::Interpreted, name: name("Sample Helper") };
    let signed = run(
        run(State::Welcome, [Event::Begin { lang: "es".into(), asks: Asks::default() }, Event::IsReadTo]),
        onward(),
    );
    let signed = run(signed, [Event::Marked(Some(typed())), Event::Helped(Some(helper))]);
    let first = (0..11).fold(signed, |state, _| run(state, [Event::Back]));
    assert!(matches!(first, State::Reading { page: Page::Competence, .. }), "{first:?}");
    let again = run(run(first, [Event::IsReadTo]), onward());
    assert!(matches!(run(again, [Event::CheckAll]), State::Check(_)));
}

#[test]
fn a_failed_save_keeps_the_visit_and_can_be_tried_again() {
    let blocked = run(to_check(), [Event::Finish, Event::NotStored, Event::Idle, Event::Leave]);
    assert!(matches!(blocked, State::Blocked { .. }));
    assert!(matches!(run(blocked, [Event::Retry, Event::Stored(receipt())]), State::Recorded { .. }));
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        Just(begin()),
        Just(Event::Begin { lang: "es".into(), asks: EVERYTHING }),
        Just(Event::CanRead),
        Just(Event::IsReadTo),
        Just(Event::Hosted(host("Sample Host"))),
        Just(Event::SeenBy(Some(name("Sample Witness")))),
        Just(Event::Helped(None)),
        Just(Event::HelpIs(Help::Read)),
        Just(Event::Named(signer())),
        Just(with_initials("SP")),
        Just(with_initials("S")),
        Just(Event::Consented(Consent { terms: sha256(b"terms") })),
        Just(Event::Continue),
        Just(Event::Read(Way::Whole)),
        Just(Event::Read(Way::Sections)),
        "[a-g]".prop_map(Event::Confirm),
        Just(Event::Answered(Received::Yes)),
        Just(Event::Marked(Some(typed()))),
        Just(Event::Marked(None)),
        Just(Event::CheckAll),
        (0..6usize).prop_map(|i| Event::Change(
            [Part::Name, Part::Consent, Part::Sections, Part::Reference(0), Part::Host, Part::Signature][i]
        )),
        Just(Event::DateIs(Some("2026-11-24".into()))),
        Just(Event::Finish),
        Just(Event::Back),
        Just(Event::TakeExit(Exit::Question)),
        Just(Event::TakeExit(Exit::Decline)),
        Just(Event::TakeExit(Exit::Leave)),
        Just(Event::KeepExit(None)),
        Just(Event::KeepExit(Some(Reason::Advice))),
        Just(Event::Leave),
        Just(Event::Stored(receipt())),
        Just(Event::NotStored),
        Just(Event::Retry),
        Just(Event::HandOver),
        Just(Event::Idle),
    ]
}

/// Histories that get somewhere: random events, mixed with the ones that lead on.
fn history() -> impl Strategy<Value = Vec<Event>> {
    let onward = prop_oneof![
        any::<bool>().prop_map(|asked| vec![
            Event::Begin { lang: "en".into(), asks: if asked { EVERYTHING } else { Asks::default() } },
            if asked { with_initials("SP") } else { Event::Named(signer()) },
            Event::Consented(Consent { terms: sha256(b"terms") }),
            Event::Continue
        ]),
        Just(confirm_all()),
        Just(vec![
            Event::Answered(Received::Yes),
            Event::Hosted(host("Sample Host")),
            Event::Marked(Some(typed())),
            Event::SeenBy(Some(name("Sample Witness"))),
            Event::CheckAll
        ]),
    ];
    proptest::collection::vec(prop_oneof![2 => any_event().prop_map(|e| vec![e]), 1 => onward], 0..40)
        .prop_map(|runs| runs.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_reaches_sign_without_name_consent_and_every_section(events in history()) {
        let mut state = State::Welcome;
        for event in events {
            state = step(&plan(), state, event).0;
            if let State::Sign(_) | State::Check(_) = &state {
                let progress = state.progress().unwrap();
                prop_assert!(progress.signer.is_some() && progress.consent.is_some());
                prop_assert!(progress.confirmed_all(&plan()));
                prop_assert!(progress.received.iter().all(Option::is_some));
                prop_assert!(progress.host.is_some() || !progress.asks.host);
                let has_initials = progress.signer.as_ref().is_some_and(|signer| signer.initials.is_some());
                prop_assert_eq!(has_initials, progress.asks.initials);
                let seen = progress.witness.is_some() || !progress.asks.witness;
                prop_assert!(seen || matches!(state, State::Sign(_)));
            }
        }
    }

    #[test]
    fn recorded_comes_only_from_saving_by_the_stores_answer(events in history()) {
        let mut state = State::Welcome;
        for event in events {
            let answer = matches!((&state, &event), (State::Saving { .. }, Event::Stored(_)));
            let was_recorded = matches!(state, State::Recorded { .. });
            state = step(&plan(), state, event).0;
            if matches!(state, State::Recorded { .. }) {
                prop_assert!(answer || was_recorded);
            }
        }
    }

    #[test]
    fn whatever_is_kept_is_whole(events in history()) {
        let mut state = State::Welcome;
        for event in events {
            let (next, effects) = step(&plan(), state, event);
            for effect in effects {
                if let Effect::Keep(visit) = effect {
                    prop_assert_eq!(visit.check(), Ok(()));
                }
            }
            state = next;
        }
    }

    #[test]
    fn leaving_or_handing_over_leaves_nothing_of_the_person(events in history()) {
        let mut state = State::Welcome;
        for event in events {
            let ends = matches!(event, Event::Leave | Event::HandOver);
            let visiting = !matches!(state, State::Welcome);
            let (next, effects) = step(&plan(), state, event);
            if ends && visiting && next == State::Welcome {
                prop_assert_eq!(effects, vec![Effect::Wipe]);
            }
            state = next;
        }
        for event in [Event::Leave, Event::NotStored, Event::HandOver, Event::Leave] {
            state = step(&plan(), state, event).0;
        }
        prop_assert_eq!(state, State::Welcome);
    }
}

//! The roster: lists are taken over, everybody's standing is worked out, and it outlives the records.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use inkseal_domain::activity::Act;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::hpke_box::BoxSecret;
use inkseal_domain::record::Body;
use inkseal_domain::roster::{MOST_PEOPLE, Person, Required, Roster, RosterError, Standing};
use inkseal_domain::visit::{Outcome, Visit};

fn person(text: &str) -> Person {
    let (called, number) = text.split_once('/').map_or((text, None), |(called, number)| (called, Some(number)));
    Person { name: name(called), number: number.map(name), signed: vec![] }
}

fn roster(people: &[&str]) -> Roster {
    Roster { people: people.iter().map(|text| person(text)).collect() }
}

fn required() -> Required {
    let today = Sample::new(9, false).moment().at.day(0);
    Required {
        slug: "sample".into(),
        version: library()[0].version.clone(),
        also: vec![],
        renew_after_months: None,
        today,
    }
}

/// Everybody's standing in one word.
fn words(roster: &Roster, sample: &Sample, required: &Required) -> Vec<&'static str> {
    let standings = roster.standings(&sample.log(), required);
    let word = |standing: Standing| match standing {
        Standing::Signed(seen) if seen.code.is_none() => "paper",
        Standing::Signed(_) => "signed",
        Standing::Due(_) => "due",
        Standing::Earlier(_) => "earlier",
        Standing::Unsure(_) => "unsure",
        Standing::Never => "never",
    };
    standings.into_iter().map(word).collect()
}

fn come(sample: &mut Sample, text: &str, outcome: Outcome) -> String {
    let who = person(text);
    let mut visit: Visit = visit(who.name.as_str());
    visit.signer.as_mut().unwrap().employee_id = who.number;
    visit.outcome = outcome;
    if outcome != Outcome::Signed {
        (visit.consent, visit.signature) = (None, None);
    }
    let moment = sample.moment();
    let kept = pollster::block_on(sample.desk.keep(Body::Visit(Box::new(visit)), &moment)).unwrap();
    kept.proved.record().id.clone()
}

#[test]
fn a_list_keeps_whoever_is_known_and_adds_the_rest() {
    let old = roster(&["Ana Sample/4101", "Ben Sample", "Cy Sample/4103"]);
    let list = roster(&["Sample, Ana Maria/4101", "Sample, Ben/4102", "Dee Sample"]);
    let merged = old.merged(&list.people, false).unwrap();
    assert_eq!((merged.added, merged.known, merged.gone.len()), (1, 2, 0));
    assert_eq!(merged.roster, roster(&["Cy Sample/4103", "Sample, Ana Maria/4101", "Sample, Ben/4102", "Dee Sample"]));
    let replaced = old.merged(&list.people, true).unwrap();
    assert_eq!(replaced.gone, [person("Cy Sample/4103")]);
    assert_eq!(replaced.roster, roster(&["Sample, Ana Maria/4101", "Sample, Ben/4102", "Dee Sample"]));
    assert_eq!(replaced.roster.merged(&list.people, true).unwrap().roster, replaced.roster);
}

#[test]
fn more_people_than_fit_change_nothing() {
    let many: Vec<Person> = (0..=MOST_PEOPLE).map(|n| person(&format!("Person {n}/{n}"))).collect();
    let refused = Roster::default().merged(&many, false);
    assert_eq!(refused, Err(RosterError::TooMany { people: MOST_PEOPLE + 1 }));
}

#[test]
fn a_sealed_roster_opens_with_its_offices_key_and_no_other() {
    let (own, other) = (BoxSecret::derive(&[1; 32]), BoxSecret::derive(&[2; 32]));
    let sealed = roster(&["Ana Sample/4101"]).seal(&own.public(), &mut Entropy::new([3; 32])).unwrap();
    assert!(!sealed.contains("Sample"));
    assert_eq!(Roster::open(&sealed, &own).unwrap(), roster(&["Ana Sample/4101"]));
    assert_eq!(Roster::open(&sealed, &other), Err(RosterError::Seal));
    assert_eq!(Roster::open(&sealed.replace('.', ","), &own), Err(RosterError::Form));
}

#[test]
fn who_signed_is_known_by_name_and_number_and_doubt_is_said() {
    let mut sample = Sample::new(1, false);
    let people =
        roster(&["Ana Sample/4101", "Sample, Ben", "Cy Sample/4103", "Dee Sample/4104", "Eve/1", "Eve/2", "Flo"]);
    come(&mut sample, "ana  sample/4101", Outcome::Signed);
    come(&mut sample, "Ben Sample", Outcome::Signed);
    come(&mut sample, "Cy Sample/9999", Outcome::Signed);
    come(&mut sample, "Dee Sample Persona/4104", Outcome::Signed);
    come(&mut sample, "Eve", Outcome::Signed);
    come(&mut sample, "Flo", Outcome::Declined);
    let standings = words(&people, &sample, &required());
    assert_eq!(standings, ["signed", "signed", "unsure", "unsure", "unsure", "unsure", "never"]);
}

#[test]
fn whose_a_signature_is_can_be_said() {
    let mut sample = Sample::new(1, false);
    let people = roster(&["Dee Sample/4104", "Eve/1", "Eve/2"]);
    let dee = come(&mut sample, "Dee Persona/4104", Outcome::Signed);
    let eve = come(&mut sample, "Eve", Outcome::Signed);
    for (id, text) in [(dee, "Dee Sample/4104"), (eve, "Eve/2")] {
        let Person { name, number, .. } = person(text);
        sample.note(Act::SignerNamed { name, number }, vec![id]);
    }
    assert_eq!(words(&people, &sample, &required()), ["signed", "never", "signed"]);
}

#[test]
fn paper_clears_whoever_signed_it() {
    let mut sample = Sample::new(1, false);
    let people = roster(&["Ana Sample/4101", "Ben Sample", "Cy Sample"]);
    let ana = come(&mut sample, "Ana Sample/4101", Outcome::Paper);
    assert_eq!(words(&people, &sample, &required()), ["never"; 3]);
    sample.note(Act::PaperReceived {}, vec![ana]);
    let Required { slug, version, today, .. } = required();
    let Person { name, number, .. } = person("Ben Sample");
    sample.note(Act::PaperSigned { name, number, slug, version, on: today }, vec![]);
    assert_eq!(words(&people, &sample, &required()), ["paper", "paper", "never"]);
}

#[test]
fn another_version_is_outstanding_and_says_what_was_signed() {
    let mut sample = Sample::new(1, false);
    come(&mut sample, "Ana Sample", Outcome::Signed);
    let newer = Required { version: "9.0".into(), ..required() };
    let standings = roster(&["Ana Sample", "Ben Sample"]).standings(&sample.log(), &newer);
    assert!(matches!(&standings[0], Standing::Earlier(seen) if seen.version == library()[0].version));
    assert!(standings.iter().all(Standing::is_outstanding));
    let other = Required { slug: "another".into(), ..required() };
    assert_eq!(words(&roster(&["Ana Sample"]), &sample, &other), ["never"]);
}

#[test]
fn a_version_that_need_not_be_signed_again_leaves_nobody_outstanding_who_signed_the_one_before() {
    let mut sample = Sample::new(1, false);
    come(&mut sample, "Ana Sample", Outcome::Signed);
    let newer = Required { version: "9.0".into(), also: vec![required().version], ..required() };
    assert_eq!(words(&roster(&["Ana Sample", "Ben Sample"]), &sample, &newer), ["signed", "never"]);
}

#[test]
fn a_signature_is_due_again_on_the_day_and_not_before() {
    let mut sample = Sample::new(1, false);
    come(&mut sample, "Ana Sample", Outcome::Signed);
    let people = roster(&["Ana Sample"]);
    let Standing::Signed(seen) = people.standings(&sample.log(), &required()).remove(0) else { panic!("not signed") };
    let year: u32 = seen.on[..4].parse().unwrap();
    let at = |today: String| Required { renew_after_months: Some(12), today, ..required() };
    let due = format!("{}{}", year + 1, &seen.on[4..]);
    assert_eq!(words(&people, &sample, &at(format!("{}-00-00", year + 1))), ["signed"]);
    assert_eq!(words(&people, &sample, &at(due)), ["due"]);
}

#[test]
fn what_was_seen_outlives_the_records() {
    let mut sample = Sample::new(1, false);
    come(&mut sample, "Ana Sample/4101", Outcome::Signed);
    let people = roster(&["Ana Sample/4101", "Ben Sample"]);
    let kept = people.having_seen(&sample.log());
    assert_eq!(kept.having_seen(&sample.log()), kept);
    let bare = Sample::new(2, false);
    assert_eq!(words(&people, &bare, &required()), ["never", "never"]);
    assert_eq!(words(&kept, &bare, &required()), ["signed", "never"]);
    let key = BoxSecret::derive(&[1; 32]);
    let sealed = kept.seal(&key.public(), &mut Entropy::new([3; 32])).unwrap();
    assert_eq!(Roster::open(&sealed, &key).unwrap(), kept);
}

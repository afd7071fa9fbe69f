//! Twelve sample visits for practice: every outcome, every way of signing, two people of one name and one who signs again, with names that
//! nobody has.

use crate::codec::sha256;
use crate::flow::Plan;
use crate::identity::PrintedName;
use crate::roster::{Person, Roster};
use crate::visit::{Consent, Hand, Help, Helper, Mark, Outcome, Reason, Received, Signature, Signer, Visit};
use std::collections::BTreeMap;

/// Names and employee numbers. Two people share a name, and one signs again.
const PEOPLE: [(&str, &str); 12] = [
    ("Sample Person One", "4100"),
    ("Sample Person Two", "4101"),
    ("Persona de Muestra", "4102"),
    ("Sample Person Four", "4103"),
    ("Sample Person Five", "4104"),
    ("Sample Person Six", "4105"),
    ("Sample Person Seven", "4106"),
    ("Sample Person Eight", "4107"),
    ("Sample Person Five", "4104"),
    ("Sample Person Ten", "4109"),
    ("Sample Person Two", "4110"),
    ("Sample Person Twelve", "4111"),
];

/// Everybody who has a sample visit, and two who have none.
pub fn roster() -> Roster {
    let more = [("Sample Person Thirteen", "4112"), ("Sample Person Fourteen", "4113")];
    let everybody: BTreeMap<&str, &str> = PEOPLE.into_iter().chain(more).map(|(name, number)| (number, name)).collect();
    let person = |(number, name): (&str, &str)| {
        let number = PrintedName::parse(number).ok();
        Some(Person { name: PrintedName::parse(name).ok()?, number, signed: vec![] })
    };
    Roster { people: everybody.into_iter().filter_map(person).collect() }
}

/// Twelve visits to the documents of a plan.
pub fn visits(plan: &Plan) -> Vec<Visit> {
    PEOPLE.iter().enumerate().filter_map(|(i, person)| Some(visit(plan, i, signer(person)?))).collect()
}

fn signer((name, number): &(&str, &str)) -> Option<Signer> {
    Some(Signer { name: PrintedName::parse(name).ok()?, employee_id: PrintedName::parse(number).ok(), initials: None })
}

fn visit(plan: &Plan, i: usize, signer: Signer) -> Visit {
    let name = &signer.name;
    let outcome = match i {
        3 => Outcome::Question,
        6 => Outcome::Paper,
        9 => Outcome::Declined,
        _ => Outcome::Signed,
    };
    let signed = outcome == Outcome::Signed;
    let received = if i % 5 == 1 { Received::NotYet } else { Received::Yes };
    Visit {
        outcome,
        lang: if i == 2 { "es" } else { "en" }.to_owned(),
        consent: signed.then(|| Consent { terms: sha256(b"practice") }),
        documents: if signed { plan.confirmed_whole(received) } else { plan.named() },
        signature: signed.then(|| Signature { meaning: plan.meaning.clone(), mark: mark(i, name), witness: None }),
        helper: (i == 2).then(|| Helper { what: Help::Interpreted, name: name.clone() }),
        host: None,
        reason: (outcome == Outcome::Declined).then_some(Reason::MoreTime),
        asked_from: (outcome == Outcome::Question).then(|| plan.section(1).map(str::to_owned)).flatten(),
        signer_date: None,
        signer: Some(signer),
    }
}

fn mark(i: usize, name: &PrintedName) -> Mark {
    match i % 4 {
        1 => Mark::Typed { text: name.clone() },
        3 => Mark::Witnessed { witness: name.clone(), hand: Hand::Text(name.clone()) },
        _ => Mark::Drawn { ink: crate::ink::sample(i) },
    }
}

/// A visit that ends with a typed signature under one document, for tests.
#[cfg(feature = "testing")]
pub fn typed(name: &PrintedName, document: &crate::batch::BatchDocument) -> Visit {
    use crate::visit::{Shown, Statement};
    let words = "I have read it.";
    Visit {
        outcome: Outcome::Signed,
        lang: "en".into(),
        signer: Some(Signer { name: name.clone(), employee_id: None, initials: None }),
        consent: Some(Consent { terms: sha256(b"terms") }),
        documents: vec![Shown {
            slug: document.slug.clone(),
            version: document.version.clone(),
            lang: document.lang.clone(),
            sha256: document.sha256,
            received: None,
            confirmed: vec!["a".into()],
            statements: vec![Statement { id: "attestation".into(), sha256: sha256(words.as_bytes()) }],
        }],
        signature: Some(Signature { meaning: words.into(), mark: Mark::Typed { text: name.clone() }, witness: None }),
        helper: None,
        host: None,
        reason: None,
        asked_from: None,
        signer_date: None,
    }
}

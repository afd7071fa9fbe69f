//! Twelve sample visits for practice: every outcome, every way of signing, with names that nobody has.

use crate::codec::sha256;
use crate::flow::Plan;
use crate::identity::PrintedName;
use crate::visit::{Consent, Hand, Help, Helper, Mark, Outcome, Reason, Received, Signature, Signer, Visit};

const NAMES: [&str; 12] = [
    "Sample Person One",
    "Sample Person Two",
    "Persona de Muestra",
    "Sample Person Four",
    "Sample Person Five",
    "Sample Person Six",
    "Sample Person Seven",
    "Sample Person Eight",
    "Sample Person Nine",
    "Sample Person Ten",
    "Sample Person Eleven",
    "Sample Person Twelve",
];

/// Twelve visits to the documents of a plan.
pub fn visits(plan: &Plan) -> Vec<Visit> {
    NAMES.iter().enumerate().filter_map(|(i, text)| Some(visit(plan, i, &PrintedName::parse(text).ok()?))).collect()
}

fn visit(plan: &Plan, i: usize, name: &PrintedName) -> Visit {
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
        signer: Some(Signer { name: name.clone(), employee_id: PrintedName::parse(&(4100 + i).to_string()).ok() }),
        consent: signed.then(|| Consent { terms: sha256(b"practice") }),
        documents: if signed { plan.confirmed_whole(received) } else { plan.named() },
        signature: signed.then(|| Signature { meaning: plan.meaning.clone(), mark: mark(i, name) }),
        helper: (i == 2).then(|| Helper { what: Help::Interpreted, name: name.clone() }),
        reason: (outcome == Outcome::Declined).then_some(Reason::MoreTime),
        asked_from: (outcome == Outcome::Question).then(|| plan.section(1).map(str::to_owned)).flatten(),
        signer_date: None,
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
        signer: Some(Signer { name: name.clone(), employee_id: None }),
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
        signature: Some(Signature { meaning: words.into(), mark: Mark::Typed { text: name.clone() } }),
        helper: None,
        reason: None,
        asked_from: None,
        signer_date: None,
    }
}

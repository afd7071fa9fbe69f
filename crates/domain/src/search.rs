//! Finding a record by what a person remembers of it: part of a name, an employee number, or its code; and narrowing a list to some of them.

use crate::code::record_code;
use crate::codec::Hash;
use crate::log::Log;
use crate::seal::Proved;
use crate::visit::{Outcome, Visit};
use std::collections::BTreeSet;

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

/// Which visits a list is narrowed to, beside what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Only {
    /// What came of them.
    pub what: What,
    /// Digest of the document that was read; `None` for any.
    pub document: Option<Hash>,
}

/// What came of the visits in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum What {
    /// Anything.
    #[default]
    Any,
    /// This.
    Outcome(Outcome),
    /// The office still owes something for it.
    Owed,
    /// Somebody put it on hold.
    Held,
}

/// Places of the visits in a chain that fit what was typed and what the list is narrowed to, the newest first.
pub fn visits(log: &Log, typed: &str, only: Only) -> Vec<u64> {
    let places = places(log, only.what);
    let fits = |(proved, visit): (&Proved, &Visit)| is_among(visit, only) && is_found(typed, proved, visit);
    let fitting = log.proved().rev().filter(|line| line.visit().is_some_and(fits)).map(|line| line.record().seq);
    fitting.filter(|seq| places.as_ref().is_none_or(|places| places.contains(seq))).collect()
}

/// Digests of the documents that were read in a chain's visits, in the order in which they first came up: version after version.
pub fn documents(log: &Log) -> Vec<Hash> {
    let read = log.visits().filter_map(|(_, visit)| Some(visit.documents.first()?.sha256));
    read.fold(vec![], |mut known, read| {
        if !known.contains(&read) {
            known.push(read);
        }
        known
    })
}

/// The places to which a list is narrowed by what else stands in the chain.
fn places(log: &Log, what: What) -> Option<BTreeSet<u64>> {
    match what {
        What::Owed => {
            Some(log.owed().into_iter().filter_map(|(proved, _)| log.place_of(&proved.record().id)).collect())
        }
        What::Held => Some(log.held()),
        What::Any | What::Outcome(_) => None,
    }
}

fn is_among(visit: &Visit, only: Only) -> bool {
    let document = visit.documents.first().map(|shown| shown.sha256);
    (only.document.is_none() || only.document == document)
        && match only.what {
            What::Any | What::Owed | What::Held => true,
            What::Outcome(outcome) => visit.outcome == outcome,
        }
}

fn is_found(typed: &str, proved: &Proved, visit: &Visit) -> bool {
    let signer = visit.signer.as_ref();
    let name = signer.map_or("", |signer| signer.name.as_str());
    let number = signer.and_then(|signer| signer.employee_id.as_ref()).map_or("", |number| number.as_str());
    fits(typed, &[name, number], &record_code(proved.hash()).to_string())
}

/// Whether every word that was typed is in one of the texts. Case and accents do not matter; a code may be typed with or without hyphens.
pub fn fits(typed: &str, texts: &[&str], code: &str) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| plain(text)).collect();
    let in_texts = plain(typed).split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)));
    let typed = compact(typed);
    in_texts || !typed.is_empty() && compact(code).contains(&typed)
}

/// Lower case without accents.
fn plain(text: &str) -> String {
    let class = CanonicalCombiningClassMapBorrowed::new();
    let parts = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(text.chars());
    parts.filter(|c| class.get_u8(*c) == 0).flat_map(char::to_lowercase).collect()
}

fn compact(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 2] = ["José Sample Persona", "4103"];
    const CODE: &str = "R-3KDM-9QX2-7ABC-0123";

    #[test]
    fn a_part_of_a_name_without_its_accent_finds_it() {
        for typed in ["jose", "PERS", "persona josé", "", "4103", "sample 41"] {
            assert!(fits(typed, &TEXTS, CODE), "{typed}");
        }
    }

    #[test]
    fn a_code_is_found_with_and_without_hyphens() {
        for typed in ["R-3KDM", "r3kdm9qx2", "9qx2 7abc"] {
            assert!(fits(typed, &TEXTS, CODE), "{typed}");
        }
    }

    #[test]
    fn what_is_nowhere_is_not_found() {
        for typed in ["maria", "jose maria", "R-0000", "9999", "李", "—"] {
            assert!(!fits(typed, &TEXTS, CODE), "{typed}");
        }
    }
}

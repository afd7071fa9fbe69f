//! Who on the roster has signed, and who is outstanding: worked out from the records, and from what was known when some of them left the tablet.

use super::{Named, Person, Roster, name_key, number_key};
use crate::activity::{Act, Activity};
use crate::code::record_code;
use crate::log::Log;
use crate::seal::Proved;
use crate::visit::{Outcome, Shown, Signer, Visit};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What everybody on the roster is to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// The document.
    pub slug: String,
    /// Its version in use. Its language does not matter.
    pub version: String,
    /// Earlier versions whose signatures count for it.
    pub also: Vec<String>,
    /// After how many months it is to be signed again; `None`: never.
    pub renew_after_months: Option<u32>,
    /// Today, `YYYY-MM-DD`.
    pub today: String,
}

/// That somebody signed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The day, `YYYY-MM-DD`.
    pub on: String,
    /// Which document.
    pub slug: String,
    /// Which version.
    pub version: String,
    /// The record code; `None`: on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// How somebody stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Signed.
    Signed(Seen),
    /// Signed, and it is time to sign again.
    Due(Seen),
    /// Signed a version that is no longer in use.
    Earlier(Seen),
    /// Somebody signed who may be this person.
    Unsure(Unsure),
    /// Nothing is known.
    Never,
}

/// A signature of which only a person can say whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsure {
    /// The record's id.
    pub id: String,
    /// What was signed.
    pub seen: Seen,
    /// As whom.
    pub signer: Signer,
}

impl Standing {
    /// Whether somebody must still sign.
    pub fn is_outstanding(&self) -> bool {
        !matches!(self, Self::Signed(_))
    }
}

impl Roster {
    /// How everybody stands, in the roster's order.
    pub fn standings(&self, log: &Log, required: &Required) -> Vec<Standing> {
        let known = Known::of(log, self);
        self.people.iter().map(|person| known.of_person(person).standing(required)).collect()
    }

    /// The same roster with what the records show of each person: kept before records are deleted.
    pub fn having_seen(&self, log: &Log) -> Self {
        let known = Known::of(log, self);
        let people = self.people.iter().map(|person| {
            let signed: BTreeSet<Seen> = known.of_person(person).signed.into_iter().collect();
            Person { signed: signed.into_iter().collect(), ..person.clone() }
        });
        Self { people: people.collect() }
    }
}

/// What one person signed for sure, and perhaps.
struct OfPerson {
    signed: Vec<Seen>,
    perhaps: Vec<Unsure>,
}

impl OfPerson {
    fn standing(self, required: &Required) -> Standing {
        let of_document = self.signed.into_iter().filter(|seen| seen.slug == required.slug);
        let (in_use, earlier): (Vec<Seen>, Vec<Seen>) = of_document.partition(|seen| required.takes(&seen.version));
        let last = |seen: Vec<Seen>| seen.into_iter().max_by(|a, b| a.on.cmp(&b.on));
        if let Some(seen) = last(in_use) {
            return if required.is_due(&seen) { Standing::Due(seen) } else { Standing::Signed(seen) };
        }
        let fits = |unsure: &Unsure| unsure.seen.slug == required.slug && required.takes(&unsure.seen.version);
        match (self.perhaps.into_iter().rev().find(fits), last(earlier)) {
            (Some(unsure), _) => Standing::Unsure(unsure),
            (None, Some(seen)) => Standing::Earlier(seen),
            (None, None) => Standing::Never,
        }
    }
}

impl Required {
    fn takes(&self, version: &String) -> bool {
        *version == self.version || self.also.contains(version)
    }

    fn is_due(&self, seen: &Seen) -> bool {
        self.renew_after_months
            .is_some_and(|months| after_months(&seen.on, months).is_some_and(|due| due <= self.today))
    }
}

/// The day some months later; one that its month does not have comes after the last of that month, and sorts there.
fn after_months(day: &str, months: u32) -> Option<String> {
    let mut parts = day.splitn(3, '-');
    let (year, month, rest) = (parts.next()?.parse::<u32>().ok()?, parts.next()?.parse::<u32>().ok()?, parts.next()?);
    let month = month.checked_sub(1)? + months;
    Some(format!("{:04}-{:02}-{rest}", year + month / 12, month % 12 + 1))
}

/// What the records show, gathered once for everybody.
struct Known<'a> {
    signings: Vec<Signing<'a>>,
    by_name: BTreeMap<String, Vec<usize>>,
    by_number: BTreeMap<String, Vec<usize>>,
    /// Whose a record is, where an administrator said so.
    said: BTreeMap<&'a str, Named<'a>>,
    /// Where those records stand among the signatures.
    said_of: Vec<usize>,
    on_paper: Vec<(Named<'a>, Seen)>,
    /// How many on the roster have a name.
    namesakes: BTreeMap<String, usize>,
}

/// One visit that ended in a signature, here or on paper.
struct Signing<'a> {
    id: &'a str,
    signer: &'a Signer,
    seen: Vec<Seen>,
}

/// Whose signature a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Theirs,
    Perhaps,
    Other,
}

impl<'a> Known<'a> {
    fn of(log: &'a Log, roster: &Roster) -> Self {
        let (mut said, mut on_paper, mut paper_in) = (BTreeMap::new(), vec![], BTreeMap::new());
        for (_, proved) in log.with_imported() {
            let record = proved.record();
            let Some(activity) = record.activity() else { continue };
            match &activity.act {
                Act::SignerNamed { name, number } => {
                    said.extend(about(activity).map(|id| (id, (name, number.as_ref()))))
                }
                Act::PaperSigned { name, number, slug, version, on } => {
                    let seen = Seen { on: on.clone(), slug: slug.clone(), version: version.clone(), code: None };
                    on_paper.push(((name, number.as_ref()), seen));
                }
                Act::PaperReceived {} => paper_in.extend(about(activity).map(|id| (id, record.day()))),
                _ => {}
            }
        }
        let signings: Vec<Signing> =
            log.visits().filter_map(|(proved, visit)| Signing::of(proved, visit, &paper_in)).collect();
        let (mut by_name, mut by_number) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        let mut said_of = vec![];
        for (at, signing) in signings.iter().enumerate() {
            if said.contains_key(signing.id) {
                said_of.push(at);
            }
            by_name.entry(name_key(&signing.signer.name)).or_default().push(at);
            if let Some(number) = &signing.signer.employee_id {
                by_number.entry(number_key(number)).or_default().push(at);
            }
        }
        let mut namesakes = BTreeMap::new();
        roster.people.iter().for_each(|person| *namesakes.entry(name_key(&person.name)).or_default() += 1);
        Self { signings, by_name, by_number, said, said_of, on_paper, namesakes }
    }

    fn of_person(&self, person: &Person) -> OfPerson {
        let named = person.named();
        let paper = self.on_paper.iter().filter(|(who, _)| *who == named).map(|(_, seen)| seen);
        let mut signed: Vec<Seen> = person.signed.iter().chain(paper).cloned().collect();
        let mut perhaps = vec![];
        for signing in self.candidates(person) {
            match self.whose(person, signing) {
                Whose::Theirs => signed.extend(signing.seen.iter().cloned()),
                Whose::Perhaps => perhaps.extend(signing.perhaps()),
                Whose::Other => {}
            }
        }
        OfPerson { signed, perhaps }
    }

    /// Signatures that have the person's name or number, or of which somebody said something.
    fn candidates(&self, person: &Person) -> impl Iterator<Item = &Signing<'a>> {
        let named = self.by_name.get(&name_key(&person.name));
        let numbered = person.number.as_ref().and_then(|number| self.by_number.get(&number_key(number)));
        let mut places: BTreeSet<usize> = named.into_iter().chain(numbered).flatten().copied().collect();
        places.extend(&self.said_of);
        places.into_iter().map(|at| &self.signings[at])
    }

    /// A number and a name that both fit are the person's; so is the name alone, where nobody else on the roster has it and no number speaks
    /// against it. A number under another name only may be: a wrong digit is a colleague's.
    fn whose(&self, person: &Person, signing: &Signing<'_>) -> Whose {
        if let Some(said) = self.said.get(signing.id) {
            return if *said == person.named() { Whose::Theirs } else { Whose::Other };
        }
        let name = name_key(&person.name);
        let is_name = name == name_key(&signing.signer.name);
        let number = match (&person.number, &signing.signer.employee_id) {
            (Some(own), Some(given)) => Some(number_key(own) == number_key(given)),
            _ => None,
        };
        match (is_name, number) {
            (true, Some(true)) => Whose::Theirs,
            (true, None) if self.namesakes.get(&name) == Some(&1) => Whose::Theirs,
            (false, Some(true)) | (true, _) => Whose::Perhaps,
            (false, _) => Whose::Other,
        }
    }
}

impl<'a> Signing<'a> {
    fn of(proved: &'a Proved, visit: &'a Visit, paper_in: &BTreeMap<&str, String>) -> Option<Self> {
        let record = proved.record();
        let (on, code) = match visit.outcome {
            Outcome::Signed => (record.day(), Some(record_code(proved.hash()).to_string())),
            Outcome::Paper => (paper_in.get(record.id.as_str())?.clone(), None),
            Outcome::Question | Outcome::Declined => return None,
        };
        let of = |shown: &Shown| {
            let (slug, version) = (shown.slug.clone(), shown.version.clone());
            Seen { on: on.clone(), slug, version, code: code.clone() }
        };
        Some(Self { id: &record.id, signer: visit.signer.as_ref()?, seen: visit.documents.iter().map(of).collect() })
    }

    fn perhaps(&self) -> impl Iterator<Item = Unsure> {
        self.seen.iter().map(|seen| Unsure { id: self.id.to_owned(), seen: seen.clone(), signer: self.signer.clone() })
    }
}

fn about(activity: &Activity) -> impl Iterator<Item = &str> {
    activity.about.iter().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_past_the_end_of_a_year_and_of_a_month() {
        assert_eq!(after_months("2026-11-30", 3).as_deref(), Some("2027-02-30"));
        assert_eq!(after_months("2026-12-01", 12).as_deref(), Some("2027-12-01"));
        assert_eq!(after_months("nonsense", 1), None);
    }
}

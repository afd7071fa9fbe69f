//! The roster: who is to sign, and what is known of each when the records themselves have left the tablet.
//!
//! It is sealed to the office's reading key, like everything that names people, and no signer ever sees it.

mod columns;
mod standing;
mod table;

pub use columns::{Column, ColumnsError, Reading, Refused, guess};
pub use standing::{Required, Seen, Standing, Unsure};
pub use table::{Encoding, MAX_BYTES, MOST_COLUMNS, Table, TableError};

use crate::codec::{b64, unb64};
use crate::entropy::Entropy;
use crate::hpke_box::{BoxPublic, BoxSecret, SealedBox};
use crate::identity::PrintedName;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Name of the slot that holds the sealed roster.
pub const SLOT_ROSTER: &str = "roster";

/// Most people on a roster: sealed, with what is known of each, they take about a tenth of the room that a browser gives.
pub const MOST_PEOPLE: usize = 2_000;

const MARK: &str = "inkroster1";
/// What the seal is for, so that it can be taken for nothing else (RFC 9180 §5.1, `info`).
const INFO: &[u8] = b"inkseal/1|roster";

/// Everybody who is to sign, in the order of the file that named them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// The people.
    pub people: Vec<Person>,
}

/// Somebody who is to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name, as the office writes it.
    pub name: PrintedName,
    /// Employee number, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<PrintedName>,
    /// What they signed, as far as it was known when records left the tablet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signed: Vec<Seen>,
}

/// What came of taking a list over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// The roster now.
    pub roster: Roster,
    /// How many are new.
    pub added: usize,
    /// How many were on it already.
    pub known: usize,
    /// Who is no longer on it.
    pub gone: Vec<Person>,
}

/// Why a sealed roster does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// Not what [`Roster::seal`] writes.
    #[error("what is kept is no roster")]
    Form,
    /// Sealed to another office, or altered.
    #[error("the roster cannot be opened with this office's key")]
    Seal,
    /// The office's key takes no seal.
    #[error("the roster cannot be sealed to this office's key")]
    Key,
    /// More than [`MOST_PEOPLE`].
    #[error("{people} people are more than fit on a roster")]
    TooMany {
        /// How many.
        people: usize,
    },
}

/// Somebody as acts and lists name them: name and number as the roster has them.
pub type Named<'a> = (&'a PrintedName, Option<&'a PrintedName>);

impl Person {
    /// What tells them from everybody else on the roster.
    pub fn named(&self) -> Named<'_> {
        (&self.name, self.number.as_ref())
    }
}

/// A name without capitals, commas and the order of its words: "Sample, Ana" and "Ana Sample" are one. Accents stay: Peña and Pena are two
/// surnames.
fn name_key(name: &PrintedName) -> String {
    let lower = name.as_str().to_lowercase().replace(',', " ");
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    words.sort_unstable();
    words.join(" ")
}

/// A number without capitals and white space.
fn number_key(number: &PrintedName) -> String {
    number.as_str().to_lowercase().split_whitespace().collect()
}

/// People by what they are known by: the same number or, where one has none, the same name is the same person.
#[derive(Default)]
struct Index {
    numbers: BTreeMap<String, Vec<usize>>,
    names: BTreeMap<String, Vec<(usize, bool)>>,
}

impl Index {
    fn add(&mut self, at: usize, person: &Person) {
        if let Some(number) = &person.number {
            self.numbers.entry(number_key(number)).or_default().push(at);
        }
        self.names.entry(name_key(&person.name)).or_default().push((at, person.number.is_some()));
    }

    /// Where those stand who are that person.
    fn same(&self, person: &Person) -> Vec<usize> {
        let numbered = person.number.as_ref().and_then(|number| self.numbers.get(&number_key(number)));
        if let Some(numbered) = numbered {
            return numbered.clone();
        }
        let named = self.names.get(&name_key(&person.name)).into_iter().flatten();
        named.filter(|(_, has_number)| person.number.is_none() || !has_number).map(|(at, _)| *at).collect()
    }
}

impl Roster {
    /// Takes a list over: whoever is known keeps what they signed and gets the list's spelling. With `replace`, whoever is not on the list leaves.
    ///
    /// # Errors
    /// [`RosterError::TooMany`]; then the old roster stands.
    pub fn merged(&self, people: &[Person], replace: bool) -> Result<Merged, RosterError> {
        let mut index = Index::default();
        self.people.iter().enumerate().for_each(|(at, person)| index.add(at, person));
        let mut taken = BTreeSet::new();
        let mut on_list = Vec::with_capacity(people.len());
        for person in people {
            // Two of a name are told apart by their numbers or not at all.
            let same = match index.same(person)[..] {
                [at] if taken.insert(at) => self.people.get(at),
                _ => None,
            };
            let number = person.number.clone().or_else(|| same?.number.clone());
            let signed = same.map(|same| same.signed.clone()).unwrap_or_default();
            on_list.push(Person { name: person.name.clone(), number, signed });
        }
        let (known, added) = (taken.len(), people.len() - taken.len());
        let left =
            self.people.iter().enumerate().filter(|(at, _)| !taken.contains(at)).map(|(_, person)| person.clone());
        let (mut all, gone): (Vec<Person>, Vec<Person>) =
            if replace { (vec![], left.collect()) } else { (left.collect(), vec![]) };
        all.extend(on_list);
        match all.len() {
            people if people > MOST_PEOPLE => Err(RosterError::TooMany { people }),
            _ => Ok(Merged { roster: Self { people: all }, added, known, gone }),
        }
    }

    /// Without one person.
    pub fn without(&self, person: &Person) -> Self {
        let others = self.people.iter().filter(|other| other.named() != person.named());
        Self { people: others.cloned().collect() }
    }

    /// Seals it: `inkroster1.<encapsulated key>.<ciphertext>`, both base64url.
    ///
    /// # Errors
    /// [`RosterError::Key`].
    pub fn seal(&self, reading: &BoxPublic, entropy: &mut Entropy) -> Result<String, RosterError> {
        let plain = serde_json::to_vec(self).map_err(|_| RosterError::Form)?;
        let sealed = reading.seal(INFO, &plain, entropy).map_err(|_| RosterError::Key)?;
        Ok(format!("{MARK}.{}.{}", b64(&sealed.enc), b64(&sealed.ct)))
    }

    /// Opens what [`Roster::seal`] wrote.
    ///
    /// # Errors
    /// [`RosterError`].
    pub fn open(text: &str, reading: &BoxSecret) -> Result<Self, RosterError> {
        let members: Vec<&str> = text.split('.').collect();
        let [MARK, enc, ct] = members[..] else { return Err(RosterError::Form) };
        let (Some(enc), Some(ct)) = (unb64(enc), unb64(ct)) else { return Err(RosterError::Form) };
        let plain = reading.open(INFO, &SealedBox { enc, ct }).map_err(|_| RosterError::Seal)?;
        serde_json::from_slice(&plain).map_err(|_| RosterError::Form)
    }
}

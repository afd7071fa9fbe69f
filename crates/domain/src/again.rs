//! Who signed again: the later record takes the place of the earlier one, and both stay. No record says so; whoever reads them works it out here.

use crate::code::{Code, record_code};
use crate::instant::Instant;
use crate::keys::KeyId;
use crate::record::Record;
use crate::seal::Proved;
use crate::visit::{Outcome, Received, Signer, Visit};
use std::collections::{BTreeMap, BTreeSet};

/// Which of some records were signed again, and by which.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Again {
    later: BTreeMap<String, Other>,
    earlier: BTreeMap<String, Vec<Other>>,
}

/// The other record, as people find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its id.
    pub id: String,
    /// When it was made.
    pub at: Instant,
    /// Minutes east of UTC then.
    pub utc_offset_min: i32,
    /// Its record code.
    pub code: Code,
}

impl Again {
    /// Looks through records in any order; of those that stand there twice, one counts. What belongs to different offices must not be mixed.
    ///
    /// A record is signed again when one later record of the same person has every document that it has. A document by reference counts only where
    /// the person had it: what was left open takes no acknowledgement's place. Another version or language is the same document, because
    /// people sign again when there is a new version.
    pub fn among<'a>(records: impl IntoIterator<Item = &'a Proved>) -> Self {
        let mut people: BTreeMap<Person, Vec<Signed>> = BTreeMap::new();
        for signed in in_order(records).into_iter().filter_map(Signed::of) {
            people.entry(signed.person()).or_default().push(signed);
        }
        let mut again = Self::default();
        for all in people.values() {
            for (place, earlier) in all.iter().enumerate() {
                // Of several the last, because that is the one that counts now.
                if let Some(later) = all[place + 1..].iter().rev().find(|later| later.covers(earlier)) {
                    again.put(earlier.proved, later.proved);
                }
            }
        }
        again
    }

    fn put(&mut self, earlier: &Proved, later: &Proved) {
        self.later.insert(earlier.record().id.clone(), Other::of(later));
        self.earlier.entry(later.record().id.clone()).or_default().push(Other::of(earlier));
    }

    /// The record that takes the place of the one with this id.
    pub fn later(&self, id: &str) -> Option<&Other> {
        self.later.get(id)
    }

    /// The records whose place the one with this id takes, in the order in which they were made.
    pub fn earlier(&self, id: &str) -> &[Other] {
        self.earlier.get(id).map_or(&[], Vec::as_slice)
    }
}

impl FromIterator<Again> for Again {
    /// Of several offices, whose records have nothing to do with each other.
    fn from_iter<I: IntoIterator<Item = Again>>(offices: I) -> Self {
        offices.into_iter().fold(Self::default(), |mut all, mut office| {
            all.later.append(&mut office.later);
            all.earlier.append(&mut office.earlier);
            all
        })
    }
}

impl Other {
    fn of(proved: &Proved) -> Self {
        let record = proved.record();
        Self {
            id: record.id.clone(),
            at: record.at,
            utc_offset_min: record.utc_offset_min,
            code: record_code(proved.hash()),
        }
    }
}

/// A record that somebody signed.
struct Signed<'a> {
    proved: &'a Proved,
    signer: &'a Signer,
    documents: BTreeSet<&'a str>,
}

impl<'a> Signed<'a> {
    fn of(proved: &'a Proved) -> Option<Self> {
        let visit = proved.record().visit().filter(|visit| visit.outcome == Outcome::Signed)?;
        Some(Self { proved, signer: visit.signer.as_ref()?, documents: documents(visit) })
    }

    /// One who gave no number may be anybody of that name, so nobody with a number is the same person. Nor is a number enough without the name: it is
    /// typed by hand, and one wrong digit is a colleague's.
    fn person(&self) -> Person {
        (plain(self.signer.name.as_str()), self.signer.employee_id.as_ref().map(|number| plain(number.as_str())))
    }

    fn covers(&self, earlier: &Self) -> bool {
        !earlier.documents.is_empty() && earlier.documents.is_subset(&self.documents)
    }
}

/// A name and an employee number, without what differs when the same person types them again: capitals and spaces. Accents stay: Peña and Pena
/// are two surnames.
type Person = (String, Option<String>);

fn plain(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn documents(visit: &Visit) -> BTreeSet<&str> {
    let had = visit.documents.iter().filter(|shown| shown.received != Some(Received::NotYet));
    had.map(|shown| shown.slug.as_str()).collect()
}

/// Every record once, in the order in which they were made. Within a chain its order counts, whatever the clock said; between chains only the clocks
/// can tell, and there a record is taken for no earlier than those before it in its own chain. So there is one order, and of each person's records
/// the last stands.
fn in_order<'a>(records: impl IntoIterator<Item = &'a Proved>) -> Vec<&'a Proved> {
    let mut seen = BTreeSet::new();
    let mut records: Vec<&Proved> =
        records.into_iter().filter(|proved| seen.insert(proved.record().id.as_str())).collect();
    records.sort_by_key(|proved| (proved.record().kiosk, proved.record().seq));
    let mut clocks: BTreeMap<KeyId, Instant> = BTreeMap::new();
    let mut made = |record: &Record| {
        if !record.has_place() {
            return record.at;
        }
        let clock = clocks.entry(record.kiosk).or_insert(record.at);
        *clock = record.at.max(*clock);
        *clock
    };
    let mut dated: Vec<(Instant, &Proved)> =
        records.into_iter().map(|proved| (made(proved.record()), proved)).collect();
    dated.sort_by_key(|(made, proved)| (*made, proved.record().seq));
    dated.into_iter().map(|(_, proved)| proved).collect()
}

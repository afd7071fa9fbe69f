//! What the journal keeps in the place of a record of an earlier chain that was brought back, as one line:
//! `inkback1.<chain>.<seq>.<hash>.<name>.<sum>`, under that very name. Until localStorage has the record in its new place too, the copy that
//! it has of the old one stays.

use super::{
    contents::Contents,
    head::Head,
    key::Key,
    line::{self, Damage},
    medium::Op,
    table::{self, Standing},
};
use std::collections::BTreeMap;

const MARK: &str = "inkback1";

/// Where something that was set aside stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The number of that chain among the tablet's, from 1.
    pub chain: u64,
    /// The record there that holds it.
    pub at: Head,
}

impl Returned {
    /// The stored line for what was set aside under `name`.
    pub fn write(&self, name: &str) -> String {
        let Returned { chain, at } = self;
        line::close(&format!("{MARK}.{chain}.{}.{}.{name}", at.seq, at.hash))
    }

    /// Reads what stands under `key`.
    ///
    /// # Errors
    /// [`Damage`], when it is not what [`Returned::write`] makes for that name.
    pub fn read(key: &Key, text: &str) -> Result<Self, Damage> {
        let members: Vec<&str> = line::open(text)?.splitn(5, '.').collect();
        let [MARK, chain, seq, hash, name] = members[..] else { return Err(Damage::Shape) };
        if name != key.name() {
            return Err(Damage::Misplaced);
        }
        let at = Head { seq: line::number(seq, "seq")?, hash: line::hash(hash, "hash")? };
        Ok(Self { chain: line::number(chain, "chain")?, at })
    }
}

/// What localStorage still has of records that were brought back.
#[derive(Debug, Default)]
pub(super) struct StillThere<'a> {
    /// Those that stand in the present chain, or stood there, by their number in it.
    here: BTreeMap<u64, Vec<(&'a Key, Head)>>,
    /// Those that were cleared in a chain that ended since.
    cleared: Vec<&'a Key>,
    /// Those of which nothing says where they are now.
    lost: Vec<&'a Key>,
}

impl<'a> StillThere<'a> {
    pub(super) fn of(local: Option<&'a Contents>, journal: &'a Contents) -> Self {
        let mut still_there = Self::default();
        for (key, text) in journal.iter().filter(|(key, _)| local.is_some_and(|local| local.get(key).is_some())) {
            let Ok(mark) = Returned::read(key, text) else { continue };
            match last(journal, mark) {
                Some(Place::Here(at)) => still_there.here.entry(at.seq).or_default().push((key, at)),
                Some(Place::Cleared) => still_there.cleared.push(key),
                Some(Place::Aside) => {}
                None => still_there.lost.push(key),
            }
        }
        still_there
    }

    /// Names of what is held by this very record of the present chain.
    pub(super) fn held_by(&self, at: &Head) -> impl Iterator<Item = &'a Key> {
        let held = self.here.get(&at.seq).into_iter().flatten();
        let at = at.clone();
        held.filter(move |(_, now)| *now == at).map(|(key, _)| *key)
    }

    /// What was cleared, in this chain up to `purged` or in one that ended; and what stands nowhere any more.
    pub(super) fn gone(&self, standing: &Standing, purged: u64) -> (Vec<&'a Key>, Vec<&'a Key>) {
        let stands = |at: &Head| standing.records.get(&at.seq).is_some_and(|found| found.entry.head() == *at);
        let gone = self.here.values().flatten().filter(|(_, at)| !stands(at));
        let (cleared, lost): (Vec<_>, Vec<_>) = gone.partition(|(_, at)| at.seq <= purged);
        let keys = |all: Vec<&(&'a Key, Head)>, more: &[&'a Key]| {
            all.into_iter().map(|(key, _)| *key).chain(more.to_vec()).collect()
        };
        (keys(cleared, &self.cleared), keys(lost, &self.lost))
    }

    /// What a purge up to `through` does to the journal and to localStorage: the copy of what is cleared goes; the copy of what should be
    /// there and is damaged may be the last good one, and is set aside once more.
    pub(super) fn at_purge(&self, through: u64, standing: &Standing, local: &Contents) -> (Vec<Op>, Vec<Op>) {
        let (mut journal, mut gone) = (vec![], vec![]);
        // What an earlier clearing took is gone for good.
        let first = standing.chain.as_ref().map_or(0, |chain| chain.purged.seq) + 1;
        if first > through {
            return (journal, gone);
        }
        for (key, at) in self.here.range(first..=through).flat_map(|(_, kept)| kept) {
            let stands = standing.records.get(&at.seq).is_some_and(|found| found.entry.head() == *at);
            match local.get(key).filter(|text| key.is_named_by(text)) {
                Some(text) if !stands => journal.push(Op::Put(key.name(), text.to_owned())),
                _ => gone.push(Op::Delete(key.name())),
            }
        }
        (journal, gone)
    }
}

/// Where a record is that was brought back once or more often.
enum Place {
    /// In the present chain.
    Here(Head),
    /// Set aside with a chain that ended since.
    Aside,
    /// Nowhere: it was cleared in a chain that ended since.
    Cleared,
}

/// Follows the marks from chain to chain.
fn last(journal: &Contents, mut mark: Returned) -> Option<Place> {
    while mark.chain != journal.nth_chain() {
        let place = (mark.chain, Key::Record(mark.at.seq));
        let mut found = journal.iter().filter(|(key, _)| key.past_from().as_ref() == Some(&place));
        let next = found.find_map(|(key, text)| {
            let is_whole = table::read(mark.at.seq, text).is_ok_and(|entry| entry.head() == mark.at);
            if is_whole { Some(None) } else { Some(Some(Returned::read(key, text).ok()?)) }
        });
        match next {
            Some(None) => return Some(Place::Aside),
            Some(Some(next)) if next.chain > mark.chain => mark = next,
            _ => {
                return journal
                    .ended(mark.chain)
                    .filter(|chain| mark.at.seq <= chain.purged.seq)
                    .map(|_| Place::Cleared);
            }
        }
    }
    Some(Place::Here(mark.at))
}

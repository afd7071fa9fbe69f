//! What an ended chain left under its own names in localStorage: a move that was cut short.

use super::{
    contents::Contents,
    head::{Chain, Head},
    key::Key,
    medium::Op,
    table,
};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// A value in localStorage that the journal set aside with an earlier chain, or brought back since: a move that was cut short.
#[derive(Debug)]
pub(super) struct Moving {
    /// Where it stands.
    pub(super) key: Key,
    /// Where it belongs.
    pub(super) name: String,
    /// What stands there.
    pub(super) text: String,
}

impl Moving {
    /// One after the other, so that little room is needed.
    pub(super) fn ops(&self) -> [Op; 2] {
        [Op::Put(self.name.clone(), self.text.clone()), Op::Delete(self.key.name())]
    }
}

/// Every such value.
pub(super) fn moving(local: &Contents, journal: &Contents) -> Vec<Moving> {
    let beside = OnceCell::new();
    let moving = |(key, text): (&Key, &str)| {
        if !key.is_of_a_chain() || journal.get(key) == Some(text) {
            return None;
        }
        let names = || (1..=journal.last_past()).map(|nth| (nth, key.past(nth, text)));
        let is_set_aside = |(_, name): &(u64, String)| journal.get(&Key::parse(name)).is_some();
        let is_lost = |(nth, _): &(u64, String)| beside.get_or_init(|| Beside::of(journal)).has(*nth, key, text);
        let (_, name) = names().find(is_set_aside).or_else(|| names().find(is_lost))?;
        Some(Moving { key: key.clone(), name, text: text.to_owned() })
    };
    local.iter().filter_map(moving).collect()
}

/// What the journal still has of ended chains, by which a record is known that it lost of one, or an older head: the chain's number and the
/// point beside it.
struct Beside {
    /// Records, and ends of chains.
    points: BTreeSet<(u64, u64, String)>,
    /// What records say of those before them.
    named: BTreeSet<(u64, u64, String)>,
    /// How far each chain was cleared: what lies there was not lost.
    cleared: BTreeMap<u64, u64>,
}

impl Beside {
    fn of(journal: &Contents) -> Self {
        let (mut points, mut named) = (BTreeSet::new(), BTreeSet::new());
        let ended = (1..=journal.last_past()).filter_map(|nth| Some((nth, journal.ended(nth)?.purged.seq)));
        for (key, text) in journal.iter() {
            match key.past_from() {
                Some((nth, Key::Record(seq))) => {
                    if let Ok(entry) = table::read(seq, text) {
                        points.insert((nth, seq, entry.hash));
                        named.insert((nth, seq - 1, entry.prev));
                    }
                }
                Some((nth, Key::Head)) => {
                    named.extend(Chain::parse(text).ok().map(|chain| (nth, chain.head.seq, chain.head.hash)));
                }
                _ => {}
            }
        }
        Self { points, named, cleared: ended.collect() }
    }

    fn has(&self, nth: u64, key: &Key, text: &str) -> bool {
        match key {
            Key::Record(seq) => self.has_record(nth, *seq, text),
            Key::Head => Chain::parse(text).is_ok_and(|chain| self.is_point(nth, chain.head)),
            _ => false,
        }
    }

    fn has_record(&self, nth: u64, seq: u64, text: &str) -> bool {
        if seq <= self.cleared.get(&nth).copied().unwrap_or_default() {
            return false;
        }
        table::read(seq, text).is_ok_and(|entry| {
            self.named.contains(&(nth, seq, entry.hash)) || self.points.contains(&(nth, seq - 1, entry.prev))
        })
    }

    fn is_point(&self, nth: u64, Head { seq, hash }: Head) -> bool {
        let point = (nth, seq, hash);
        self.points.contains(&point) || self.named.contains(&point)
    }
}

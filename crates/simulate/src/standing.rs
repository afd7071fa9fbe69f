//! Which records the media hold, for somebody who looks from outside and has every key: in the present chain, brought back into it, or
//! set aside.

use crate::office;
use crate::tablet::Tablet;
use inkseal_domain::lineage::Lineage;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::seal::Proved;
use inkseal_domain::store::{Entry, Key, Returned, Side};
use std::collections::{BTreeMap, BTreeSet};

/// A place: which chain, and which number.
pub type Place = (u8, u64);

/// Records by their hashes, each with its places in chains: the present one, and those that were set aside.
pub type Standing = BTreeMap<String, BTreeSet<Place>>;

/// Looks at what both sides have on the disk.
pub fn standing(tablet: &Tablet) -> Standing {
    let observer = Observer::of(tablet);
    let mut standing = Standing::new();
    let journal = tablet.disk.on_disk(Side::Journal);
    for (name, text) in [Side::Local, Side::Journal].into_iter().flat_map(|side| tablet.disk.on_disk(side)) {
        let key = Key::parse(&name);
        // What the journal let go of, localStorage may have still, or again after a crash: a mark says so, or nothing does any more.
        let is_let_go = journal.get(&name).is_none_or(|text| Returned::read(&key, text).is_ok());
        if observer.stands && matches!(key, Key::Past(_)) && is_let_go {
            continue;
        }
        let Some(entry) = readable(&key, &text) else { continue };
        for (hash, place) in observer.records_of(&entry, matches!(key, Key::Past(_))) {
            standing.entry(hash).or_default().insert(place);
        }
    }
    standing
}

/// Of which chain each record is that the media hold, by its hash.
pub struct Ends(BTreeMap<String, u8>);

impl Ends {
    /// Looks at what both sides have on the disk.
    pub fn of(tablet: &Tablet) -> Self {
        let observer = Observer { stands: false, ..Observer::of(tablet) };
        let values = [Side::Local, Side::Journal].into_iter().flat_map(|side| tablet.disk.on_disk(side));
        let entries = values.filter_map(|(name, text)| readable(&Key::parse(&name), &text));
        let chain = |entry: &Entry| observer.records_of(entry, true).first().map(|(_, place)| place.0);
        Self(entries.filter_map(|entry| Some((entry.hash.clone(), chain(&entry)?))).collect())
    }

    /// Whether a record is of that chain.
    pub fn is_of(&self, hash: &str, chain: u8) -> bool {
        self.0.get(hash) == Some(&chain)
    }
}

/// A record where it may stand, or one that was set aside.
fn readable(key: &Key, text: &str) -> Option<Entry> {
    let seq = match key {
        Key::Record(seq) => *seq,
        Key::Past(_) => match key.past_from()?.1 {
            Key::Record(seq) => seq,
            _ => return None,
        },
        _ => return None,
    };
    Entry::parse(text).ok().filter(|entry| entry.seq == seq)
}

/// What is needed to look into sealed records. Nothing as long as there has been one chain only.
struct Observer {
    chain: u8,
    /// A chain stands. What localStorage still has under the numbers of one before is then nobody's second copy.
    stands: bool,
    keys: Option<(OfficeSecret, Vec<(u8, Lineage)>)>,
}

impl Observer {
    fn of(tablet: &Tablet) -> Self {
        let (office, chain, known) = (tablet.office.get(), tablet.chain.get(), tablet.known_from.get());
        let public = |n: u8| office::key(n).public();
        let lineage = |n: u8| Lineage { key: public(n), before: (known..n).map(public).collect() };
        let looks_inside = chain > office || known > office;
        let keys =
            looks_inside.then(|| (office::secret(office), (known..=chain).rev().map(|n| (n, lineage(n))).collect()));
        let stands = tablet.disk.on_disk(Side::Journal).contains_key(&Key::Head.name());
        Self { chain, stands, keys }
    }

    /// What an entry holds: its own record, and those that it brings back.
    fn records_of(&self, entry: &Entry, is_set_aside: bool) -> Vec<(String, Place)> {
        let Some((secret, lineages)) = &self.keys else {
            return vec![(entry.hash.clone(), (self.chain, entry.seq))];
        };
        let opened = lineages.iter().find_map(|(chain, lineage)| {
            let proved = Proved::open(entry, secret.reading(), lineage).ok()?;
            Some((proved, *chain))
        });
        let Some((proved, chain)) = opened else { return vec![] };
        if self.stands && chain != self.chain && !is_set_aside {
            return vec![];
        }
        let place = (chain, entry.seq);
        proved.with_imported().map(|record| (record.hash().to_string(), place)).collect()
    }
}

//! Which records the media hold, for somebody who looks from outside and has every key: in the present chain, brought back into it, or
//! set aside.

use crate::office;
use crate::tablet::Tablet;
use inkseal_domain::lineage::Lineage;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::seal::Proved;
use inkseal_domain::store::{Entry, Key, Side};
use std::collections::{BTreeMap, BTreeSet};

/// A place: which chain, and which number.
pub type Place = (u8, u64);

/// Records by their hashes, each with its places in a chain. It has none where it is only set aside.
pub type Standing = BTreeMap<String, BTreeSet<Place>>;

/// Looks at what both sides have on the disk.
pub fn standing(tablet: &Tablet) -> Standing {
    let observer = Observer::of(tablet);
    let mut standing = Standing::new();
    let journal = tablet.disk.on_disk(Side::Journal);
    for (name, text) in [Side::Local, Side::Journal].into_iter().flat_map(|side| tablet.disk.on_disk(side)) {
        let key = Key::parse(&name);
        // What the journal let go of, a crash may have given back to localStorage.
        if observer.stands && matches!(key, Key::Past(_)) && !journal.contains_key(&name) {
            continue;
        }
        let Some(entry) = readable(&key, &text) else { continue };
        for (hash, place) in observer.records_of(&entry, matches!(key, Key::Past(_))) {
            standing.entry(hash).or_default().extend(place);
        }
    }
    standing
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
    keys: Option<(OfficeSecret, Vec<Lineage>)>,
}

impl Observer {
    fn of(tablet: &Tablet) -> Self {
        let (office, chain, known) = (tablet.office.get(), tablet.chain.get(), tablet.known_from.get());
        let public = |n: u8| office::key(n).public();
        let lineage = |n: u8| Lineage { key: public(n), before: (known..n).map(public).collect() };
        let looks_inside = chain > office || known > office;
        let keys = looks_inside.then(|| (office::secret(office), (known..=chain).rev().map(lineage).collect()));
        let stands = tablet.disk.on_disk(Side::Journal).contains_key(&Key::Head.name());
        Self { chain, stands, keys }
    }

    /// What an entry holds: its own record, and those that it brings back.
    fn records_of(&self, entry: &Entry, is_set_aside: bool) -> Vec<(String, Option<Place>)> {
        let Some((secret, lineages)) = &self.keys else {
            return vec![(entry.hash.clone(), Some((self.chain, entry.seq)))];
        };
        let opened = lineages.iter().find_map(|lineage| {
            let proved = Proved::open(entry, secret.reading(), lineage).ok()?;
            Some((proved, lineage.key == office::key(self.chain).public()))
        });
        let Some((proved, is_present)) = opened else { return vec![] };
        if self.stands && !is_present && !is_set_aside {
            return vec![];
        }
        let place = is_present.then_some((self.chain, entry.seq));
        proved.with_imported().map(|record| (record.hash().to_string(), place)).collect()
    }
}

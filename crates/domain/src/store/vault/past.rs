//! **Past.** What [`Vault::begin`] set aside of the tablet's earlier chains, until it stands in the present one.

use super::{
    super::{
        contents::Contents,
        entry::Entry,
        head::{Chain, Head},
        key::Key,
        medium::{Medium, MediumError, Op},
        returned::Returned,
        table,
    },
    Vault, WriteError,
};
use std::collections::{BTreeMap, BTreeSet};

impl<L: Medium, J: Medium> Vault<L, J> {
    /// What earlier chains left that was not brought back.
    ///
    /// # Errors
    /// [`MediumError`], when the journal cannot be read.
    pub async fn past(&self) -> Result<Past, MediumError> {
        let journal = Contents::of(self.journal.entries().await?);
        let mut past: Vec<(u64, Entry, String)> = journal
            .iter()
            .filter_map(|(key, text)| match key.past_from()? {
                (nth, Key::Record(_)) => Some((nth, Entry::parse(text).ok()?, key.name())),
                _ => None,
            })
            .collect();
        past.sort_by(|(a, one, _), (b, other, _)| (a, one.seq, &one.hash).cmp(&(b, other.seq, &other.hash)));
        let records = past.into_iter().map(|(_, entry, name)| (name, entry)).collect();
        Ok(Past { chain: journal.nth_chain(), records })
    }

    /// What is left of each of the tablet's chains before this one, the oldest first; and what has no place in this one.
    ///
    /// # Errors
    /// [`MediumError`], when the journal cannot be read.
    pub async fn ended(&self) -> Result<(Vec<Ended>, Displaced), MediumError> {
        let journal = Contents::of(self.journal.entries().await?);
        let mut ended: BTreeMap<u64, Ended> = BTreeMap::new();
        for (key, text) in journal.iter() {
            if let Some((nth, under)) = key.past_from() {
                ended.entry(nth).or_insert_with(|| Ended::new(nth, key.name())).add(key, under, text);
            }
        }
        Ok((ended.into_values().collect(), Displaced::of(&journal)))
    }

    /// Lets go of something that was set aside, now that it stands in the present chain: a mark stays in the journal, because what is only
    /// missing was not let go. localStorage lets go of its copy once it has the other one, and all that it takes to read that; start-up
    /// makes up for what is not done here.
    ///
    /// # Errors
    /// [`WriteError`], when the journal keeps it.
    pub async fn let_go(&self, name: &str, now: &Returned) -> Result<(), WriteError> {
        self.write(&self.journal, None, vec![Op::Put(name.to_owned(), now.write(name))]).await?;
        let is_gone = !self.owed.get()
            && self.is_copied(&now.at).await
            && self.write(&self.local, None, vec![Op::Delete(name.to_owned())]).await.is_ok();
        self.owe_unless(is_gone);
        Ok(())
    }

    /// Whether it was let go of since, by another page: it was brought back then, and may have been cleared by now.
    ///
    /// # Errors
    /// [`MediumError`], when the journal cannot be read.
    pub async fn was_let_go(&self, name: &str) -> Result<bool, MediumError> {
        let found = self.journal.get(name).await?;
        Ok(found.is_some_and(|text| Returned::read(&Key::parse(name), &text).is_ok()))
    }

    /// Whether localStorage has that record.
    async fn is_copied(&self, at: &Head) -> bool {
        let copy = self.local.get(&Key::Record(at.seq).name()).await.ok().flatten();
        copy.is_some_and(|text| table::read(at.seq, &text).is_ok_and(|entry| entry.head() == *at))
    }
}

/// What earlier chains left that was not brought back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past {
    /// The number of the present chain among the tablet's.
    pub chain: u64,
    /// Every readable record with the name under which it is kept: the oldest chain first, each in its order.
    pub records: Vec<(String, Entry)>,
}

/// What is left of a chain that ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// Its number among the tablet's chains, from 1.
    pub nth: u64,
    /// The name under which its head is kept, or without one the first of what is kept of it: of no other chain.
    pub name: String,
    /// How far it came, as far as a head says so.
    chain: Option<Chain>,
    /// Whether a place was let go of, which is done once its record stands in the present chain.
    places: BTreeMap<u64, bool>,
    /// Places of which bytes were put aside in quarantine.
    quarantined: BTreeSet<u64>,
}

impl Ended {
    fn new(nth: u64, name: String) -> Self {
        Self { nth, name, chain: None, places: BTreeMap::new(), quarantined: BTreeSet::new() }
    }

    fn add(&mut self, key: &Key, under: Key, text: &str) {
        match under {
            Key::Head => {
                let further = |chain: &Chain| self.chain.as_ref().is_none_or(|known| known.head.seq < chain.head.seq);
                if let Some(chain) = Chain::parse(text).ok().filter(further) {
                    self.chain = Some(chain);
                    self.name = key.name();
                }
            }
            Key::Record(seq) => *self.places.entry(seq).or_default() |= Returned::read(key, text).is_ok(),
            quarantined => {
                if let Some(Key::Record(seq)) = quarantined.quarantined_from() {
                    self.quarantined.insert(seq);
                }
            }
        }
    }

    /// Where it ended, as far as a head says so.
    pub fn head(&self) -> Option<&Head> {
        self.chain.as_ref().map(|chain| &chain.head)
    }

    /// The places of its records that were not let go of: what could not be read, or is not there at all. Without a head only what lies
    /// between known places is known: those below may have been purged. Bytes in quarantine are no place where the record was purged.
    pub fn left_out(&self) -> BTreeSet<u64> {
        let purged = self.chain.as_ref().map_or(0, |chain| chain.purged.seq);
        let quarantined = self.quarantined.iter().copied().filter(|seq| *seq > purged);
        let known: BTreeSet<u64> = self.places.keys().copied().chain(quarantined).collect();
        let between = || Some(*known.first()?..*known.last()?);
        let held = self.chain.as_ref().map(|chain| purged + 1..chain.head.seq + 1);
        let held = held.or_else(between).unwrap_or_default();
        let back = |seq: &u64| self.places.get(seq).copied().unwrap_or_default();
        held.chain(known).filter(|seq| !back(seq)).collect()
    }
}

/// What lies in quarantine and has no place in this chain, as where the journal is older than it is.
#[derive(Debug, Clone, Default)]
pub struct Displaced {
    /// Readable records. They may be of another chain: only who opens them can tell.
    pub records: Vec<Entry>,
    /// Where localStorage said that the chain ended, further on than anything that could be read. In a chain that began after another one
    /// that is worth nothing, and is left away.
    pub heads: Vec<Head>,
}

impl Displaced {
    fn of(journal: &Contents) -> Self {
        let heads = if journal.follows_another() { vec![] } else { quarantined_heads(journal) };
        Self { records: displaced_records(journal), heads }
    }
}

fn quarantined_heads(journal: &Contents) -> Vec<Head> {
    let quarantined = journal.iter().filter(|(key, _)| key.quarantined_from() == Some(Key::Head));
    quarantined.filter_map(|(_, text)| Chain::parse(text).ok()).map(|chain| chain.head).collect()
}

/// Where nothing stands in their place it is listed as damaged already. Of what was in quarantine when a chain ended nobody can tell the
/// place any more.
fn displaced_records(journal: &Contents) -> Vec<Entry> {
    let in_past = journal.iter().filter_map(|(key, text)| match key.past_from()?.1.quarantined_from()? {
        Key::Record(seq) => Some((seq, text)),
        _ => None,
    });
    let chain = journal.get(&Key::Head).and_then(|text| Chain::parse(text).ok());
    let fits_nowhere = |seq: u64, text: &str| match journal.get(&Key::Record(seq)) {
        Some(standing) => standing != text,
        None => chain.as_ref().is_none_or(|chain| !chain.holds(seq)),
    };
    let found = journal.quarantined_records().filter(|(seq, text)| fits_nowhere(*seq, text));
    found.chain(in_past).filter_map(|(seq, text)| table::read(seq, text).ok()).collect()
}

//! What one medium holds, sorted by what it is. Only what is looked at is parsed.

use std::collections::BTreeMap;

use super::{head::Chain, key::Key, line, room::UNITS_PER_KEY};

/// Everything on one medium, by key.
#[derive(Debug, Clone, Default)]
pub(super) struct Contents {
    values: BTreeMap<Key, String>,
}

impl Contents {
    pub(super) fn of(pairs: Vec<(String, String)>) -> Self {
        Contents { values: pairs.into_iter().map(|(name, value)| (Key::parse(&name), value)).collect() }
    }

    pub(super) fn get(&self, key: &Key) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    /// The value as it will stand once it was moved.
    pub(super) fn rename(&mut self, key: &Key, name: &str) {
        if let Some(text) = self.values.remove(key) {
            self.values.insert(Key::parse(name), text);
        }
    }

    /// Every key and value.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Key, &str)> {
        self.values.iter().map(|(key, value)| (key, value.as_str()))
    }

    /// What stands under the records' keys, good or damaged.
    pub(super) fn records(&self) -> impl Iterator<Item = (u64, &str)> {
        self.iter().filter_map(|(key, text)| match key {
            Key::Record(seq) => Some((*seq, text)),
            _ => None,
        })
    }

    /// The bytes in quarantine that were found under a record's key.
    pub(super) fn quarantined_records(&self) -> impl Iterator<Item = (u64, &str)> {
        self.iter().filter_map(|(key, text)| match key.quarantined_from() {
            Some(Key::Record(seq)) => Some((seq, text)),
            _ => None,
        })
    }

    /// The version of a line that a later program wrote, where there is one.
    pub(super) fn later_version(&self) -> Option<u32> {
        self.values.values().find_map(|text| line::later_version(text))
    }

    /// Whether the chain here began after another one: something of that one is set aside, and at least its head always stays.
    pub(super) fn follows_another(&self) -> bool {
        self.values.keys().any(|key| matches!(key, Key::Past(_)))
    }

    /// The number of the last chain of which something is set aside here; 0 where there was none.
    pub(super) fn last_past(&self) -> u64 {
        self.values.keys().filter_map(Key::past_from).map(|(nth, _)| nth).max().unwrap_or_default()
    }

    /// The number of the chain that stands here, among the tablet's.
    pub(super) fn nth_chain(&self) -> u64 {
        self.last_past().saturating_add(1)
    }

    /// How far the nth chain came before it ended, as far as a head says so that was set aside.
    pub(super) fn ended(&self, nth: u64) -> Option<Chain> {
        let heads = self.iter().filter(|(key, _)| key.past_from() == Some((nth, Key::Head)));
        heads.filter_map(|(_, text)| Chain::parse(text).ok()).max_by_key(|chain| chain.head.seq)
    }

    /// Whether nothing of a chain, a slot or a quarantine has ever been written here.
    pub(super) fn is_bare(&self) -> bool {
        self.values.keys().all(|key| matches!(key, Key::Ballast | Key::Canary | Key::Unknown(_)))
    }

    /// UTF-16 units that its keys and values take in localStorage.
    pub(super) fn used_units(&self) -> u64 {
        let units = |text: &str| {
            let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
            units as u64
        };
        self.iter().map(|(key, value)| UNITS_PER_KEY + units(&key.name()) + units(value)).sum()
    }
}

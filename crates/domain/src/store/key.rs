//! The names under which things stand on a medium, the same on both.

use super::{Side, line};

/// What a key names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// `record.<seq, ten digits>`: an entry.
    Record(u64),
    /// `slot.<name>.<0|1>`: a value with a generation (key file, certificate, settings …). Even generations stand in one
    /// cell and odd ones in the other, so that writing the next never endangers the last.
    Slot(String, u64),
    /// `head`: the chain's ends.
    Head,
    /// `quarantine.<local|journal>.<sum>.<key>`: bytes found under `<key>` that could not stand there.
    Quarantine(String),
    /// `past.<n>.<sum>.<key>`: what stood under `<key>` in the nth earlier chain of this tablet.
    Past(String),
    /// `ballast`: room kept for a signing in progress.
    Ballast,
    /// `canary`: written and read back before a signer is taken.
    Canary,
    /// Not ours: left alone.
    Unknown(String),
}

impl Key {
    /// What `name` names.
    pub fn parse(name: &str) -> Self {
        match name.split_once('.') {
            None if name == "head" => Key::Head,
            None if name == "ballast" => Key::Ballast,
            None if name == "canary" => Key::Canary,
            Some(("slot", slot)) => match slot.rsplit_once('.') {
                Some((slot, "0")) => Key::Slot(slot.to_owned(), 0),
                Some((slot, "1")) => Key::Slot(slot.to_owned(), 1),
                _ => Key::Unknown(name.to_owned()),
            },
            Some(("quarantine", _)) => Key::Quarantine(name.to_owned()),
            Some(("past", _)) => Key::Past(name.to_owned()),
            Some(("record", digits)) => match digits.parse() {
                Ok(seq) if seq > 0 && name == Key::Record(seq).name() => Key::Record(seq),
                _ => Key::Unknown(name.to_owned()),
            },
            _ => Key::Unknown(name.to_owned()),
        }
    }

    /// Whether it is a chain's own: its records, where it ends, and what was found in its places.
    pub(super) fn is_of_a_chain(&self) -> bool {
        matches!(self, Key::Record(_) | Key::Head | Key::Quarantine(_))
    }

    /// The key as a string.
    pub fn name(&self) -> String {
        match self {
            Key::Record(seq) => format!("record.{seq:010}"),
            Key::Slot(slot, cell) => format!("slot.{slot}.{cell}"),
            Key::Head => "head".to_owned(),
            Key::Ballast => "ballast".to_owned(),
            Key::Canary => "canary".to_owned(),
            Key::Quarantine(name) | Key::Past(name) | Key::Unknown(name) => name.clone(),
        }
    }

    /// The cell of slot `name` for a generation.
    pub(super) fn slot(name: &str, generation: u64) -> Self {
        Key::Slot(name.to_owned(), generation % 2)
    }

    /// Where `text`, found under this key on `side`, is kept when it cannot stand there.
    /// The name follows from the bytes, so that a repair that is done twice keeps them once.
    pub fn quarantine(&self, side: Side, text: &str) -> String {
        format!("quarantine.{}.{}.{}", side.name(), line::sum(text), self.name())
    }

    /// The key under which a quarantined value was found.
    pub fn quarantined_from(&self) -> Option<Key> {
        match self {
            Key::Quarantine(name) => name.splitn(4, '.').nth(3).map(Key::parse),
            _ => None,
        }
    }

    /// Which earlier chain a value that was set aside is of, and the key under which it stood there.
    pub fn past_from(&self) -> Option<(u64, Key)> {
        let Key::Past(name) = self else { return None };
        let mut parts = name.splitn(4, '.').skip(1);
        Some((parts.next()?.parse().ok()?, parts.nth(1).map(Key::parse)?))
    }

    /// Whether the name under which something was set aside is that of these bytes.
    pub(super) fn is_named_by(&self, text: &str) -> bool {
        matches!(self, Key::Past(name) if name.split('.').nth(2) == Some(line::sum(text).as_str()))
    }

    /// Where a value of the `nth` earlier chain is kept.
    pub(super) fn past(&self, nth: u64, text: &str) -> String {
        format!("past.{nth}.{}.{}", line::sum(text), self.name())
    }
}

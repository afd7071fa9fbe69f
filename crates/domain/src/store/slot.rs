//! A small value that may be rewritten (key file, certificate, settings), as one line:
//! `inkslot1.<generation>.<base64url of the value>.<sum>`. The highest generation stands, and the journal decides.

use base64ct::{Base64UrlUnpadded, Encoding};

use super::{
    contents::Contents,
    key::Key,
    line::{self, Damage},
};

const MARK: &str = "inkslot1";

/// A value and how often it has been written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// 1 for the first value, one more for each that replaced it.
    pub generation: u64,
    /// The value, any text.
    pub value: String,
}

impl Slot {
    /// The stored line.
    pub fn write(&self) -> String {
        let value = Base64UrlUnpadded::encode_string(self.value.as_bytes());
        line::close(&format!("{MARK}.{}.{value}", self.generation))
    }

    /// Reads a stored line.
    ///
    /// # Errors
    /// [`Damage`], when it is not what [`Slot::write`] makes.
    pub fn parse(text: &str) -> Result<Self, Damage> {
        let members: Vec<&str> = line::open(text)?.split('.').collect();
        let [MARK, generation, value] = members[..] else {
            return Err(Damage::Shape);
        };
        let value = String::from_utf8(line::bytes(value, "value")?).map_err(|_| Damage::Member("value"))?;
        Ok(Slot { generation: line::number(generation, "generation")?, value })
    }
}

/// Reads what stands under `key`, a slot's cell, as a value that may stand there.
pub(super) fn read(key: &Key, text: &str) -> Result<Slot, Damage> {
    let slot = Slot::parse(text)?;
    match key {
        Key::Slot(_, cell) if slot.generation % 2 == *cell => Ok(slot),
        _ => Err(Damage::Misplaced),
    }
}

/// The value that stands for `name`: the journal's newest, which is always written first. localStorage's counts only where the journal has
/// none, or damaged bytes in the very cell in which the newer one stood; otherwise it is of another kiosk, given back by a crash.
pub(super) fn standing(journal: &Contents, local: Option<&Contents>, name: &str) -> Option<Slot> {
    let (own, other) = (newest([journal], name), local.and_then(|local| newest([local], name)));
    let is_damaged = |slot: &Slot| {
        let key = Key::slot(name, slot.generation);
        journal.get(&key).is_some_and(|text| read(&key, text).is_err())
    };
    match (own, other) {
        (Some(own), Some(other)) if other.generation > own.generation && is_damaged(&other) => Some(other),
        (own, other) => own.or(other),
    }
}

/// The highest generation of all, of two equal ones the first side's.
pub(super) fn newest<'a>(sides: impl IntoIterator<Item = &'a Contents>, name: &str) -> Option<Slot> {
    let cells = [Key::slot(name, 0), Key::slot(name, 1)];
    let read =
        |side: &'a Contents| cells.iter().filter_map(|key| self::read(key, side.get(key)?).ok()).collect::<Vec<_>>();
    let slots = sides.into_iter().flat_map(read);
    slots.reduce(|first, second| if second.generation > first.generation { second } else { first })
}

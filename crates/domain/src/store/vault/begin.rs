//! **Begin.** Starts a chain: at set-up, or after the journal was lost. What there is of an earlier chain is set aside,
//! never deleted.

use super::{
    super::{
        contents::Contents,
        entry::Entry,
        head::Chain,
        key::Key,
        medium::{Guard, Medium, Op},
        returned::Returned,
        slot::{self, Slot},
        table,
    },
    Appended, BeginError, Look, NotReady, Vault,
};
use std::collections::BTreeSet;

impl<L: Medium, J: Medium> Vault<L, J> {
    /// **End.** Ends a chain that cannot go on because the kiosk's key is gone while its records stand: one strict transaction sets all of
    /// it aside, both copies, and takes the head away. What is left is what a lost journal leaves, and [`Vault::begin`] goes on from there.
    ///
    /// # Errors
    /// [`BeginError`]; then the chain stands as before, as far as can be known.
    pub async fn end(&self) -> Result<(), BeginError> {
        if self.not_ready.get() == Some(NotReady::NotRepaired) {
            return Err(BeginError::NotRepaired);
        }
        let look = self.look().await.map_err(BeginError::Journal)?;
        let local = look.local.as_ref().map_err(|cause| BeginError::Local(cause.clone()))?;
        let aside = Aside { nth: nth(&look), slots: &[], gone: BTreeSet::new() };
        let guard = Guard { key: Key::Head.name(), expected: look.journal.get(&Key::Head).map(str::to_owned) };
        let mut ops =
            [aside.kept(&look.journal), aside.kept(local), older(&look, local), aside.removed(&look.journal)].concat();
        ops.push(aside.mark());
        ops.push(Op::Delete(Key::Head.name()));
        self.write(&self.journal, Some(guard), ops).await?;
        self.chain.replace(None);
        Ok(())
    }

    /// Starts a chain whose first record will name `first_prev` (the certificate's hash), after `slots` (name, value) were
    /// written. Three strict transactions, each read back: what is set aside, the slots, and last the head. So where
    /// there is a head, set-up was done; a set-up that was cut short is simply done again.
    ///
    /// # Errors
    /// [`BeginError`]; then no chain has begun, as far as can be known.
    pub async fn begin(&self, first_prev: &str, slots: &[(&str, &str)]) -> Result<Appended, BeginError> {
        if self.not_ready.get() == Some(NotReady::NotRepaired) {
            return Err(BeginError::NotRepaired);
        }
        let look = self.look().await.map_err(BeginError::Journal)?;
        let local = look.local.as_ref().map_err(|cause| BeginError::Local(cause.clone()))?;
        let found = look.journal.get(&Key::Head).map(str::to_owned);
        if let Some(chain) = found.as_deref().and_then(|text| Chain::parse(text).ok()) {
            return Err(BeginError::Begun { head: chain.head });
        }

        let chain = Chain::starting_at(first_prev);
        let aside = Aside { nth: nth(&look), slots, gone: gone(&look.journal, local) };
        let puts: Vec<Op> = slots.iter().flat_map(|(name, value)| put_slot(&look, name, value)).collect();
        let head = vec![Op::Put(Key::Head.name(), chain.write())];
        let guard = Guard { key: Key::Head.name(), expected: found };

        let mut keep = [aside.kept(&look.journal), aside.kept(local), older(&look, local)].concat();
        if !keep.is_empty() {
            keep.push(aside.mark());
        }
        // Whoever begins says so first; of two that begin at once only the last to say so goes on, and neither on the other's values.
        let claim = Key::Canary.name();
        let mine = || Some(Guard { key: claim.clone(), expected: Some(first_prev.to_owned()) });
        keep.push(Op::Put(claim.clone(), first_prev.to_owned()));
        self.write(&self.journal, Some(guard), keep).await?;
        self.write(&self.journal, mine(), [aside.removed(&look.journal), puts.clone()].concat()).await?;
        self.write(&self.journal, mine(), head.clone()).await?;
        self.not_ready.set(None);
        self.chain.replace(Some(chain));

        let set_aside = look.journal.iter().filter(|(key, text)| !text.is_empty() && key.is_named_by(text));
        let copies = set_aside.map(|(key, text)| Op::Put(key.name(), text.to_owned())).collect();
        let local_copy = self
            .write(&self.local, None, [look.moved_on(), copies, aside.moved(local), puts, head].concat())
            .await
            .is_ok();
        self.owed.set(!local_copy);
        self.stow_ballast().await;
        Ok(Appended { local_copy })
    }
}

/// What belongs to an earlier chain.
struct Aside<'a> {
    nth: u64,
    /// The values with which the new chain begins. Another value under one of these names is of the earlier one: its key file may be all
    /// that ever opens what is left of it.
    slots: &'a [(&'a str, &'a str)],
    /// What a crash gave back to localStorage of the chain that ended, and that chain no longer had: it is gone, and does not come back.
    gone: BTreeSet<Key>,
}

impl Aside<'_> {
    fn of<'c>(&self, side: &'c Contents) -> impl Iterator<Item = (&'c Key, &'c str)> {
        side.iter().filter(|(key, text)| match key {
            own if own.is_of_a_chain() => !self.gone.contains(own),
            Key::Slot(name, _) => slot::read(key, text).map_or(true, |slot| self.replaces(name, &slot.value)),
            _ => false,
        })
    }

    fn replaces(&self, name: &str, value: &str) -> bool {
        self.slots.iter().any(|(slot, new)| *slot == name && *new != value)
    }

    /// Its bytes under their new keys.
    fn kept(&self, side: &Contents) -> Vec<Op> {
        self.of(side).map(|(key, text)| Op::Put(key.past(self.nth, text), text.to_owned())).collect()
    }

    /// What stays when all the rest was brought back: that there was a chain before.
    fn mark(&self) -> Op {
        Op::Put(Key::Head.past(self.nth, ""), String::new())
    }

    /// Its old keys; the head's is written anew.
    fn removed(&self, side: &Contents) -> Vec<Op> {
        let old = self.of(side).filter(|(key, _)| **key != Key::Head);
        old.map(|(key, _)| Op::Delete(key.name())).collect()
    }

    /// One after the other, so that little room is needed.
    fn moved(&self, side: &Contents) -> Vec<Op> {
        let moved =
            |(key, text): (&Key, &str)| [Op::Put(key.past(self.nth, text), text.to_owned()), Op::Delete(key.name())];
        let gone = self.gone.iter().map(|key| Op::Delete(key.name()));
        self.of(side).flat_map(moved).chain(gone).collect()
    }
}

/// What localStorage has of chains before that and the journal has not, or not whole, under the keys that it has there: a lost journal lost
/// these too, and an earlier try may have written something else.
fn older(look: &Look, local: &Contents) -> Vec<Op> {
    let is_there = |key: &Key, found: &str| key.is_named_by(found) || Returned::read(key, found).is_ok();
    let is_lacking = |key: &Key, text: &str| match look.journal.get(key) {
        Some(found) => key.is_named_by(text) && !is_there(key, found),
        None => true,
    };
    let past = local.iter().filter(|(key, text)| matches!(key, Key::Past(_)) && is_lacking(key, text));
    past.map(|(key, text)| Op::Put(key.name(), text.to_owned())).collect()
}

/// Records that the chain which just ended had cleared, and an older head of it. localStorage is of that chain where it holds a point of it.
fn gone(journal: &Contents, local: &Contents) -> BTreeSet<Key> {
    let Some(ended) = (1..=journal.last_past()).rev().find_map(|nth| journal.ended(nth)) else {
        return BTreeSet::new();
    };
    let known: Vec<Entry> = local.records().filter_map(|(seq, text)| table::read(seq, text).ok()).collect();
    let is_of_it =
        |entry: &Entry| entry.head() == ended.purged || entry.head() == ended.head || entry.follows(&ended.purged);
    if !known.iter().any(is_of_it) {
        return BTreeSet::new();
    }
    let cleared = known.iter().map(|entry| entry.seq).filter(|seq| *seq <= ended.purged.seq).map(Key::Record);
    let head = local.get(&Key::Head).and_then(|text| Chain::parse(text).ok());
    let older = head.filter(|head| head.head.seq <= ended.head.seq).map(|_| Key::Head);
    cleared.chain(older).collect()
}

/// Which of the tablet's chains is set aside now: the one after those that are. Where nothing stands of one it is the last of those, of which
/// only what it was set up with is left.
fn nth(look: &Look) -> u64 {
    let sides = [Some(&look.journal), look.local.as_ref().ok()];
    let last = sides.iter().flatten().map(|side| side.last_past()).max().unwrap_or_default();
    let mut keys = sides.into_iter().flatten().flat_map(Contents::iter).map(|(key, _)| key);
    if keys.any(Key::is_of_a_chain) { last.saturating_add(1) } else { last.max(1) }
}

/// The value before it goes in the same transaction: where the new one is lost, an old one must not stand for it.
fn put_slot(look: &Look, name: &str, value: &str) -> [Op; 2] {
    let sides = [Some(&look.journal), look.local.as_ref().ok()];
    let newest = slot::newest(sides.into_iter().flatten(), name);
    let slot = Slot { generation: newest.map_or(1, |slot| slot.generation + 1), value: value.to_owned() };
    let before = Op::Delete(Key::slot(name, slot.generation + 1).name());
    [Op::Put(Key::slot(name, slot.generation).name(), slot.write()), before]
}

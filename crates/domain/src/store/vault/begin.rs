//! **Begin.** Starts a chain: at set-up, or after the journal was lost. What there is of an earlier chain is set aside,
//! never deleted.

use super::{
    super::{
        contents::Contents,
        head::Chain,
        key::Key,
        medium::{Guard, Medium, Op},
        slot::{self, Slot},
    },
    Appended, BeginError, Look, NotReady, Vault,
};

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
        let aside = Aside { nth: next_past(&look) };
        let guard = Guard { key: Key::Head.name(), expected: look.journal.get(&Key::Head).map(str::to_owned) };
        let mut ops =
            [aside.kept(&look.journal), aside.kept(local), older(local), aside.removed(&look.journal)].concat();
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
        let aside = Aside { nth: next_past(&look) };
        let slots: Vec<Op> = slots.iter().flat_map(|(name, value)| put_slot(&look, name, value)).collect();
        let head = vec![Op::Put(Key::Head.name(), chain.write())];
        let guard = Guard { key: Key::Head.name(), expected: found };

        let mut keep = [aside.kept(&look.journal), aside.kept(local), older(local)].concat();
        if !keep.is_empty() {
            keep.push(aside.mark());
        }
        // Whoever begins says so first; of two that begin at once only the last to say so goes on, and neither on the other's values.
        let claim = Key::Canary.name();
        let mine = || Some(Guard { key: claim.clone(), expected: Some(first_prev.to_owned()) });
        keep.push(Op::Put(claim.clone(), first_prev.to_owned()));
        self.write(&self.journal, Some(guard), keep).await?;
        self.write(&self.journal, mine(), [aside.removed(&look.journal), slots.clone()].concat()).await?;
        self.write(&self.journal, mine(), head.clone()).await?;
        self.not_ready.set(None);
        self.chain.replace(Some(chain));

        let old: Vec<Op> = look.set_aside.iter().map(|key| Op::Delete(key.name())).collect();
        let set_aside = look.journal.iter().filter(|(key, text)| matches!(key, Key::Past(_)) && !text.is_empty());
        let copies = set_aside.map(|(key, text)| Op::Put(key.name(), text.to_owned())).collect();
        let local_copy =
            self.write(&self.local, None, [old, copies, aside.moved(local), slots, head].concat()).await.is_ok();
        self.stow_ballast().await;
        Ok(Appended { local_copy })
    }
}

/// What belongs to an earlier chain.
struct Aside {
    nth: u64,
}

impl Aside {
    fn of<'c>(&self, side: &'c Contents) -> impl Iterator<Item = (&'c Key, &'c str)> {
        side.iter().filter(|(key, text)| match key {
            Key::Record(_) | Key::Head | Key::Quarantine(_) => true,
            Key::Slot(..) => slot::read(key, text).is_err(),
            _ => false,
        })
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
        self.of(side).flat_map(moved).collect()
    }
}

/// What localStorage has of chains before that, under the keys that it has there: a lost journal lost these too.
fn older(local: &Contents) -> Vec<Op> {
    let older = local.iter().filter(|(key, _)| matches!(key, Key::Past(_)));
    older.map(|(key, text)| Op::Put(key.name(), text.to_owned())).collect()
}

fn next_past(look: &Look) -> u64 {
    let sides = [Some(&look.journal), look.local.as_ref().ok()];
    let all = sides.into_iter().flatten().flat_map(Contents::iter);
    let numbers = all.filter_map(|(key, _)| Some(key.past_from()?.0));
    numbers.max().map_or(1, |last| last.saturating_add(1))
}

/// The value before it goes in the same transaction: where the new one is lost, an old one must not stand for it.
fn put_slot(look: &Look, name: &str, value: &str) -> [Op; 2] {
    let sides = [Some(&look.journal), look.local.as_ref().ok()];
    let newest = slot::newest(sides.into_iter().flatten(), name);
    let slot = Slot { generation: newest.map_or(1, |slot| slot.generation + 1), value: value.to_owned() };
    let before = Op::Delete(Key::slot(name, slot.generation + 1).name());
    [Op::Put(Key::slot(name, slot.generation).name(), slot.write()), before]
}

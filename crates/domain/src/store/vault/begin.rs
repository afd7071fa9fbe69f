//! **Begin.** Starts a chain: at set-up, or after the journal was lost. What there is of an earlier chain is set aside,
//! never deleted.

use super::{
    super::{
        contents::Contents,
        head::Chain,
        key::Key,
        medium::{Guard, Medium, Op},
        repair::newest_slot,
        slot::Slot,
    },
    Appended, BeginError, Look, NotReady, Vault,
};

impl<L: Medium, J: Medium> Vault<L, J> {
    /// Starts a chain whose first record will name `first_prev` (the certificate's hash), and writes `slots` (name,
    /// value) with it: all in one strict transaction, read back. Set-up is done when this returns.
    ///
    /// # Errors
    /// [`BeginError`]; then no chain has begun, as far as can be known.
    pub async fn begin(&self, first_prev: &str, slots: &[(&str, &str)]) -> Result<Appended, BeginError> {
        if self.not_ready.get() == Some(NotReady::NotRepaired) {
            return Err(BeginError::NotRepaired);
        }
        let look = self.look().await.map_err(BeginError::Journal)?;
        let local = look.local.as_ref().map_err(|cause| BeginError::Local(cause.clone()))?;
        let head = look.journal.get(&Key::Head).map(str::to_owned);
        if let Some(chain) = head.as_deref().and_then(|text| Chain::parse(text).ok()) {
            return Err(BeginError::Begun { head: chain.head });
        }

        let chain = Chain::starting_at(first_prev);
        let aside = Aside { nth: next_past(&look) };
        let mut values: Vec<Op> = slots.iter().map(|(name, value)| put_slot(&look, name, value)).collect();
        values.push(Op::Put(Key::Head.name(), chain.write()));
        let guard = Guard { key: Key::Head.name(), expected: head };

        self.write(&self.journal, None, aside.kept(&look.journal)).await?;
        let ops = [aside.kept(local), aside.removed(&look.journal), values.clone()].concat();
        self.write(&self.journal, Some(guard), ops).await?;
        self.not_ready.set(None);
        self.chain.replace(Some(chain));

        let ops = [aside.moved(local), values].concat();
        let local_copy = self.write(&self.local, None, ops).await.is_ok();
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
            Key::Slot(_) => Slot::parse(text).is_err(),
            _ => false,
        })
    }

    /// Its bytes under their new keys.
    fn kept(&self, side: &Contents) -> Vec<Op> {
        self.of(side).map(|(key, text)| Op::Put(key.past(self.nth, text), text.to_owned())).collect()
    }

    /// Its old keys; the head's is written anew.
    fn removed(&self, side: &Contents) -> Vec<Op> {
        let old = self.of(side).filter(|(key, _)| **key != Key::Head);
        old.map(|(key, _)| Op::Delete(key.name())).collect()
    }

    /// One after the other, so that little room is needed.
    fn moved(&self, side: &Contents) -> Vec<Op> {
        let pairs = self.kept(side).into_iter().zip(self.of(side).map(|(key, _)| Op::Delete(key.name())));
        pairs.flat_map(|(keep, remove)| [keep, remove]).collect()
    }
}

fn next_past(look: &Look) -> u64 {
    let number = |key: &Key| match key {
        Key::Past(name) => name.split('.').nth(1)?.parse::<u64>().ok(),
        _ => None,
    };
    let sides = [Some(&look.journal), look.local.as_ref().ok()];
    let all = sides.into_iter().flatten().flat_map(Contents::iter);
    all.filter_map(|(key, _)| number(key)).max().map_or(1, |last| last.saturating_add(1))
}

fn put_slot(look: &Look, name: &str, value: &str) -> Op {
    let key = Key::Slot(name.to_owned());
    let before = newest_slot(look.local.as_ref().ok(), &look.journal, &key);
    let generation = before.map_or(1, |slot| slot.generation + 1);
    Op::Put(key.name(), Slot { generation, value: value.to_owned() }.write())
}

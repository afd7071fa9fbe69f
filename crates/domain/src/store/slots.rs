//! Slots: small values that may be rewritten, and the checks before a signer is taken.

use super::{
    Chain, CommitError, Guard, Key, Medium, MediumError, Op, Side, Slot,
    contents::Contents,
    room::Room,
    slot,
    vault::{Appended, NotReady, Vault, WriteError},
};

/// Why a slot was not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlotError {
    /// Start-up did not leave the journal in order.
    #[error("the store takes no values: {0:?}")]
    NotReady(NotReady),
    /// Since start-up another chain has begun, whose values these are now.
    #[error("another chain has begun")]
    AnotherChain,
    /// Another page has written another value since this one was made of what stood. Make it again of what stands now.
    #[error("the value has changed")]
    Moved,
    /// The journal did not take it, or holds something else; the value is not changed, as far as can be known.
    #[error("the journal failed: {0}")]
    Journal(#[from] WriteError),
}

/// Why the canary did not come back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{side:?} does not keep what is written: {fault}")]
pub struct CanaryError {
    /// Which medium.
    pub side: Side,
    /// What happened.
    pub fault: WriteError,
}

impl<L: Medium, J: Medium> Vault<L, J> {
    /// The value of a slot: the highest generation, where the journal decides.
    ///
    /// # Errors
    /// [`MediumError`], when the journal cannot be read; also when localStorage cannot, and the journal is lost or has only damaged bytes: a
    /// value that nobody could look at is not gone.
    pub async fn slot(&self, name: &str) -> Result<Option<Slot>, MediumError> {
        let (local, journal) = self.cells(name).await?;
        let standing = slot::standing(&journal, local.as_ref().ok(), name);
        let is_unseen = !journal.is_bare() || self.not_ready.get() == Some(NotReady::JournalLost);
        match (standing, local) {
            (None, Err(cause)) if is_unseen => Err(cause),
            (standing, _) => Ok(standing),
        }
    }

    /// What the slot held in the tablet's chains before and was set aside with them, as start-up found it; the newest chain first.
    pub fn slot_before(&self, name: &str) -> impl Iterator<Item = &str> {
        self.slots_before.iter().filter(move |(slot, _)| slot == name).map(|(_, value)| value.as_str())
    }

    /// Writes a slot under the next generation: the journal first, strict, read back; then localStorage. The value
    /// before goes only when the new one is there for sure.
    ///
    /// # Errors
    /// [`SlotError`]; then the old value stands.
    pub async fn put_slot(&self, name: &str, value: &str) -> Result<Appended, SlotError> {
        self.write_slot(name, value, None).await
    }

    /// The same where `value` was made of `seen`: only while that is what stands, so that of two pages that change it at once neither undoes
    /// what the other one did.
    ///
    /// # Errors
    /// [`SlotError`]; then the old value stands.
    pub async fn put_slot_after(&self, name: &str, seen: &Slot, value: &str) -> Result<Appended, SlotError> {
        self.write_slot(name, value, Some(seen)).await
    }

    async fn write_slot(&self, name: &str, value: &str, seen: Option<&Slot>) -> Result<Appended, SlotError> {
        if let Some(reason) = self.not_ready.get() {
            return Err(SlotError::NotReady(reason));
        }
        // A journal that was deleted under this page must look deleted at the next start, not as if it held all that there ever was.
        if self.head().is_some() {
            let found = self.journal.get(&Key::Head.name()).await.map_err(WriteError::from)?;
            let chain = found.and_then(|text| Chain::parse(&text).ok());
            let Some(chain) = chain else { return Err(SlotError::NotReady(NotReady::JournalLost)) };
            if !self.goes_on_to(&chain).await.map_err(WriteError::from)? {
                return Err(SlotError::AnotherChain);
            }
        }
        let (local, journal) = self.cells(name).await.map_err(WriteError::from)?;
        let local = local.unwrap_or_default();
        // As it stands: a generation that only localStorage has may be anything.
        let standing = slot::standing(&journal, Some(&local), name);
        if seen.is_some() && standing.as_ref() != seen {
            return Err(SlotError::Moved);
        }
        let slot = Slot { generation: standing.map_or(1, |slot| slot.generation + 1), value: value.to_owned() };
        let written = self.replace_slot(&self.journal, Side::Journal, name, &journal, &slot).await;
        // A write that failed may have landed.
        if let Err(fault) = written
            && !self.stands(name, &slot).await
        {
            // Between that look and the transaction.
            let is_moved = seen.is_some() && matches!(fault, WriteError::Commit(CommitError::Moved { .. }));
            return Err(if is_moved { SlotError::Moved } else { fault.into() });
        }
        let copied = self.replace_slot(&self.local, Side::Local, name, &local, &slot).await;
        self.owe_unless(copied.is_ok());
        Ok(Appended { local_copy: copied.is_ok() })
    }

    /// Whether the journal, read afresh, has this very value.
    async fn stands(&self, name: &str, slot: &Slot) -> bool {
        let cells = self.cells(name).await;
        cells.is_ok_and(|(_, journal)| slot::standing(&journal, None, name).as_ref() == Some(slot))
    }

    async fn replace_slot(
        &self,
        medium: &impl Medium,
        side: Side,
        name: &str,
        cells: &Contents,
        slot: &Slot,
    ) -> Result<(), WriteError> {
        let key = Key::slot(name, slot.generation);
        let found = cells.get(&key);
        let guard = Some(Guard { key: key.name(), expected: found.map(str::to_owned) });
        let ops = vec![Op::Put(key.name(), slot.write())];
        match found {
            Some(found) if slot::read(&key, found).is_err() => {
                self.replace_damaged(medium, &key, side, found, guard, ops).await?;
            }
            _ => self.write(medium, guard, ops).await?,
        }
        let last = Key::slot(name, slot.generation + 1);
        if let Some(text) = cells.get(&last).filter(|text| slot::read(&last, text).is_ok()) {
            // Another tab may have written a newer value there by now. Where this fails, start-up does it.
            let seen = Some(Guard { key: last.name(), expected: Some(text.to_owned()) });
            let _ = self.write(medium, seen, vec![Op::Delete(last.name())]).await;
        }
        Ok(())
    }

    /// Both cells of a slot, in localStorage and in the journal.
    async fn cells(&self, name: &str) -> Result<(Result<Contents, MediumError>, Contents), MediumError> {
        Ok((cells_of(&self.local, name).await, cells_of(&self.journal, name).await?))
    }

    /// How much of localStorage is used. See [`super::room::verdict`].
    ///
    /// # Errors
    /// [`MediumError`], when localStorage cannot be read.
    pub async fn room(&self) -> Result<Room, MediumError> {
        let own_units = Contents::of(self.local.entries().await?).used_units();
        Ok(Room { used_units: own_units + self.local.foreign_units().await? })
    }

    /// Where the chain's end was altered since it was last looked at: the journal's cannot be read, has gone back or is another, or the
    /// second copy's cannot be read or is not the same; also where the copy of something before it was not made. Looked at before a signer is
    /// taken; start-up puts it right.
    ///
    /// # Errors
    /// [`MediumError`], when a medium cannot be read.
    pub async fn altered(&self) -> Result<Option<Side>, MediumError> {
        let read = |text: Option<String>| text.and_then(|text| Chain::parse(&text).ok());
        let Some(journal) = read(self.journal.get(&Key::Head.name()).await?) else { return Ok(Some(Side::Journal)) };
        // Another tab may have moved it on; nobody moves it back.
        if !self.goes_on_to(&journal).await? {
            return Ok(Some(Side::Journal));
        }
        let local = read(self.local.get(&Key::Head.name()).await?);
        Ok((self.owed.get() || local != Some(journal)).then_some(Side::Local))
    }

    /// Writes `nonce` to both media and reads it back; done before a signer is taken. The ballast is not touched.
    ///
    /// # Errors
    /// [`CanaryError`]
    pub async fn canary(&self, nonce: &str) -> Result<(), CanaryError> {
        let ops = vec![Op::Put(Key::Canary.name(), nonce.to_owned())];
        self.try_write(&self.journal, &ops).await.map_err(|fault| CanaryError { side: Side::Journal, fault })?;
        self.try_write(&self.local, &ops).await.map_err(|fault| CanaryError { side: Side::Local, fault })
    }
}

async fn cells_of(medium: &impl Medium, name: &str) -> Result<Contents, MediumError> {
    let mut cells = Vec::new();
    for key in [Key::slot(name, 0).name(), Key::slot(name, 1).name()] {
        if let Some(text) = medium.get(&key).await? {
            cells.push((key, text));
        }
    }
    Ok(Contents::of(cells))
}

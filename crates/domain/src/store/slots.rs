//! Slots: small values that may be rewritten, and the checks before a signer is taken.

use super::{
    Chain, Guard, Key, Medium, MediumError, Op, Side, Slot,
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
    /// [`MediumError`], when the journal cannot be read.
    pub async fn slot(&self, name: &str) -> Result<Option<Slot>, MediumError> {
        let (local, journal) = self.cells(name).await?;
        Ok(slot::standing(&journal, Some(&local), name))
    }

    /// Writes a slot under the next generation: the journal first, strict, read back; then localStorage. The value
    /// before goes only when the new one is there for sure.
    ///
    /// # Errors
    /// [`SlotError`]; then the old value stands.
    pub async fn put_slot(&self, name: &str, value: &str) -> Result<Appended, SlotError> {
        if let Some(reason) = self.not_ready.get() {
            return Err(SlotError::NotReady(reason));
        }
        // A journal that was deleted under this page must look deleted at the next start, not as if it held all that there ever was.
        if self.head().is_some() && self.journal.get(&Key::Head.name()).await.map_err(WriteError::from)?.is_none() {
            return Err(SlotError::NotReady(NotReady::JournalLost));
        }
        let (local, journal) = self.cells(name).await.map_err(WriteError::from)?;
        let newest = slot::newest([&journal, &local], name);
        let slot = Slot { generation: newest.map_or(1, |slot| slot.generation + 1), value: value.to_owned() };
        self.replace_slot(&self.journal, Side::Journal, name, &journal, &slot).await?;
        let copied = self.replace_slot(&self.local, Side::Local, name, &local, &slot).await;
        Ok(Appended { local_copy: copied.is_ok() })
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

    /// Both cells of a slot, on both media. Without localStorage the journal alone answers, unless it is lost.
    async fn cells(&self, name: &str) -> Result<(Contents, Contents), MediumError> {
        let mut local = Vec::new();
        let mut journal = Vec::new();
        for key in [Key::slot(name, 0).name(), Key::slot(name, 1).name()] {
            match self.local.get(&key).await {
                Ok(Some(text)) => local.push((key.clone(), text)),
                // With the journal lost nothing else knows it, and a new chain must not begin on half of what there is.
                Err(cause) if self.not_ready.get() == Some(NotReady::JournalLost) => return Err(cause),
                Ok(None) | Err(_) => {}
            }
            if let Some(text) = self.journal.get(&key).await? {
                journal.push((key, text));
            }
        }
        Ok((Contents::of(local), Contents::of(journal)))
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
    /// second copy's cannot be read or has not come as far. Looked at before a signer is taken; start-up puts it right.
    ///
    /// # Errors
    /// [`MediumError`], when a medium cannot be read.
    pub async fn altered(&self) -> Result<Option<Side>, MediumError> {
        let read = |text: Option<String>| text.and_then(|text| Chain::parse(&text).ok());
        let journal = read(self.journal.get(&Key::Head.name()).await?).map(|chain| chain.head);
        // Another tab may have moved it on; nobody moves it back.
        let known = self.head().filter(|known| journal.as_ref().is_none_or(|found| found.seq <= known.seq));
        if journal.is_none() || known.is_some() && known != journal {
            return Ok(Some(Side::Journal));
        }
        let local = read(self.local.get(&Key::Head.name()).await?).map(|chain| chain.head.seq);
        let is_behind = local < journal.map(|head| head.seq);
        Ok(is_behind.then_some(Side::Local))
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

//! Slots: small values that may be rewritten, and the checks before a signer is taken.

use super::{
    Guard, Key, Medium, MediumError, Op, Side, Slot,
    contents::Contents,
    repair::newest_slot,
    room::Room,
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
    /// The value of a slot: of both copies, the higher generation.
    ///
    /// # Errors
    /// [`MediumError`], when the journal cannot be read.
    pub async fn slot(&self, name: &str) -> Result<Option<Slot>, MediumError> {
        let key = Key::Slot(name.to_owned());
        let (local, journal) = self.slot_copies(&key).await?;
        Ok(newest_slot(Some(&local), &journal, &key))
    }

    /// Writes a slot under the next generation: the journal first, strict, read back; then localStorage.
    ///
    /// # Errors
    /// [`SlotError`]; then the old value stands, as far as can be known.
    pub async fn put_slot(&self, name: &str, value: &str) -> Result<Appended, SlotError> {
        if let Some(reason) = self.not_ready.get() {
            return Err(SlotError::NotReady(reason));
        }
        let key = Key::Slot(name.to_owned());
        let (local, journal) = self.slot_copies(&key).await.map_err(WriteError::from)?;
        let generation = newest_slot(Some(&local), &journal, &key).map_or(1, |slot| slot.generation + 1);
        let text = Slot { generation, value: value.to_owned() }.write();
        self.replace_slot(&self.journal, Side::Journal, &key, journal.get(&key), &text).await?;
        let copied = self.replace_slot(&self.local, Side::Local, &key, local.get(&key), &text).await;
        Ok(Appended { local_copy: copied.is_ok() })
    }

    async fn replace_slot(
        &self,
        medium: &impl Medium,
        side: Side,
        key: &Key,
        found: Option<&str>,
        text: &str,
    ) -> Result<(), WriteError> {
        let guard = Some(Guard { key: key.name(), expected: found.map(str::to_owned) });
        let ops = vec![Op::Put(key.name(), text.to_owned())];
        match found {
            Some(found) if Slot::parse(found).is_err() => {
                self.replace_damaged(medium, key, side, found, guard, ops).await
            }
            _ => self.write(medium, guard, ops).await,
        }
    }

    async fn slot_copies(&self, key: &Key) -> Result<(Contents, Contents), MediumError> {
        let one = |value: Option<String>| Contents::of(value.map(|text| (key.name(), text)).into_iter().collect());
        let journal = self.journal.get(&key.name()).await?;
        // Without localStorage the journal alone answers.
        let local = self.local.get(&key.name()).await.unwrap_or_default();
        Ok((one(local), one(journal)))
    }

    /// How much of localStorage is used. See [`super::room::verdict`].
    ///
    /// # Errors
    /// [`MediumError`], when localStorage cannot be read.
    pub async fn room(&self) -> Result<Room, MediumError> {
        let used_units = Contents::of(self.local.entries().await?).used_units();
        Ok(Room { used_units })
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

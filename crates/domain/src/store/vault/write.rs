//! Writing, and looking whether it was written.

use super::{
    super::{
        Side,
        key::Key,
        medium::{CommitError, Guard, Medium, MediumError, Op},
        room::{self, BALLAST_UNITS, Room, Verdict},
    },
    Vault,
};
use std::collections::BTreeMap;

/// Why a write does not count as done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The medium did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The medium cannot be read.
    #[error(transparent)]
    ReadBack(#[from] MediumError),
    /// The medium said that it was done, and holds something else.
    #[error("what was read back differs")]
    Differs,
}

/// How many values are read back one by one; of more, everything is read at once. In a browser each reading is a transaction.
const ONE_BY_ONE: usize = 16;

impl<L: Medium, J: Medium> Vault<L, J> {
    /// Commits `ops` and reads every one of them back.
    pub(in super::super) async fn write(
        &self,
        medium: &impl Medium,
        guard: Option<Guard>,
        ops: Vec<Op>,
    ) -> Result<(), WriteError> {
        if ops.is_empty() {
            return Ok(());
        }
        self.commit_making_room(medium, guard, ops.clone()).await?;
        self.check(medium, &ops).await
    }

    /// The same, but a medium without room stays as it is.
    pub(in super::super) async fn try_write(&self, medium: &impl Medium, ops: &[Op]) -> Result<(), WriteError> {
        medium.commit(None, ops.to_vec()).await?;
        self.check(medium, ops).await
    }

    async fn check(&self, medium: &impl Medium, ops: &[Op]) -> Result<(), WriteError> {
        if self.holds(medium, ops).await? { Ok(()) } else { Err(WriteError::Differs) }
    }

    /// Commits `ops`; where there is no room, once more after the ballast is gone.
    pub(super) async fn commit_making_room(
        &self,
        medium: &impl Medium,
        guard: Option<Guard>,
        ops: Vec<Op>,
    ) -> Result<(), CommitError> {
        match medium.commit(guard.clone(), ops.clone()).await {
            Err(CommitError::Medium(MediumError::Full)) => {
                medium.commit(None, vec![Op::Delete(Key::Ballast.name())]).await?;
                medium.commit(guard, ops).await
            }
            done => done,
        }
    }

    /// Whether the medium, read afresh, is as `ops` left it. A key that `ops` touches twice counts as it was left last.
    pub(super) async fn holds(&self, medium: &impl Medium, ops: &[Op]) -> Result<bool, MediumError> {
        let left: BTreeMap<&str, Option<&String>> = ops.iter().map(|op| (op.key(), op.value())).collect();
        if left.len() > ONE_BY_ONE {
            let found: BTreeMap<String, String> = medium.entries().await?.into_iter().collect();
            return Ok(left.into_iter().all(|(key, wanted)| found.get(key) == wanted));
        }
        for (key, wanted) in left {
            if medium.get(key).await?.as_ref() != wanted {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Quarantines `found` in the journal, and only when it is there for sure writes `ops` over it.
    pub(in super::super) async fn replace_damaged(
        &self,
        medium: &impl Medium,
        key: &Key,
        side: Side,
        found: &str,
        guard: Option<Guard>,
        ops: Vec<Op>,
    ) -> Result<(), WriteError> {
        let keep = Op::Put(key.quarantine(side, found), found.to_owned());
        self.write(&self.journal, None, vec![keep]).await?;
        self.write(medium, guard, ops).await
    }

    /// Puts the ballast back on both media, where there is room. It may fail: then there is none.
    pub(super) async fn stow_ballast(&self) {
        let Ok(room) = self.room().await else { return };
        if room::verdict(Room { used_units: room.used_units + BALLAST_UNITS as u64 }) == Verdict::Refuse {
            return;
        }
        let put = || vec![Op::Put(Key::Ballast.name(), "0".repeat(BALLAST_UNITS))];
        if let Ok(None) = self.local.get(&Key::Ballast.name()).await {
            let _ = self.local.commit(None, put()).await;
        }
        if let Ok(None) = self.journal.get(&Key::Ballast.name()).await {
            let _ = self.journal.commit(None, put()).await;
        }
    }
}

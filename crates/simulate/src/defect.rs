//! Planted defects: what a worse kiosk would do. A simulation that does not find each of them is itself wrong.
//!
//! None is in the program: a defect stands between the domain and its media ([`Planted`]), or in how a tab behaves.

use crate::disk::{Disk, Transaction};
use crate::turns::give_way;
use inkseal_domain::store::{Chain, CommitError, Guard, Key, Medium, MediumError, Op, Side};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// One defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// "Recorded" is said before the journal is written.
    JournalAfterAnswer,
    /// What was written is believed, not read back.
    ReadBackSkipped,
    /// Journal transactions are not strict.
    RelaxedDurability,
    /// A record is written without moving the head.
    HeadNotMoved,
    /// The head is not read again inside the transaction, and a number that is taken is written over.
    GuardDropped,
    /// A second copy that failed is called written.
    SecondCopyClaimed,
    /// Start-up believes localStorage where the two differ.
    LocalBelieved,
    /// Start-up says that it restored the journal's copy, and did not.
    RestoreSkipped,
    /// What cannot be read is deleted, not quarantined.
    QuarantineDeletes,
    /// Where there is no room, the oldest record makes some.
    OldestThrownOut,
    /// A purge takes one record too many.
    PurgeOffByOne,
    /// A purge deletes first and notes it in a second transaction.
    PurgeInTwoSteps,
    /// A purge does not note how far it went.
    PurgeMarkNotMoved,
    /// A purge asks for no receipt.
    PurgeUnreceipted,
    /// A filing code counts for everything up to now.
    ReceiptTooWide,
    /// A second try makes a second record.
    RetryDoubles,
    /// A new chain throws away what the one before left.
    PastThrownOut,
}

impl Defect {
    /// All of them.
    pub const ALL: [Defect; 17] = [
        Defect::JournalAfterAnswer,
        Defect::ReadBackSkipped,
        Defect::RelaxedDurability,
        Defect::HeadNotMoved,
        Defect::GuardDropped,
        Defect::SecondCopyClaimed,
        Defect::LocalBelieved,
        Defect::RestoreSkipped,
        Defect::QuarantineDeletes,
        Defect::OldestThrownOut,
        Defect::PurgeOffByOne,
        Defect::PurgeInTwoSteps,
        Defect::PurgeMarkNotMoved,
        Defect::PurgeUnreceipted,
        Defect::ReceiptTooWide,
        Defect::RetryDoubles,
        Defect::PastThrownOut,
    ];
}

/// A medium with a defect, or without.
#[derive(Debug)]
pub struct Planted<M> {
    inner: M,
    side: Side,
    disk: Disk,
    defect: Option<Defect>,
    /// What is claimed to stand there.
    claimed: RefCell<BTreeMap<String, String>>,
    held: RefCell<Option<Transaction>>,
}

impl<M: Medium> Planted<M> {
    /// `inner`, which is that side of `disk`.
    pub fn new(inner: M, side: Side, disk: &Disk, defect: Option<Defect>) -> Self {
        Planted { inner, side, disk: disk.clone(), defect, claimed: RefCell::default(), held: RefCell::default() }
    }

    fn is(&self, defect: Defect, side: Side) -> bool {
        self.defect == Some(defect) && self.side == side
    }

    fn claim(&self, ops: &[Op]) {
        let mut claimed = self.claimed.borrow_mut();
        for op in ops {
            match op {
                Op::Put(key, value) | Op::Add(key, value) => claimed.insert(key.clone(), value.clone()),
                Op::Delete(key) => claimed.remove(key),
            };
        }
    }

    /// Takes those of `ops` out that `which` names, and claims them done.
    fn claim_only(&self, ops: &mut Vec<Op>, which: impl Fn(&Key) -> bool) {
        let is_claimed = |op: &Op| matches!(op, Op::Put(key, _) if which(&Key::parse(key)));
        let (claimed, rest): (Vec<Op>, Vec<Op>) = ops.drain(..).partition(is_claimed);
        self.claim(&claimed);
        *ops = rest;
    }

    async fn commit_held(&self) {
        let held = self.held.borrow_mut().take();
        if let Some((guard, ops)) = held {
            let _ = self.inner.commit(guard, ops).await;
        }
    }

    async fn throw_out_the_oldest(&self) -> Result<(), CommitError> {
        let mut entries = self.inner.entries().await?;
        entries.sort();
        let oldest = entries.into_iter().find(|(key, _)| matches!(Key::parse(key), Key::Record(_)));
        let delete = oldest.into_iter().map(|(key, _)| Op::Delete(key)).collect();
        self.inner.commit(None, delete).await
    }

    /// A purge's operations, spoilt.
    async fn spoil_purge(&self, ops: &mut Vec<Op>) -> Result<(), CommitError> {
        let last = ops.iter().rev().find_map(deleted_record);
        let Some(last) = last.filter(|_| is_save(ops)) else { return Ok(()) };
        match self.defect {
            Some(Defect::PurgeOffByOne) => ops.push(Op::Delete(Key::Record(last + 1).name())),
            Some(Defect::PurgeInTwoSteps) => {
                let (deletes, rest) = ops.drain(..).partition(|op| deleted_record(op).is_some());
                *ops = rest;
                self.inner.commit(None, deletes).await?;
                give_way().await;
            }
            Some(Defect::PurgeMarkNotMoved) => {
                let before = self.inner.get(&Key::Head.name()).await?.and_then(|text| Chain::parse(&text).ok());
                for op in ops.iter_mut() {
                    let Op::Put(key, value) = op else { continue };
                    if let (Key::Head, Ok(after), Some(before)) = (Key::parse(key), Chain::parse(value), &before) {
                        *value = Chain { head: after.head, purged: before.purged.clone() }.write();
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn deleted_record(op: &Op) -> Option<u64> {
    match (op, Key::parse(op.key())) {
        (Op::Delete(_), Key::Record(seq)) => Some(seq),
        _ => None,
    }
}

fn is_save(ops: &[Op]) -> bool {
    ops.iter().any(|op| matches!((op, Key::parse(op.key())), (Op::Add(..), Key::Record(_))))
}

impl<M: Medium> Medium for Planted<M> {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.commit_held().await;
        let mut entries = self.inner.entries().await?;
        if self.is(Defect::LocalBelieved, Side::Journal) {
            let local = self.disk.on_disk(Side::Local);
            for (key, value) in entries.iter_mut().filter(|(key, _)| matches!(Key::parse(key), Key::Record(_))) {
                if let Some(other) = local.get(key) {
                    value.clone_from(other);
                }
            }
        }
        Ok(entries)
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        let claimed = self.claimed.borrow().get(key).cloned();
        match claimed {
            Some(value) => Ok(Some(value)),
            None => self.inner.get(key).await,
        }
    }

    async fn commit(&self, guard: Option<Guard>, mut ops: Vec<Op>) -> Result<(), CommitError> {
        self.commit_held().await;
        let journal = self.side == Side::Journal;
        match self.defect {
            Some(Defect::JournalAfterAnswer) if journal && is_save(&ops) => {
                self.claimed.borrow_mut().clear();
                self.claim(&ops);
                *self.held.borrow_mut() = Some((guard, ops));
                return Ok(());
            }
            Some(Defect::ReadBackSkipped) => {
                self.claimed.borrow_mut().clear();
                self.inner.commit(guard, ops.clone()).await?;
                self.claim(&ops);
                return Ok(());
            }
            Some(Defect::HeadNotMoved) if is_save(&ops) => {
                ops.retain(|op| Key::parse(op.key()) != Key::Head);
            }
            Some(Defect::GuardDropped) if journal => {
                let put = |op| if let Op::Add(key, value) = op { Op::Put(key, value) } else { op };
                return self.inner.commit(None, ops.into_iter().map(put).collect()).await;
            }
            Some(Defect::SecondCopyClaimed) if !journal => {
                self.claimed.borrow_mut().clear();
                let _ = self.inner.commit(guard, ops.clone()).await;
                self.claim(&ops);
                return Ok(());
            }
            Some(Defect::RestoreSkipped) if journal => self.claim_only(&mut ops, |key| matches!(key, Key::Record(_))),
            Some(Defect::QuarantineDeletes) => self.claim_only(&mut ops, |key| matches!(key, Key::Quarantine(_))),
            Some(Defect::PastThrownOut) => self.claim_only(&mut ops, |key| matches!(key, Key::Past(_))),
            Some(Defect::OldestThrownOut) => {
                return match self.inner.commit(guard.clone(), ops.clone()).await {
                    Err(CommitError::Medium(MediumError::Full)) => {
                        self.throw_out_the_oldest().await?;
                        self.inner.commit(guard, ops).await
                    }
                    done => done,
                };
            }
            _ if journal => self.spoil_purge(&mut ops).await?,
            _ => {}
        }
        self.inner.commit(guard, ops).await
    }
}

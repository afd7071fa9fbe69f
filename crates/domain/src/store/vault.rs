//! The protocol over two media. Three rules: the journal first, and durable; nothing is called recorded before it was
//! read back; nothing good is overwritten and nothing unreadable is thrown away.

use std::cell::{Cell, RefCell};

use super::{
    contents::Contents,
    entry::Entry,
    head::{Chain, Head},
    key::Key,
    medium::{CommitError, Guard, Medium, MediumError, Op},
    repair,
    table::{self, Standing},
};

mod answers;
mod begin;
mod past;
mod start;
mod write;

pub use answers::{AppendError, Appended, BeginError, Item, NotReady, OpenError, PurgeError, StartUp};
pub use start::Found;
pub use write::WriteError;

/// The kiosk's records on two media. Every answer is read from the media, except [`Vault::head`].
#[derive(Debug)]
pub struct Vault<L, J> {
    pub(super) local: L,
    pub(super) journal: J,
    chain: RefCell<Option<Chain>>,
    pub(super) not_ready: Cell<Option<NotReady>>,
}

/// Both media as they are read, without what an earlier chain left behind in localStorage.
pub(super) struct Look {
    pub(super) local: Result<Contents, MediumError>,
    pub(super) journal: Contents,
    set_aside: Vec<Key>,
}

impl<L: Medium, J: Medium> Vault<L, J> {
    /// **Save.** Appends `entry`, built on [`Vault::head`]. When this returns, it is durable and was read back.
    /// Appending the same entry again finishes what a fault cut short.
    ///
    /// # Errors
    /// [`AppendError`]; then nothing is acknowledged. Nothing good is ever overwritten.
    pub async fn append(&self, entry: &Entry) -> Result<Appended, AppendError> {
        let before = self.journal_chain().await?;
        let after = Chain { head: entry.head(), purged: before.purged.clone() };
        self.save(entry, &before, &after, Vec::new()).await
    }

    /// **Purge.** Forgets every record up to and including `through` and appends `note`, the activity that says so, in
    /// one transaction. The head stays, so that the chain goes on unbroken. Which records may be purged (receipts, holds) is decided
    /// by the caller. Purging again with the same note finishes what a fault cut short.
    ///
    /// # Errors
    /// [`PurgeError`]; then nothing is acknowledged.
    pub async fn purge(&self, through: u64, note: &Entry) -> Result<Appended, PurgeError> {
        let before = self.journal_chain().await?;
        let look = self.look().await.map_err(AppendError::Journal)?;
        let purged = if before.head == note.head() {
            before.purged.clone()
        } else if through <= before.purged.seq {
            return Err(PurgeError::Purged { through: before.purged.seq });
        } else if through > before.head.seq {
            return Err(PurgeError::BeyondHead { head: before.head });
        } else {
            point(&look.standing(), &before, through).ok_or(PurgeError::Unanchored { through })?
        };
        let covered = |contents: &Contents| -> Vec<Op> {
            let covered = contents.records().filter(|(seq, _)| *seq <= purged.seq);
            covered.map(|(seq, _)| Op::Delete(Key::Record(seq).name())).collect()
        };
        let after = Chain { head: note.head(), purged: purged.clone() };
        let saved = self.save(note, &before, &after, covered(&look.journal)).await?;
        // Only now: while the journal was not read back, localStorage was the only sure copy.
        let local = look.local.as_ref().map(covered).unwrap_or_default();
        let cleared = self.write(&self.local, None, local).await.is_ok();
        Ok(Appended { local_copy: saved.local_copy && cleared })
    }

    /// The heart of both: the journal in one strict transaction, read back; then localStorage, read back.
    async fn save(
        &self,
        entry: &Entry,
        before: &Chain,
        after: &Chain,
        covered: Vec<Op>,
    ) -> Result<Appended, AppendError> {
        if before.head == after.head {
            self.mend(entry, before).await?;
        } else if entry.follows(&before.head) {
            self.commit(entry, before, after, covered).await?;
        } else if !self.is_recorded(entry).await.map_err(AppendError::Journal)? {
            return Err(AppendError::HeadMoved { head: before.head.clone() });
        }
        match self.is_recorded(entry).await {
            Ok(true) => {}
            Ok(false) => return Err(AppendError::ReadBackDiffers),
            Err(cause) => return Err(AppendError::Unsettled { cause }),
        }
        // Never before: a second copy of a record that the journal does not have would be taken for one that it lost.
        let local_copy = self.copy_to_local(entry, after).await.unwrap_or(false);
        Ok(Appended { local_copy })
    }

    /// Whether the journal, read afresh, holds `entry` byte for byte under a head that is this entry or came after it.
    async fn is_recorded(&self, entry: &Entry) -> Result<bool, MediumError> {
        let record = self.journal.get(&Key::Record(entry.seq).name()).await?;
        let head = self.journal.get(&Key::Head.name()).await?;
        let Some(chain) = head.and_then(|text| Chain::parse(&text).ok()) else { return Ok(false) };
        let reaches = chain.head == entry.head() || chain.head.seq > entry.seq;
        self.chain.replace(Some(chain));
        Ok(reaches && record.is_some_and(|text| text == entry.write()))
    }

    /// The strict transaction: the head is read again inside it, so that two writers never share a number.
    async fn commit(&self, entry: &Entry, before: &Chain, after: &Chain, covered: Vec<Op>) -> Result<(), AppendError> {
        let guard = Guard { key: Key::Head.name(), expected: Some(before.write()) };
        let mut ops = vec![Op::Add(Key::Record(entry.seq).name(), entry.write())];
        ops.push(Op::Put(Key::Head.name(), after.write()));
        ops.extend(covered);
        match self.commit_making_room(&self.journal, Some(guard), ops).await {
            Ok(()) => Ok(()),
            // A medium may have done it, said that there was no room, and been asked once more.
            Err(CommitError::Moved { .. } | CommitError::Present { .. })
                if self.is_recorded(entry).await == Ok(true) =>
            {
                Ok(())
            }
            Err(CommitError::Moved { .. }) => {
                let head = self.journal_chain().await?.head;
                Err(AppendError::HeadMoved { head })
            }
            Err(CommitError::Present { .. }) => Err(AppendError::SeqTaken { seq: entry.seq }),
            // A failed commit may have landed: only the journal can say.
            Err(CommitError::Medium(cause)) => match self.is_recorded(entry).await {
                Ok(true) => Ok(()),
                Ok(false) => Err(AppendError::NotDurable { cause }),
                Err(_) => Err(AppendError::Unsettled { cause }),
            },
        }
    }

    /// The head is this entry's already: puts right what stands under its number, should that have been altered.
    async fn mend(&self, entry: &Entry, chain: &Chain) -> Result<(), AppendError> {
        let key = Key::Record(entry.seq);
        let put = vec![Op::Put(key.name(), entry.write())];
        let found = self.journal.get(&key.name()).await.map_err(AppendError::Journal)?;
        let guard = Guard { key: Key::Head.name(), expected: Some(chain.write()) };
        let mended = match found {
            Some(found) if found == entry.write() => Ok(()),
            Some(found) => {
                self.replace_damaged(&self.journal, &key, super::Side::Journal, &found, Some(guard), put).await
            }
            None => self.write(&self.journal, Some(guard), put).await,
        };
        mended.map_err(AppendError::from)
    }

    /// The second copy. A different record that stands there, or an unreadable head, is left for start-up to judge; a
    /// head that another writer has moved on stays.
    async fn copy_to_local(&self, entry: &Entry, chain: &Chain) -> Result<bool, WriteError> {
        let key = Key::Record(entry.seq).name();
        let record = self.local.get(&key).await?;
        let head = self.local.get(&Key::Head.name()).await?.map(|text| Chain::parse(&text));
        if record.as_ref().is_some_and(|found| *found != entry.write()) {
            return Ok(false);
        }
        let mut ops = Vec::new();
        if record.is_none() {
            ops.push(Op::Put(key, entry.write()));
        }
        if head.as_ref().is_none_or(|found| found.as_ref().is_ok_and(|found| found.head.seq < chain.head.seq)) {
            ops.push(Op::Put(Key::Head.name(), chain.write()));
        }
        self.write(&self.local, None, ops).await?;
        Ok(!matches!(head, Some(Err(_))))
    }

    /// Every record that was not purged: the good, the damaged and the missing, in order.
    ///
    /// # Errors
    /// [`MediumError`], when the journal cannot be read.
    pub async fn entries(&self) -> Result<Vec<Item>, MediumError> {
        let look = self.look().await?;
        let standing = look.standing();
        let missing = standing.chain.iter().flat_map(|chain| repair::missing_runs(chain, &standing));
        let mut items: Vec<Item> = missing.map(|(first, last)| Item::Missing { first, last }).collect();
        items.extend(standing.records.into_values().map(|found| Item::Good(found.entry)));
        items.extend(
            standing
                .damaged
                .into_iter()
                .map(|(seq, found)| Item::Damaged { seq, found: found.into_iter().map(str::to_owned).collect() }),
        );
        items.sort_by_key(Item::seq);
        Ok(items)
    }

    /// What lies in quarantine or was set aside with an earlier chain: keys and bytes as found.
    ///
    /// # Errors
    /// [`MediumError`], when the journal cannot be read.
    pub async fn kept(&self) -> Result<Vec<(String, String)>, MediumError> {
        let look = self.look().await?;
        let sides = [Some(&look.journal), look.local.as_ref().ok()];
        let all = sides.into_iter().flatten().flat_map(Contents::iter);
        let kept = all.filter(|(key, text)| match key {
            Key::Quarantine(_) => true,
            // The mark that there was a chain before is nothing that was found.
            Key::Past(_) => !text.is_empty(),
            _ => false,
        });
        let mut kept: Vec<(String, String)> = kept.map(|(key, text)| (key.name(), text.to_owned())).collect();
        kept.sort();
        kept.dedup();
        Ok(kept)
    }

    /// Where the chain ended when it was last looked at; `None` before [`Vault::begin`].
    pub fn head(&self) -> Option<Head> {
        self.chain.borrow().as_ref().map(|chain| chain.head.clone())
    }

    /// The last record that was purged; number 0 where none was.
    pub fn purged(&self) -> Option<Head> {
        self.chain.borrow().as_ref().map(|chain| chain.purged.clone())
    }

    /// The chain as the journal has it now.
    async fn journal_chain(&self) -> Result<Chain, AppendError> {
        if let Some(reason) = self.not_ready.get() {
            return Err(AppendError::NotReady(reason));
        }
        let text = self.journal.get(&Key::Head.name()).await.map_err(AppendError::Journal)?;
        let chain = match text {
            Some(text) => Chain::parse(&text).map_err(|_| AppendError::HeadUnreadable)?,
            None if self.chain.borrow().is_some() => return Err(AppendError::HeadUnreadable),
            None => return Err(AppendError::NotReady(NotReady::NotBegun)),
        };
        self.chain.replace(Some(chain.clone()));
        Ok(chain)
    }

    pub(super) async fn look(&self) -> Result<Look, MediumError> {
        let journal = Contents::of(self.journal.entries().await?);
        let mut local = self.local.entries().await.map(Contents::of);
        let set_aside = local.as_ref().map(|local| repair::already_set_aside(local, &journal)).unwrap_or_default();
        if let Ok(local) = &mut local {
            set_aside.iter().for_each(|key| local.remove(key));
        }
        Ok(Look { local, journal, set_aside })
    }
}

impl Look {
    pub(super) fn standing(&self) -> Standing<'_> {
        table::decide(self.local.as_ref().ok(), &self.journal)
    }
}

/// The record `seq` as a point of the chain: what it says itself, or what the record above it says of it.
fn point(standing: &Standing, chain: &Chain, seq: u64) -> Option<Head> {
    let own = || standing.records.get(&seq).map(|found| found.entry.hash.clone());
    let above = || standing.records.get(&(seq + 1)).map(|found| found.entry.prev.clone());
    let hash = if seq == chain.head.seq { Some(chain.head.hash.clone()) } else { own().or_else(above) };
    Some(Head { seq, hash: hash? })
}

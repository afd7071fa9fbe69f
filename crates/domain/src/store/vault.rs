//! The protocol over two media. Three rules: the journal first, and durable; nothing is called recorded before it was
//! read back; nothing good is overwritten and nothing unreadable is thrown away.

use std::cell::{Cell, RefCell};

use super::{
    contents::Contents,
    entry::Entry,
    head::{Chain, Head},
    key::Key,
    medium::{CommitError, Guard, Medium, MediumError, Op},
    moving::{self, Moving},
    repair,
    returned::{Returned, StillThere},
    table::{self, Standing},
};

mod answers;
mod begin;
mod past;
mod start;
mod write;

pub use answers::{AppendError, Appended, BeginError, Item, NotReady, OpenError, PurgeError, StartUp};
pub use past::{Displaced, Ended, Past};
pub use start::{Found, Opened};
pub use write::WriteError;

/// The kiosk's records on two media. Every answer is read from the media, except [`Vault::head`].
#[derive(Debug)]
pub struct Vault<L, J> {
    pub(super) local: L,
    pub(super) journal: J,
    chain: RefCell<Option<Chain>>,
    pub(super) not_ready: Cell<Option<NotReady>>,
    /// What slots held in the tablet's chains before, as start-up found it, by name: the newest chain first.
    pub(super) slots_before: Vec<(String, String)>,
    /// Whether localStorage could not be looked at once: what is whole there then looked damaged or gone.
    unseen: Cell<bool>,
    /// Whether a second copy was not made, or not for sure. Start-up makes it.
    pub(super) owed: Cell<bool>,
}

/// Both media as they are read; what an earlier chain left behind in localStorage is seen where it belongs.
pub(super) struct Look {
    pub(super) local: Result<Contents, MediumError>,
    pub(super) journal: Contents,
    /// What stands elsewhere there.
    moving: Vec<Moving>,
}

impl<L: Medium, J: Medium> Vault<L, J> {
    /// **Save.** Appends `entry`, built on [`Vault::head`]. When this returns, it is durable and was read back.
    /// Appending the same entry again finishes what a fault cut short.
    ///
    /// # Errors
    /// [`AppendError`]; then nothing is acknowledged. Nothing good is ever overwritten.
    pub async fn append(&self, entry: &Entry) -> Result<Appended, AppendError> {
        let before = match self.journal_chain().await {
            Err(AppendError::HeadUnreadable) => self.mend_head(entry).await?,
            before => before?,
        };
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
        } else if self.unseen.get() {
            return Err(PurgeError::Unseen);
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
        let (rescued, gone) = look.at_purge(purged.seq);
        let saved = self.save(note, &before, &after, [covered(&look.journal), rescued].concat()).await?;
        // Only now: while the journal was not read back, localStorage was the only sure copy.
        let local = look.local.as_ref().map(covered).unwrap_or_default();
        let cleared = self.write(&self.local, None, [local, gone].concat()).await.is_ok();
        self.owe_unless(cleared);
        Ok(Appended { local_copy: saved.local_copy && cleared })
    }

    /// The same as it was decided on a look that had `seen` as the chain's head: where another page has kept anything since, a hold may be among
    /// it, and nothing is purged. Where it is not acknowledged, once more: it may have been done all the same, and the same note finds it finished.
    ///
    /// # Errors
    /// [`PurgeError`]
    pub async fn purge_insisting(&self, through: u64, note: &Entry, seen: &Head) -> Result<Appended, PurgeError> {
        if !note.follows(seen) {
            let head = self.journal_chain().await?.head;
            return Err(AppendError::HeadMoved { head }.into());
        }
        match self.purge(through, note).await {
            Err(PurgeError::Append(_)) => self.purge(through, note).await,
            done => done,
        }
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
        self.owe_unless(local_copy);
        Ok(Appended { local_copy })
    }

    /// Whether the journal, read afresh, holds `entry` byte for byte under a head that is this entry or came after it.
    async fn is_recorded(&self, entry: &Entry) -> Result<bool, MediumError> {
        let record = self.journal.get(&Key::Record(entry.seq).name()).await?;
        let head = self.journal.get(&Key::Head.name()).await?;
        let Some(chain) = head.and_then(|text| Chain::parse(&text).ok()) else { return Ok(false) };
        let reaches = chain.head == entry.head() || chain.head.seq > entry.seq;
        let is_recorded = reaches && record.is_some_and(|text| text == entry.write());
        // The head is that of this very entry although its line was altered: the same entry can be appended again, and others after it.
        let leads_here = chain.head == entry.head() && self.head().is_some_and(|known| entry.follows(&known));
        // Otherwise the head may be of another chain, and what is known of this one must stay.
        if is_recorded || leads_here {
            self.chain.replace(Some(chain));
        }
        Ok(is_recorded)
    }

    /// The strict transaction: the head is read again inside it, so that two writers never share a number.
    async fn commit(&self, entry: &Entry, before: &Chain, after: &Chain, covered: Vec<Op>) -> Result<(), AppendError> {
        let guard = Guard { key: Key::Head.name(), expected: Some(before.write()) };
        let mut ops = vec![Op::Add(Key::Record(entry.seq).name(), entry.write())];
        ops.push(Op::Put(Key::Head.name(), after.write()));
        ops.extend(covered);
        match self.commit_making_room(&self.journal, Some(guard), ops).await {
            Ok(()) => Ok(()),
            // A medium may have done it, said that there was no room, and been asked once more; or an earlier try landed late. Built anew it
            // would stand there twice, so that only what is surely not there is overtaken.
            Err(refused @ (CommitError::Moved { .. } | CommitError::Present { .. })) => {
                match self.is_recorded(entry).await {
                    Ok(true) => Ok(()),
                    Ok(false) if matches!(refused, CommitError::Present { .. }) => {
                        Err(AppendError::SeqTaken { seq: entry.seq })
                    }
                    Ok(false) => Err(AppendError::HeadMoved { head: self.journal_chain().await?.head }),
                    Err(cause) => Err(AppendError::Unsettled { cause }),
                }
            }
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

    /// The journal's head cannot be read. Where it took this very entry as its last, after the head that is known here, only the head's line
    /// was altered: puts that right.
    async fn mend_head(&self, entry: &Entry) -> Result<Chain, AppendError> {
        let at = |key: Key| async move { self.journal.get(&key.name()).await.map_err(AppendError::Journal) };
        let known = self.chain.borrow().clone().filter(|known| entry.follows(&known.head));
        let is_last =
            at(Key::Record(entry.seq)).await? == Some(entry.write()) && at(Key::Record(entry.seq + 1)).await?.is_none();
        let (Some(known), Some(found), true) = (known, at(Key::Head).await?, is_last) else {
            return Err(AppendError::HeadUnreadable);
        };
        let chain = Chain { head: entry.head(), purged: known.purged };
        let guard = Some(Guard { key: Key::Head.name(), expected: Some(found.clone()) });
        let put = vec![Op::Put(Key::Head.name(), chain.write())];
        self.replace_damaged(&self.journal, &Key::Head, super::Side::Journal, &found, guard, put).await?;
        Ok(chain)
    }

    /// The second copy. A different record that stands there, or an unreadable head, is left for start-up to judge; a
    /// head that another writer has moved on stays. Written is it only where what was there is this chain up to here: otherwise the copy of
    /// something before it is missing. A page may have slept until here: of what was cleared meanwhile there is nothing to copy.
    async fn copy_to_local(&self, entry: &Entry, chain: &Chain) -> Result<bool, WriteError> {
        let key = Key::Record(entry.seq).name();
        let record = self.local.get(&key).await?;
        let stood = self.local.get(&Key::Head.name()).await?;
        let head = stood.as_deref().map(Chain::parse);
        let now = self.journal.get(&Key::Head.name()).await?.and_then(|text| Chain::parse(&text).ok());
        if now.is_some_and(|now| now.purged.seq >= entry.seq) {
            return Ok(record.is_none());
        }
        let found = head.as_ref().and_then(|found| found.as_ref().ok()).map(|found| found.head.clone());
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
        // The journal's answer may have come late: what another page cleared since then has moved the head that was found here.
        self.write(&self.local, Some(Guard { key: Key::Head.name(), expected: stood }), ops).await?;
        Ok(found.is_some_and(|found| entry.follows(&found) || Some(found) == self.head()))
    }

    /// Remembers a second copy that was not made: whatever is written after it, start-up has to make it.
    pub(super) fn owe_unless(&self, is_copied: bool) {
        if !is_copied {
            self.owed.set(true);
        }
    }

    /// Whether every look since start-up, and that of start-up itself, saw both media.
    pub fn saw_both(&self) -> bool {
        !self.unseen.get()
    }

    /// Every record that was not purged: the good, the damaged and the missing, in order.
    ///
    /// # Errors
    /// [`MediumError`], when the journal cannot be read.
    pub async fn entries(&self) -> Result<Vec<Item>, MediumError> {
        Ok(self.seen().await?.0)
    }

    /// The same, with the head that the journal had in that very look.
    ///
    /// # Errors
    /// [`MediumError`], when the journal cannot be read.
    pub async fn seen(&self) -> Result<(Vec<Item>, Option<Head>), MediumError> {
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
        let chain = look.journal.get(&Key::Head).and_then(|text| Chain::parse(text).ok());
        Ok((items, chain.map(|chain| chain.head).or_else(|| self.head())))
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
            // A mark is nothing that was found: neither that of a chain before nor that of what was brought back.
            Key::Past(_) => !text.is_empty() && Returned::read(key, text).is_err(),
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
        if !self.goes_on_to(&chain).await.map_err(AppendError::Journal)? {
            return Err(AppendError::AnotherChain);
        }
        self.chain.replace(Some(chain.clone()));
        Ok(chain)
    }

    /// Whether `chain` is the known one or what another tab made of it: its record after the known head must name that head. Where that
    /// record was purged meanwhile nobody can tell, and the page must look again.
    pub(super) async fn goes_on_to(&self, chain: &Chain) -> Result<bool, MediumError> {
        let Some(known) = self.head() else { return Ok(true) };
        if chain.head.seq <= known.seq || chain.purged.seq > known.seq {
            return Ok(chain.head == known);
        }
        let next = self.journal.get(&Key::Record(known.seq + 1).name()).await?;
        Ok(next.and_then(|text| Entry::parse(&text).ok()).is_some_and(|entry| entry.follows(&known)))
    }

    pub(super) async fn look(&self) -> Result<Look, MediumError> {
        let journal = Contents::of(self.journal.entries().await?);
        let mut local = self.local.entries().await.map(Contents::of);
        if local.is_err() {
            self.unseen.set(true);
        }
        let moving = local.as_ref().map(|local| moving::moving(local, &journal)).unwrap_or_default();
        if let Ok(local) = &mut local {
            moving.iter().for_each(|moving| local.rename(&moving.key, &moving.name));
        }
        Ok(Look { local, journal, moving })
    }
}

impl Look {
    /// Goes on with the move in localStorage.
    fn moved_on(&self) -> Vec<Op> {
        self.moving.iter().flat_map(Moving::ops).collect()
    }

    pub(super) fn standing(&self) -> Standing<'_> {
        table::decide(self.local.as_ref().ok(), &self.journal)
    }
}

impl Look {
    /// What a purge up to `through` does beside clearing the records themselves, to the journal and to localStorage.
    fn at_purge(&self, through: u64) -> (Vec<Op>, Vec<Op>) {
        let Ok(local) = &self.local else { return (vec![], vec![]) };
        StillThere::of(Some(local), &self.journal).at_purge(through, &self.standing(), local)
    }
}

/// The record `seq` as a point of the chain: what it says itself, or what the record above it says of it.
fn point(standing: &Standing, chain: &Chain, seq: u64) -> Option<Head> {
    let own = || standing.records.get(&seq).map(|found| found.entry.hash.clone());
    let above = || standing.records.get(&(seq + 1)).map(|found| found.entry.prev.clone());
    let hash = if seq == chain.head.seq { Some(chain.head.hash.clone()) } else { own().or_else(above) };
    Some(Head { seq, hash: hash? })
}

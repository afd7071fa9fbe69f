//! **Start-up.** In two halves: what both media hold, and making both hold what stands. Nothing here needs a key: of every record only
//! its line is read, with its checksum and its place in the chain.

use super::{
    super::{
        contents::Contents,
        head::Chain,
        key::Key,
        medium::{CommitError, Guard, Medium},
        repair::{Plan, Repair},
        slot,
        table::Standing,
    },
    Look, NotReady, OpenError, StartUp, Vault, WriteError,
};
use std::cell::{Cell, RefCell};

/// What start-up found. Nothing is changed yet.
#[derive(Debug)]
pub struct Found<L, J> {
    vault: Vault<L, J>,
    start: StartUp,
    chain: Option<Chain>,
    /// What is to be done; nothing, where the journal is lost.
    mending: Option<Mending>,
    last_day: Option<String>,
    damaged: Vec<u64>,
}

/// What start-up found and did, and the vault.
#[derive(Debug)]
pub struct Opened<L, J> {
    /// The vault.
    pub vault: Vault<L, J>,
    /// What was done.
    pub start: StartUp,
    /// The day of the last record that can be read, `YYYY-MM-DD`.
    pub last_day: Option<String>,
    /// The places of records whose bytes are damaged, on both media.
    pub damaged: Vec<u64>,
}

/// How often start-up looks where another page is faster each time.
const LOOKS: usize = 5;

/// What makes both media hold what stands, and the head under which it may be done.
#[derive(Debug)]
struct Mending {
    plan: Plan,
    guard: Guard,
    /// localStorage's head as it was found.
    local: Guard,
}

impl<L: Medium, J: Medium> Vault<L, J> {
    /// **Start-up.** Reads both media, decides which copies stand (`table`), and makes both hold them (`repair`).
    /// One tab at a time: see the tab's lock.
    ///
    /// # Errors
    /// [`OpenError`]; then nothing was changed. Everything else is reported in [`StartUp`].
    pub async fn open(local: L, journal: J) -> Result<(Self, StartUp), OpenError> {
        Self::open_telling(local, journal, async |_| ()).await.map(|Opened { vault, start, .. }| (vault, start))
    }

    /// The same. `tell` hears how many values are about to be written or removed: in thousands that takes seconds. Where another page was
    /// faster, what was seen is old, and start-up looks again.
    ///
    /// # Errors
    /// [`OpenError`]
    pub async fn open_telling(local: L, journal: J, tell: impl AsyncFn(usize)) -> Result<Opened<L, J>, OpenError> {
        let mut opened = Self::open_once(local, journal, &tell).await?;
        for _ in 1..LOOKS {
            if !opened.start.was_overtaken() {
                break;
            }
            opened = Self::open_once(opened.vault.local, opened.vault.journal, &tell).await?;
        }
        Ok(opened)
    }

    async fn open_once(local: L, journal: J, tell: &impl AsyncFn(usize)) -> Result<Opened<L, J>, OpenError> {
        let found = Self::find(local, journal).await?;
        tell(found.changes()).await;
        Ok(found.mend().await)
    }

    /// The first half of [`Vault::open`]: reads and decides.
    ///
    /// # Errors
    /// [`OpenError`]
    pub async fn find(local: L, journal: J) -> Result<Found<L, J>, OpenError> {
        let mut vault = Vault {
            local,
            journal,
            chain: RefCell::new(None),
            slots_before: vec![],
            not_ready: Cell::new(None),
            unseen: Cell::new(false),
            owed: Cell::new(false),
        };
        let look = vault.look().await.map_err(OpenError::Journal)?;
        if let Some(version) = look.later_version() {
            return Err(OpenError::Later { version });
        }
        vault.slots_before = look.slots_before();
        let standing = look.standing();
        let mut start =
            StartUp { local_failed: look.local.as_ref().err().cloned().map(WriteError::from), ..StartUp::default() };
        start.journal_lost = look.journal_is_lost(&standing);
        let mending = (!start.journal_lost).then(|| look.mending(&standing, &mut start));
        Ok(Found {
            last_day: standing.records.values().next_back().map(|found| found.entry.day.clone()),
            damaged: standing.damaged.keys().copied().collect(),
            chain: standing.chain,
            mending,
            start,
            vault,
        })
    }
}

impl<L: Medium, J: Medium> Found<L, J> {
    /// How many values [`Found::mend`] will write or remove. In thousands it takes seconds; cut short, the next start-up finds the rest.
    pub fn changes(&self) -> usize {
        self.mending.as_ref().map_or(0, |Mending { plan, .. }| plan.keep.len() + plan.journal.len() + plan.local.len())
    }

    /// Carries the plan out.
    pub async fn mend(self) -> Opened<L, J> {
        let Self { vault, mut start, chain, mending, last_day, damaged } = self;
        let Some(mending) = mending else {
            vault.not_ready.set(Some(NotReady::JournalLost));
            return Opened { vault, start, last_day, damaged };
        };
        vault.carry_out(mending, &mut start).await;
        vault.chain.replace(chain);
        vault.owe_unless(start.local_failed.is_none());
        if start.repair_failed.is_some() {
            vault.not_ready.set(Some(NotReady::NotRepaired));
        } else {
            vault.stow_ballast().await;
        }
        Opened { vault, start, last_day, damaged }
    }
}

impl<L: Medium, J: Medium> Vault<L, J> {
    /// First the bytes that cannot stay where they are, then the journal, then localStorage. A page that slept since it looked does none of
    /// it: by now another one may have taken people, or cleared them.
    async fn carry_out(&self, Mending { plan, guard, local: found }: Mending, start: &mut StartUp) {
        let Plan { keep, journal, local, local_keep, .. } = plan;
        let head = journal
            .iter()
            .rev()
            .find(|op| op.key() == guard.key)
            .map_or(guard.expected.clone(), |op| op.value().cloned());
        let mended = async {
            self.write(&self.journal, Some(guard.clone()), keep).await?;
            self.write(&self.journal, Some(guard), journal).await?;
            // The guard holds for the journal's own transaction only, and there may have been none.
            if local.is_empty() && local_keep.is_empty() { Ok(()) } else { self.is_still_at(head).await }
        };
        if let Err(fault) = mended.await {
            start.repair_failed = Some(fault);
            return;
        }
        if start.local_failed.is_some() {
            return;
        }
        // That look may have been answered late.
        start.local_failed = self.write(&self.local, Some(found), local).await.err();
        // Second copies of what is kept: the journal has them, so that they are worth no ballast.
        let _ = self.try_write(&self.local, &local_keep).await;
    }

    async fn is_still_at(&self, head: Option<String>) -> Result<(), WriteError> {
        let found = self.journal.get(&Key::Head.name()).await?;
        if found == head { Ok(()) } else { Err(CommitError::Moved { found }.into()) }
    }
}

impl Look {
    fn mending(&self, standing: &Standing, start: &mut StartUp) -> Mending {
        let mut plan = Plan::make(self.local.as_ref().ok(), &self.journal, standing);
        start.repairs = std::mem::take(&mut plan.repairs);
        start.repairs.extend(self.moving.iter().map(|moving| Repair::SetAside { key: moving.key.clone() }));
        plan.local.splice(..0, self.moved_on());
        let guard = Guard { key: Key::Head.name(), expected: self.journal.get(&Key::Head).map(str::to_owned) };
        let moved = self.moving.iter().find(|moving| moving.key == Key::Head).map(|moving| moving.text.clone());
        let stood = self.local.as_ref().ok().and_then(|local| local.get(&Key::Head)).map(str::to_owned);
        Mending { plan, guard, local: Guard { key: Key::Head.name(), expected: moved.or(stood) } }
    }

    /// Either medium may be the only one that has a value.
    fn slots_before(&self) -> Vec<(String, String)> {
        let sides = [Some(&self.journal), self.local.as_ref().ok()];
        let slot = |(key, text): (&Key, &str)| match key.past_from()? {
            (nth, under @ Key::Slot(..)) => slot::read(&under, text).ok().map(|slot| (nth, under, slot.value)),
            _ => None,
        };
        let mut slots: Vec<_> = sides.into_iter().flatten().flat_map(Contents::iter).filter_map(slot).collect();
        slots.sort_by(|one, other| other.cmp(one));
        slots.dedup();
        let named = |(_, under, value)| match under {
            Key::Slot(name, _) => Some((name, value)),
            _ => None,
        };
        slots.into_iter().filter_map(named).collect()
    }

    fn later_version(&self) -> Option<u32> {
        self.journal.later_version().or_else(|| self.local.as_ref().ok()?.later_version())
    }

    /// The journal is gone while localStorage is not; or neither holds one readable piece of the chain that there was.
    fn journal_is_lost(&self, standing: &Standing) -> bool {
        let sides = [Some(&self.journal), self.local.as_ref().ok()];
        let mut all = sides.into_iter().flatten().flat_map(Contents::iter);
        let gone = self.journal.is_bare() && self.local.as_ref().is_ok_and(|local| !local.is_bare());
        gone || standing.chain.is_none() && all.any(|(key, _)| key.is_of_a_chain() || matches!(key, Key::Past(_)))
    }
}

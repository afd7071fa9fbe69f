//! **Start-up.** In two halves: what both media hold, and making both hold what stands. Nothing here needs a key: of every record only
//! its line is read, with its checksum and its place in the chain.

use super::{
    super::{
        contents::Contents,
        head::Chain,
        key::Key,
        medium::{Guard, Medium, Op},
        repair::{Plan, Repair},
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
    /// The day of the last record that can be read, `YYYY-MM-DD`.
    pub last_day: Option<String>,
    /// The places of records whose bytes are damaged, on both media.
    pub damaged: Vec<u64>,
}

/// What makes both media hold what stands, and the head under which it may be done.
#[derive(Debug)]
struct Mending {
    plan: Plan,
    guard: Guard,
}

impl<L: Medium, J: Medium> Vault<L, J> {
    /// **Start-up.** Reads both media, decides which copies stand (`table`), and makes both hold them (`repair`).
    /// One tab at a time: see the tab's lock.
    ///
    /// # Errors
    /// [`OpenError`]; then nothing was changed. Everything else is reported in [`StartUp`].
    pub async fn open(local: L, journal: J) -> Result<(Self, StartUp), OpenError> {
        Ok(Self::find(local, journal).await?.mend().await)
    }

    /// The first half of [`Vault::open`]: reads and decides.
    ///
    /// # Errors
    /// [`OpenError`]
    pub async fn find(local: L, journal: J) -> Result<Found<L, J>, OpenError> {
        let vault = Vault { local, journal, chain: RefCell::new(None), not_ready: Cell::new(None) };
        let look = vault.look().await.map_err(OpenError::Journal)?;
        if let Some(version) = look.later_version() {
            return Err(OpenError::Later { version });
        }
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
    pub async fn mend(self) -> (Vault<L, J>, StartUp) {
        let Self { vault, mut start, chain, mending, .. } = self;
        let Some(mending) = mending else {
            vault.not_ready.set(Some(NotReady::JournalLost));
            return (vault, start);
        };
        vault.carry_out(mending, &mut start).await;
        vault.chain.replace(chain);
        if start.repair_failed.is_some() {
            vault.not_ready.set(Some(NotReady::NotRepaired));
        } else {
            vault.stow_ballast().await;
        }
        (vault, start)
    }
}

impl<L: Medium, J: Medium> Vault<L, J> {
    /// First the bytes that cannot stay where they are, then the journal, then localStorage.
    async fn carry_out(&self, Mending { plan, guard }: Mending, start: &mut StartUp) {
        let Plan { keep, journal, local, local_keep, .. } = plan;
        let mended = async {
            self.write(&self.journal, None, keep).await?;
            self.write(&self.journal, Some(guard), journal).await
        };
        if let Err(fault) = mended.await {
            start.repair_failed = Some(fault);
            return;
        }
        if start.local_failed.is_some() {
            return;
        }
        start.local_failed = self.write(&self.local, None, local).await.err();
        // Second copies of what is kept: the journal has them, so that they are worth no ballast.
        let _ = self.try_write(&self.local, &local_keep).await;
    }
}

impl Look {
    fn mending(&self, standing: &Standing, start: &mut StartUp) -> Mending {
        let mut plan = Plan::make(self.local.as_ref().ok(), &self.journal, standing);
        start.repairs = std::mem::take(&mut plan.repairs);
        start.repairs.extend(self.set_aside.iter().map(|key| Repair::SetAside { key: key.clone() }));
        plan.local.splice(..0, self.set_aside.iter().map(|key| Op::Delete(key.name())));
        let guard = Guard { key: Key::Head.name(), expected: self.journal.get(&Key::Head).map(str::to_owned) };
        Mending { plan, guard }
    }

    fn later_version(&self) -> Option<u32> {
        self.journal.later_version().or_else(|| self.local.as_ref().ok()?.later_version())
    }

    /// The journal is gone while localStorage is not; or neither holds one readable piece of the chain that there was.
    fn journal_is_lost(&self, standing: &Standing) -> bool {
        let sides = [Some(&self.journal), self.local.as_ref().ok()];
        let mut all = sides.into_iter().flatten().flat_map(Contents::iter);
        let gone = self.journal.is_bare() && self.local.as_ref().is_ok_and(|local| !local.is_bare());
        gone || standing.chain.is_none()
            && all.any(|(key, _)| matches!(key, Key::Record(_) | Key::Head | Key::Quarantine(_) | Key::Past(_)))
    }
}

//! A kiosk that works on two media while they go wrong, as the shell does: it retries the same entry, opens the store
//! again where it is told to, and remembers what was acknowledged.

use std::collections::{BTreeMap, BTreeSet};

use inkseal_domain::store::{
    contract::{sample_entry, sample_first_prev},
    faulty::{Fault, FaultyMedium, Power, flip, power},
    *,
};

pub type Faulty = FaultyMedium<MemoryMedium>;
type Open = Vault<Faulty, Faulty>;

/// When to go wrong: side, call number, fault.
pub type Faults = Vec<(Side, usize, Fault)>;

#[derive(Debug, Clone, Copy)]
pub enum Step {
    Append,
    /// Forgets everything but the last two records that were acknowledged.
    Purge,
    Slot,
    Restart,
    /// Flips a record on one side that the other side has.
    Rot(Side),
    /// The power fails, and localStorage comes back as it was this many steps ago.
    PowerCut(usize),
}

/// The run that is repeated with a fault at every call.
pub const RUN: [Step; 19] = {
    use Step::{Append, Purge, Restart, Slot};
    [
        Append, Append, Append, Slot, Append, Append, Restart, Append, Append, Purge, Append, Slot, Append, Append,
        Restart, Append, Append, Slot, Append,
    ]
};

pub struct Tablet {
    local: MemoryMedium,
    journal: MemoryMedium,
    faulty: (Faulty, Faulty),
    power: Power,
    vault: Option<Open>,
    earlier: Vec<BTreeMap<String, String>>,
    /// What only stood in localStorage when the browser lost its latest writes.
    forgotten: BTreeSet<String>,
    acknowledged: Vec<Entry>,
    purge_asked: u64,
    slot_acknowledged: u64,
    made: u64,
}

impl Tablet {
    pub fn new(faults: &Faults) -> Self {
        let (local, journal) = (MemoryMedium::default(), MemoryMedium::default());
        let power = power();
        let of = |side| faults.iter().filter(move |fault| fault.0 == side).map(|fault| (fault.1, fault.2));
        let faulty = (
            FaultyMedium::new(local.clone(), power.clone(), of(Side::Local)),
            FaultyMedium::new(journal.clone(), power.clone(), of(Side::Journal)),
        );
        Tablet {
            local,
            journal,
            faulty,
            power,
            vault: None,
            earlier: Vec::new(),
            forgotten: BTreeSet::new(),
            acknowledged: Vec::new(),
            purge_asked: 0,
            slot_acknowledged: 0,
            made: 0,
        }
    }

    /// Whether every fault has happened.
    pub fn faults_are_spent(&self) -> bool {
        !self.faulty.0.is_pending() && !self.faulty.1.is_pending()
    }

    pub async fn run(&mut self, steps: &[Step], forgets: usize) {
        for step in steps {
            self.earlier.push(self.local.snapshot());
            self.step(*step).await;
            if !self.power.get() {
                self.power_cut(forgets);
            }
        }
    }

    async fn step(&mut self, step: Step) {
        match step {
            Step::Append => drop(self.append().await),
            Step::Purge => self.purge().await,
            Step::Slot => self.slot().await,
            Step::Restart => self.vault = None,
            Step::Rot(side) => self.rot(side),
            Step::PowerCut(forgets) => self.power_cut(forgets),
        }
    }

    fn power_cut(&mut self, forgets: usize) {
        if forgets > 0 {
            let at = self.earlier.len().saturating_sub(forgets);
            self.forgotten.extend(self.local.snapshot().into_values());
            self.local.replace(self.earlier.get(at).cloned().unwrap_or_default());
        }
        self.vault = None;
        self.power.set(true);
    }

    /// The store, opened where it is not open, and begun where nothing has begun.
    async fn open(&mut self) -> Option<&Open> {
        if self.vault.is_none() {
            let (vault, start) = Vault::open(self.faulty.0.clone(), self.faulty.1.clone()).await.ok()?;
            // Only a beginning that was never acknowledged may look like a loss.
            assert!(!start.journal_lost || self.acknowledged.is_empty(), "the journal was never cleared: {start:?}");
            self.vault = Some(vault);
        }
        let vault = self.vault.as_ref()?;
        if vault.head().is_none() {
            vault.begin(&sample_first_prev(), &[("settings", "0")]).await.ok()?;
        }
        Some(vault)
    }

    /// Acknowledged, or given up after a few tries.
    async fn append(&mut self) -> Option<()> {
        let mut pending: Option<Entry> = None;
        for _ in 0..4 {
            self.made += 1;
            let label = format!("record {}", self.made);
            let Some(vault) = self.open().await else {
                self.vault = None;
                continue;
            };
            let entry = match pending.take() {
                Some(entry) => entry,
                None => sample_entry(&vault.head()?, &label),
            };
            match vault.append(&entry).await {
                Ok(_) => {
                    self.acknowledged.push(entry);
                    return Some(());
                }
                Err(AppendError::HeadMoved { .. }) => {}
                Err(AppendError::NotDurable { .. } | AppendError::Unsettled { .. } | AppendError::ReadBackDiffers) => {
                    pending = Some(entry);
                }
                Err(_) => {
                    self.vault = None;
                    pending = Some(entry);
                }
            }
        }
        None
    }

    async fn purge(&mut self) {
        let mut seqs: Vec<u64> = self.acknowledged.iter().map(|entry| entry.seq).collect();
        seqs.sort_unstable();
        let Some(&through) = seqs.iter().rev().nth(2) else { return };
        self.made += 1;
        let label = format!("purged {}", self.made);
        let Some(vault) = self.open().await else { return };
        let Some(head) = vault.head() else { return };
        let note = sample_entry(&head, &label);
        let mut done = vault.purge(through, &note).await;
        if done.is_err() {
            done = vault.purge(through, &note).await;
        }
        if done.is_ok() {
            self.acknowledged.push(note);
        }
        self.purge_asked = self.purge_asked.max(through);
    }

    async fn slot(&mut self) {
        self.made += 1;
        let made = self.made;
        let Some(vault) = self.open().await else { return };
        if vault.put_slot("settings", &made.to_string()).await.is_ok() {
            self.slot_acknowledged = made;
        }
    }

    fn rot(&mut self, side: Side) {
        let (rots, other) = match side {
            Side::Local => (&self.local, self.journal.snapshot()),
            Side::Journal => (&self.journal, self.local.snapshot()),
        };
        let both = rots
            .snapshot()
            .into_iter()
            .find(|(key, text)| matches!(Key::parse(key), Key::Record(seq) if seq > 3) && other.get(key) == Some(text));
        if let Some((key, text)) = both {
            rots.set(&key, Some(&flip(&text)));
        }
        self.vault = None;
    }

    /// What must be true whatever happened, looked at on media that work again.
    pub async fn check(&self) -> Result<(), String> {
        self.power.set(true);
        let open = || Vault::open(self.local.clone(), self.journal.clone());
        let (vault, start) = open().await.map_err(|error| error.to_string())?;
        let unborn = self.acknowledged.is_empty() && start.journal_lost;
        ensure(start.takes_signers() || unborn, || format!("it takes no signers: {start:?}"))?;
        if vault.head().is_none() {
            return ensure(self.acknowledged.is_empty(), || "the chain is gone".into());
        }
        self.check_records(&vault).await?;
        self.check_kept(&vault).await?;
        let slot = vault.slot("settings").await.map_err(|error| error.to_string())?;
        let stands = slot.as_ref().and_then(|slot| slot.value.parse::<u64>().ok());
        ensure(stands >= Some(self.slot_acknowledged), || format!("the slot is {slot:?}"))?;

        let head = vault.head().ok_or("no head")?;
        vault.append(&sample_entry(&head, "afterwards")).await.map_err(|error| error.to_string())?;
        let (_, start) = open().await.map_err(|error| error.to_string())?;
        let quiet = start.repairs.iter().all(|repair| matches!(repair, Repair::Missing { .. }));
        ensure(quiet && start.takes_signers(), || format!("the next start says {start:?}"))
    }

    async fn check_records<L: Medium, J: Medium>(&self, vault: &Vault<L, J>) -> Result<(), String> {
        let purged = vault.purged().map_or(0, |head| head.seq);
        ensure(purged <= self.purge_asked, || format!("purged through {purged}, asked {}", self.purge_asked))?;
        // A journal that altered a purge's head, beside a localStorage that fell back, may not know of the purge.
        let may_go = if self.forgotten.is_empty() { purged } else { self.purge_asked };
        let mut seqs = BTreeSet::new();
        let items = vault.entries().await.map_err(|error| error.to_string())?;
        for entry in &self.acknowledged {
            ensure(seqs.insert(entry.seq), || format!("number {} was acknowledged twice", entry.seq))?;
            let there = entry.seq <= may_go || items.contains(&Item::Good(entry.clone()));
            ensure(there, || format!("{} was acknowledged and is not there", entry.seq))?;
        }
        for item in &items {
            let Item::Missing { first, last } = item else { continue };
            ensure(*last <= self.purge_asked, || format!("{first} to {last} are missing"))?;
        }
        for pair in items.windows(2) {
            if let [Item::Good(one), Item::Good(two)] = pair {
                ensure(two.follows(&one.head()), || format!("the chain breaks at {}", two.seq))?;
            }
        }
        Ok(())
    }

    /// Everything that a medium wrote in place of what it was asked to is still there.
    async fn check_kept<L: Medium, J: Medium>(&self, vault: &Vault<L, J>) -> Result<(), String> {
        let kept: Vec<String> =
            vault.kept().await.map_err(|error| error.to_string())?.into_iter().map(|(_, text)| text).collect();
        for (key, text) in self.faulty.0.altered().into_iter().chain(self.faulty.1.altered()) {
            let may_go = match Key::parse(&key) {
                Key::Record(seq) => seq <= self.purge_asked,
                Key::Slot(..) | Key::Head => false,
                _ => true,
            };
            let there = kept.contains(&text) || self.forgotten.contains(&text);
            ensure(may_go || there, || format!("the altered {key} is gone: {text}"))?;
        }
        Ok(())
    }
}

fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise()) }
}

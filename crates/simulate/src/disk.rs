//! A tablet's storage as browsers really treat it.
//!
//! - localStorage: a write is seen at once by its own tab, later by others, and reaches the disk when the browser gets round to it, in
//!   order. A crash loses what had not got there.
//! - IndexedDB: a strict transaction is whole and on the disk before its answer comes. One that hangs may land after all, but before the next.
//! - Both have a quota, and around every call something else may happen ([`crate::turns`]).

use crate::turns::give_way;
use inkseal_domain::store::{CommitError, Guard, Medium, MediumError, MemoryMedium, Op, Side};
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// Keys and values.
pub type Values = BTreeMap<String, String>;

/// What one transaction asks for.
pub type Transaction = (Option<Guard>, Vec<Op>);

/// The storage of one tablet; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    state: Rc<RefCell<State>>,
    journal: MemoryMedium,
}

#[derive(Debug, Default)]
struct State {
    /// localStorage as it is on the disk.
    local: Values,
    /// Writes that the browser still holds in memory: number, tab, key, value.
    queue: VecDeque<(u64, usize, String, Option<String>)>,
    writes: u64,
    /// UTF-16 units that localStorage may take.
    quota: Option<usize>,
    /// The journal as it is on the disk, where that is not the same: only with relaxed durability, a planted defect.
    relaxed: Option<Values>,
    hang: bool,
    late: Option<Transaction>,
}

impl Disk {
    /// The handle on localStorage of one tab.
    pub fn local(&self, tab: usize) -> Local {
        let local = Local { disk: self.clone(), tab, seen: Rc::default() };
        local.catch_up();
        local
    }

    /// A handle on the journal.
    pub fn journal(&self) -> Journal {
        Journal { disk: self.clone() }
    }

    /// What one side has on the disk.
    pub fn on_disk(&self, side: Side) -> Values {
        match side {
            Side::Local => self.state.borrow().local.clone(),
            Side::Journal => self.state.borrow().relaxed.clone().unwrap_or_else(|| self.journal.snapshot()),
        }
    }

    /// The browser writes its oldest `count` localStorage changes to the disk.
    pub fn flush(&self, count: usize) {
        let mut state = self.state.borrow_mut();
        for _ in 0..count {
            let Some((_, _, key, value)) = state.queue.pop_front() else { break };
            set(&mut state.local, key, value);
        }
        drop(state);
        self.sync();
    }

    /// The browser is closed in order.
    pub fn close(&self) {
        self.land_late();
        self.state.borrow_mut().hang = false;
        self.flush(usize::MAX);
    }

    /// The power fails, or every process of the browser is killed. `lands`: whether a hanging transaction had got to the disk.
    pub fn crash(&self, lands: bool) {
        if lands {
            self.land_late();
        }
        self.journal.replace(self.on_disk(Side::Journal));
        let mut state = self.state.borrow_mut();
        state.queue.clear();
        (state.hang, state.late) = (false, None);
    }

    /// Changes one value on the disk behind everybody's back, while the tablet is off.
    pub fn alter(&self, side: Side, key: &str, value: Option<&str>) {
        match side {
            Side::Local => set(&mut self.state.borrow_mut().local, key.to_owned(), value.map(str::to_owned)),
            Side::Journal => self.journal.set(key, value),
        }
        self.sync();
    }

    /// Empties one side, while the tablet is off.
    pub fn clear(&self, side: Side) {
        match side {
            Side::Local => self.state.borrow_mut().local.clear(),
            Side::Journal => self.journal.replace(Values::new()),
        }
        self.sync();
    }

    /// localStorage may take `spare` units more than it takes now; `None`: as much as it wants.
    pub fn limit(&self, spare: Option<usize>) {
        let used = units(&self.local(usize::MAX).seen.borrow().values);
        self.state.borrow_mut().quota = spare.map(|spare| used + spare);
    }

    /// The next journal transaction gives no answer.
    pub fn hang_next(&self) {
        self.state.borrow_mut().hang = true;
    }

    /// Journal transactions are on the disk only after the next [`Disk::flush`]: a planted defect.
    pub fn relax(&self) {
        self.state.borrow_mut().relaxed = Some(self.journal.snapshot());
    }

    fn sync(&self) {
        if let Some(on_disk) = &mut self.state.borrow_mut().relaxed {
            *on_disk = self.journal.snapshot();
        }
    }

    fn land_late(&self) {
        let late = self.state.borrow_mut().late.take();
        if let Some((guard, ops)) = late {
            // A guard that no longer holds aborts it, as the real one would.
            let _ = crate::turns::now(self.journal.commit(guard, ops));
        }
    }
}

/// One tab's localStorage.
#[derive(Debug, Clone)]
pub struct Local {
    disk: Disk,
    tab: usize,
    seen: Rc<RefCell<Seen>>,
}

#[derive(Debug, Default)]
struct Seen {
    values: Values,
    write: Option<u64>,
}

impl Local {
    /// Hears of what other tabs wrote.
    pub fn catch_up(&self) {
        let state = self.disk.state.borrow();
        let mut seen = self.seen.borrow_mut();
        let before = seen.write;
        if before.is_none() {
            seen.values.clone_from(&state.local);
        }
        for (number, tab, key, value) in &state.queue {
            if before.is_none_or(|before| *number > before && *tab != self.tab) {
                set(&mut seen.values, key.clone(), value.clone());
            }
        }
        seen.write = Some(state.writes);
    }

    /// What this tab sees under a key.
    pub fn peek(&self, key: &str) -> Option<String> {
        self.seen.borrow().values.get(key).cloned()
    }

    fn put(&self, key: String, value: Option<String>) -> Result<(), MediumError> {
        let mut seen = self.seen.borrow_mut();
        let mut state = self.disk.state.borrow_mut();
        let mut after = seen.values.clone();
        set(&mut after, key.clone(), value.clone());
        if value.is_some() && state.quota.is_some_and(|quota| units(&after) > quota) {
            return Err(MediumError::Full);
        }
        seen.values = after;
        state.writes += 1;
        let entry = (state.writes, self.tab, key, value);
        state.queue.push_back(entry);
        Ok(())
    }
}

impl Medium for Local {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        Ok(self.seen.borrow().values.clone().into_iter().collect())
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        Ok(self.peek(key))
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        give_way().await;
        if let Some(Guard { key, expected }) = guard {
            let found = self.get(&key).await?;
            if found != expected {
                return Err(CommitError::Moved { found });
            }
        }
        for op in ops {
            match op {
                Op::Add(key, _) if self.get(&key).await?.is_some() => return Err(CommitError::Present { key }),
                Op::Put(key, value) | Op::Add(key, value) => self.put(key, Some(value))?,
                Op::Delete(key) => self.put(key, None)?,
            }
            give_way().await;
        }
        Ok(())
    }
}

/// The journal, as any tab sees it.
#[derive(Debug, Clone)]
pub struct Journal {
    disk: Disk,
}

impl Medium for Journal {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        give_way().await;
        self.disk.land_late();
        self.disk.journal.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        give_way().await;
        self.disk.land_late();
        self.disk.journal.get(key).await
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        give_way().await;
        self.disk.land_late();
        let hangs = std::mem::take(&mut self.disk.state.borrow_mut().hang);
        if hangs {
            self.disk.state.borrow_mut().late = Some((guard, ops));
            return Err(MediumError::Hangs.into());
        }
        let done = self.disk.journal.commit(guard, ops).await;
        give_way().await;
        done
    }
}

fn set(values: &mut Values, key: String, value: Option<String>) {
    match value {
        Some(value) => values.insert(key, value),
        None => values.remove(&key),
    };
}

fn units(values: &Values) -> usize {
    values.iter().map(|(key, value)| key.len() + value.len()).sum()
}

//! A medium that goes wrong on demand: for tests.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use super::medium::{CommitError, Guard, Medium, MediumError, Op};

/// One way to go wrong. All but [`Fault::Fail`] and the stops wait for the next write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Does nothing and says so.
    Fail,
    /// Does the first half of a commit and says that it failed: localStorage only.
    Tear,
    /// Is full from now on, until something is deleted.
    Fill,
    /// Does everything and says that it failed.
    Late,
    /// Does nothing and says that it was done.
    Drop,
    /// Flips a character of the nth value of a commit and says that it was done.
    Flip(usize),
    /// Cuts the nth value of a commit in half and says that it was done.
    Cut(usize),
    /// Everything stops before this call does anything.
    StopBefore,
    /// Everything stops half-way through this commit: localStorage only.
    StopHalfWay,
    /// Everything stops after this call has done its work, before anybody hears of it.
    StopAfter,
}

/// Whether the tablet is on; shared by both media of one tablet.
pub type Power = Rc<Cell<bool>>;

/// A tablet that is switched on.
pub fn power() -> Power {
    Rc::new(Cell::new(true))
}

/// A medium that goes wrong at chosen calls (the first call is 1).
#[derive(Debug, Clone)]
pub struct FaultyMedium<M> {
    inner: M,
    power: Power,
    state: Rc<State>,
}

#[derive(Debug, Default)]
struct State {
    calls: Cell<usize>,
    full: Cell<bool>,
    faults: RefCell<BTreeMap<usize, Fault>>,
    altered: RefCell<Vec<(String, String)>>,
}

impl<M> FaultyMedium<M> {
    /// `inner`, going wrong as `faults` says: call number, fault.
    pub fn new(inner: M, power: Power, faults: impl IntoIterator<Item = (usize, Fault)>) -> Self {
        let state = State { faults: RefCell::new(faults.into_iter().collect()), ..State::default() };
        FaultyMedium { inner, power, state: Rc::new(state) }
    }

    /// Goes wrong at these further calls, counted from now.
    pub fn add_faults(&self, faults: impl IntoIterator<Item = (usize, Fault)>) {
        let calls = self.state.calls.get();
        self.state.faults.borrow_mut().extend(faults.into_iter().map(|(call, fault)| (calls + call, fault)));
    }

    /// Whether a fault is still to come.
    pub fn is_pending(&self) -> bool {
        !self.state.faults.borrow().is_empty()
    }

    /// What it wrote instead of what it was asked to: key, value.
    pub fn altered(&self) -> Vec<(String, String)> {
        self.state.altered.borrow().clone()
    }

    fn next_fault(&self, is_write: bool) -> Result<Option<Fault>, MediumError> {
        if !self.power.get() {
            return Err(dead());
        }
        let call = self.state.calls.get() + 1;
        self.state.calls.set(call);
        let mut faults = self.state.faults.borrow_mut();
        let Some(due) = faults.first_entry().filter(|due| *due.key() <= call) else {
            return Ok(None);
        };
        let any_call = matches!(due.get(), Fault::Fail | Fault::StopBefore | Fault::StopAfter);
        Ok((is_write || any_call).then(|| due.remove()))
    }

    fn before_read(&self) -> Result<(), MediumError> {
        match self.next_fault(false)? {
            None => Ok(()),
            Some(Fault::Fail) => Err(MediumError::Failed("on demand".into())),
            Some(_) => {
                self.power.set(false);
                Err(dead())
            }
        }
    }

    fn alter(&self, ops: &mut [Op], nth: usize, change: impl Fn(&str) -> String) {
        let mut values: Vec<(&str, &mut String)> = ops
            .iter_mut()
            .filter_map(|op| match op {
                Op::Put(key, value) | Op::Add(key, value) => Some((key.as_str(), value)),
                Op::Delete(_) => None,
            })
            .collect();
        if values.is_empty() {
            return;
        }
        let at = nth % values.len();
        let (key, value) = &mut values[at];
        **value = change(value);
        self.state.altered.borrow_mut().push(((*key).to_owned(), (**value).clone()));
    }
}

impl<M: Medium> Medium for FaultyMedium<M> {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.before_read()?;
        self.inner.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        self.before_read()?;
        self.inner.get(key).await
    }

    async fn commit(&self, guard: Option<Guard>, mut ops: Vec<Op>) -> Result<(), CommitError> {
        let fault = self.next_fault(true)?;
        if fault == Some(Fault::Fill) {
            self.state.full.set(true);
        }
        if self.state.full.get() {
            if !ops.iter().all(|op| matches!(op, Op::Delete(_))) {
                return Err(MediumError::Full.into());
            }
            self.state.full.set(false);
        }
        let half = ops.len() / 2;
        match fault {
            None | Some(Fault::Fill) => return self.inner.commit(guard, ops).await,
            Some(Fault::Drop) => return Ok(()),
            Some(Fault::Fail | Fault::StopBefore) => {}
            Some(Fault::Late | Fault::StopAfter) => self.inner.commit(guard, ops).await?,
            Some(Fault::Tear | Fault::StopHalfWay) => {
                ops.truncate(half);
                self.inner.commit(guard, ops).await?;
            }
            Some(Fault::Flip(nth)) => {
                self.alter(&mut ops, nth, flip);
                return self.inner.commit(guard, ops).await;
            }
            Some(Fault::Cut(nth)) => {
                self.alter(&mut ops, nth, |value| value[..value.len() / 2].to_owned());
                return self.inner.commit(guard, ops).await;
            }
        }
        if matches!(fault, Some(Fault::StopBefore | Fault::StopHalfWay | Fault::StopAfter)) {
            self.power.set(false);
        }
        Err(MediumError::Failed("on demand".into()).into())
    }
}

/// `value` (ASCII) with one character changed in the middle.
pub fn flip(value: &str) -> String {
    let mut bytes = value.as_bytes().to_vec();
    if let Some(byte) = bytes.get_mut(value.len() / 2) {
        *byte = if *byte == b'x' { b'y' } else { b'x' };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn dead() -> MediumError {
    MediumError::Failed("the tablet is off".into())
}

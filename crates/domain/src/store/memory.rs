//! A medium in memory: for practice, and for tests, where clones share the contents so that a "restart" keeps them.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use super::medium::{CommitError, Guard, Medium, MediumError, Op};

/// Strings in memory; a clone is a second handle on the same contents.
#[derive(Debug, Clone, Default)]
pub struct MemoryMedium {
    values: Rc<RefCell<BTreeMap<String, String>>>,
}

impl MemoryMedium {
    /// A copy of everything it holds.
    pub fn snapshot(&self) -> BTreeMap<String, String> {
        self.values.borrow().clone()
    }

    /// Replaces everything it holds, as a browser does that loses or restores its files.
    pub fn replace(&self, values: BTreeMap<String, String>) {
        *self.values.borrow_mut() = values;
    }

    /// Changes one value behind everybody's back; `None` removes it.
    pub fn set(&self, key: &str, value: Option<&str>) {
        set(&mut self.values.borrow_mut(), key.to_owned(), value.map(str::to_owned));
    }
}

impl Medium for MemoryMedium {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        Ok(self.snapshot().into_iter().collect())
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        Ok(self.values.borrow().get(key).cloned())
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        let mut values = self.values.borrow_mut();
        if let Some(Guard { key, expected }) = guard {
            let found = values.get(&key).cloned();
            if found != expected {
                return Err(CommitError::Moved { found });
            }
        }
        let mut undo = Vec::new();
        for op in ops {
            let (key, value) = match op {
                Op::Add(key, _) if values.contains_key(&key) => {
                    undo.into_iter().rev().for_each(|(key, value)| set(&mut values, key, value));
                    return Err(CommitError::Present { key });
                }
                Op::Put(key, value) | Op::Add(key, value) => (key, Some(value)),
                Op::Delete(key) => (key, None),
            };
            undo.push((key.clone(), values.get(&key).cloned()));
            set(&mut values, key, value);
        }
        Ok(())
    }
}

fn set(values: &mut BTreeMap<String, String>, key: String, value: Option<String>) {
    match value {
        Some(value) => values.insert(key, value),
        None => values.remove(&key),
    };
}

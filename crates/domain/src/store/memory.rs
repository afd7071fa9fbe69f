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
        let mut values = self.values.borrow_mut();
        match value {
            Some(value) => values.insert(key.to_owned(), value.to_owned()),
            None => values.remove(key),
        };
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
        let mut next = self.snapshot();
        if let Some(Guard { key, expected }) = guard {
            let found = next.get(&key).cloned();
            if found != expected {
                return Err(CommitError::Moved { found });
            }
        }
        for op in ops {
            match op {
                Op::Put(key, value) => drop(next.insert(key, value)),
                Op::Add(key, _) if next.contains_key(&key) => {
                    return Err(CommitError::Present { key });
                }
                Op::Add(key, value) => drop(next.insert(key, value)),
                Op::Delete(key) => drop(next.remove(&key)),
            }
        }
        self.replace(next);
        Ok(())
    }
}

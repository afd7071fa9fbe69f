//! A medium that can be full.

use inkseal_domain::store::{CommitError, Guard, Medium, MediumError, MemoryMedium, Op};
use std::cell::Cell;
use std::rc::Rc;

/// localStorage with so much room.
#[derive(Clone, Debug)]
pub struct Small(pub MemoryMedium, pub Rc<Cell<usize>>);

impl Small {
    pub fn on(medium: &MemoryMedium) -> Self {
        Self(medium.clone(), Rc::new(Cell::new(usize::MAX)))
    }

    /// From now on there is no room.
    pub fn fill(&self) {
        self.0.set("ballast", None);
        self.1.set(self.used());
    }

    pub fn free(&self) {
        self.1.set(usize::MAX);
    }

    pub fn used(&self) -> usize {
        self.0.snapshot().iter().map(|(key, text)| key.len() + text.len()).sum()
    }

    fn would_use(&self, op: &Op) -> usize {
        let before = self.0.snapshot().get(op.key()).map_or(0, |text| op.key().len() + text.len());
        self.used() - before + op.value().map_or(0, |text| op.key().len() + text.len())
    }
}

impl Medium for Small {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.0.entries().await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        self.0.get(key).await
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        self.0.commit(guard, vec![]).await?;
        for op in ops {
            if op.value().is_some() && self.would_use(&op) > self.1.get() {
                return Err(MediumError::Full.into());
            }
            self.0.commit(None, vec![op]).await?;
        }
        Ok(())
    }
}

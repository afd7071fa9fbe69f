//! Opening a chain a few records at a time, so that whoever waits can be told how far it is, and can stop it.

use super::{Line, Log};
use crate::lineage::Lineage;
use crate::office::OfficeSecret;
use crate::seal::Proved;
use crate::store::{Entry, Head, Item};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A chain that is being opened.
#[derive(Debug)]
pub struct Opening {
    items: std::vec::IntoIter<Item>,
    /// What was opened before, by its hash: a record never changes.
    known: BTreeMap<String, Rc<Proved>>,
    log: Log,
    of: usize,
}

impl Opening {
    /// Begins with what was seen, and the head in that look; what `before` has is not opened again.
    pub fn new((items, head): (Vec<Item>, Option<Head>), before: &Log, lineage: &Lineage) -> Self {
        let chains_before = lineage.before.iter().rev().map(|key| key.kid()).collect();
        let good = before.lines().iter().filter_map(|line| match line {
            Line::Good(proved) => Some((proved.hash().to_string(), proved.clone())),
            _ => None,
        });
        Self {
            of: items.len(),
            known: good.collect(),
            items: items.into_iter(),
            log: Log { head, chains_before, ..Log::default() },
        }
    }

    /// Opens at most `count` records more. Returns whether something is left.
    pub fn step(&mut self, count: usize, secret: &OfficeSecret, lineage: &Lineage) -> bool {
        let mut opened = 0;
        while opened < count {
            let Some(item) = self.items.next() else { return false };
            let line = match item {
                Item::Good(entry) => match self.known.get(&entry.hash) {
                    Some(proved) => Line::Good(proved.clone()),
                    None => {
                        opened += 1;
                        open(&entry, secret, lineage)
                    }
                },
                Item::Damaged { seq, found } => Line::Damaged { seq, found },
                Item::Missing { first, last } => Line::Missing { first, last },
            };
            self.log.push(line);
        }
        true
    }

    /// How many places were looked at, and of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.log.lines.len(), self.of)
    }

    /// The chain as far as it was opened.
    pub fn finish(self) -> Log {
        self.log
    }
}

fn open(entry: &Entry, secret: &OfficeSecret, lineage: &Lineage) -> Line {
    match Proved::open(entry, secret.reading(), lineage) {
        Ok(proved) => Line::Good(Rc::new(proved)),
        Err(why) => Line::Unopened { seq: entry.seq, found: entry.write(), why },
    }
}

//! Following the chain through a file's records, one after the other.

use super::Fault;
use crate::batch::Batch;
use crate::codec::Hash;
use std::collections::BTreeMap;

/// Where the chain stands while it is followed.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    expected: u64,
    /// Hash of the record before; unknown after a damaged one.
    last: Option<Hash>,
    seen: BTreeMap<u64, Option<Hash>>,
}

impl Walk {
    pub(super) fn new(batch: &Batch) -> Self {
        Self { expected: batch.first, last: Some(batch.prev), seen: BTreeMap::new() }
    }

    pub(super) fn skip(&mut self) {
        self.expected = self.expected.saturating_add(1);
        self.last = None;
    }

    pub(super) fn step(&mut self, seq: u64, link: Option<(Hash, Hash)>, faults: &mut Vec<Fault>) {
        let hash = link.map(|(_, hash)| hash);
        if let Some(other) = self.seen.get(&seq) {
            faults.push(if *other == hash { Fault::Duplicated(seq) } else { Fault::Forked(seq) });
            return;
        }
        self.seen.insert(seq, hash);
        if seq < self.expected {
            faults.push(Fault::Reordered(seq));
            return;
        }
        if seq == self.expected {
            let broken = matches!((link, self.last), (Some((prev, _)), Some(last)) if prev != last);
            if broken {
                faults.push(Fault::ChainBroken(seq));
            }
        }
        self.expected = seq.saturating_add(1);
        self.last = hash;
    }

    /// Places never seen were dropped; what is gone at the end was cut off.
    pub(super) fn end(self, batch: &Batch, faults: &mut Vec<Fault>) {
        let mut from = batch.first;
        let all_hold = !faults.iter().any(|fault| matches!(fault, Fault::Record { .. }));
        for seq in self.seen.keys() {
            if *seq > from && all_hold {
                faults.push(Fault::Dropped { from, to: seq - 1 });
            }
            from = from.max(seq.saturating_add(1));
        }
        if self.expected <= batch.last() {
            faults.push(Fault::Truncated { from: self.expected, to: batch.last() });
        }
        if batch.records.len() as u64 != batch.count {
            faults.push(Fault::Frame("the number of records is not the one announced"));
        }
        if batch.count == 0 {
            faults.push(Fault::Frame("there are no records"));
        }
        if self.last.is_some_and(|last| last != batch.head) {
            faults.push(Fault::Frame("the last record is not the one announced"));
        }
    }
}

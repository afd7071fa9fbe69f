//! Many histories, one for each seed, on every core.

use crate::defect::Defect;
use crate::history::{History, of_seed};
use crate::play::{Outcome, play};
use proptest::strategy::ValueTree;
use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A history that must never be, made as short as it will go.
#[derive(Debug, Clone)]
pub struct Found {
    /// From which seed it came.
    pub seed: u64,
    /// What went wrong in the short one.
    pub what: String,
    /// The short one.
    pub history: History,
}

/// What came of a campaign.
#[derive(Debug, Clone, Default)]
pub struct Campaign {
    /// Histories that were played.
    pub histories: u64,
    /// Their outcomes, added up.
    pub sum: Outcome,
    /// Of the violations that were found, the one with the lowest seed.
    pub found: Option<Found>,
}

/// Plays the histories of `seeds`, and stops at the first violation. `each` is called now and then with how many were played.
pub fn campaign(seeds: Range<u64>, defect: Option<Defect>, each: impl Fn(u64) + Sync) -> Campaign {
    let (next, stop) = (AtomicU64::new(seeds.start), AtomicBool::new(false));
    let worker = || {
        let mut mine = Campaign::default();
        while !stop.load(Ordering::Relaxed) {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                break;
            }
            mine.histories += 1;
            match played(&of_seed(seed).current(), defect) {
                Ok(outcome) => mine.sum.add(outcome),
                Err(_) => {
                    stop.store(true, Ordering::Relaxed);
                    mine.found = Some(shortest(seed, defect));
                }
            }
            if seed % 1000 == 999 {
                each(seed + 1 - seeds.start);
            }
        }
        mine
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let parts = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().map(|worker| worker.join().expect("a worker catches every panic")).collect::<Vec<_>>()
    });
    parts.into_iter().fold(Campaign::default(), Campaign::with)
}

/// Plays one; a panic is a violation like any other.
fn played(history: &History, defect: Option<Defect>) -> Result<Outcome, String> {
    catch_unwind(AssertUnwindSafe(|| play(history, defect))).unwrap_or_else(|_| Err("it panicked".to_owned()))
}

/// Makes the history of a seed as short as it will go while it still goes wrong.
pub fn shortest(seed: u64, defect: Option<Defect>) -> Found {
    let mut tree = of_seed(seed);
    let mut found = Found { seed, what: String::new(), history: tree.current() };
    loop {
        let more = match played(&tree.current(), defect) {
            Err(what) => {
                (found.what, found.history) = (what, tree.current());
                tree.simplify()
            }
            Ok(_) => tree.complicate(),
        };
        if !more {
            return found;
        }
    }
}

impl Campaign {
    fn with(mut self, other: Campaign) -> Self {
        self.histories += other.histories;
        self.sum.add(other.sum);
        let found = [self.found, other.found];
        self.found = found.into_iter().flatten().min_by_key(|found| found.seed);
        self
    }
}

impl Outcome {
    fn add(&mut self, other: Outcome) {
        self.told += other.told;
        self.cuts += other.cuts;
        self.batches += other.batches;
        self.reported += other.reported;
        let mut refusals: BTreeMap<String, u64> = std::mem::take(&mut self.refusals);
        for (why, count) in other.refusals {
            *refusals.entry(why).or_default() += count;
        }
        self.refusals = refusals;
    }
}

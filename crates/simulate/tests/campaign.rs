//! The short form of `cargo xtask simulate`.
#![allow(clippy::unwrap_used, missing_docs)]

use proptest::strategy::ValueTree;
use simulate::campaign::{campaign, shortest};
use simulate::defect::Defect;
use simulate::history::of_seed;

/// How many histories every test run plays.
const HISTORIES: u64 = 2_000;

/// Within how many a planted defect is found. Each of them is looked for from the same first seed.
const DEFECT_HISTORIES: u64 = 2_000;

fn silence() {
    std::panic::set_hook(Box::new(|_| {}));
}

#[test]
fn whatever_befalls_a_tablet_nothing_that_was_called_recorded_is_lost() {
    let done = campaign(0..HISTORIES, None, |_| {});
    if let Some(found) = done.found {
        panic!("seed {}: {}\n{:#?}", found.seed, found.what, found.history);
    }
    assert_eq!(done.histories, HISTORIES);
    assert!(done.sum.told > 4 * HISTORIES, "only {} people were told \"Recorded\"", done.sum.told);
    assert!(done.sum.cuts > HISTORIES / 4 && done.sum.batches > HISTORIES / 4 && done.sum.reported > 0);
}

#[test]
fn every_planted_defect_is_found() {
    silence();
    let survived: Vec<Defect> = Defect::ALL
        .into_iter()
        .filter(|defect| campaign(0..DEFECT_HISTORIES, Some(*defect), |_| {}).found.is_none())
        .collect();
    assert_eq!(survived, [], "within {DEFECT_HISTORIES} histories");
}

#[test]
fn a_seed_always_gives_the_same_history() {
    for seed in 0..50 {
        assert_eq!(of_seed(seed).current(), of_seed(seed).current());
    }
    assert_ne!(of_seed(1).current(), of_seed(2).current());
}

#[test]
fn what_is_found_is_made_short() {
    let seed = campaign(0..DEFECT_HISTORIES, Some(Defect::PurgeOffByOne), |_| {}).found.unwrap().seed;
    let (long, short) = (of_seed(seed).current(), shortest(seed, Some(Defect::PurgeOffByOne)).history);
    assert!(short.len() < long.len() && short.len() <= 10, "{short:#?}");
}

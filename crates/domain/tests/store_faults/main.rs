//! Nothing acknowledged is lost and nothing damaged is dropped, whichever call of whichever medium goes wrong.
#![allow(clippy::unwrap_used, missing_docs)]

mod tablet;

use inkseal_domain::store::{Side, faulty::Fault};
use pollster::block_on;
use proptest::prelude::*;
use tablet::{Faults, RUN, Step, Tablet};

const JOURNAL_FAULTS: [Fault; 12] = [
    Fault::Fail,
    Fault::Fill,
    Fault::Late,
    Fault::Drop,
    Fault::Flip(0),
    Fault::Flip(1),
    Fault::Flip(2),
    Fault::Cut(0),
    Fault::Cut(1),
    Fault::Cut(2),
    Fault::StopBefore,
    Fault::StopAfter,
];
/// What localStorage can do besides: stop in the middle.
const LOCAL_FAULTS: [Fault; 2] = [Fault::Tear, Fault::StopHalfWay];

/// Runs `steps` with `fault` at the first, second … call of `side`, until the run has no such call. Returns the runs.
fn at_every_call(side: Side, fault: Fault, steps: &[Step], forgets: usize) -> usize {
    for call in 1.. {
        let faults: Faults = vec![(side, call, fault)];
        let mut tablet = Tablet::new(&faults);
        block_on(tablet.run(steps, forgets));
        if let Err(why) = block_on(tablet.check()) {
            panic!("{side:?} {fault:?} at call {call}, forgetting {forgets}: {why}");
        }
        if !tablet.faults_are_spent() {
            return call;
        }
    }
    unreachable!("a run has an end")
}

fn every_fault() -> impl Iterator<Item = (Side, Fault)> {
    let journal = JOURNAL_FAULTS.into_iter().map(|fault| (Side::Journal, fault));
    let local = JOURNAL_FAULTS.into_iter().chain(LOCAL_FAULTS).map(|fault| (Side::Local, fault));
    journal.chain(local)
}

fn stops(fault: Fault) -> bool {
    matches!(fault, Fault::StopBefore | Fault::StopHalfWay | Fault::StopAfter)
}

#[test]
fn a_run_without_faults_ends_as_it_should() {
    let mut tablet = Tablet::new(&Vec::new());
    block_on(tablet.run(&RUN, 0));
    block_on(tablet.check()).unwrap();
    assert!(tablet.faults_are_spent());
}

#[test]
fn any_fault_at_any_call_loses_nothing() {
    let runs: usize = every_fault().map(|(side, fault)| at_every_call(side, fault, &RUN, 0)).sum();
    assert!(runs > 1000, "only {runs} runs");
}

#[test]
fn a_power_cut_at_any_call_with_local_storage_behind_loses_nothing() {
    for (side, fault) in every_fault().filter(|(_, fault)| stops(*fault)) {
        for forgets in [1, 2, 5] {
            at_every_call(side, fault, &RUN, forgets);
        }
    }
}

#[test]
fn any_fault_at_any_call_of_a_repair_loses_nothing() {
    let steps = {
        use Step::{Append, Purge, Restart, Rot};
        [
            Append,
            Append,
            Append,
            Append,
            Append,
            Append,
            Rot(Side::Journal),
            Append,
            Rot(Side::Local),
            Append,
            Purge,
            Rot(Side::Local),
            Restart,
            Append,
        ]
    };
    for (side, fault) in every_fault() {
        at_every_call(side, fault, &steps, 0);
    }
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => Just(Step::Append),
        1 => Just(Step::Purge),
        2 => Just(Step::Slot),
        1 => Just(Step::Restart),
        1 => Just(Step::Rot(Side::Local)),
        1 => (0..6_usize).prop_map(Step::PowerCut),
    ]
}

/// The journal's own faults are those of which it is found out at once: a journal that loses later what it had, while
/// localStorage is behind, is not survivable.
fn any_fault() -> impl Strategy<Value = (Side, usize, Fault)> {
    let journal = proptest::sample::select(JOURNAL_FAULTS.to_vec()).prop_map(|fault| (Side::Journal, fault));
    let local = proptest::sample::select([&JOURNAL_FAULTS[..], &LOCAL_FAULTS[..]].concat())
        .prop_map(|fault| (Side::Local, fault));
    (1..300_usize, prop_oneof![journal, local]).prop_map(|(call, (side, fault))| (side, call, fault))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, rng_seed: proptest::test_runner::RngSeed::Fixed(20_310_405), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_histories_with_random_faults_lose_nothing(
        steps in proptest::collection::vec(any_step(), 1..40),
        faults in proptest::collection::vec(any_fault(), 0..8),
        forgets in 0..4_usize,
    ) {
        let mut tablet = Tablet::new(&faults);
        block_on(tablet.run(&steps, forgets));
        prop_assert_eq!(block_on(tablet.check()), Ok(()));
    }
}

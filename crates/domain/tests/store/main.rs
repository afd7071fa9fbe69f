//! The store in memory: the contracts, what stands on a medium, and the start-up table row by row.
#![allow(clippy::unwrap_used, missing_docs)]

mod forms;
mod head;
mod start_up;
mod tablet;
mod writing;

use inkseal_domain::store::{
    contract::{MediumBench, PairBench, medium_contract, vault_contract},
    room::{LIMIT_UNITS, Verdict, verdict},
    *,
};
use pollster::block_on;
use std::cell::RefCell;

struct Pair(RefCell<(MemoryMedium, MemoryMedium)>);

impl PairBench for Pair {
    type Local = MemoryMedium;
    type Journal = MemoryMedium;
    async fn fresh(&self) -> (MemoryMedium, MemoryMedium) {
        self.0.replace((MemoryMedium::default(), MemoryMedium::default()));
        self.0.borrow().clone()
    }
    async fn again(&self) -> (MemoryMedium, MemoryMedium) {
        self.0.borrow().clone()
    }
}

struct Memory(RefCell<MemoryMedium>);

impl MediumBench for Memory {
    type Medium = MemoryMedium;
    async fn fresh(&self) -> MemoryMedium {
        self.0.replace(MemoryMedium::default());
        self.0.borrow().clone()
    }
    async fn again(&self) -> MemoryMedium {
        self.0.borrow().clone()
    }
    fn is_atomic(&self) -> bool {
        true
    }
}

#[test]
fn memory_passes_the_mediums_contract() {
    let outcome = block_on(medium_contract(&Memory(RefCell::default())));
    assert!(outcome.failed.is_empty(), "{:#?}", outcome.failed);
    assert_eq!(outcome.passed.len(), 11);
}

#[test]
fn a_pair_of_memories_passes_the_vaults_contract() {
    let outcome = block_on(vault_contract(&Pair(RefCell::default())));
    assert!(outcome.failed.is_empty(), "{:#?}", outcome.failed);
    assert_eq!(outcome.passed.len(), 12);
}

#[test]
fn the_share_of_room_decides_about_the_next_signer() {
    let at = |percent: u64| verdict(Room { used_units: (LIMIT_UNITS * percent).div_ceil(100) });
    assert_eq!([at(0), at(49)], [Verdict::Ample; 2]);
    assert_eq!([at(50), at(89)], [Verdict::Filling; 2]);
    assert_eq!([at(90), at(100), at(300)], [Verdict::Refuse; 3]);
}

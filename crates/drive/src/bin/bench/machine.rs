//! What the figures were measured with.

use crate::peer;
use drive::figures::Machine;
use xtask::machine::{cores, engines, processor, rustc};

/// This machine, with only those of its programs that had a part in it.
pub fn of(parts: &[&str]) -> Machine {
    let Machine { processor, cores, programs } = facts();
    let had_a_part = |program: &String| parts.iter().any(|part| program.contains(part));
    Machine { processor, cores, programs: programs.into_iter().filter(had_a_part).collect() }
}

/// This machine.
pub fn facts() -> Machine {
    let lock = std::fs::read_to_string(xtask::step::root().join("Cargo.lock")).unwrap_or_default();
    let dalek = lock.split("name = \"ed25519-dalek\"\nversion = \"").nth(1).and_then(|rest| rest.split('"').next());
    let peers = [format!("signature_pad {}", peer::VERSION), format!("ed25519-dalek {}", dalek.unwrap_or("unknown"))];
    let programs = [rustc()].into_iter().chain(engines()).chain(peers).collect();
    Machine { processor: processor(), cores: cores(), programs }
}

//! What it costs to guess words, as one JSON object on stdout; `cargo xtask bench --only guess` runs this.
//!
//! Milliseconds that one core computes for one guess of a passphrase (Argon2id as every kiosk has it, and the cipher), and microseconds for
//! one of a recovery kit, which is not stretched. A guess of whoever has a copy of the key file costs no less by our code.
//!
//! `cargo run --release -p inkseal-domain --example guess -- [guesses]`
#![allow(clippy::unwrap_used)]

use inkseal_domain::entropy::Entropy;
use inkseal_domain::key_file::{KeyFile, NewOffice, create};
use inkseal_domain::passphrase::{Stretch, generate_kit, generate_passphrase, wrap};
use serde_json::json;

fn main() {
    let guesses = std::env::args().nth(1).map_or(20, |arg| arg.parse::<usize>().unwrap());
    let mut entropy = Entropy::new([7; 32]);
    let passphrase = generate_passphrase(&mut entropy);
    // To open would be tried twice when the words are wrong; to wrap stretches them once, as a guess does.
    let passphrase_ms: Vec<f64> = (0..guesses)
        .map(|_| computed_ms(|| wrap(&[9; 32], &passphrase, Stretch::FULL, &mut entropy).unwrap()))
        .collect();

    let kit = generate_kit(&mut entropy);
    let stretch = Stretch { memory_kib: 64, passes: 1 };
    let new = NewOffice {
        name: "Sample Office",
        administrator: "Ana Sample",
        passphrase: &passphrase,
        kit: &kit,
        stretch,
        practice: true,
    };
    let file = KeyFile::parse(&create(&new, &mut entropy).unwrap().1).unwrap();
    let kit_us: Vec<f64> = (0..guesses)
        .map(|_| 10.0 * computed_ms(|| (0..100).for_each(|_| assert!(file.open_with_kit(&kit).is_ok()))))
        .collect();
    println!("{}", json!({ "passphrase_ms": passphrase_ms, "kit_us": kit_us }));
}

/// How long this thread computes for it, whatever else the machine does. Linux says so (`proc_pid_schedstat`): the first number, in nanoseconds.
fn computed_ms<T>(work: impl FnOnce() -> T) -> f64 {
    let computed = || {
        let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
        line.split(' ').next().unwrap().parse::<f64>().unwrap()
    };
    let before = computed();
    std::hint::black_box(work());
    (computed() - before) / 1e6
}

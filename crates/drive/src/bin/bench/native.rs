//! What needs no browser: `crates/domain/examples/figures.rs` and `guess.rs`, in a release build.

use crate::Counts;
use drive::Failure;
use drive::figures::{Compared, RecordBytes};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::process::Stdio;
use xtask::step::cargo;

/// What that program says.
#[derive(Deserialize)]
pub struct Native {
    /// A drawn visit.
    pub record: RecordBytes,
    /// A batch.
    pub verify: Verify,
}

/// A batch, and the times of each round.
#[derive(Deserialize)]
pub struct Verify {
    /// How many records it has.
    pub records: u64,
    /// How large it is.
    pub file_bytes: u64,
    batch_ms: Vec<f64>,
    raw_ms: Vec<f64>,
}

/// What guesses cost, each for itself.
#[derive(Deserialize)]
pub struct Guesses {
    /// Of a passphrase, in milliseconds.
    pub passphrase_ms: Vec<f64>,
    /// Of a recovery kit, in microseconds.
    pub kit_us: Vec<f64>,
}

/// Runs it.
pub fn measure(counts: &Counts) -> Result<Native, Failure> {
    example("figures", &[&counts.records.to_string(), &counts.rounds.to_string()])
}

/// Guesses.
pub fn guess(counts: &Counts) -> Result<Guesses, Failure> {
    example("guess", &[&counts.guesses.to_string()])
}

fn example<T: DeserializeOwned>(name: &str, args: &[&str]) -> Result<T, Failure> {
    let run = ["run", "--quiet", "--release", "--package", "inkseal-domain", "--example", name, "--"];
    let output = cargo(&[run.as_slice(), args].concat()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| error.to_string())?;
    serde_json::from_slice(&output.stdout).map_err(|error| format!("the native figures: {error}"))
}

impl Verify {
    /// Beside the bare signatures.
    pub fn compared(&self) -> Compared {
        let what = format!("verify a batch of {} records", self.records);
        Compared::of(what, "ed25519-dalek's verify_strict over the same messages", &self.batch_ms, &self.raw_ms)
    }
}

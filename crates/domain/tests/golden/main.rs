//! Golden files: good batches, and batches with one flaw each, named after it. Every implementation can be tried against them.
//!
//! `INKSEAL_BLESS=1 cargo test -p inkseal-domain --test golden` writes them anew; without it they are compared, byte for byte.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../common/mod.rs"]
mod common;
mod edit;
mod flaws;
mod format;
mod good;
mod history;
mod office;
mod storage;

use inkseal_domain::verdict::{Fault, Standing, verify};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A file, and what a verifier must say of it.
pub struct Golden {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    pub standing: Standing,
    pub faults: Vec<Fault>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn all() -> Vec<Golden> {
    let good = good::files();
    let flaws = flaws::files(&good[0].bytes);
    good.into_iter().chain(flaws).collect()
}

fn path(name: &str) -> PathBuf {
    folder().join(format!("{name}.jws.json"))
}

#[test]
fn the_golden_files_are_what_the_domain_writes() {
    let beside = office::files();
    if std::env::var_os("INKSEAL_BLESS").is_some() {
        beside.iter().for_each(|(name, bytes)| std::fs::write(folder().join(name), bytes).unwrap());
        for golden in all() {
            std::fs::write(path(golden.name), golden.bytes).unwrap();
        }
    }
    for (name, bytes) in beside {
        let found = std::fs::read(folder().join(name)).unwrap_or_default();
        assert!(found == bytes, "{name} is not what is written now");
    }
    for golden in all() {
        let found = std::fs::read(path(golden.name)).unwrap_or_default();
        assert!(found == golden.bytes, "{}.jws.json is not what is written now", golden.name);
    }
}

#[test]
fn no_golden_file_is_forgotten() {
    let made: BTreeSet<String> = all().iter().map(|golden| golden.name.to_owned()).collect();
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let found: BTreeSet<String> = files.filter_map(|file| file.strip_suffix(".jws.json").map(str::to_owned)).collect();
    assert_eq!(found, made);
}

#[test]
fn each_golden_file_gets_its_verdict_for_its_reason_and_no_other() {
    for golden in all() {
        let report = verify(&golden.bytes, &[office::card()]);
        assert_eq!((report.standing, report.faults), (golden.standing, golden.faults), "{}", golden.name);
        let accepted = !matches!(report.standing, Standing::Bad | Standing::Unreadable);
        assert_eq!(report.filing_code.is_some(), accepted, "{}", golden.name);
    }
}

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
mod storage;

use inkseal_domain::code::record_code;
use inkseal_domain::office::OfficeCard;
use inkseal_domain::slip::Note;
use inkseal_domain::verdict::{Fault, Standing, verify};
use pollster::block_on;
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

/// What the code says that the third record's signer took along.
fn phone() -> String {
    let history = good::begun();
    let log = history.sample.log();
    let record = log.at(3).unwrap();
    let slip = block_on(history.sample.desk.slip(record)).unwrap();
    let facts = [
        "Signed: Sample Agreement (2026-1)".to_owned(),
        format!("Record code {}", record_code(record.hash())),
        "November 24, 2026, 07:13 (UTC-07:00), Front desk".to_owned(),
    ];
    Note { name: "Sample Person Two", facts: &facts, contact: "Sample Office, room 1" }.with_slip(&slip)
}

fn card() -> OfficeCard {
    history::History::new(1, false).sample.desk.card.clone()
}

#[test]
fn the_golden_files_are_what_the_domain_writes() {
    let card_path = folder().join("inkseal-office.json");
    if std::env::var_os("INKSEAL_BLESS").is_some() {
        std::fs::write(&card_path, card().to_file()).unwrap();
        std::fs::write(folder().join("phone.txt"), phone()).unwrap();
        for golden in all() {
            std::fs::write(path(golden.name), golden.bytes).unwrap();
        }
    }
    assert!(std::fs::read(&card_path).unwrap() == card().to_file(), "the office card");
    assert_eq!(std::fs::read_to_string(folder().join("phone.txt")).unwrap_or_default(), phone());
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
        let report = verify(&golden.bytes, &[card()]);
        assert_eq!((report.standing, report.faults), (golden.standing, golden.faults), "{}", golden.name);
        let accepted = !matches!(report.standing, Standing::Bad | Standing::Unreadable);
        assert_eq!(report.filing_code.is_some(), accepted, "{}", golden.name);
    }
}

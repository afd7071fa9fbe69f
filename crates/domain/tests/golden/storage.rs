//! A tablet's storage as the first format wrote it. It is never written anew: every later version must open it.

use crate::common::{Sample, moment};
use crate::folder;
use crate::good;
use crate::history::library;
use inkseal_domain::desk::Desk;
use inkseal_domain::export::Export;
use inkseal_domain::key_file::KeyFile;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::record::App;
use inkseal_domain::setup::{SLOT_CERTIFICATE, SLOT_KEYS};
use inkseal_domain::store::{MemoryMedium, StartUp, Vault};
use inkseal_domain::verdict::{Standing, verify};
use pollster::block_on;
use serde_json::{Value, json};
use std::path::PathBuf;

fn path() -> PathBuf {
    folder().join("../fixtures/storage-v1.json")
}

/// What both media of the sample kiosk hold, as JSON.
fn written(sample: &Sample) -> Value {
    json!({ "local": sample.local.snapshot(), "journal": sample.journal.snapshot() })
}

fn medium(stored: &Value) -> MemoryMedium {
    let medium = MemoryMedium::default();
    medium.replace(serde_json::from_value(stored.clone()).unwrap());
    medium
}

#[test]
fn a_tablet_of_the_first_format_opens_exports_and_goes_on() {
    if std::env::var_os("INKSEAL_BLESS").is_some() && !path().exists() {
        std::fs::write(path(), serde_json::to_string_pretty(&written(&good::begun().sample)).unwrap() + "\n").unwrap();
    }
    let stored: Value = serde_json::from_str(&std::fs::read_to_string(path()).unwrap()).unwrap();
    let (local, journal) = (medium(&stored["local"]), medium(&stored["journal"]));
    let (vault, start) = block_on(Vault::open(local, journal)).unwrap();
    assert_eq!(start, StartUp::default());
    let slot = |name| block_on(vault.slot(name)).unwrap().unwrap().value;
    let (keys, certificate) = (slot(SLOT_KEYS), slot(SLOT_CERTIFICATE));
    let file = KeyFile::parse(&keys).unwrap();
    let secret = file.unlock("Sample Administrator", "one two three four five six").unwrap();
    let app = App { version: "later".into(), build: "later".into() };
    let desk = Desk::new(vault, MemoryKey::from_seed([1; 32]), vec![certificate], file.card, app).unwrap();

    let log = block_on(desk.open(&secret)).unwrap();
    let names: Vec<&str> = log.visits().filter_map(|(_, visit)| Some(visit.signer.as_ref()?.name.as_str())).collect();
    assert_eq!(names, ["Sample Person One", "Sample Person Two", "Sample Person Three"]);
    let export = Export { log: &log, secret: &secret, library: &library(), by: "Sample Administrator" };
    let batch = block_on(export.make(&desk, 1, 4, &moment(9, 9))).unwrap().file;
    assert_eq!(verify(&batch, std::slice::from_ref(&desk.card)).standing, Standing::Good);
    assert_eq!(desk.vault().head().unwrap().seq, 5);
}

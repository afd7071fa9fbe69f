//! Batches in which nothing is wrong.

use crate::Golden;
use crate::common::{BY, Sample, app, moment};
use crate::edit::{records, resigned};
use crate::history::{History, drawn, witnessed};
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::codec::b64;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::{NewChain, SetUp, start_elsewhere};
use inkseal_domain::store::{MemoryMedium, Vault};
use inkseal_domain::verdict::Standing;
use inkseal_domain::visit::Received;
use pollster::block_on;
use serde_json::json;

/// Records 1 to 4 of the sample kiosk: set up, drawn, typed with help, a question.
pub fn begun() -> History {
    let mut history = History::new(1, false);
    history.signs("Sample Person One", drawn(1));
    history.signs_with_help();
    history.asks();
    history
}

pub fn files() -> Vec<Golden> {
    let mut history = begun();
    let first = history.export(None);
    history.signs("Sample Person Four", witnessed());
    history.declines();
    let second = history.export(None);
    history.wants_paper();
    let third = history.export(None);
    let whole = history.export(Some((1, 7)));
    let with_damage = with_damage(&history.sample, &whole);
    let good = |name, bytes| Golden { name, bytes, standing: Standing::Good, faults: vec![] };
    let standing = |name, bytes, standing| Golden { name, bytes, standing, faults: vec![] };
    vec![
        good("good", first),
        good("good-next", second),
        good("good-third", third),
        good("good-whole", whole),
        good("good-with-damage", with_damage),
        good("good-elsewhere", elsewhere()),
        good("fork", fork()),
        good("namesakes", namesakes()),
        standing("practice", practice(), Standing::Practice),
        standing("other-office", other_office(), Standing::OfficeUnconfirmed),
    ]
}

/// Record 2 found damaged and record 6 not found at all, as the kiosk itself says.
fn with_damage(sample: &Sample, whole: &[u8]) -> Vec<u8> {
    resigned(sample, whole, |payload| {
        records(payload)[1] = json!({"seq": 2, "damaged": b64(b"not a record any more")});
        records(payload)[5] = json!({"seq": 6, "missing": true});
    })
}

/// Another tablet of the same office, in the place of the first one.
fn elsewhere() -> Vec<u8> {
    let mut history = begun();
    let (vault, _) = block_on(Vault::open(MemoryMedium::default(), MemoryMedium::default())).unwrap();
    let signer = MemoryKey::from_seed([90; 32]);
    let key_file = history.sample.key_file.clone();
    let left = SetUp { key_file, certificates: vec![], settings: Settings::default() };
    let new = NewChain {
        secret: &history.sample.secret,
        by: BY,
        left: &left,
        key: signer.public(),
        key_home: KeyHome::Software,
        app: app(),
    };
    let before = [history.sample.desk.kiosk.key.kid()];
    let desk = block_on(start_elsewhere(vault, signer, &new, ("Back desk", &before), &moment(201, 1))).unwrap();
    history.sample.desk = desk;
    history.signs("Sample Person Seven", drawn(2));
    history.export(None)
}

/// The same kiosk, telling another story from record 6 on: each file holds, but not both together.
fn fork() -> Vec<u8> {
    let mut history = begun();
    history.export(None);
    history.signs("Sample Somebody Else", drawn(4));
    history.export(None)
}

/// Two people of one name, told apart by their numbers, and the first of them signs again, with the handbook this time.
fn namesakes() -> Vec<u8> {
    let mut history = History::new(1, false);
    history.signs_numbered("Sample Person One", "4101", Received::NotYet);
    history.signs_numbered("Sample Person One", "4109", Received::Yes);
    history.signs_numbered("Sample Person One", "4101", Received::Yes);
    history.export(None)
}

fn practice() -> Vec<u8> {
    let mut history = History::new(2, true);
    history.signs("Sample Person One", drawn(1));
    history.export(None)
}

fn other_office() -> Vec<u8> {
    let mut history = History::new(3, false);
    history.signs("Sample Person One", drawn(1));
    history.export(None)
}

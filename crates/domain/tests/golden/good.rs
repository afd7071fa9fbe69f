//! Batches in which nothing is wrong.

use crate::Golden;
use crate::common::Sample;
use crate::edit::{records, resigned};
use crate::history::{History, drawn, witnessed};
use inkseal_domain::codec::b64;
use inkseal_domain::verdict::Standing;
use inkseal_domain::visit::Received;
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

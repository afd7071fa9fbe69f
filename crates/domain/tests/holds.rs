//! Legal holds: what they keep on the tablet, one record's and everything's, and what is said of why a clearing stops.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use inkseal_domain::activity::Act;
use inkseal_domain::instant::Instant;
use inkseal_domain::log::{Keep, Log, Stays};

/// Three people, exported and filed: records 1 to 4.
fn filed() -> (Sample, Vec<String>) {
    let mut sample = three();
    let ids = sample.log().visits().map(|(proved, _)| proved.record().id.clone()).collect();
    sample.export(None);
    let (payload, first, last) = sample.log().exports().next().map(|(_, e)| (e.payload, e.first, e.last)).unwrap();
    sample.note(Act::ReceiptAccepted { payload, first, last }, vec![]);
    (sample, ids)
}

fn clearing(log: &Log) -> (Option<u64>, Option<(u64, Stays)>) {
    (log.purgeable_through(0, None), log.stays(0, None))
}

#[test]
fn a_clearing_stops_before_a_record_on_hold_and_says_so() {
    let (mut sample, ids) = filed();
    assert_eq!(clearing(&sample.log()), (Some(4), None));
    sample.note(Act::HoldSet {}, vec![ids[1].clone()]);
    assert_eq!(clearing(&sample.log()), (Some(2), Some((3, Stays::Held))));
    assert!(sample.log().is_held(&ids[1]) && !sample.log().is_held(&ids[0]));
    sample.note(Act::HoldReleased {}, vec![ids[1].clone()]);
    assert_eq!(clearing(&sample.log()), (Some(4), None));
}

#[test]
fn a_hold_on_everything_stops_every_clearing_and_its_release_leaves_the_others() {
    let (mut sample, ids) = filed();
    sample.note(Act::HoldSet {}, vec![ids[2].clone()]);
    sample.note(Act::HoldSet {}, vec![]);
    assert!(sample.log().holds_all());
    assert_eq!(clearing(&sample.log()), (None, Some((1, Stays::Held))));
    sample.note(Act::HoldReleased {}, vec![]);
    assert!(!sample.log().holds_all());
    assert_eq!(clearing(&sample.log()), (Some(3), Some((4, Stays::Held))));
}

#[test]
fn what_no_receipt_covers_stops_nothing() {
    let (mut sample, _) = filed();
    let later = sample.sign("Later").proved.record().id.clone();
    sample.note(Act::HoldSet {}, vec![later]);
    assert_eq!(clearing(&sample.log()), (Some(4), None));
}

#[test]
fn a_hold_goes_along_into_the_next_chain() {
    let (mut sample, ids) = filed();
    sample.note(Act::HoldSet {}, vec![ids[0].clone()]);
    let desk = next_chain(&sample, &inkseal_domain::store::MemoryMedium::default(), 77);
    let log = unlock(&sample, &desk, 1);
    assert!(log.is_held(&ids[0]));
    export(&sample, &desk, 1);
    file_and_clear(&sample, &desk, 1);
    assert_eq!(names(&pollster::block_on(desk.open(&sample.secret)).unwrap()), ["One", "Two", "Three"]);
}

#[test]
fn a_clearing_stops_before_the_first_visit_that_is_kept_for_longer_and_says_until_when() {
    let (sample, _) = filed();
    let log = sample.log();
    let signed: Vec<Instant> = log.visits().map(|(proved, _)| proved.record().at).collect();
    let clearing = |months, now| {
        let keep = Some(Keep { months, now });
        (log.purgeable_through(0, keep), log.stays(0, keep))
    };
    let until = |n: usize| signed[n].after_months(3);
    // The set-up before the first visit is nobody's record.
    assert_eq!(clearing(3, signed[2]), (Some(1), Some((2, Stays::Young { until: until(0) }))));
    assert_eq!(clearing(3, until(0)), (Some(2), Some((3, Stays::Young { until: until(1) }))));
    assert_eq!(clearing(3, until(2)), (Some(4), None));
    assert_eq!(clearing(1, until(2)), (Some(4), None));
}

#[test]
fn a_hold_says_so_where_a_record_is_kept_for_longer_too() {
    let (mut sample, ids) = filed();
    sample.note(Act::HoldSet {}, vec![ids[0].clone()]);
    let log = sample.log();
    let keep = Some(Keep { months: 12, now: log.find(&ids[2]).unwrap().record().at });
    assert_eq!(log.stays(0, keep), Some((2, Stays::Held)));
}

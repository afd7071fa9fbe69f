//! Legal holds: what they keep on the tablet, one record's and everything's, and what is said of why a clearing stops.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use inkseal_domain::activity::{Act, Activity};
use inkseal_domain::instant::Instant;
use inkseal_domain::log::{Keep, Log, Stays};
use inkseal_domain::record::Body;
use inkseal_domain::store::MemoryMedium;
use pollster::block_on;

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

/// What was set aside of a chain at a place is torn in both copies. Its name, and what stood there.
fn tear_aside(sample: &Sample, journal: &MemoryMedium, chain: u64, seq: u64) -> (String, String) {
    let is_it =
        |name: &String| name.starts_with(&format!("past.{chain}.")) && name.ends_with(&format!("record.{seq:010}"));
    let (name, text) = journal.snapshot().into_iter().find(|(name, _)| is_it(name)).unwrap();
    for medium in [journal, &sample.local] {
        medium.set(&name, Some("torn"));
    }
    (name, text)
}

fn say<D: inkseal_domain::store::Medium>(desk: &Kiosk<MemoryMedium, D>, act: Act, about: &str, tick: u8) {
    let activity = Activity { by: BY.into(), about: vec![about.to_owned()], act };
    block_on(desk.keep(Body::Activity(Box::new(activity)), &moment(60, tick))).unwrap();
}

#[test]
fn a_hold_that_the_second_chain_set_anew_outlives_a_release_of_the_first_that_comes_back_last() {
    let (mut sample, journal) = (three(), MemoryMedium::default());
    let held = sample.log().visits().next().unwrap().0.record().id.clone();
    sample.note(Act::HoldSet {}, vec![held.clone()]);
    let released = sample.note(Act::HoldReleased {}, vec![held.clone()]).proved.record().seq;
    let second = next_chain(&sample, &journal, 77);
    let (name, text) = tear_aside(&sample, &journal, 1, released);
    unlock(&sample, &second, 1);
    say(&second, Act::HoldSet {}, &held, 1);
    let third = next_chain(&sample, &journal, 78);
    assert!(unlock(&sample, &third, 30).is_held(&held));
    journal.set(&name, Some(&text));
    let log = unlock(&sample, &page(sample.local.clone(), journal, 78), 60);
    let acts: Vec<&Act> =
        log.with_imported().filter_map(|(_, proved)| Some(&proved.record().activity()?.act)).collect();
    let place = |act: Act| acts.iter().rposition(|found| **found == act);
    assert!(place(Act::HoldReleased {}) > place(Act::HoldSet {}), "the release came back last");
    assert!(log.is_held(&held));
}

/// What an earlier chain said of somebody is back before they are: it stays until they can be cleared themselves.
#[test]
fn what_holds_somebody_is_not_cleared_before_them_although_they_came_back_after_it() {
    for act in [Act::HoldSet {}, Act::CopyOwed {}] {
        let (mut sample, journal) = (three(), MemoryMedium::default());
        let (id, seq) = sample.log().visits().nth(1).map(|(p, _)| (p.record().id.clone(), p.record().seq)).unwrap();
        sample.note(act.clone(), vec![id.clone()]);
        let desk = next_chain(&sample, &journal, 77);
        let (name, text) = tear_aside(&sample, &journal, 1, seq);
        unlock(&sample, &desk, 1);
        export(&sample, &desk, 1);
        file(&sample, &desk, 1);
        journal.set(&name, Some(&text));
        let desk = page(sample.local.clone(), journal, 77);
        let log = unlock(&sample, &desk, 60);
        assert_eq!(names(&log), ["One", "Three", "Two"]);
        clear(&desk, &log, 2).unwrap();
        let log = block_on(desk.open(&sample.secret)).unwrap();
        let is_owed = log.owed().iter().any(|(proved, _)| proved.record().id == id);
        assert!(log.is_held(&id) || is_owed, "{act:?}");
    }
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

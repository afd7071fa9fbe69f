#![allow(clippy::unwrap_used)]

use super::*;

const LIMITS: Limits = Limits::STANDARD;

fn at(seconds: i64) -> Reading {
    Reading { wall_ms: 1_795_521_600_000 + seconds * 1000, steady_ms: seconds * 1000 }
}

/// A watch that looked each second of a silence, and what it said last.
fn silent_for(watch: &mut Watch, seat: Seat, from: i64, to: i64) -> Notice {
    (from..=to).map(|s| watch.look(Some(seat), &LIMITS, at(s))).last().unwrap()
}

#[test]
fn the_warning_stands_a_minute_before_the_end() {
    for (seat, limit) in [(Seat::Reading, 600), (Seat::Elsewhere, 180), (Seat::Door, 180), (Seat::Administrator, 600)] {
        let mut watch = Watch::new(at(0));
        assert_eq!(silent_for(&mut watch, seat, 0, limit - 61), Notice::Quiet, "{seat:?}");
        assert_eq!(silent_for(&mut watch, seat, limit - 60, limit - 60), Notice::Warn { left_s: 60 });
        assert_eq!(silent_for(&mut watch, seat, limit - 59, limit - 1), Notice::Warn { left_s: 1 });
        assert_eq!(silent_for(&mut watch, seat, limit, limit), Notice::Over);
    }
}

#[test]
fn any_touch_extends_it_as_often_as_wanted() {
    let mut watch = Watch::new(at(0));
    let mut now = 0;
    for _ in 0..20 {
        assert_eq!(silent_for(&mut watch, Seat::Elsewhere, now, now + 179), Notice::Warn { left_s: 1 });
        now += 179;
        watch.touch(at(now));
        now += 1;
        assert_eq!(silent_for(&mut watch, Seat::Elsewhere, now, now), Notice::Quiet);
        watch.touch(at(now));
    }
}

#[test]
fn an_answered_warning_stands_until_the_tap_that_answered_it_is_over() {
    let mut watch = Watch::new(at(0));
    silent_for(&mut watch, Seat::Elsewhere, 0, 130);
    watch.touch(at(130));
    let soon = Reading { steady_ms: at(130).steady_ms + 500, wall_ms: at(130).wall_ms + 500 };
    assert_eq!(watch.look(Some(Seat::Elsewhere), &LIMITS, soon), Notice::Warn { left_s: 60 });
    assert_eq!(watch.look(Some(Seat::Elsewhere), &LIMITS, at(131)), Notice::Quiet);
}

#[test]
fn the_button_takes_the_warning_away_at_once() {
    let mut watch = Watch::new(at(0));
    silent_for(&mut watch, Seat::Elsewhere, 0, 130);
    watch.dismiss(at(130));
    assert_eq!(watch.look(Some(Seat::Elsewhere), &LIMITS, at(130)), Notice::Quiet);
}

#[test]
fn a_late_warning_still_stands_its_full_time() {
    let mut watch = Watch::new(at(0));
    silent_for(&mut watch, Seat::Elsewhere, 0, 100);
    assert_eq!(silent_for(&mut watch, Seat::Elsewhere, 170, 170), Notice::Warn { left_s: 60 });
    assert_eq!(silent_for(&mut watch, Seat::Elsewhere, 229, 229), Notice::Warn { left_s: 1 });
    assert_eq!(silent_for(&mut watch, Seat::Elsewhere, 230, 230), Notice::Over);
}

#[test]
fn a_tablet_that_slept_too_long_is_wiped_when_it_wakes() {
    // The steady clock stood still, the wall clock did not.
    let mut watch = Watch::new(at(0));
    silent_for(&mut watch, Seat::Reading, 0, 5);
    let woken = Reading { wall_ms: at(3600).wall_ms, steady_ms: at(6).steady_ms };
    assert_eq!(watch.look(Some(Seat::Reading), &LIMITS, woken), Notice::Over);
}

/// A watch whose page is out of sight, looked at each second, and what it said last.
fn unseen_for(watch: &mut Watch, seat: Seat, from: i64, to: i64) -> Notice {
    let look = |s| {
        watch.see(true, &LIMITS, at(s));
        watch.look(Some(seat), &LIMITS, at(s))
    };
    (from..=to).map(look).last().unwrap()
}

#[test]
fn an_administrators_page_that_nobody_sees_ends_after_a_minute_and_no_signers_does() {
    for seat in [Seat::Administrator, Seat::Door] {
        let mut watch = Watch::new(at(0));
        assert_eq!(silent_for(&mut watch, seat, 0, 5), Notice::Quiet);
        assert_eq!(unseen_for(&mut watch, seat, 6, 65), Notice::Quiet, "{seat:?}");
        assert_eq!(unseen_for(&mut watch, seat, 66, 66), Notice::Over);
    }
    for seat in [Seat::Reading, Seat::Elsewhere] {
        let mut watch = Watch::new(at(0));
        assert_eq!(unseen_for(&mut watch, seat, 0, 110), Notice::Quiet, "{seat:?}");
    }
}

#[test]
fn a_page_that_comes_back_within_the_minute_is_as_it_was() {
    let mut watch = Watch::new(at(0));
    silent_for(&mut watch, Seat::Administrator, 0, 5);
    unseen_for(&mut watch, Seat::Administrator, 6, 60);
    watch.see(false, &LIMITS, at(61));
    assert_eq!(watch.look(Some(Seat::Administrator), &LIMITS, at(61)), Notice::Quiet);
    assert_eq!(unseen_for(&mut watch, Seat::Administrator, 62, 121), Notice::Quiet, "the minute begins anew");
}

#[test]
fn a_page_that_stood_still_out_of_sight_ends_as_soon_as_it_is_seen() {
    let mut watch = Watch::new(at(0));
    silent_for(&mut watch, Seat::Administrator, 0, 5);
    unseen_for(&mut watch, Seat::Administrator, 6, 6);
    watch.see(false, &LIMITS, at(300));
    assert_eq!(watch.look(Some(Seat::Administrator), &LIMITS, at(300)), Notice::Over);
    assert_eq!(watch.look(None, &LIMITS, at(301)), Notice::Quiet);
}

#[test]
fn whoever_sits_down_at_a_page_that_nobody_sees_has_the_whole_minute() {
    let mut watch = Watch::new(at(0));
    assert_eq!(unseen_for(&mut watch, Seat::Door, 0, 50), Notice::Quiet);
    assert_eq!(unseen_for(&mut watch, Seat::Administrator, 51, 110), Notice::Quiet);
}

#[test]
fn setting_the_clock_back_does_not_stop_the_time() {
    let mut watch = Watch::new(at(0));
    let back = |s: i64| Reading { wall_ms: at(s - 86_400).wall_ms, steady_ms: at(s).steady_ms };
    let said = (1..=180).map(|s| watch.look(Some(Seat::Elsewhere), &LIMITS, back(s))).last();
    assert_eq!(said, Some(Notice::Warn { left_s: 1 }), "the first look began the seat");
}

#[test]
fn another_seat_begins_its_time_anew() {
    let mut watch = Watch::new(at(0));
    assert_eq!(silent_for(&mut watch, Seat::Reading, 0, 599), Notice::Warn { left_s: 1 });
    assert_eq!(silent_for(&mut watch, Seat::Elsewhere, 600, 600), Notice::Quiet);
}

#[test]
fn nobody_is_waited_for_on_welcome_or_while_saving() {
    let visit = Box::new(crate::samples::visits(&plan()).remove(0));
    assert_eq!(Seat::of(&State::Welcome), None);
    assert_eq!(Seat::of(&State::Saving { visit: visit.clone() }), None);
    assert_eq!(Seat::of(&State::Blocked { visit }), None);
    let mut watch = Watch::new(at(0));
    assert_eq!(watch.look(None, &LIMITS, at(100_000)), Notice::Quiet);
}

#[test]
fn reading_screens_wait_longer() {
    let progress = || {
        crate::flow::step(
            &plan(),
            State::Welcome,
            crate::flow::Event::Begin { lang: "en".into(), asks: Default::default() },
        )
        .0
    };
    let State::Reading { progress, .. } = progress() else { panic!("a visit begins by reading") };
    let seat = |page| Seat::of(&State::Reading { page, progress: progress.clone() });
    for page in [Page::Opening, Page::Section(0), Page::Whole, Page::Reference(0), Page::Host] {
        assert_eq!(seat(page), Some(Seat::Reading));
    }
    for page in [Page::Competence, Page::Name, Page::Consent] {
        assert_eq!(seat(page), Some(Seat::Elsewhere));
    }
}

fn plan() -> crate::flow::Plan {
    let text = include_bytes!("../../../../public/documents/case-management-ethics-agreement/2026-1/en.md");
    let document = crate::document::Document::parse(text).unwrap();
    crate::flow::Plan::of(&[document]).unwrap()
}

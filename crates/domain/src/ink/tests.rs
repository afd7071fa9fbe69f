#![allow(clippy::unwrap_used)]
use super::*;
use crate::codec::b64;
use proptest::prelude::*;

fn pen(id: i32) -> Pointer {
    Pointer { id, kind: PointerKind::Pen }
}

fn finger(id: i32) -> Pointer {
    Pointer { id, kind: PointerKind::Finger }
}

fn mouse() -> Pointer {
    Pointer { id: 1, kind: PointerKind::Mouse }
}

fn at(x: f64, y: f64, time_ms: f64) -> Sample {
    Sample { x, y, time_ms, pressure: 0.5 }
}

/// A straight stroke from `x`, 400 units long, in ten steps.
fn line(pad: &mut Capture, pointer: Pointer, x: f64, time_ms: f64) {
    assert!(pad.down(pointer, at(x, 300.0, time_ms)));
    for i in 1..=10 {
        pad.moved(pointer, &[at(x + f64::from(i) * 40.0, 300.0, time_ms + f64::from(i) * 10.0)]);
    }
}

#[test]
fn a_dot_is_ink_and_an_untouched_pad_is_not() {
    let mut pad = Capture::default();
    assert!(pad.is_empty());
    assert_eq!(pad.ink(), None);
    pad.down(finger(1), at(10.0, 10.0, 0.0));
    assert!(!pad.is_empty());
    pad.up(finger(1));
    assert_eq!(pad.ink().unwrap().strokes(), [Stroke::of(vec![Point { x: 10, y: 10, level: 9 }])]);
}

#[test]
fn a_second_finger_and_a_palm_draw_nothing() {
    let mut pad = Capture::default();
    assert!(pad.down(finger(1), at(10.0, 10.0, 0.0)));
    assert!(!pad.down(finger(2), at(900.0, 900.0, 1.0)));
    assert_eq!(pad.moved(finger(2), &[at(950.0, 900.0, 2.0)]), 0);
    assert!(!pad.up(finger(2)));
    assert_eq!(pad.moved(finger(1), &[at(60.0, 10.0, 3.0)]), 1);
}

#[test]
fn a_pen_takes_over_from_the_resting_hand() {
    let mut pad = Capture::default();
    pad.down(finger(1), at(900.0, 900.0, 0.0));
    assert!(pad.down(pen(2), at(10.0, 10.0, 1.0)));
    assert_eq!(pad.moved(finger(1), &[at(960.0, 900.0, 2.0)]), 0);
    pad.up(pen(2));
    assert_eq!(pad.strokes().len(), 1);
    assert_eq!(pad.strokes()[0].points[0].x, 10);
}

#[test]
fn a_pen_takes_over_from_a_finger_without_losing_what_it_drew() {
    let mut pad = Capture::default();
    line(&mut pad, finger(1), 100.0, 0.0);
    assert!(pad.down(pen(2), at(10.0, 10.0, 200.0)));
    pad.up(pen(2));
    assert_eq!(pad.strokes().len(), 2);
}

#[test]
fn the_hand_that_holds_the_pen_draws_nothing_between_two_strokes() {
    let mut pad = Capture::default();
    line(&mut pad, pen(1), 100.0, 0.0);
    pad.up(pen(1));
    assert!(!pad.down(finger(2), at(900.0, 900.0, 400.0)));
    assert!(pad.down(finger(3), at(900.0, 900.0, 5000.0)), "whoever puts the pen away can go on with a finger");
}

#[test]
fn what_the_drawing_hand_presses_beside_the_pad_means_nothing() {
    let (finger_presses, pen_presses) = (Some(PointerKind::Finger), Some(PointerKind::Pen));
    let mut pad = Capture::default();
    assert!(!pad.is_hand_that_draws(finger_presses, 0.0), "nobody draws yet");
    line(&mut pad, pen(1), 100.0, 0.0);
    assert!(pad.is_hand_that_draws(finger_presses, 300.0));
    assert!(pad.is_hand_that_draws(None, 300.0), "an engine that does not say what pressed");
    assert!(
        !pad.is_hand_that_draws(finger_presses, 1200.0),
        "the pen was lifted unseen: nobody is kept from the buttons"
    );
    pad.up(pen(1));
    assert!(pad.is_hand_that_draws(finger_presses, 300.0), "the hand rests on the screen between two strokes");
    assert!(!pad.is_hand_that_draws(pen_presses, 300.0), "whoever lifts the pen may press with it at once");
    assert!(!pad.is_hand_that_draws(None, 300.0));
    assert!(!pad.is_hand_that_draws(finger_presses, 1200.0));
    assert!(!pad.is_hand_that_draws(finger_presses, f64::NAN));

    let mut pad = Capture::default();
    line(&mut pad, finger(1), 100.0, 0.0);
    assert!(pad.is_hand_that_draws(finger_presses, 300.0), "a second finger while one draws");
    pad.up(finger(1));
    assert!(!pad.is_hand_that_draws(finger_presses, 101.0), "the finger that drew may press at once");
}

#[test]
fn a_pointer_that_was_lifted_unseen_can_draw_again_and_keeps_its_ink() {
    let mut pad = Capture::default();
    line(&mut pad, mouse(), 100.0, 0.0);
    line(&mut pad, mouse(), 900.0, 500.0);
    pad.up(mouse());
    assert_eq!(pad.strokes().len(), 2);
}

#[test]
fn a_cancelled_or_lost_pointer_keeps_the_ink_so_far() {
    let mut pad = Capture::default();
    line(&mut pad, finger(1), 100.0, 0.0);
    assert!(pad.up(finger(1)));
    assert!(!pad.up(finger(1)), "lifted, then lost: told once");
    let points = &pad.strokes()[0].points;
    assert_eq!((points[0].x, points[points.len() - 1].x), (100, 500));
}

#[test]
fn undo_takes_one_stroke_and_clear_takes_all() {
    let mut pad = Capture::default();
    line(&mut pad, finger(1), 100.0, 0.0);
    pad.up(finger(1));
    line(&mut pad, finger(2), 900.0, 500.0);
    pad.undo();
    assert_eq!((pad.strokes().len(), pad.live()), (1, None));
    assert_eq!(pad.moved(finger(2), &[at(990.0, 300.0, 700.0)]), 0, "the finger that is still down draws no more");
    pad.undo();
    assert!(pad.is_empty());
    pad.undo();
    line(&mut pad, finger(3), 100.0, 900.0);
    pad.up(finger(3));
    pad.clear();
    assert_eq!(pad, Capture::default());
}

#[test]
fn a_pad_goes_on_with_ink_that_was_made_before() {
    let ink = Ink::decode(&sample(3)).unwrap();
    let mut pad = Capture::with(&ink);
    assert_eq!(pad.ink(), Some(ink.clone()));
    line(&mut pad, finger(1), 100.0, 0.0);
    pad.up(finger(1));
    pad.undo();
    assert_eq!(pad.ink(), Some(ink));
}

#[test]
fn samples_that_are_no_numbers_or_too_near_add_nothing() {
    let mut pad = Capture::default();
    assert!(!pad.down(pen(1), at(f64::NAN, 10.0, 0.0)));
    assert!(pad.down(pen(1), at(10.0, 10.0, 0.0)));
    let none = [at(11.0, 11.0, 1.0), at(f64::INFINITY, 10.0, 2.0), at(50.0, f64::NAN, 3.0), at(50.0, 10.0, f64::NAN)];
    assert_eq!(pad.moved(pen(1), &none), 0);
    assert_eq!(pad.moved(pen(1), &[Sample { pressure: f64::NAN, ..at(90.0, 10.0, 4.0) }]), 1);
}

#[test]
fn a_line_that_leaves_the_pad_follows_its_edge() {
    let mut pad = Capture::default();
    pad.down(pen(1), at(100.0, 100.0, 0.0));
    assert_eq!(pad.moved(pen(1), &[at(100.0, -50.0, 1.0), at(100.0, -90.0, 2.0), at(300.0, -90.0, 3.0)]), 2);
    let ends: Vec<_> = pad.live().unwrap().points.iter().map(|point| (point.x, point.y)).collect();
    assert_eq!(ends, [(100, 100), (100, 0), (300, 0)]);
}

#[test]
fn a_full_pad_takes_no_more_and_keeps_its_ink() {
    let mut pad = Capture::default();
    for i in 0..=STROKES_MAX {
        assert_eq!(pad.down(mouse(), at(10.0, 10.0, i as f64)), i < STROKES_MAX);
        pad.up(mouse());
    }
    assert_eq!(pad.ink().unwrap().strokes().len(), STROKES_MAX);

    let mut pad = Capture::default();
    pad.down(mouse(), at(0.0, 0.0, 0.0));
    let zigzag: Vec<Sample> =
        (0..POINTS_MAX + 9).map(|i| at((i % 3000) as f64, (i % 2 * 90 + 9) as f64, i as f64)).collect();
    assert_eq!(pad.moved(mouse(), &zigzag), POINTS_MAX - 1);
    assert_eq!(pad.live().unwrap().points.len(), POINTS_MAX);
}

#[test]
fn ink_that_no_pad_makes_is_no_ink() {
    let stroke = |points: &[(u16, u8)]| {
        Stroke::of(points.iter().map(|(x, level)| Point { x: *x, y: 5, level: *level }).collect())
    };
    assert!(Ink::new(vec![stroke(&[(5, 3), (9, 4)])]).is_some());
    assert_eq!(Ink::new(vec![]), None);
    assert_eq!(Ink::new(vec![stroke(&[])]), None);
    assert_eq!(Ink::new(vec![stroke(&[(PAD_WIDTH + 1, 3)])]), None);
    assert_eq!(Ink::new(vec![stroke(&[(5, LEVEL_MAX + 1)])]), None);
    assert_eq!(Ink::new(vec![stroke(&[(5, 3), (9, 5)])]), None, "the width cannot jump");
    assert_eq!(Ink::new(vec![stroke(&[(5, 3)]); STROKES_MAX + 1]), None);
}

#[test]
fn what_is_not_ink_is_refused_for_its_own_reason() {
    let refused = |bytes: &[u8]| Ink::decode(&b64(bytes)).unwrap_err();
    assert_eq!(Ink::decode("not ink!"), Err(InkError::Text));
    assert_eq!(Ink::decode("AQEFBQW"), Err(InkError::Text), "unused bits that are not zero");
    assert_eq!(Ink::decode("AQEFBQU="), Err(InkError::Text), "padding");
    assert_eq!(Ink::decode(""), Err(InkError::Truncated));
    assert_eq!(Ink::decode(&"A".repeat(1_000_000)), Err(InkError::TooMuch));
    assert_eq!(refused(&[1]), InkError::Empty);
    assert_eq!(refused(&[1, 0]), InkError::Empty);
    assert_eq!(refused(&[3, 1, 5, 5, 5]), InkError::Version(3));
    assert_eq!(refused(&[1, 1, 5]), InkError::Truncated);
    assert_eq!(refused(&[1, 2, 5, 5, 5]), InkError::Truncated);
    assert_eq!(refused(&[1, 1, 5, 5, 5, 1]), InkError::Truncated, "bytes that follow are the start of a stroke");
    assert_eq!(refused(&[1, 1, 0x85, 0x00, 5, 5]), InkError::Spelling);
    assert_eq!(refused(&[1, 1, 0x80, 0x80, 0x80, 1]), InkError::Spelling);
    assert_eq!(refused(&[1, 1, 5, 5, 16]), InkError::Outside);
    assert_eq!(refused(&[1, 2, 0, 5, 5, 4, 0]), InkError::Outside, "one to the left of the edge");
    assert_eq!(refused(&[1, 2, 5, 5, 0, 0, 0]), InkError::Outside, "thinner than the thinnest");
    assert_eq!(refused(&[1, 0xa1, 0x9c, 0x01, 5, 5, 5]), InkError::TooMuch, "20,001 points");
    assert_eq!(refused(&[&[1][..], &[1, 5, 5, 5].repeat(STROKES_MAX + 1)].concat()), InkError::TooMuch);
}

#[test]
fn the_largest_ink_is_written_and_read() {
    let corners =
        (0..POINTS_MAX).map(|i| Point { x: (i % 2 * 3000) as u16, y: (i % 2 * 1125) as u16, level: (i % 2) as u8 });
    let ink = Ink::new(vec![Stroke::of(corners.collect())]).unwrap();
    assert_eq!(Ink::decode(&ink.encode()), Ok(ink));
}

proptest! {
    #[test]
    fn ink_reads_back_as_it_was_written(samples in proptest::collection::vec((-50.0..3100.0f64, -50.0..1200.0f64, -0.2..1.2f64), 1..200)) {
        let mut pad = Capture::default();
        for (i, (x, y, pressure)) in samples.iter().enumerate() {
            let sample = Sample { x: *x, y: *y, time_ms: i as f64 * 4.0, pressure: *pressure };
            if i % 40 == 0 { pad.down(pen(1), sample); } else { pad.moved(pen(1), &[sample]); }
        }
        pad.up(pen(1));
        let ink = pad.ink().unwrap();
        prop_assert_eq!(Ink::decode(&ink.encode()), Ok(ink));
    }

    #[test]
    fn no_bytes_make_the_reader_panic_and_what_it_reads_has_one_spelling(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for bytes in [bytes.clone(), [&[1], &bytes[..]].concat(), [&[2], &bytes[..]].concat()] {
            if let Ok(ink) = Ink::decode(&b64(&bytes)) {
                prop_assert_eq!(ink.encode(), b64(&bytes));
            }
        }
    }

    /// Whatever the engine reports, in whatever order, the pad neither panics nor holds ink that cannot be kept.
    #[test]
    fn no_order_of_events_breaks_the_pad(events in proptest::collection::vec((0..5u8, 0..4i32, -9e3..9e3f64, any::<f64>(), any::<f64>()), 0..150)) {
        let mut pad = Capture::default();
        let mut touched = Capture::with_touches();
        for (what, id, x, time_ms, pressure) in events {
            let pointer = Pointer { id, kind: [PointerKind::Pen, PointerKind::Finger, PointerKind::Mouse][id as usize % 3] };
            let sample = Sample { x, y: x / 2.0, time_ms, pressure };
            let before = pad.strokes().len();
            match what {
                0 => { touched.down(pointer, sample); }
                1 | 2 => { touched.moved(pointer, &[sample]); }
                3 => { touched.up(pointer); }
                _ => touched.undo(),
            }
            prop_assert_eq!(touched.ink().is_some(), !touched.strokes().is_empty());
            match what {
                0 => { pad.down(pointer, sample); }
                1 | 2 => { pad.moved(pointer, &[sample]); }
                3 => { pad.up(pointer); }
                _ => pad.undo(),
            }
            prop_assert!(pad.strokes().len() + 1 >= before);
            prop_assert!(what > 3 || pad.strokes().len() >= before, "only Undo takes a stroke away");
            prop_assert_eq!(pad.ink().is_some(), !pad.strokes().is_empty());
        }
    }
}

//! When and how hard a signature was made: kept only where a pad is told to, and never at the cost of the line.
#![allow(clippy::unwrap_used)]

use inkseal_domain::codec::{b64, unb64};
use inkseal_domain::ink::*;
use proptest::prelude::*;

const PEN: Pointer = Pointer { id: 1, kind: PointerKind::Pen };

fn draw(mut pad: Capture, strokes: &[Vec<Sample>]) -> Ink {
    for samples in strokes {
        assert!(pad.down(PEN, samples[0]));
        pad.moved(PEN, &samples[1..]);
        pad.up(PEN);
    }
    pad.ink().unwrap()
}

fn sample(x: f64, time_ms: f64, pressure: f64) -> Sample {
    Sample { x, y: 300.0 + x / 9.0, time_ms, pressure }
}

fn two_strokes() -> [Vec<Sample>; 2] {
    [
        (0..60).map(|i| sample(f64::from(i * 20), 5000.0 + f64::from(i) * 4.2, f64::from(i) / 60.0)).collect(),
        vec![sample(900.0, 9000.0, 1.0)],
    ]
}

fn lines(ink: &Ink) -> Vec<Vec<Point>> {
    ink.strokes().iter().map(|stroke| stroke.points.clone()).collect()
}

#[test]
fn a_pad_that_is_not_told_to_keeps_neither_time_nor_pressure() {
    let ink = draw(Capture::default(), &two_strokes());
    assert!(!ink.has_touches() && ink.strokes().iter().all(|stroke| stroke.touches.is_empty()));
    assert_eq!(unb64(&ink.encode()).unwrap()[0], 1, "as before there was anything else");
}

#[test]
fn a_pad_that_is_told_to_keeps_both_and_the_same_line() {
    let ink = draw(Capture::with_touches(), &two_strokes());
    assert_eq!(lines(&ink), lines(&draw(Capture::default(), &two_strokes())));
    let touches = &ink.strokes()[0].touches;
    assert_eq!(touches.first(), Some(&Touch { at_ms: 0, pressure: 0 }));
    assert_eq!(touches.last(), Some(&Touch { at_ms: 248, pressure: 251 }));
    assert_eq!(ink.strokes()[1].touches, [Touch { at_ms: 0, pressure: 255 }], "no pause between strokes is kept");
    let read = Ink::decode(&ink.encode()).unwrap();
    assert_eq!(read, ink);
    assert_eq!(svg_path(&read), svg_path(&draw(Capture::default(), &two_strokes())), "and the same picture");
}

#[test]
fn a_pad_goes_on_as_its_ink_began_also_when_it_was_cleared() {
    let mut pad = Capture::with(&draw(Capture::with_touches(), &two_strokes()));
    pad.clear();
    assert!(draw(pad, &two_strokes()).has_touches());
    assert!(!draw(Capture::with(&draw(Capture::default(), &two_strokes())), &two_strokes()).has_touches());
}

#[test]
fn what_contradicts_itself_is_no_ink() {
    let stroke = |touches: &[(u32, u8)]| Stroke {
        points: (0..2).map(|x| Point { x, y: 5, level: 3 }).collect(),
        touches: touches.iter().map(|(at_ms, pressure)| Touch { at_ms: *at_ms, pressure: *pressure }).collect(),
    };
    assert!(Ink::new(vec![stroke(&[(0, 9), (0, 9)])]).is_some());
    assert_eq!(Ink::new(vec![stroke(&[(0, 9)])]), None, "one for each point");
    assert_eq!(Ink::new(vec![stroke(&[(1, 9), (2, 9)])]), None, "a stroke begins at 0");
    assert_eq!(Ink::new(vec![stroke(&[(0, 9), (STROKE_MS_MAX + 1, 9)])]), None);
    assert_eq!(Ink::new(vec![stroke(&[(0, 9), (5, 9)]), stroke(&[])]), None, "of all strokes or of none");
    let refused = |bytes: &[u8]| Ink::decode(&b64(bytes)).unwrap_err();
    assert_eq!(refused(&[2, 1, 5, 5, 5]), InkError::Truncated, "a point without its pressure");
    assert_eq!(refused(&[2, 2, 5, 5, 5, 9, 1, 0, 9]), InkError::Truncated);
    let long = [&[2, 3, 5, 5, 5, 9][..], &[1, 0, 0xff, 0xff, 0x7f, 9], &[1, 0, 1, 9]].concat();
    assert_eq!(refused(&long), InkError::Time);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_kept_reads_back(samples in proptest::collection::vec((-50.0..3100.0f64, -9e6..9e6f64, -0.2..1.2f64), 1..120)) {
        let samples: Vec<Sample> = samples.into_iter().map(|(x, time_ms, pressure)| sample(x, time_ms, pressure)).collect();
        let ink = draw(Capture::with_touches(), &[samples]);
        prop_assert_eq!(Ink::decode(&ink.encode()), Ok(ink));
    }
}

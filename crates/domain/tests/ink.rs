//! A made-up signature, from the samples of a pen to its picture, and what is true of every picture.
//!
//! `fixtures/signature.csv` is the input: six strokes of 100 samples at 240 a second. `INKSEAL_BLESS=1 cargo test -p inkseal-domain --test ink`
//! writes what is kept (`signature.txt`) and its picture (`signature.svg`) anew; without it they are compared.
#![allow(clippy::unwrap_used, missing_docs)]

use inkseal_domain::ink::{
    Capture, Ink, LEVEL_MAX, PAD_HEIGHT, PAD_WIDTH, Point, Pointer, PointerKind, Polygon, Sample, Stroke, outline,
    settled, svg, svg_path, tail, tip,
};
use proptest::prelude::*;
use std::path::Path;

const PEN: Pointer = Pointer { id: 1, kind: PointerKind::Pen };
const MOUSE: Pointer = Pointer { id: 1, kind: PointerKind::Mouse };

/// The fixture's strokes.
fn signature() -> Vec<Vec<Sample>> {
    let mut strokes = vec![vec![]; 6];
    for line in include_str!("fixtures/signature.csv").lines().skip(1) {
        let [stroke, x, y, time_ms, pressure] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let [x, y, time_ms, pressure] = [x, y, time_ms, pressure].map(|number| number.parse().unwrap());
        strokes[stroke.parse::<usize>().unwrap()].push(Sample { x, y, time_ms, pressure });
    }
    strokes
}

/// A stroke as it is drawn while the pointer is down, and as it is kept.
fn make(pointer: Pointer, samples: &[Sample]) -> (Stroke, Stroke) {
    let mut pad = Capture::default();
    assert!(pad.down(pointer, samples[0]));
    pad.moved(pointer, &samples[1..]);
    let drawn = pad.live().unwrap().clone();
    pad.up(pointer);
    (drawn, pad.strokes()[0].clone())
}

fn ink(pointer: Pointer, strokes: &[Vec<Sample>]) -> Ink {
    Ink::new(strokes.iter().map(|samples| make(pointer, samples).1).collect()).unwrap()
}

fn fixture(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    if std::env::var_os("INKSEAL_BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap_or_default() == found, "{name} is not what is written now");
}

/// Twice the area, positive where the corners turn from x to y.
fn area(polygon: &Polygon) -> f32 {
    let pairs = polygon.iter().zip(polygon.iter().cycle().skip(1));
    pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

/// How far a place lies outside a polygon; 0 inside.
fn outside((x, y): (f32, f32), polygon: &Polygon) -> f32 {
    let (mut inside, mut near) = (false, f32::INFINITY);
    for (a, b) in polygon.iter().zip(polygon.iter().cycle().skip(1)) {
        if (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0 {
            inside = !inside;
        }
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = (dx * dx + dy * dy).max(f32::MIN_POSITIVE);
        let along = (((x - a.0) * dx + (y - a.1) * dy) / length).clamp(0.0, 1.0);
        near = near.min((x - a.0 - along * dx).hypot(y - a.1 - along * dy));
    }
    if inside { 0.0 } else { near }
}

/// How far one picture reaches beyond another.
fn beyond(picture: &[Polygon], other: &[Polygon]) -> f32 {
    let away =
        |corner: &(f32, f32)| other.iter().map(|polygon| outside(*corner, polygon)).fold(f32::INFINITY, f32::min);
    picture.iter().flatten().map(away).fold(0.0, f32::max)
}

/// How far two pictures lie apart.
fn apart(a: &Stroke, b: &Stroke) -> f32 {
    let (a, b) = (outline(a), outline(b));
    beyond(&a, &b).max(beyond(&b, &a))
}

#[test]
fn the_signature_is_kept_and_drawn_as_it_always_was() {
    let ink = ink(PEN, &signature());
    fixture("signature.txt", &(ink.encode() + "\n"));
    fixture("signature.svg", &(svg(&ink, "Signature") + "\n"));
}

#[test]
fn six_strokes_of_a_hundred_samples_are_kept_in_less_than_a_kilobyte() {
    let strokes = signature();
    assert!(strokes.len() == 6 && strokes.iter().all(|samples| samples.len() == 100));
    let pen = ink(PEN, &strokes).encode().len();
    assert!(pen < 1024, "{pen} characters");
    // A mouse reports whole pixels: a pad of 1,000 pixels has one for three units.
    let pixel =
        |sample: &Sample| Sample { x: (sample.x / 3.0).round() * 3.0, y: (sample.y / 3.0).round() * 3.0, ..*sample };
    let pixels: Vec<Vec<Sample>> = strokes.iter().map(|samples| samples.iter().map(pixel).collect()).collect();
    let mouse = ink(MOUSE, &pixels).encode().len();
    assert!(mouse < 1024, "{mouse} characters");
}

#[test]
fn lifting_the_pen_does_not_move_the_picture() {
    for samples in signature() {
        for pointer in [PEN, MOUSE] {
            let (drawn, kept) = make(pointer, &samples);
            let apart = apart(&drawn, &kept);
            assert!(apart < 1.6, "{apart} units");
        }
    }
}

#[test]
fn a_sharp_corner_stays_sharp_when_the_pen_is_lifted() {
    let places = (0..=60).map(|i| {
        if i < 30 {
            (300.0 + f64::from(i) * 20.0, 900.0 - f64::from(i) * 25.0)
        } else {
            (900.0 + f64::from(i - 30) * 4.0, 150.0 + f64::from(i - 30) * 25.0)
        }
    });
    let samples: Vec<Sample> =
        places.enumerate().map(|(i, (x, y))| Sample { x, y, time_ms: i as f64 * 4.0, pressure: 0.5 }).collect();
    let (drawn, kept) = make(PEN, &samples);
    assert!(kept.points.len() < 12, "{} points", kept.points.len());
    assert!(apart(&drawn, &kept) < 1.6);
}

/// Three loops a second, drifting to the right, for two seconds.
fn loops(rate_hz: u32) -> Vec<Sample> {
    let sample = |i: u32| {
        let seconds = f64::from(i) / f64::from(rate_hz);
        let turn = seconds * 3.0 * std::f64::consts::TAU;
        let (x, y) = (400.0 + 900.0 * seconds + 90.0 * turn.cos(), 560.0 + 200.0 * turn.sin());
        Sample { x, y, time_ms: seconds * 1000.0, pressure: 0.5 + 0.3 * (turn / 3.0).sin() }
    };
    (0..=2 * rate_hz).map(sample).collect()
}

/// How far apart the pictures may lie of one movement that is looked at 60 times a second and 240 times, in pad units: a pixel and a third where the
/// pad is 1,000 pixels wide. At the fastest of these loops, 60 a second know the place only every 65 units.
const RATES_APART: f32 = 4.0;

#[test]
fn sixty_samples_a_second_make_the_same_line_as_240() {
    for pointer in [PEN, MOUSE] {
        let ((_, slow), (_, fast)) = (make(pointer, &loops(60)), make(pointer, &loops(240)));
        let apart = apart(&slow, &fast);
        assert!(apart < RATES_APART, "{apart} units");
    }
}

/// An engine that reports 60 times a second hands over what a pen of 240 did meanwhile, in fours.
#[test]
fn samples_that_come_in_lots_make_the_very_ink_of_those_that_come_one_by_one_and_none_is_lost() {
    let samples = loops(240);
    for pointer in [PEN, MOUSE] {
        let (all_at_once, kept) = make(pointer, &samples);
        assert_eq!(all_at_once.points.len(), samples.len(), "every sample is a point");
        for lot in [1, 4, 7] {
            let mut pad = Capture::default();
            pad.down(pointer, samples[0]);
            let added: usize = samples[1..].chunks(lot).map(|lot| pad.moved(pointer, lot)).sum();
            assert_eq!(added, samples.len() - 1);
            assert_eq!(pad.live(), Some(&all_at_once));
            pad.up(pointer);
            assert_eq!(pad.strokes(), std::slice::from_ref(&kept), "in lots of {lot}");
        }
    }
}

#[test]
fn a_dot_is_a_round_polygon_as_wide_as_the_pen() {
    let dot = outline(&Stroke::of(vec![Point { x: 100, y: 100, level: LEVEL_MAX }]));
    assert_eq!((dot.len(), dot[0].len()), (1, 16));
    assert!(dot[0].iter().all(|(x, y)| ((x - 100.0).hypot(y - 100.0) - 11.5).abs() < 0.1));
}

#[test]
fn a_picture_of_ink_has_a_name_and_no_markup_from_it() {
    let picture = svg(&ink(PEN, &signature()), "Signature: <Sample> & \"Person\"");
    assert!(picture.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3000 1125\" role=\"img\" aria-label=\"Signature: &lt;Sample"));
    assert!(!picture.contains("<Sample>"));
}

#[test]
fn the_path_says_the_corners_of_the_outline() {
    let dot = Ink::new(vec![Stroke::of(vec![Point { x: 100, y: 90, level: 0 }])]).unwrap();
    assert_eq!(
        svg_path(&dot),
        "m104 90-.3 1.5-.9 1.3-1.3 .9-1.5 .3-1.5-.3-1.3-.9-.9-1.3-.3-1.5 .3-1.5 .9-1.3 1.3-.9 1.5-.3 1.5 .3 1.3 .9 .9 1.3z"
    );
}

/// Any stroke: points anywhere on the pad, near or far, levels one step apart, repeated places included.
fn any_stroke() -> impl Strategy<Value = Stroke> {
    let step = prop_oneof![(-4..=4i32, -4..=4i32), (-90..=90i32, -90..=90i32), (-3000..=3000i32, -1125..=1125i32)];
    let first = (0..=i32::from(PAD_WIDTH), 0..=i32::from(PAD_HEIGHT), 0..=i32::from(LEVEL_MAX));
    (first, proptest::collection::vec((step, -1..=1i32), 0..40)).prop_map(|((x, y, level), steps)| {
        let mut at = (x, y, level);
        let mut points = vec![at];
        for ((dx, dy), dlevel) in steps {
            let (width, height, top) = (i32::from(PAD_WIDTH), i32::from(PAD_HEIGHT), i32::from(LEVEL_MAX));
            at = ((at.0 + dx).clamp(0, width), (at.1 + dy).clamp(0, height), (at.2 + dlevel).clamp(0, top));
            points.push(at);
        }
        let point = |(x, y, level)| Point { x: x as u16, y: y as u16, level: level as u8 };
        Stroke::of(points.into_iter().map(point).collect())
    })
}

/// Any gesture: a hand that wanders over the pad.
fn any_gesture() -> impl Strategy<Value = Vec<Sample>> {
    proptest::collection::vec((-25.0..25.0f64, -25.0..25.0f64, 0.0..1.0f64), 1..80).prop_map(|turns| {
        let (mut x, mut y, mut dx, mut dy) = (1500.0, 560.0, 0.0, 0.0);
        let sample = |(i, (ax, ay, pressure)): (usize, (f64, f64, f64))| {
            (dx, dy) = (dx * 0.8 + ax, dy * 0.8 + ay);
            (x, y) = (x + dx, y + dy);
            Sample { x, y, time_ms: i as f64 * 4.2, pressure }
        };
        turns.into_iter().enumerate().map(sample).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drawing_the_pieces_as_they_settle_draws_the_outline(stroke in any_stroke(), lots in proptest::collection::vec(1..5usize, 0..40)) {
        let (mut drawn, mut before) = (vec![], 0_usize);
        for lot in lots.into_iter().chain([usize::MAX]) {
            let now = before.saturating_add(lot).min(stroke.points.len());
            let growing = Stroke::of(stroke.points[..now].to_vec());
            let piece = settled(&growing, before);
            prop_assert_eq!(tail(&growing, now - before), [piece.clone(), tip(&growing)].concat());
            drawn.extend(piece);
            before = now;
        }
        drawn.extend(tip(&stroke));
        prop_assert_eq!(drawn, outline(&stroke));
    }

    #[test]
    fn every_polygon_turns_the_same_way(stroke in any_stroke()) {
        prop_assert!(outline(&stroke).iter().all(|polygon| area(polygon) > 0.0));
    }

    #[test]
    fn the_outline_stays_within_a_pens_width_of_the_pad(stroke in any_stroke()) {
        let (width, height) = (f32::from(PAD_WIDTH), f32::from(PAD_HEIGHT));
        for (x, y) in outline(&stroke).into_iter().flatten() {
            prop_assert!((-11.6..=width + 11.6).contains(&x) && (-11.6..=height + 11.6).contains(&y), "{x}, {y}");
            prop_assert_eq!((x * 10.0).round() / 10.0, x);
        }
    }

    /// The line runs through the middles between the points; there the nib has been, round and whole.
    #[test]
    fn everything_that_the_pen_touched_is_inked(stroke in any_stroke()) {
        let outline = outline(&stroke);
        let ends = [(stroke.points[0], stroke.points[0]), (stroke.points[stroke.points.len() - 1], stroke.points[stroke.points.len() - 1])];
        for (a, b) in stroke.points.windows(2).map(|pair| (pair[0], pair[1])).chain(ends) {
            let middle = |a: u16, b: u16| (f32::from(a) + f32::from(b)) / 2.0;
            let (x, y, r) = (middle(a.x, b.x), middle(a.y, b.y), (a.radius() + b.radius()) as f32 / 2.0 * 0.85);
            for (dx, dy) in [(0.0, 0.0), (r, 0.0), (-r, 0.0), (0.0, r), (0.0, -r), (r * 0.7, r * 0.7), (-r * 0.7, r * 0.7), (r * 0.7, -r * 0.7), (-r * 0.7, -r * 0.7)] {
                let bare = outline.iter().map(|polygon| outside((x + dx, y + dy), polygon)).fold(f32::INFINITY, f32::min);
                prop_assert!(bare < 0.8, "({}, {}) lies {bare} units from the ink", x + dx, y + dy);
            }
        }
    }

    #[test]
    fn lifting_the_pen_moves_no_picture(samples in any_gesture()) {
        let (drawn, kept) = make(PEN, &samples);
        prop_assert!(kept.points.len() <= drawn.points.len());
        let apart = apart(&drawn, &kept);
        prop_assert!(apart < 2.0, "{apart} units");
    }
}

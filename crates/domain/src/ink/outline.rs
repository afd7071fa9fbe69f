//! From a line to polygons: a ribbon as wide as the pen where the line runs gently, round nibs where it starts, ends or turns sharply.
//!
//! Every polygon turns the same way (the area of each is positive, y pointing down), so the nonzero rule fills their union without holes.
//! Corners lie on tenths of a pad unit.

use super::curve::{Piece, Spot, unit};
use super::{Point, Stroke};

/// A closed polygon in pad units, each number a whole number of tenths.
pub type Polygon = Vec<(f32, f32)>;

/// A corner in tenths of a pad unit.
type Corner = (i32, i32);

/// Sixteen directions of the unit circle, in steps of 22.5 degrees.
const CIRCLE: [(f64, f64); 16] = {
    const A: f64 = 0.923_879_532_511_286_7;
    const B: f64 = std::f64::consts::FRAC_1_SQRT_2;
    const C: f64 = 0.382_683_432_365_089_8;
    #[rustfmt::skip]
    let circle = [
        (1.0, 0.0), (A, C), (B, B), (C, A), (0.0, 1.0), (-C, A), (-B, B), (-A, C),
        (-1.0, 0.0), (-A, -C), (-B, -B), (-C, -A), (0.0, -1.0), (C, -A), (B, -B), (A, -C),
    ];
    circle
};

/// The whole outline of a stroke: what has [`settled`], and the [`tip`].
pub fn outline(stroke: &Stroke) -> Vec<Polygon> {
    tail(stroke, stroke.points.len())
}

/// What the last `added` points of a growing stroke settled, and its tip: for a canvas of one layer. Where the hand turns sharply the tip
/// may stand out a little until the finished stroke is drawn anew.
pub fn tail(stroke: &Stroke, added: usize) -> Vec<Polygon> {
    let mut polygons = settled(stroke, stroke.points.len().saturating_sub(added));
    polygons.extend(tip(stroke));
    polygons
}

/// What can be drawn for good since the stroke had `before` points: up to the middle of its last two. Further points never change it, so drawing
/// each of these once, and the [`tip`] at the end, is drawing the [`outline`].
pub fn settled(stroke: &Stroke, before: usize) -> Vec<Polygon> {
    let points = &stroke.points;
    let mut shape = Shape::default();
    for i in before.saturating_sub(1)..points.len().saturating_sub(1) {
        if i == 0 {
            shape.nib(Spot::of(points[0]));
        }
        shape.piece(&Piece::of(points, i));
    }
    shape.polygons
}

/// The end of a stroke, from the middle of its last two points to the last one: what the next point replaces.
pub fn tip(stroke: &Stroke) -> Vec<Polygon> {
    let mut shape = Shape::default();
    if let [.., last] = stroke.points[..] {
        shape.end(&stroke.points, last);
    }
    shape.polygons
}

/// Both edges of the line at one spot.
#[derive(Clone, Copy)]
struct Cut {
    spot: Spot,
    heading: Option<(f64, f64)>,
    left: Corner,
    right: Corner,
}

impl Cut {
    fn across(spot: Spot, heading: Option<(f64, f64)>) -> Self {
        let (dx, dy) = heading.unwrap_or_default();
        Self {
            spot,
            heading,
            left: corner(spot.x + dy * spot.r, spot.y - dx * spot.r),
            right: corner(spot.x - dy * spot.r, spot.y + dx * spot.r),
        }
    }

    /// Whether the line runs on to `next` so gently that the quadrilateral between the two cuts is all that the pen covers.
    fn runs_on(&self, next: &Cut) -> bool {
        let gentle = match (self.heading, next.heading) {
            (Some(a), Some(b)) => a.0 * b.0 + a.1 * b.1 > 0.9,
            _ => false,
        };
        gentle && turns_one_way(&[self.left, next.left, next.right, self.right])
    }
}

#[derive(Default)]
struct Shape {
    polygons: Vec<Polygon>,
}

impl Shape {
    /// Quadrilaterals that share an edge are joined to one ribbon, which covers the same.
    fn piece(&mut self, piece: &Piece) {
        let steps = piece.steps();
        let mut ribbon = vec![Cut::across(piece.at(0.0), piece.heading(0.0))];
        for i in 1..=steps {
            let t = f64::from(i) / f64::from(steps);
            let (last, here) = (ribbon[ribbon.len() - 1], Cut::across(piece.at(t), piece.heading(t)));
            if last.runs_on(&here) {
                ribbon.push(here);
            } else {
                self.ribbon(&ribbon);
                if ribbon.len() > 1 || i == 1 {
                    self.nib(last.spot);
                }
                self.bend(last.spot, here.spot);
                ribbon = vec![here];
            }
        }
        self.ribbon(&ribbon);
    }

    fn ribbon(&mut self, cuts: &[Cut]) {
        if cuts.len() > 1 {
            let there = cuts.iter().map(|cut| cut.left);
            self.add(there.chain(cuts.iter().rev().map(|cut| cut.right)));
        }
    }

    /// A straight step to a round nib.
    fn bend(&mut self, from: Spot, to: Spot) {
        let heading = unit(to.x - from.x, to.y - from.y);
        let (a, b) = (Cut::across(from, heading), Cut::across(to, heading));
        if a.runs_on(&b) {
            self.ribbon(&[a, b]);
        }
        self.nib(to);
    }

    fn end(&mut self, points: &[Point], last: Point) {
        if points.len() > 1 {
            self.piece(&Piece::of(points, points.len() - 1));
        }
        self.nib(Spot::of(last));
    }

    fn nib(&mut self, spot: Spot) {
        self.add(CIRCLE.iter().map(|(x, y)| corner(spot.x + x * spot.r, spot.y + y * spot.r)));
    }

    fn add(&mut self, corners: impl Iterator<Item = Corner>) {
        self.polygons.push(corners.map(|(x, y)| (x as f32 / 10.0, y as f32 / 10.0)).collect());
    }
}

fn corner(x: f64, y: f64) -> Corner {
    ((x * 10.0).round() as i32, (y * 10.0).round() as i32)
}

/// Whether a quadrilateral is convex and its area positive.
fn turns_one_way(quad: &[Corner; 4]) -> bool {
    (0..4).all(|i| {
        let (a, b, c) = (quad[i], quad[(i + 1) % 4], quad[(i + 2) % 4]);
        (b.0 - a.0) * (c.1 - b.1) - (b.1 - a.1) * (c.0 - b.0) > 0
    })
}

//! Fewer points for the same picture, once, when the pen is lifted: what is kept is what stays on the screen.
//!
//! The line is measured, not the points: knots are added until the line that is kept and the line that was drawn lie within [`TOLERANCE`] of each
//! other everywhere, width included. In the worst case every point is a knot, and both lines are the same.

use super::curve::{Piece, Spot};
use super::{PAD_HEIGHT, PAD_WIDTH, Point, Stroke};

/// How far the kept line may lie from the drawn one, in pad units: less than half a pixel where the pad is 1,000 pixels wide.
const TOLERANCE: f64 = 1.2;
/// Most drawn points between two knots: keeps the work of a long stroke proportional to its length.
const SPAN: usize = 32;
/// How far around a knot, in knots, the line is measured when the knot is left out.
const AROUND: usize = 6;
/// How often the corners are moved; each time the kept line comes about four times closer to the knots.
const ROUNDS: usize = 4;
/// Straight steps by which half a piece is measured.
const STEPS: u32 = 2;

/// The stroke as it is kept.
pub fn fit(drawn: &Stroke) -> Stroke {
    let points = &drawn.points;
    if points.len() < 3 {
        return drawn.clone();
    }
    let last = points.len() - 1;
    let few = (0..last).step_by(SPAN).chain([last]).collect();
    let enough = refined(points, few);
    let knots = refined(points, thinned(points, enough));
    let touches = knots.iter().filter_map(|knot| drawn.touches.get(*knot).copied()).collect();
    Stroke { points: corners(points, &knots), touches }
}

/// Knots in the middle of each span where the lines part, until they part nowhere.
fn refined(points: &[Point], mut knots: Vec<usize>) -> Vec<usize> {
    loop {
        let more = Lines { drawn: points, kept: &corners(points, &knots), knots: &knots }.more_knots();
        if more.is_empty() {
            return knots;
        }
        knots.extend(more);
        knots.sort_unstable();
        knots.dedup();
    }
}

/// Without the knots that can be spared one by one.
fn thinned(points: &[Point], mut knots: Vec<usize>) -> Vec<usize> {
    let mut i = 1;
    while i + 1 < knots.len() {
        let start = i.saturating_sub(AROUND);
        let mut near = knots[start..(i + AROUND + 1).min(knots.len())].to_vec();
        near.remove(i - start);
        let lines = Lines { drawn: points, kept: &corners(points, &near), knots: &near };
        if lines.agree_around(i - start) {
            knots.remove(i);
        } else {
            i += 1;
        }
    }
    knots
}

/// A corner for each knot, moved sideways until the kept line runs through the knot's place on the drawn line. (Along the line it stays: there a shift
/// changes nothing that is seen, and unequal distances would fold it.)
fn corners(points: &[Point], knots: &[usize]) -> Vec<Point> {
    let goals: Vec<Spot> = knots.iter().map(|knot| Piece::of(points, *knot).at(0.5)).collect();
    let mut places: Vec<(f64, f64)> =
        knots.iter().map(|i| (f64::from(points[*i].x), f64::from(points[*i].y))).collect();
    for _ in 0..ROUNDS {
        let before = places.clone();
        for i in 1..places.len() - 1 {
            let ((ax, ay), (x, y), (bx, by)) = (before[i - 1], before[i], before[i + 1]);
            let (ex, ey) = (goals[i].x - (ax + 6.0 * x + bx) / 8.0, goals[i].y - (ay + 6.0 * y + by) / 8.0);
            let (nx, ny) = (ay - by, bx - ax);
            let square = nx * nx + ny * ny;
            let shift = if square > 0.0 { (ex * nx + ey * ny) / square } else { 0.0 };
            places[i] = (x + shift * nx, y + shift * ny);
        }
    }
    let within = |value: f64, max: u16| value.round().clamp(0.0, f64::from(max)) as u16;
    let corner = |(i, (x, y)): (&usize, (f64, f64))| Point {
        x: within(x, PAD_WIDTH),
        y: within(y, PAD_HEIGHT),
        level: points[*i].level,
    };
    knots.iter().zip(places).map(corner).collect()
}

/// The line that was drawn and the one that would be kept: `kept[i]` is the corner of the drawn point `knots[i]`.
struct Lines<'a> {
    drawn: &'a [Point],
    kept: &'a [Point],
    knots: &'a [usize],
}

impl Lines<'_> {
    /// Where another knot is needed. Where there is no point left between two knots, their neighbours come closer.
    fn more_knots(&self) -> Vec<usize> {
        let spans = self.knots.len() - 1;
        let mut more = Vec::new();
        for span in (0..spans).filter(|span| self.part_in(*span)) {
            let near =
                if self.is_divisible(span) { span..span + 1 } else { span.saturating_sub(1)..(span + 2).min(spans) };
            let divisible = near.filter(|span| self.is_divisible(*span));
            more.extend(divisible.map(|span| (self.knots[span] + self.knots[span + 1]) / 2));
        }
        more
    }

    fn is_divisible(&self, span: usize) -> bool {
        self.knots[span + 1] - self.knots[span] > 1
    }

    /// Whether the lines agree on the span that ends at knot `i`, and on two more on each side.
    fn agree_around(&self, i: usize) -> bool {
        let mut spans = i.saturating_sub(3)..(i + 2).min(self.knots.len() - 1);
        self.knots[i] - self.knots[i - 1] <= SPAN && spans.all(|span| !self.part_in(span))
    }

    /// Whether the lines lie farther apart in this span than they may.
    fn part_in(&self, span: usize) -> bool {
        if self.kept[span].level.abs_diff(self.kept[span + 1].level) > 1 {
            return true;
        }
        let (before, after) = (span.saturating_sub(1), (span + 2).min(self.knots.len() - 1));
        let (kept, kept_near) = (between(self.kept, span, span + 1), between(self.kept, before, after));
        let drawn = between(self.drawn, self.knots[span], self.knots[span + 1]);
        let drawn_near = between(self.drawn, self.knots[before], self.knots[after]);
        !(lie_on(&drawn, &kept_near) && lie_on(&kept, &drawn_near))
    }
}

/// Spots of the line from the place of point `a` to that of point `b`, `2 · STEPS` of them for each point.
fn between(points: &[Point], a: usize, b: usize) -> Vec<Spot> {
    let halves = |i: usize| {
        let (here, next) = (Piece::of(points, i), Piece::of(points, i + 1));
        let t = |step: u32| f64::from(step) / f64::from(2 * STEPS);
        let rising = move |step: u32| if i == 0 { here.at(t(2 * step)) } else { here.at(0.5 + t(step)) };
        let last = i + 2 == points.len();
        let falling = move |step: u32| if last { next.at(t(2 * step)) } else { next.at(t(step)) };
        (0..STEPS).map(rising).chain((0..STEPS).map(falling))
    };
    let end = if b + 1 == points.len() { 1.0 } else { 0.5 };
    (a..b).flat_map(halves).chain([Piece::of(points, b).at(end)]).collect()
}

/// Whether all spots lie on a line, as nearly as they must.
fn lie_on(spots: &[Spot], line: &[Spot]) -> bool {
    let near = |spot: &Spot| line.windows(2).any(|pair| square(*spot, pair[0], pair[1]) <= TOLERANCE * TOLERANCE);
    spots.iter().all(near)
}

/// Squared distance of a spot from a straight step; a difference of width counts like one of place.
fn square(spot: Spot, from: Spot, to: Spot) -> f64 {
    let (px, py, pr) = (spot.x - from.x, spot.y - from.y, spot.r - from.r);
    let (dx, dy, dr) = (to.x - from.x, to.y - from.y, to.r - from.r);
    let length = dx * dx + dy * dy + dr * dr;
    let along = if length > 0.0 { ((px * dx + py * dy + pr * dr) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y, r) = (px - along * dx, py - along * dy, pr - along * dr);
    x * x + y * y + r * r
}

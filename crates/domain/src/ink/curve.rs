//! The line of a stroke: points smoothed through the midpoints between them by quadratic curves (a quadratic B-spline).
//!
//! Each piece depends on three neighbouring points only, so a growing stroke never changes where it has been.
//! Only sums, products and square roots are used, which IEEE 754 rounds alike everywhere: every machine gives the same numbers.

use super::Point;

/// A place on the line with half the pen's width there, in pad units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
    pub r: f64,
}

impl Spot {
    /// The spot of a point.
    pub fn of(point: Point) -> Self {
        Self { x: f64::from(point.x), y: f64::from(point.y), r: point.radius() }
    }

    /// Halfway to another.
    pub fn middle(self, other: Self) -> Self {
        Self { x: (self.x + other.x) / 2.0, y: (self.y + other.y) / 2.0, r: (self.r + other.r) / 2.0 }
    }
}

/// A quadratic curve `from` somewhere `over` a corner that it does not reach `to` somewhere.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    from: Spot,
    over: Spot,
    to: Spot,
}

/// How far a straight step may leave the curve, in pad units: an eighth of a pixel on a tablet.
const FLAT: f64 = 0.5;
/// Most straight steps of a piece.
const STEPS_MAX: f64 = 16.0;

impl Piece {
    /// The piece that belongs to point `i` of at least two: from the middle before it to the middle after it. The first begins at its point, the last
    /// ends there; both are straight.
    pub fn of(points: &[Point], i: usize) -> Self {
        let over = Spot::of(points[i]);
        let to = points.get(i + 1).map(|next| over.middle(Spot::of(*next)));
        let from = i.checked_sub(1).map(|before| Spot::of(points[before]).middle(over));
        match (from, to) {
            (Some(from), Some(to)) => Self { from, over, to },
            (from, to) => {
                let (from, to) = (from.unwrap_or(over), to.unwrap_or(over));
                Self { from, over: from.middle(to), to }
            }
        }
    }

    /// The place at `t`, 0 to 1.
    pub fn at(&self, t: f64) -> Spot {
        let (a, b, c) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
        let mix = |from: f64, over: f64, to: f64| a * from + b * over + c * to;
        Spot {
            x: mix(self.from.x, self.over.x, self.to.x),
            y: mix(self.from.y, self.over.y, self.to.y),
            r: mix(self.from.r, self.over.r, self.to.r),
        }
    }

    /// Where the line is heading at `t`, of length 1; `None` where it turns on the spot.
    pub fn heading(&self, t: f64) -> Option<(f64, f64)> {
        let (a, b) = (1.0 - t, t);
        unit(
            a * (self.over.x - self.from.x) + b * (self.to.x - self.over.x),
            a * (self.over.y - self.from.y) + b * (self.to.y - self.over.y),
        )
    }

    /// In how many straight steps it is drawn: as many as its bend and its turn ask for.
    pub fn steps(&self) -> u32 {
        let (x, y) = (self.from.x - 2.0 * self.over.x + self.to.x, self.from.y - 2.0 * self.over.y + self.to.y);
        // A quadratic curve leaves its chord by a quarter of this; n steps make it n² times less.
        let bend = ((x * x + y * y).sqrt() / (4.0 * FLAT)).sqrt().ceil();
        let turn = match (self.heading(0.0), self.heading(1.0)) {
            (Some(a), Some(b)) => match a.0 * b.0 + a.1 * b.1 {
                cos if cos > 0.9 => 1.0,
                cos if cos > 0.6 => 2.0,
                cos if cos > -0.2 => 4.0,
                _ => 8.0,
            },
            _ => 1.0,
        };
        bend.max(turn).min(STEPS_MAX) as u32
    }
}

/// A direction, of length 1; `None` for none.
pub fn unit(x: f64, y: f64) -> Option<(f64, f64)> {
    let length = (x * x + y * y).sqrt();
    (length > 0.0).then(|| (x / length, y / length))
}

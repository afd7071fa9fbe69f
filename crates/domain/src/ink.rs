//! Ink: samples as a hand makes them → points that are kept → one outline that everything draws.
//!
//! The pad has its own units, [`PAD_WIDTH`] by [`PAD_HEIGHT`], so that turning, resizing or zooming the screen changes nothing that is kept.
//! Position and width are kept; time and pressure only decide the width, while the stroke is made, and are then forgotten, unless the office
//! has them kept as well.
//! Canvas, SVG, print and the command draw the polygons of [`outline`]; pixels are never read back.
//!
//! The way of a sample: [`Capture`] turns it into a point, `curve` smooths points into a line, `outline` thickens the line into polygons;
//! when the pen is lifted, `fit` keeps the fewest points that give the same line, and `encoding` writes them.

mod capture;
mod curve;
mod encoding;
mod fit;
mod outline;
mod svg;

pub use capture::{Capture, Pointer, PointerKind, Sample};
pub use encoding::InkError;
pub use outline::{Polygon, outline, settled, tail, tip};
pub use svg::{PEN, svg, svg_path};

/// Width of the pad in its own units.
pub const PAD_WIDTH: u16 = 3000;
/// Height of the pad in its own units: 8 to 3.
pub const PAD_HEIGHT: u16 = 1125;
/// Most strokes that a signature may have.
pub const STROKES_MAX: usize = 200;
/// Most points that a signature may have: more than a minute of drawing without a pause.
pub const POINTS_MAX: usize = 20_000;
/// Highest width level.
pub const LEVEL_MAX: u8 = 15;

/// A point of a stroke, in pad units, and how thick the pen was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// 0 to [`PAD_WIDTH`].
    pub x: u16,
    /// 0 to [`PAD_HEIGHT`].
    pub y: u16,
    /// Width level, 0 to [`LEVEL_MAX`].
    pub level: u8,
}

impl Point {
    /// Half the pen's width here, in pad units: 4 to 11.5.
    pub fn radius(self) -> f64 {
        4.0 + f64::from(self.level) * 0.5
    }

    fn is_on_the_pad(self) -> bool {
        self.x <= PAD_WIDTH && self.y <= PAD_HEIGHT && self.level <= LEVEL_MAX
    }
}

/// Longest time that is told apart within a stroke, in milliseconds: more than half an hour.
pub const STROKE_MS_MAX: u32 = (1 << 21) - 1;

/// How a point was made. Kept only where the office asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touch {
    /// Milliseconds since the stroke began, at most [`STROKE_MS_MAX`].
    pub at_ms: u32,
    /// How hard, from 0 to 255, as the engine says it.
    pub pressure: u8,
}

/// One stroke: a dot is a stroke of one point. The points are the corners that the drawn line is smoothed from; width changes by at most one
/// level from one to the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stroke {
    /// Its points in the order in which they were made.
    pub points: Vec<Point>,
    /// How each of them was made, or nothing of any.
    pub touches: Vec<Touch>,
}

impl Stroke {
    /// A stroke of which nothing but the line is kept.
    pub fn of(points: Vec<Point>) -> Self {
        Self { points, touches: vec![] }
    }

    /// Times begin at 0 and never go back.
    fn is_timed(&self) -> bool {
        let onward = self.touches.windows(2).all(|pair| pair[0].at_ms <= pair[1].at_ms);
        let ends = self.touches.first().is_none_or(|first| first.at_ms == 0)
            && self.touches.last().is_none_or(|last| last.at_ms <= STROKE_MS_MAX);
        onward && ends && (self.touches.is_empty() || self.touches.len() == self.points.len())
    }

    fn is_whole(&self) -> bool {
        let gentle = self.points.windows(2).all(|pair| pair[0].level.abs_diff(pair[1].level) <= 1);
        !self.points.is_empty() && self.is_timed() && gentle && self.points.iter().all(|point| point.is_on_the_pad())
    }
}

/// A finished signature, exactly as [`Ink::encode`] can write it: at least one stroke, each with at least one point, all on the pad, no more
/// than [`STROKES_MAX`] and [`POINTS_MAX`]. How it was made is kept of all strokes or of none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ink {
    strokes: Vec<Stroke>,
}

impl Ink {
    /// Ink from strokes; `None` when there is none, or when it is not what a pad makes. A dot is ink.
    pub fn new(strokes: Vec<Stroke>) -> Option<Self> {
        let points: usize = strokes.iter().map(|stroke| stroke.points.len()).sum();
        let fits = (1..=STROKES_MAX).contains(&strokes.len()) && points <= POINTS_MAX;
        let alike = strokes.windows(2).all(|pair| pair[0].touches.is_empty() == pair[1].touches.is_empty());
        (fits && alike && strokes.iter().all(Stroke::is_whole)).then_some(Self { strokes })
    }

    /// Whether it says how hard and when each point was made.
    pub fn has_touches(&self) -> bool {
        self.strokes.iter().any(|stroke| !stroke.touches.is_empty())
    }

    /// The strokes.
    pub fn strokes(&self) -> &[Stroke] {
        &self.strokes
    }
}

/// Made-up ink for practice: a few loops, a little different for each number.
pub fn sample(number: usize) -> String {
    const WAVE: [(u16, u16); 14] = [
        (420, 820),
        (520, 420),
        (640, 300),
        (690, 420),
        (600, 760),
        (720, 560),
        (840, 500),
        (860, 720),
        (960, 560),
        (1080, 520),
        (1100, 700),
        (1260, 600),
        (1480, 540),
        (1900, 470),
    ];
    let shift = (number * 37 % 90) as u16;
    let wave = WAVE.iter().enumerate().map(|(i, (x, y))| {
        let level = 6 + i as u8 % 4 + i as u8 / 4 * 2;
        Point { x: x + shift * (i as u16 % 3), y: y - shift / 2, level }
    });
    let bar = [(380 + shift, 900), (1200, 860 - shift), (2050 + shift, 880)];
    let bar = bar.iter().map(|(x, y)| Point { x: *x, y: *y, level: 5 });
    Ink { strokes: vec![Stroke::of(wave.collect()), Stroke::of(bar.collect())] }.encode()
}

#[cfg(test)]
mod tests;

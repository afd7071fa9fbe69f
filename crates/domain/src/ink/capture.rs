//! The pad's state while somebody signs: one pointer draws, everything else is ignored, and nothing but Undo and Clear takes ink away.
//!
//! A sample costs the same at the first stroke and at the last: it adds at most one point, which [`super::settled`] and [`super::tip`] draw.

use super::{
    Ink, LEVEL_MAX, PAD_HEIGHT, PAD_WIDTH, POINTS_MAX, Point, STROKE_MS_MAX, STROKES_MAX, Stroke, Touch, fit::fit,
};

/// What draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerKind {
    /// A pen; its pressure decides the width.
    Pen,
    /// A finger; its speed decides the width.
    Finger,
    /// A mouse; its speed decides the width.
    Mouse,
}

/// One pointer of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    /// Its id.
    pub id: i32,
    /// What it is.
    pub kind: PointerKind,
}

/// One position as the engine reports it, coalesced ones included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Pad units; what lies outside is moved to the edge.
    pub x: f64,
    /// Pad units.
    pub y: f64,
    /// The engine's steady clock, milliseconds.
    pub time_ms: f64,
    /// 0 to 1, for a pen.
    pub pressure: f64,
}

/// The pad.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Capture {
    strokes: Vec<Stroke>,
    /// Points of the finished strokes.
    points: usize,
    live: Option<Live>,
    /// When a pen last drew.
    pen_ms: Option<f64>,
    /// Whether how each point was made is kept as well.
    keeps_touches: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Live {
    pointer: Pointer,
    stroke: Stroke,
    /// Where the last point was made.
    place: (f64, f64),
    /// Smoothed width level, and the one that it is drawn to.
    level: f64,
    goal: f64,
    /// Way and start of the stretch on which speed is measured.
    stretch: f64,
    since_ms: f64,
    /// When it began.
    began_ms: f64,
    /// When it was last heard of.
    heard_ms: f64,
}

/// Samples nearer than this to the last point add nothing, in pad units: less than a pixel where the pad is 1,000 pixels wide.
const NEAR: f64 = 2.5;
/// A finger's stroke no larger than this was the hand that a pen rests on, in pad units: a twentieth of the pad.
const RESTING: u16 = 150;
/// A finger so soon after a pen is the hand that holds it, and whatever is pressed so soon after a sample of a stroke that goes on is the hand
/// that draws. No longer: an engine may have lifted a pointer unseen, and nobody may be kept from the buttons.
const REST_MS: f64 = 1000.0;
/// Speed is measured over at least this time, so that a fast or a coarse clock makes the same line.
const STRETCH_MS: f64 = 4.0;
/// A hand in a hurry, in pad units a millisecond: the thinnest line.
const HURRY: f64 = 12.0;
/// Over this way, in pad units, the width goes half of the way to what pressure or speed ask for.
const EASE: f64 = 30.0;

impl Capture {
    /// A pad of which it is kept when and how hard each point was made.
    pub fn with_touches() -> Self {
        Self { keeps_touches: true, ..Self::default() }
    }

    /// A pad with ink that was made before, of which as much is kept as of that.
    pub fn with(ink: &Ink) -> Self {
        let points = ink.strokes().iter().map(|stroke| stroke.points.len()).sum();
        Self { strokes: ink.strokes().to_vec(), points, keeps_touches: ink.has_touches(), ..Self::default() }
    }

    /// A pointer touches the pad; says whether it draws now. While one draws, others do not: but a pen takes over from a finger, whose stroke stays
    /// unless it was only the resting hand, and a pointer that comes twice has been lifted unseen. A full pad takes no more and keeps what it has.
    pub fn down(&mut self, pointer: Pointer, sample: Sample) -> bool {
        let Some(place) = place_of(&sample) else { return false };
        match &self.live {
            Some(live) if live.pointer == pointer => self.finish(),
            Some(live) if live.pointer.kind != PointerKind::Pen && pointer.kind == PointerKind::Pen => {
                if live.is_resting() {
                    self.live = None;
                } else {
                    self.finish();
                }
            }
            Some(_) => return false,
            None => {}
        }
        if self.strokes.len() >= STROKES_MAX || self.points >= POINTS_MAX || self.holds_a_pen(pointer, &sample) {
            return false;
        }
        self.note_pen(pointer, &sample);
        self.live = Some(Live::new(pointer, place, &sample, self.keeps_touches));
        true
    }

    /// The drawing pointer moved; says how many points were added. Other pointers add none, nor does a full pad.
    pub fn moved(&mut self, pointer: Pointer, samples: &[Sample]) -> usize {
        let Some(live) = self.live.as_mut().filter(|live| live.pointer == pointer) else { return 0 };
        let before = live.stroke.points.len();
        for sample in samples {
            if self.points + live.stroke.points.len() < POINTS_MAX {
                live.add(sample);
            }
        }
        let added = live.stroke.points.len() - before;
        if let Some(sample) = samples.last() {
            live.heard_ms = sample.time_ms;
            self.note_pen(pointer, sample);
        }
        added
    }

    /// The drawing pointer left the pad, was cancelled, or lost: the stroke stays as far as it came. Says whether it was the one that drew.
    pub fn up(&mut self, pointer: Pointer) -> bool {
        let draws = self.live.as_ref().is_some_and(|live| live.pointer == pointer);
        if draws {
            self.finish();
        }
        draws
    }

    /// Whether something that was pressed beside the pad was pressed by the hand that draws, and means nothing: while a stroke goes on, and by a
    /// finger also shortly after a pen. `by`: what pressed, where the engine says so.
    pub fn is_hand_that_draws(&self, by: Option<PointerKind>, time_ms: f64) -> bool {
        let draws = self.live.as_ref().is_some_and(|live| is_soon(live.heard_ms, time_ms));
        draws || by == Some(PointerKind::Finger) && self.pen_ms.is_some_and(|pen_ms| is_soon(pen_ms, time_ms))
    }

    /// Takes the last stroke away; a stroke that is being made goes first.
    pub fn undo(&mut self) {
        if self.live.take().is_none()
            && let Some(stroke) = self.strokes.pop()
        {
            self.points -= stroke.points.len();
        }
    }

    /// Takes all ink away.
    pub fn clear(&mut self) {
        *self = Self { keeps_touches: self.keeps_touches, ..Self::default() };
    }

    /// Finished strokes, as they are kept.
    pub fn strokes(&self) -> &[Stroke] {
        &self.strokes
    }

    /// The stroke that is being made.
    pub fn live(&self) -> Option<&Stroke> {
        self.live.as_ref().map(|live| &live.stroke)
    }

    /// Whether there is no ink at all, not even a dot.
    pub fn is_empty(&self) -> bool {
        self.strokes.is_empty() && self.live.is_none()
    }

    /// The finished ink; `None` when there is none.
    pub fn ink(&self) -> Option<Ink> {
        Ink::new(self.strokes.clone())
    }

    fn finish(&mut self) {
        if let Some(live) = self.live.take() {
            let stroke = fit(&live.stroke);
            self.points += stroke.points.len();
            self.strokes.push(stroke);
        }
    }

    fn note_pen(&mut self, pointer: Pointer, sample: &Sample) {
        if pointer.kind == PointerKind::Pen {
            self.pen_ms = Some(sample.time_ms);
        }
    }

    fn holds_a_pen(&self, pointer: Pointer, sample: &Sample) -> bool {
        pointer.kind == PointerKind::Finger && self.pen_ms.is_some_and(|pen_ms| is_soon(pen_ms, sample.time_ms))
    }
}

impl Live {
    fn new(pointer: Pointer, place: (f64, f64), sample: &Sample, keeps_touch: bool) -> Self {
        let level = match pointer.kind {
            PointerKind::Pen => level_of_pressure(sample.pressure),
            PointerKind::Finger | PointerKind::Mouse => f64::from(LEVEL_MAX) * 0.6,
        };
        let touch = keeps_touch.then(|| Touch { at_ms: 0, pressure: pressure_of(sample) });
        let stroke = Stroke { points: vec![point(place, level.round() as u8)], touches: touch.into_iter().collect() };
        Self {
            pointer,
            stroke,
            place,
            level,
            goal: level,
            stretch: 0.0,
            since_ms: sample.time_ms,
            began_ms: sample.time_ms,
            heard_ms: sample.time_ms,
        }
    }

    fn add(&mut self, sample: &Sample) {
        let Some(place) = place_of(sample) else { return };
        let (dx, dy) = (place.0 - self.place.0, place.1 - self.place.1);
        let way = (dx * dx + dy * dy).sqrt();
        if way < NEAR {
            return;
        }
        self.aim(sample, way);
        self.level += (self.goal - self.level) * way / (way + EASE);
        let last = self.stroke.points.last().map_or(0, |point| point.level);
        let level = (self.level.round() as u8).clamp(last.saturating_sub(1), last + 1);
        self.stroke.points.push(point(place, level));
        if let Some(before) = self.stroke.touches.last() {
            let at_ms =
                (sample.time_ms - self.began_ms).round().clamp(f64::from(before.at_ms), f64::from(STROKE_MS_MAX));
            self.stroke.touches.push(Touch { at_ms: at_ms as u32, pressure: pressure_of(sample) });
        }
        self.place = place;
    }

    /// Sets the width that is drawn to: a fast stroke is thin, as ink is.
    fn aim(&mut self, sample: &Sample, way: f64) {
        if self.pointer.kind == PointerKind::Pen {
            self.goal = level_of_pressure(sample.pressure);
            return;
        }
        self.stretch += way;
        let time_ms = sample.time_ms - self.since_ms;
        if time_ms >= STRETCH_MS {
            self.goal = f64::from(LEVEL_MAX) * (1.0 - (self.stretch / time_ms / HURRY).min(0.8));
            (self.stretch, self.since_ms) = (0.0, sample.time_ms);
        }
    }

    fn is_resting(&self) -> bool {
        let reach = |of: fn(&Point) -> u16| {
            let values = self.stroke.points.iter().map(of);
            values.clone().max().unwrap_or(0) - values.min().unwrap_or(0)
        };
        self.pointer.kind == PointerKind::Finger && reach(|point| point.x).max(reach(|point| point.y)) <= RESTING
    }
}

fn is_soon(before_ms: f64, now_ms: f64) -> bool {
    (0.0..REST_MS).contains(&(now_ms - before_ms))
}

/// Where a sample lies on the pad; `None` when its numbers are none.
fn place_of(sample: &Sample) -> Option<(f64, f64)> {
    let finite = sample.x.is_finite() && sample.y.is_finite() && sample.time_ms.is_finite();
    finite.then(|| (sample.x.clamp(0.0, f64::from(PAD_WIDTH)), sample.y.clamp(0.0, f64::from(PAD_HEIGHT))))
}

fn pressure_of(sample: &Sample) -> u8 {
    // What is no number becomes 0.
    (sample.pressure.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn level_of_pressure(pressure: f64) -> f64 {
    // A pen that reports no pressure, or nonsense, draws as one that is held lightly.
    let pressure = if pressure.is_finite() && pressure > 0.0 { pressure } else { 0.3 };
    f64::from(LEVEL_MAX) * pressure.clamp(0.05, 1.0)
}

fn point((x, y): (f64, f64), level: u8) -> Point {
    Point { x: x.round() as u16, y: y.round() as u16, level }
}

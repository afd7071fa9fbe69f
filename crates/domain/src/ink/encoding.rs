//! Ink in few bytes: differences from point to point as variable-length integers, base64url.
//!
//! `1, strokes × (count, x, y, level, (count-1) × (3·zigzag(dx) + dlevel+1, zigzag(dy)))`. Where it is kept how the points were made, `2`, and after
//! the first point `pressure`, after each further one `dt, pressure`. Each ink has one spelling only; anything else is refused.

use super::{Ink, LEVEL_MAX, PAD_HEIGHT, PAD_WIDTH, POINTS_MAX, Point, STROKE_MS_MAX, STROKES_MAX, Stroke, Touch};
use crate::codec::{b64, unb64};

/// The lines alone.
const LINES: u8 = 1;
/// The lines, and how each of their points was made.
const LINES_AND_TOUCHES: u8 = 2;

/// No ink is longer: 9 bytes at most for a stroke's count and first point, 9 for a further point, 4 characters for 3 bytes.
const TEXT_MAX: usize = (1 + 9 * STROKES_MAX + 9 * POINTS_MAX).div_ceil(3) * 4;

/// Why a text is not ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InkError {
    /// Not strict, unpadded base64url.
    #[error("the signature is not base64url")]
    Text,
    /// A later format.
    #[error("signature format {0} is not known here")]
    Version(u8),
    /// It ends in the middle.
    #[error("the signature is cut short")]
    Truncated,
    /// A number that has a shorter spelling, or none.
    #[error("the signature is not in its one spelling")]
    Spelling,
    /// A point beside the pad, or a width that no pen has.
    #[error("the signature leaves the pad")]
    Outside,
    /// A time that no stroke takes.
    #[error("the signature has a stroke that takes too long")]
    Time,
    /// No strokes, or a stroke without points.
    #[error("the signature is empty")]
    Empty,
    /// More than [`STROKES_MAX`] strokes or [`POINTS_MAX`] points.
    #[error("the signature has more strokes or points than a pad takes")]
    TooMuch,
}

impl Ink {
    /// The ink as text: unpadded base64url.
    pub fn encode(&self) -> String {
        let mut bytes = vec![if self.has_touches() { LINES_AND_TOUCHES } else { LINES }];
        for stroke in self.strokes() {
            put(&mut bytes, stroke.points.len() as u32);
            if let Some(first) = stroke.points.first() {
                put(&mut bytes, u32::from(first.x));
                put(&mut bytes, u32::from(first.y));
                bytes.push(first.level);
            }
            bytes.extend(stroke.touches.first().map(|touch| touch.pressure));
            for (i, pair) in stroke.points.windows(2).enumerate() {
                put_step(&mut bytes, pair[0], pair[1]);
                if let Some([before, touch]) = stroke.touches.get(i..i + 2) {
                    put(&mut bytes, touch.at_ms - before.at_ms);
                    bytes.push(touch.pressure);
                }
            }
        }
        b64(&bytes)
    }

    /// Reads ink; only what [`Ink::encode`] writes.
    pub fn decode(text: &str) -> Result<Self, InkError> {
        if text.len() > TEXT_MAX {
            return Err(InkError::TooMuch);
        }
        let bytes = unb64(text).ok_or(InkError::Text)?;
        let (version, rest) = bytes.split_first().ok_or(InkError::Truncated)?;
        let has_touches = match *version {
            LINES => false,
            LINES_AND_TOUCHES => true,
            later => return Err(InkError::Version(later)),
        };
        let mut reader = Reader(rest);
        let mut strokes = Vec::new();
        let mut room = POINTS_MAX;
        while !reader.0.is_empty() {
            let count = reader.number()? as usize;
            if count == 0 {
                return Err(InkError::Empty);
            }
            room = room.checked_sub(count).filter(|_| strokes.len() < STROKES_MAX).ok_or(InkError::TooMuch)?;
            strokes.push(reader.stroke(count, has_touches)?);
        }
        Self::new(strokes).ok_or(InkError::Empty)
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8, InkError> {
        let (byte, rest) = self.0.split_first().ok_or(InkError::Truncated)?;
        self.0 = rest;
        Ok(*byte)
    }

    fn number(&mut self) -> Result<u32, InkError> {
        let mut value = 0;
        for shift in [0, 7, 14] {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return if byte == 0 && shift > 0 { Err(InkError::Spelling) } else { Ok(value) };
            }
        }
        Err(InkError::Spelling)
    }

    fn stroke(&mut self, count: usize, has_touches: bool) -> Result<Stroke, InkError> {
        let (x, y, level) = (self.number()? as i32, self.number()? as i32, i32::from(self.byte()?));
        let mut last = point(x, y, level)?;
        let mut points = vec![last];
        let mut touches = Vec::new();
        if has_touches {
            touches.push(Touch { at_ms: 0, pressure: self.byte()? });
        }
        for _ in 1..count {
            let first = self.number()?;
            let (dx, dy) = (unzigzag(first / 3), unzigzag(self.number()?));
            let level = i32::from(last.level) + (first % 3) as i32 - 1;
            last = point(i32::from(last.x) + dx, i32::from(last.y) + dy, level)?;
            points.push(last);
            if let Some(before) = touches.last() {
                let at_ms = before.at_ms + self.number()?;
                let at_ms = Some(at_ms).filter(|at_ms| *at_ms <= STROKE_MS_MAX).ok_or(InkError::Time)?;
                touches.push(Touch { at_ms, pressure: self.byte()? });
            }
        }
        Ok(Stroke { points, touches })
    }
}

fn point(x: i32, y: i32, level: i32) -> Result<Point, InkError> {
    let within = |value: i32, max: u16| u16::try_from(value).ok().filter(|v| *v <= max).ok_or(InkError::Outside);
    let level = within(level, u16::from(LEVEL_MAX))? as u8;
    Ok(Point { x: within(x, PAD_WIDTH)?, y: within(y, PAD_HEIGHT)?, level })
}

/// `Ink` holds only steps of at most one level, so the sum below is 0, 1 or 2.
fn put_step(bytes: &mut Vec<u8>, from: Point, to: Point) {
    let (dx, dy) = (i32::from(to.x) - i32::from(from.x), i32::from(to.y) - i32::from(from.y));
    put(bytes, zigzag(dx) * 3 + u32::from(to.level + 1 - from.level));
    put(bytes, zigzag(dy));
}

fn put(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn zigzag(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)) as u32
}

fn unzigzag(value: u32) -> i32 {
    (value >> 1) as i32 ^ -((value & 1) as i32)
}

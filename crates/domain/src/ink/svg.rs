//! Ink as SVG: the outline as one path, dark on white everywhere.

use super::{Ink, PAD_HEIGHT, PAD_WIDTH, Polygon, outline};

/// The pen's colour, dark on white in dark mode too.
pub const PEN: &str = "#16263A";

/// The outline as SVG path data in pad units (relative, at most one decimal); to be filled with the nonzero rule.
pub fn svg_path(ink: &Ink) -> String {
    let mut path = String::new();
    let mut pen = (0, 0);
    for polygon in ink.strokes().iter().flat_map(outline) {
        let corners = tenths(&polygon);
        path.push('m');
        for (x, y) in &corners {
            number(&mut path, x - pen.0);
            number(&mut path, y - pen.1);
            pen = (*x, *y);
        }
        path.push('z');
        pen = corners.first().copied().unwrap_or(pen);
    }
    path
}

/// A standalone, accessible picture of the ink, as large as the pad.
pub fn svg(ink: &Ink, title: &str) -> String {
    let title = crate::copy::escape(title);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {PAD_WIDTH} {PAD_HEIGHT}\" role=\"img\" aria-label=\"{title}\">\
         <path fill=\"{PEN}\" fill-rule=\"nonzero\" d=\"{}\"/></svg>",
        svg_path(ink)
    )
}

fn tenths(polygon: &Polygon) -> Vec<(i32, i32)> {
    polygon.iter().map(|(x, y)| ((x * 10.0).round() as i32, (y * 10.0).round() as i32)).collect()
}

/// Writes a number of tenths, shortest, with a space where the sign does not divide it from what stands before.
fn number(path: &mut String, tenths: i32) {
    if tenths < 0 {
        path.push('-');
    } else if path.ends_with(|c: char| c.is_ascii_digit()) {
        path.push(' ');
    }
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if whole > 0 || rest == 0 {
        path.push_str(&whole.to_string());
    }
    if rest > 0 {
        path.push('.');
        path.push_str(&rest.to_string());
    }
}

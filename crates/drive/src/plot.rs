//! Curves on two linear axes, as SVG that needs no script and no font of its own.

use std::fmt::Write as _;
use xtask::reliability::grouped;

/// Named points, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What it shows.
    pub name: String,
    /// Its points.
    pub points: Vec<(f64, f64)>,
}

/// Dark enough on white to be told apart, and each with a mark of its own beside the colour.
const LOOKS: [(&str, &str); 6] =
    [("#1f4e79", "●"), ("#8a3b12", "■"), ("#3d6b21", "▲"), ("#6b2c6b", "◆"), ("#7a5c00", "▼"), ("#333333", "✚")];

/// The whole picture.
const SIZE: (f64, f64) = (720.0, 440.0);
/// Where the axes begin, and where they end.
const LEFT_TOP: (f64, f64) = (64.0, 40.0);
const RIGHT_BOTTOM: (f64, f64) = (700.0, 250.0);
/// How many parts an axis has.
const PARTS: u32 = 4;

/// The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below a value.
fn round_up(value: f64) -> f64 {
    let power = 10f64.powf(value.max(1.0).log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|step| step * power).find(|round| *round >= value).unwrap_or(value)
}

/// Draws curves from the origin, with a legend below. The axes end at round numbers.
pub fn plot(title: &str, across: &str, curves: &[Curve]) -> String {
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let reach = (
        round_up(points().map(|point| point.0).fold(0.0, f64::max)),
        round_up(points().map(|point| point.1).fold(0.0, f64::max)),
    );
    let place = |(x, y): (f64, f64)| {
        let at = |share: f64, from: f64, to: f64| from + share * (to - from);
        (at(x / reach.0, LEFT_TOP.0, RIGHT_BOTTOM.0), at(y / reach.1, RIGHT_BOTTOM.1, LEFT_TOP.1))
    };
    let (width, height) = SIZE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"{title}\" font-family=\"sans-serif\" font-size=\"13\">\n<title>{title}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n<text x=\"{}\" y=\"24\" font-size=\"15\">{title}</text>\n",
        LEFT_TOP.0
    );
    grid(&mut svg, reach, across, place);
    for (i, (curve, (colour, mark))) in curves.iter().zip(LOOKS).enumerate() {
        let points: Vec<(f64, f64)> = curve.points.iter().map(|point| place(*point)).collect();
        let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            line.join(" ")
        );
        for (x, y) in points {
            let _ = writeln!(
                svg,
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"{colour}\">{mark}</text>",
                y + 4.5
            );
        }
        let y = RIGHT_BOTTOM.1 + 64.0 + 20.0 * i as f64;
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{y}\" fill=\"{colour}\">{mark} {}</text>", LEFT_TOP.0, curve.name);
    }
    svg + "</svg>\n"
}

fn grid(svg: &mut String, reach: (f64, f64), across: &str, place: impl Fn((f64, f64)) -> (f64, f64)) {
    for part in 0..=PARTS {
        let share = f64::from(part) / f64::from(PARTS);
        let ((x, _), (_, y)) = (place((reach.0 * share, 0.0)), place((0.0, reach.1 * share)));
        let ((left, top), (right, bottom)) = (LEFT_TOP, RIGHT_BOTTOM);
        let _ = writeln!(
            svg,
            "<path d=\"M{left} {y:.1}H{right}M{x:.1} {top}V{bottom}\" stroke=\"#d0d0d0\" fill=\"none\"/>\n\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\n<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            left - 8.0,
            y + 4.5,
            grouped((reach.1 * share) as u64),
            bottom + 20.0,
            grouped((reach.0 * share) as u64),
        );
    }
    let middle = (LEFT_TOP.0 + RIGHT_BOTTOM.0) / 2.0;
    let _ =
        writeln!(svg, "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{across}</text>", RIGHT_BOTTOM.1 + 40.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_at_a_round_number() {
        let ends = [7.0, 10.0, 11.0, 21.0, 26.0, 1900.0].map(round_up);
        assert_eq!(ends, [10.0, 10.0, 20.0, 25.0, 50.0, 2000.0]);
    }

    #[test]
    fn a_point_stands_where_its_numbers_say() {
        let curve = Curve { name: "one".into(), points: vec![(0.0, 0.0), (1000.0, 50.0)] };
        let svg = plot("title", "across", &[curve]);
        assert!(svg.contains("points=\"64.0,250.0 700.0,40.0\""), "{svg}");
    }
}

//! Draws the domain's polygons on a canvas. Nothing is ever read back from it.

use inkseal_domain::ink::{PAD_WIDTH, Polygon};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

/// The pen's colour on white, in dark mode too.
const PEN: &str = "#16263A";

/// A picture that the engine keeps, to draw it at any size with one call: a signature of a hundred strokes is drawn anew as fast as a short one.
pub struct Picture(Path2d);

impl Picture {
    /// The engine's picture of polygons; `None` where it cannot make one.
    pub fn of(polygons: &[Polygon]) -> Option<Self> {
        let path = Path2d::new().ok()?;
        trace(polygons, |x, y| path.move_to(x, y), |x, y| path.line_to(x, y), || path.close_path());
        Some(Self(path))
    }

    /// Draws it over what is there.
    pub fn draw(&self, canvas: &HtmlCanvasElement) {
        if let Some(context) = pen(canvas) {
            context.fill_with_path_2d(&self.0);
        }
    }
}

/// Fits the canvas's pixels to its size on the screen; whatever stood on it is gone. `false` while it has no size.
pub fn fit(canvas: &HtmlCanvasElement) -> bool {
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    // As it is seen: a style may zoom the page as well.
    let place = canvas.get_bounding_client_rect();
    let (width, height) = ((place.width() * ratio).round(), (place.height() * ratio).round());
    if (f64::from(canvas.width()), f64::from(canvas.height())) == (width, height) {
        // The same pixels are kept: giving them back and asking for new ones takes the engine longer than all else.
        if let Some(context) = context(canvas) {
            let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
            context.clear_rect(0.0, 0.0, width, height);
        }
    } else {
        canvas.set_width(width as u32);
        canvas.set_height(height as u32);
    }
    width >= 1.0
}

/// Draws polygons over what is there.
pub fn draw(canvas: &HtmlCanvasElement, polygons: &[Polygon]) {
    let Some(context) = pen(canvas) else { return };
    context.begin_path();
    trace(polygons, |x, y| context.move_to(x, y), |x, y| context.line_to(x, y), || context.close_path());
    context.fill();
}

fn trace(polygons: &[Polygon], move_to: impl Fn(f64, f64), line_to: impl Fn(f64, f64), close: impl Fn()) {
    for polygon in polygons {
        for (i, (x, y)) in polygon.iter().enumerate() {
            let (x, y) = (f64::from(*x), f64::from(*y));
            if i == 0 { move_to(x, y) } else { line_to(x, y) }
        }
        close();
    }
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into().ok())
}

/// The canvas in the pen's colour and in pad units.
fn pen(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    let context = context(canvas)?;
    let scale = f64::from(canvas.width()) / f64::from(PAD_WIDTH);
    context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0).ok()?;
    context.set_fill_style_str(PEN);
    Some(context)
}

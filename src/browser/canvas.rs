//! Draws the domain's polygons on a canvas. Nothing is ever read back from it.

use inkseal_domain::ink::{PAD_WIDTH, Polygon};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The pen's colour on white, in dark mode too.
const PEN: &str = "#16263A";

/// Fits the canvas's pixels to its size on the screen; whatever stood on it is gone. `false` while it has no size.
pub fn fit(canvas: &HtmlCanvasElement) -> bool {
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    let (width, height) = (f64::from(canvas.client_width()) * ratio, f64::from(canvas.client_height()) * ratio);
    canvas.set_width(width.round() as u32);
    canvas.set_height(height.round() as u32);
    width >= 1.0
}

/// Draws polygons over what is there.
pub fn draw(canvas: &HtmlCanvasElement, polygons: &[Polygon]) {
    let context = canvas.get_context("2d").ok().flatten().and_then(|c| c.dyn_into::<CanvasRenderingContext2d>().ok());
    let Some(context) = context else { return };
    let scale = f64::from(canvas.width()) / f64::from(PAD_WIDTH);
    context.set_fill_style_str(PEN);
    context.begin_path();
    for polygon in polygons {
        for (i, (x, y)) in polygon.iter().enumerate() {
            let (x, y) = (f64::from(*x) * scale, f64::from(*y) * scale);
            if i == 0 { context.move_to(x, y) } else { context.line_to(x, y) }
        }
        context.close_path();
    }
    context.fill();
}

/// Takes everything off.
pub fn clear(canvas: &HtmlCanvasElement) {
    fit(canvas);
}

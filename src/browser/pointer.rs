//! Pointer events of the pad as the domain's samples, coalesced ones included, in pad units.

use inkseal_domain::ink::{PAD_HEIGHT, PAD_WIDTH, Pointer, PointerKind, Sample};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// Which pointer it is.
pub fn pointer(event: &PointerEvent) -> Pointer {
    let kind = match event.pointer_type().as_str() {
        "pen" => PointerKind::Pen,
        "mouse" => PointerKind::Mouse,
        _ => PointerKind::Finger,
    };
    Pointer { id: event.pointer_id(), kind }
}

/// Where it was since the last event. The pad's place on the screen is read at each event, so that turning or zooming cannot shift the ink.
pub fn samples(event: &PointerEvent) -> Vec<Sample> {
    let Some(pad) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return vec![] };
    let place = pad.get_bounding_client_rect();
    let sample = |event: &PointerEvent| Sample {
        x: (f64::from(event.client_x()) - place.left()) / place.width().max(1.0) * f64::from(PAD_WIDTH),
        y: (f64::from(event.client_y()) - place.top()) / place.height().max(1.0) * f64::from(PAD_HEIGHT),
        time_ms: event.time_stamp(),
        pressure: f64::from(event.pressure()),
    };
    // WebKit before 2025 has no coalesced events; the event itself is then all there is.
    let has = js_sys::Reflect::has(event, &"getCoalescedEvents".into()).unwrap_or(false);
    let coalesced = if has { event.get_coalesced_events().to_vec() } else { vec![] };
    match coalesced.len() {
        0 => vec![sample(event)],
        _ => coalesced.iter().filter_map(|event| event.dyn_ref::<PointerEvent>().map(sample)).collect(),
    }
}

/// Keeps the pointer's events on the pad until it is lifted, and holds off scrolling, selection and handwriting recognition.
pub fn capture(event: &PointerEvent) {
    event.prevent_default();
    if let Some(pad) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = pad.set_pointer_capture(event.pointer_id());
    }
}

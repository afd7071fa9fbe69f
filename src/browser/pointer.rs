//! Pointer events of the pad as the domain's samples, coalesced ones included, in pad units.

use inkseal_domain::ink::{PAD_WIDTH, Pointer, PointerKind, Sample};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, TouchEvent};

/// Which pointer it is.
pub fn pointer(event: &PointerEvent) -> Pointer {
    Pointer { id: event.pointer_id(), kind: kind(&event.pointer_type()).unwrap_or(PointerKind::Finger) }
}

/// What a pointer is by its name; engines may have others, or none.
pub(super) fn kind(name: &str) -> Option<PointerKind> {
    match name {
        "pen" => Some(PointerKind::Pen),
        "touch" => Some(PointerKind::Finger),
        "mouse" => Some(PointerKind::Mouse),
        _ => None,
    }
}

/// Where it was since the last event. The pad's place on the screen is read at each event, so that turning or zooming cannot shift the ink.
pub fn samples(event: &PointerEvent) -> Vec<Sample> {
    let Some(pad) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return vec![] };
    let place = pad.get_bounding_client_rect();
    // One scale both ways, as it is drawn: the ink lies where the finger is, and keeps its shape.
    let units_per_px = f64::from(PAD_WIDTH) / place.width().max(1.0);
    let sample = |event: &PointerEvent| Sample {
        x: (f64::from(event.client_x()) - place.left()) * units_per_px,
        y: (f64::from(event.client_y()) - place.top()) * units_per_px,
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

/// Keeps the pointer's events on the pad until it is lifted, and holds off selection. (Scrolling is held off by the style, handwriting recognition
/// by [`hold_off`].)
pub fn capture(event: &PointerEvent) {
    event.prevent_default();
    if let Some(pad) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = pad.set_pointer_capture(event.pointer_id());
    }
}

/// Holds off what an engine makes of a finger or a pen besides pointer events: the long press's magnifier and menu, zooming by two quick taps, and
/// the iPad's handwriting recognition (Scribble), which swallows strokes of an Apple Pencil, the more of them the nearer a text field is. Engines before
/// 2022 give them back to a page whose own listener on the pad refuses `touchmove` (<https://bugs.webkit.org/show_bug.cgi?id=217430>,
/// <https://mikepk.com/2020/10/iOS-safari-scribble-bug/>). Pointer events come all the same. The listener must stand on the pad itself:
/// on the window, engines take it for one that refuses nothing.
pub fn hold_off(event: &TouchEvent) {
    event.prevent_default();
}

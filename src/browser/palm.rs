//! Holds off what the hand that draws presses beside the pad: a palm on Undo, on a link, on "Leave".

use super::pointer::kind;
use inkseal_domain::ink::PointerKind;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MouseEvent, Window};

/// Watches the page until it is dropped.
pub struct Guard {
    window: Window,
    pressed: Closure<dyn Fn(MouseEvent)>,
}

impl Guard {
    /// Stops every press of which `is_palm` says so, told what pressed, where the engine knows it, and when. Keys and screen readers press too:
    /// theirs always count.
    pub fn new(is_palm: impl Fn(Option<PointerKind>, f64) -> bool + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        let pressed = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
            let by_pointer = event.detail() > 0;
            if by_pointer && is_palm(pressed_by(&event), event.time_stamp()) {
                event.prevent_default();
                event.stop_propagation();
            }
        });
        // Before it reaches what was pressed.
        let callback = pressed.as_ref().unchecked_ref();
        window.add_event_listener_with_callback_and_bool("click", callback, true).ok()?;
        Some(Self { window, pressed })
    }
}

/// A click is a pointer event, but for older engines.
fn pressed_by(event: &MouseEvent) -> Option<PointerKind> {
    let name = Reflect::get(event, &"pointerType".into()).ok()?.as_string()?;
    kind(&name)
}

impl Drop for Guard {
    fn drop(&mut self) {
        let callback = self.pressed.as_ref().unchecked_ref();
        let _ = self.window.remove_event_listener_with_callback_and_bool("click", callback, true);
    }
}

//! Leaving the page while something on it is not kept anywhere: the engine asks first. Words of its own, and only where it shows any.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Event;

/// Whether the engine is to ask before the page is left or loaded again.
pub fn ask(asks: bool) {
    let Some(window) = web_sys::window() else { return };
    if asks == window.onbeforeunload().is_some() {
        return;
    }
    let keep: Option<Function> = asks.then(|| Closure::<dyn Fn(Event)>::new(stay).into_js_value().unchecked_into());
    window.set_onbeforeunload(keep.as_ref());
}

fn stay(event: Event) {
    event.prevent_default();
    // Older engines ask only for the sake of this value.
    let _ = Reflect::set(&event, &"returnValue".into(), &true.into());
}

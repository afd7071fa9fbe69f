//! Whether somebody is at the screen: keys, taps, movements, scrolling; and a pulse to look by.

use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget, MouseEvent};

/// Everything that a person does to a page. A screen reader's commands arrive as clicks and focus.
const SIGNS: [&str; 9] =
    ["keydown", "keyup", "pointerdown", "pointerup", "pointermove", "click", "wheel", "scroll", "input"];

/// Calls `touched` at every sign of somebody, as long as the page lives.
pub fn on_touch(touched: impl Fn() + 'static) {
    let last_place = Cell::new((0, 0));
    let sign = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        // Engines repeat a resting mouse's place when the page moves beneath it.
        if event.type_() == "pointermove"
            && let Some(event) = event.dyn_ref::<MouseEvent>()
        {
            let place = (event.screen_x(), event.screen_y());
            if last_place.replace(place) == place {
                return;
            }
        }
        // A dialogue that opens brings its button into sight; whoever scrolls it does so by something else that is here.
        if event.type_() == "scroll" && is_of_dialog(&event) {
            return;
        }
        touched();
    });
    if let Some(window) = web_sys::window() {
        SIGNS.iter().for_each(|name| listen(&window, name, &sign));
    }
    sign.forget();
}

fn is_of_dialog(event: &Event) -> bool {
    let scrolled = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    scrolled.is_some_and(|scrolled| scrolled.closest("dialog").ok().flatten().is_some())
}

/// Calls `look` every `period_ms`, and at once when the page is hidden or shown: engines slow a hidden page's timers down.
pub fn on_pulse(period_ms: i32, look: impl Fn() + Clone + 'static) {
    let Some(window) = web_sys::window() else { return };
    let pulse = Closure::<dyn Fn()>::new(look.clone());
    let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(pulse.as_ref().unchecked_ref(), period_ms);
    pulse.forget();
    let shown = Closure::<dyn Fn(Event)>::new(move |_| look());
    if let Some(document) = window.document() {
        listen(&document, "visibilitychange", &shown);
    }
    shown.forget();
}

/// Calls `back` when the engine's print dialogue, which may stop the page, is closed.
pub fn on_printed(back: impl Fn() + 'static) {
    let printed = Closure::<dyn Fn(Event)>::new(move |_| back());
    if let Some(window) = web_sys::window() {
        listen(&window, "afterprint", &printed);
    }
    printed.forget();
}

/// Calls `left` when the page is left for another one or closed, whether or not the engine keeps it as it was.
pub fn on_left(left: impl Fn() + 'static) {
    let going = Closure::<dyn Fn(Event)>::new(move |_| left());
    if let Some(window) = web_sys::window() {
        listen(&window, "pagehide", &going);
    }
    going.forget();
}

/// Whether nobody can see the page: another tab, a locked screen.
pub fn is_hidden() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}

/// Capturing, so that nobody below can keep it from us; scrolling does not bubble at all.
pub(super) fn listen(target: &EventTarget, name: &str, callback: &Closure<dyn Fn(Event)>) {
    let _ = target.add_event_listener_with_callback_and_bool(name, callback.as_ref().unchecked_ref(), true);
}

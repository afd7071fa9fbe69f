//! The browser's Back: a swipe by accident must not leave the page in the midst of a visit. One entry of the history is held above
//! the page's own; Back falls on the page's own, and the page goes forward again. Neither entry holds anything.

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, History, ScrollRestoration};

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}

fn is_held(history: &History) -> bool {
    history.state().is_ok_and(|state| state == JsValue::TRUE)
}

/// Holds an entry above the page's own, if none is held. The program scrolls: what an engine remembers of an entry is of another screen.
pub fn hold() {
    if let Some(history) = history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    if let Some(history) = history().filter(|history| !is_held(history)) {
        let _ = history.push_state(&JsValue::TRUE, "");
    }
}

/// Calls `back` at every Back that fell from the entry that is held; it says whether to hold on.
pub fn on_back(back: impl Fn() -> bool + 'static) {
    let moved = Closure::<dyn Fn(Event)>::new(move |_| {
        if let Some(history) = history().filter(|history| !is_held(history))
            && back()
        {
            // Not a new entry: engines pass over those that nobody asked for, and the next Back would leave the page.
            let _ = history.forward();
        }
    });
    if let Some(window) = web_sys::window() {
        super::presence::listen(&window, "popstate", &moved);
    }
    moved.forget();
}

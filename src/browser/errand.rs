//! Errands: what the page itself sends somebody to, on a screen of the device's own that may hide the page: choosing a file, printing,
//! saving, sharing. Whoever is on one has not gone away.

use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlInputElement};

thread_local! {
    static ON: Cell<bool> = const { Cell::new(false) };
}

/// Somebody is sent away.
pub fn begin() {
    ON.set(true);
}

/// Somebody is back: a touch, or the page is in sight again.
pub fn end() {
    ON.set(false);
}

/// Whether somebody may be away on one.
pub fn is_on() -> bool {
    ON.get()
}

/// Watches file fields, which engines open by themselves, and for the page to come into sight again.
pub fn listen() {
    let pressed = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if field.is_some_and(|field| field.type_() == "file") {
            begin();
        }
    });
    let shown = Closure::<dyn Fn(Event)>::new(|_| {
        if !super::presence::is_hidden() {
            end();
        }
    });
    if let Some(window) = web_sys::window() {
        super::presence::listen(&window, "click", &pressed);
        if let Some(document) = window.document() {
            super::presence::listen(&document, "visibilitychange", &shown);
        }
    }
    pressed.forget();
    shown.forget();
}

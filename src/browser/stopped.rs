//! What the page shows when the program has stopped for good. The words stand ready in a `<template>`, renewed whenever they
//! change, because a program that has stopped can write nothing; `start.js` puts them in place of everything else.

use web_sys::{Event, Window};

/// The event that `start.js` waits for.
const EVENT: &str = "inkseal-stopped";

/// Keeps the words ready: HTML that we wrote ourselves.
pub fn prepare(html: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(template) = document.and_then(|document| document.get_element_by_id("stopped")) {
        template.set_inner_html(html);
    }
}

/// Whether the program has stopped: timers and listeners that still run must leave the page alone.
pub fn is_so() -> bool {
    super::page::data("stopped").is_some()
}

/// A panic is the end (`panic = "abort"`): the page says so at once. The console is told where, never what: a message may hold
/// what a person wrote.
pub fn on_panic() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let words = if cfg!(debug_assertions) { info.to_string() } else { format!("stopped at {place}") };
        leptos::logging::error!("{words}");
        let _ = web_sys::window().map(tell);
    }));
}

fn tell(window: Window) -> Result<bool, wasm_bindgen::JsValue> {
    window.dispatch_event(&Event::new(EVENT)?)
}

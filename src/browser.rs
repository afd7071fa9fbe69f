//! Everything that names the browser. The rest of the kiosk asks here.

pub mod back;
pub mod canvas;
pub mod clock;
pub mod device_key;
pub mod dialog;
pub mod documents;
pub mod drop;
pub mod file;
pub mod install;
pub mod journal;
pub mod leaving;
pub mod local;
pub mod lock;
pub mod page;
pub mod pointer;
pub mod presence;
pub mod private_window;
pub mod random;
pub mod resize;
pub mod speech;
pub mod stopped;
pub mod worker;

/// What an engine's error says. Engines also give none at all: WebKit, where a transaction found no room on the disk.
pub fn words_of(error: &wasm_bindgen::JsValue) -> String {
    match wasm_bindgen::JsCast::dyn_ref::<js_sys::Object>(error) {
        Some(error) => String::from(error.to_string()),
        None => error.as_string().unwrap_or_else(|| "the browser gives no reason".to_owned()),
    }
}

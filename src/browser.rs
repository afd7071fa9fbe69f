//! Everything that names the browser. The rest of the kiosk asks here.

pub mod back;
pub mod canvas;
pub mod clock;
pub mod device_key;
pub mod dialog;
pub mod documents;
pub mod drop;
pub mod errand;
pub mod file;
pub mod install;
pub mod journal;
pub mod leaving;
pub mod local;
pub mod lock;
pub mod memory;
pub mod page;
pub mod palm;
pub mod pointer;
pub mod presence;
pub mod private_window;
pub mod random;
pub mod resize;
pub mod speech;
pub mod stopped;
pub mod worker;

/// Stands for words where an engine gives none: WebKit, when a transaction found no room on the disk.
pub const NO_REASON: &str = "no reason given";

/// What an engine's error says.
pub fn words_of(error: &wasm_bindgen::JsValue) -> String {
    match wasm_bindgen::JsCast::dyn_ref::<js_sys::Object>(error) {
        Some(error) => String::from(error.to_string()),
        None => error.as_string().unwrap_or_else(|| NO_REASON.to_owned()),
    }
}

//! Whether this is a private window, whose storage works and dies with it. No engine says so; two of them give themselves away by what they
//! refuse there. Measured: Firefox 153 refuses the origin's private file system with a SecurityError; reported of Safari: an UnknownError.
//! Chromium 156 answers everything as in an ordinary window, with the same quota, and WebKitGTK has no such file system.

use super::clock::in_time;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// How long the answer may take, in milliseconds: somebody waits at the first screen.
const PATIENCE_MS: i32 = 3_000;

/// Whether it surely is one. `false` says nothing.
pub async fn is_so() -> bool {
    let Some(asked) = ask().ok() else { return false };
    let Err(refusal) = in_time(asked, PATIENCE_MS).await else { return false };
    let name = Reflect::get(&refusal, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    matches!(name.as_str(), "SecurityError" | "UnknownError")
}

/// `navigator.storage.getDirectory()`
fn ask() -> Result<Promise, JsValue> {
    let storage = web_sys::window().ok_or(JsValue::UNDEFINED)?.navigator().storage();
    let ask: Function = Reflect::get(&storage, &"getDirectory".into())?.dyn_into()?;
    ask.call0(&storage)?.dyn_into()
}

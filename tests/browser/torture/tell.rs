//! Telling the harness, which is outside the browser: what it heard does not die with it.

use inkseal::browser::words_of;
use inkseal_domain::desk::Kept;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

/// Tells it, and gives the answer. Where this returns, it was heard.
pub async fn tell(what: Value) -> Result<String, String> {
    post(&what.to_string()).await.map_err(|error| words_of(&error))
}

async fn post(body: &str) -> Result<String, JsValue> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body.into());
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init("/told", &init)).await?.dyn_into()?;
    Ok(JsFuture::from(response.text()?).await?.as_string().unwrap_or_default())
}

/// What is being done from here on.
pub async fn phase(phase: &str) -> Result<(), String> {
    tell(json!({ "what": "phase", "phase": phase })).await.map(drop)
}

/// Somebody is told "Recorded".
pub async fn recorded(name: &str, kept: &Kept) -> Result<(), String> {
    let (seq, hash) = (kept.proved.record().seq, kept.proved.hash().to_string());
    tell(json!({ "what": "recorded", "name": name, "seq": seq, "hash": hash })).await.map(drop)
}

/// The program ends here and now; the engine sends it by itself.
pub fn stopped(words: &str) {
    let told = json!({ "what": "stopped", "words": words }).to_string();
    let sent = web_sys::window().map(|window| window.navigator().send_beacon_with_opt_str("/told", Some(&told)));
    // Where it is not sent, whoever waits says that nothing came.
    drop(sent);
}

/// Something that should not be.
pub async fn trouble(words: &str) -> Result<(), String> {
    tell(json!({ "what": "trouble", "words": words })).await.map(drop)
}

//! The service worker, which keeps every file of the page on the device. `start.js` registers it, so that a broken version can
//! still be replaced by a good one.

use super::clock;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

/// Whether the page would come back without a network: a worker is active, and its files are still there.
pub async fn is_ready() -> bool {
    let is_active = registration().await.is_some_and(|registration| registration.active().is_some());
    // An active worker once had every file; the engine may have cleared them since.
    is_active && kept("index.html").await
}

/// Whether another version is complete and waits.
pub async fn is_waiting() -> bool {
    registration().await.is_some_and(|registration| registration.waiting().is_some())
}

/// Lets the version that waits take over, and says whether it did within five seconds. The page still runs the old one then, and
/// must be loaded again.
pub async fn take_over() -> bool {
    let Some(waiting) = registration().await.and_then(|registration| registration.waiting()) else { return false };
    if waiting.post_message(&"take-over".into()).is_err() {
        return false;
    }
    for _ in 0..10 {
        clock::wait_ms(500).await;
        if !is_waiting().await {
            return true;
        }
    }
    false
}

/// Asks the server whether there is another version. Without a network nothing happens.
pub async fn look_for_update() {
    if let Some(Ok(update)) = registration().await.map(|registration| registration.update()) {
        let _ = JsFuture::from(update).await;
    }
}

/// Not there in a private window of some engines, nor on a page that is not secure.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    let there = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    there.dyn_into().ok()
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    let answer = JsFuture::from(container()?.get_registration()).await.ok()?;
    answer.dyn_into().ok()
}

async fn kept(file: &str) -> bool {
    let Some(caches) = web_sys::window().and_then(|window| window.caches().ok()) else { return false };
    let found: Result<JsValue, JsValue> = JsFuture::from(caches.match_with_str(file)).await;
    found.is_ok_and(|found| !found.is_undefined())
}

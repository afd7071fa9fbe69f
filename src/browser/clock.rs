//! The device's clock.

use inkseal_domain::clock::Reading;
use inkseal_domain::instant::Instant;

/// Now, by the device's clock.
pub fn now() -> Instant {
    // A browser's clock stays far within the range of i64 milliseconds.
    Instant::from_unix_ms(js_sys::Date::now() as i64)
}

/// Both clocks now.
pub fn reading() -> Reading {
    let steady_ms =
        web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now());
    Reading { wall_ms: js_sys::Date::now() as i64, steady_ms: steady_ms as i64 }
}

/// The wall clock's distance from UTC now, in minutes east.
pub fn utc_offset_min() -> i32 {
    // JavaScript counts minutes west.
    -(js_sys::Date::new_0().get_timezone_offset() as i32)
}

/// The next turn of the event loop after the screen was painted: long work may start then.
pub async fn painted() {
    let frame = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let late = wasm_bindgen::closure::Closure::once_into_js(move || {
                if let Some(window) = web_sys::window() {
                    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 0);
                }
            });
            let _ = window.request_animation_frame(wasm_bindgen::JsCast::unchecked_ref(&late));
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(frame).await;
}

/// Waits, for delays that a person is told about.
pub async fn wait_ms(ms: i32) {
    let timer = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(timer).await;
}

//! The device's clock, and what waits by it.

use inkseal_domain::clock::Reading;
use inkseal_domain::instant::Instant;
use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, window};

/// How long a frame is waited for, in milliseconds.
const FRAME_MS: i32 = 500;

/// Now, by the device's clock.
pub fn now() -> Instant {
    // A browser's clock stays far within the range of i64 milliseconds.
    Instant::from_unix_ms(js_sys::Date::now() as i64)
}

/// The day by the device's clock and zone, `YYYY-MM-DD`.
pub fn today() -> String {
    now().day(utc_offset_min())
}

/// Both clocks now.
pub fn reading() -> Reading {
    let steady_ms = window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now());
    Reading { wall_ms: js_sys::Date::now() as i64, steady_ms: steady_ms as i64 }
}

/// The wall clock's distance from UTC now, in minutes east.
pub fn utc_offset_min() -> i32 {
    // JavaScript counts minutes west.
    -(js_sys::Date::new_0().get_timezone_offset() as i32)
}

/// What the engine calls the zone at a moment, in a language: "Mountain Standard Time". `None` where it has no name for it ("GMT-7") or where the
/// device has left the zone whose offset, in minutes east, is asked about (ECMA-402, `timeZoneName`).
pub fn zone_name(lang: &str, at: Instant, utc_offset_min: i32) -> Option<String> {
    let date = js_sys::Date::new(&JsValue::from_f64(at.unix_seconds() as f64 * 1000.0));
    if -(date.get_timezone_offset() as i32) != utc_offset_min {
        return None;
    }
    let options = Object::new();
    Reflect::set(&options, &"timeZoneName".into(), &"long".into()).ok()?;
    let parts = DateTimeFormat::new(&Array::of1(&lang.into()), &options).format_to_parts(&date);
    let named = |part: &JsValue| Reflect::get(part, &"type".into()).is_ok_and(|kind| kind == "timeZoneName");
    let name = Reflect::get(&parts.iter().find(named)?, &"value".into()).ok()?.as_string()?;
    Some(name).filter(|name| !name.contains(|c: char| c.is_ascii_digit()))
}

/// The next turn of the event loop after the screen was painted: long work may start then. A page that nobody sees is not painted, and
/// its work goes on all the same.
pub async fn painted() {
    let frame = Promise::new(&mut |resolve, _| {
        if let Some(page) = window() {
            let _ = page.request_animation_frame(&resolve);
        }
    });
    let _ = in_time(frame, FRAME_MS).await;
    wait_ms(0).await;
}

/// Waits, for delays that a person is told about.
pub async fn wait_ms(ms: i32) {
    let timer = Promise::new(&mut |resolve, _| {
        if let Some(page) = window() {
            let _ = page.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    });
    let _ = JsFuture::from(timer).await;
}

/// What a promise gives within `patience_ms` milliseconds: an engine that never answers must not leave a person waiting.
///
/// # Errors
/// What the promise is refused with, or a `TimeoutError`.
pub async fn in_time(promise: Promise, patience_ms: i32) -> Result<JsValue, JsValue> {
    let Some(page) = window() else { return JsFuture::from(promise).await };
    let mut timer = None;
    let late = Promise::new(&mut |_, reject| {
        let give_up = Closure::once_into_js(move || {
            if let Ok(error) = DomException::new_with_message_and_name("no answer", "TimeoutError") {
                let _ = reject.call1(&JsValue::UNDEFINED, &error);
            }
        });
        let timeout = give_up.unchecked_ref();
        timer = page.set_timeout_with_callback_and_timeout_and_arguments_0(timeout, patience_ms).ok();
    });
    let answer = JsFuture::from(Promise::race(&Array::of2(&promise, &late))).await;
    if let Some(timer) = timer {
        page.clear_timeout_with_handle(timer);
    }
    answer
}

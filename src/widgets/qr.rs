//! A code for a camera (ISO/IEC 18004), drawn as one path: dark on white in every theme (WCAG 1.4.11).

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write as _;

/// The largest version whose modules a phone tells apart at arm's length on a tablet.
const LARGEST: u8 = 17;
/// The quiet zone that the standard asks for.
const QUIET_MODULES: i32 = 4;
/// CSS pixels that a module gets where there is room.
const MODULE_PX: i32 = 5;

/// The code of a text. `label`: what somebody who does not see it is told. Where a text is too long for a code there is none.
#[component]
pub fn Qr(text: String, label: &'static str) -> impl IntoView {
    let code = encode(&text)?;
    let side = code.size() + 2 * QUIET_MODULES;
    Some(view! {
        <div class="qr">
            <svg role="img" aria-label=label viewBox=format!("0 0 {side} {side}") width=side * MODULE_PX height=side * MODULE_PX
                shape-rendering="crispEdges">
                <rect width=side height=side fill="#ffffff"/>
                <path d=path(&code) fill="#000000"/>
            </svg>
        </div>
    })
}

fn encode(text: &str) -> Option<QrCode> {
    let segments = [QrSegment::make_bytes(text.as_bytes())];
    let largest = Version::new(LARGEST);
    QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, Version::MIN, largest, None, true).ok()
}

/// Every run of dark modules in a row is a rectangle.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET_MODULES, y + QUIET_MODULES);
            }
            x += run.max(1) as i32;
        }
    }
    path
}

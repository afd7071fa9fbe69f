//! `verify.html`: the records office's page. It checks what kiosks exported, in one file that is opened from disk.

#[cfg(target_arch = "wasm32")]
mod verify;

#[cfg(target_arch = "wasm32")]
fn main() {
    inkseal::browser::stopped::on_panic();
    #[cfg(feature = "testing")]
    inkseal::text::offer_pseudo(&inkseal::browser::page::window_name());
    leptos::mount::mount_to_body(verify::VerifyPage);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!(
        "This page runs in a browser: cargo xtask build, then open dist/verify.html. In a terminal: inkseal verify"
    );
}

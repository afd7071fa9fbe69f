//! The kiosk's page.

#[cfg(target_arch = "wasm32")]
fn main() {
    inkseal::browser::stopped::on_panic();
    leptos::mount::mount_to_body(inkseal::app::App);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The kiosk runs in a browser: cargo xtask serve");
}

//! The kiosk's page.

/// What is let go of is overwritten: nothing of the last person stays in the program's memory.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

#[cfg(target_arch = "wasm32")]
fn main() {
    inkseal::browser::stopped::on_panic();
    #[cfg(feature = "testing")]
    {
        inkseal::text::offer_pseudo(&inkseal::browser::page::window_name());
        inkseal::browser::page::show_memory();
    }
    leptos::mount::mount_to_body(inkseal::app::App);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The kiosk runs in a browser: cargo xtask serve");
}

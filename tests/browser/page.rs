//! The stores' contracts in a real browser. The page runs them when it is loaded (with something after the `?` it is one of several
//! tabs) and writes into `#result`: "ok 47" or "failed 2 of 47" and, a line each, which fact does not hold and why.

#[cfg(target_arch = "wasm32")]
mod benches;
#[cfg(target_arch = "wasm32")]
mod facts;
#[cfg(target_arch = "wasm32")]
mod report;
#[cfg(target_arch = "wasm32")]
mod tabs;

#[cfg(target_arch = "wasm32")]
fn main() {
    report::on_panic();
    report::show("running");
    wasm_bindgen_futures::spawn_local(async {
        let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
        match search.strip_prefix('?') {
            Some(what) => tabs::work(what).await,
            None => report::finish(&benches::all().await),
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

//! A page that is there to be killed. It keeps as fast as it can and tells whoever serves it, at once, what it called recorded.
//!
//! What stands after the `?`: `kiosk` (the real media, key, vault and desk), `finish` (the same, but it only starts up and exports
//! everything), `compute` (boxes that are only sealed and opened) or `naive` (localStorage alone); then, after a dot, a name for this
//! run, which no other run has. And one that nobody kills: `fill`, and after the dot how many visits the kiosk is to have.

#[cfg(target_arch = "wasm32")]
mod compute;
#[cfg(target_arch = "wasm32")]
mod fill;
#[cfg(target_arch = "wasm32")]
mod kiosk;
#[cfg(target_arch = "wasm32")]
mod naive;
#[cfg(target_arch = "wasm32")]
mod office;
#[cfg(target_arch = "wasm32")]
mod start;
#[cfg(target_arch = "wasm32")]
mod tell;

#[cfg(target_arch = "wasm32")]
fn main() {
    std::panic::set_hook(Box::new(|panic| tell::stopped(&panic.to_string())));
    wasm_bindgen_futures::spawn_local(async {
        let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
        let (what, run) = search.trim_start_matches('?').split_once('.').unwrap_or_default();
        let done = match what {
            "kiosk" => kiosk::work(run).await,
            "finish" => kiosk::finish(run).await,
            "fill" => fill::work(run).await,
            "naive" => naive::work(run).await,
            "compute" => compute::work().await,
            other => Err(format!("nothing is called {other:?}")),
        };
        if let Err(words) = done {
            // Whoever does not hear it waits in vain, and says so.
            let _ = tell::trouble(&words).await;
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

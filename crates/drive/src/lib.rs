//! Drives the kiosk in three browser engines, over WebDriver. The journeys, the screenshots, the figures and the torture stand on it.

pub mod browser;
mod chromium;
pub mod driver;
pub mod engine;
pub mod figures;
pub mod growth;
pub mod guess;
mod hand;
pub mod kiosk;
mod plot;
mod processes;
mod small_disk;
mod stolen;
mod tabs;
mod torn;
pub mod torture;
pub mod tour;
mod tree;
pub mod voice;

pub use browser::Browser;
pub use engine::Engine;
pub use kiosk::Kiosk;

/// What went wrong, in words.
pub type Failure = String;

/// Runs something that drives a browser, to its end.
pub fn block_on<T>(run: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(run)
}

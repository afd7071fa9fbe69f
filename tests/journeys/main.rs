//! Journeys in real browsers: Chromium, Firefox and WebKitGTK. Each is a fact about the product, shown the way a person would see it.
//!
//! They need the tests' folder (`cargo xtask test` builds it) and the browsers.

#![allow(clippy::unwrap_used)]

use drive::{Engine, Failure};

mod visit;

/// Every journey once in each engine, as a test of its own.
macro_rules! in_every_engine {
    ($($module:ident :: $journey:ident),* $(,)?) => {
        mod chromium { $(#[test] fn $journey() { super::run(super::$module::$journey(drive::Engine::Chromium)); })* }
        mod firefox { $(#[test] fn $journey() { super::run(super::$module::$journey(drive::Engine::Firefox)); })* }
        mod webkit { $(#[test] fn $journey() { super::run(super::$module::$journey(drive::Engine::WebKit)); })* }
    };
}

in_every_engine! {
    visit::signing_ends_with_recorded,
}

type Journey = Result<(), Failure>;

fn run(journey: impl Future<Output = Journey>) {
    if let Err(why) = drive::block_on(journey) {
        panic!("{why}");
    }
}

//! What the page says.

use inkseal_domain::store::contract::Outcome;

/// Writes `text` into `#result`, made where it is missing.
pub fn show(text: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let result = document.get_element_by_id("result").or_else(|| {
        let made = document.create_element("pre").ok()?;
        made.set_id("result");
        document.body()?.append_child(&made).ok()?;
        Some(made)
    });
    if let Some(result) = result {
        result.set_text_content(Some(text));
    }
}

/// The verdict.
pub fn finish(outcome: &Outcome) {
    let count = outcome.passed.len() + outcome.failed.len();
    let lines = outcome.failed.iter().map(|(fact, why)| format!("\n{fact}: {why}"));
    match outcome.failed.len() {
        0 => show(&format!("ok {count}")),
        failed => show(&format!("failed {failed} of {count}{}", lines.collect::<String>())),
    }
}

/// A panic is shown too.
pub fn on_panic() {
    std::panic::set_hook(Box::new(|panic| show(&format!("panicked: {panic}"))));
}

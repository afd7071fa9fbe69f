//! How long a record stays on the tablet in any case.

use crate::admin::keeping::Keeping;
use crate::shell::use_shell;
use crate::text::{Text, fill};
use inkseal_domain::settings::Settings;
use leptos::prelude::*;

/// Kept as soon as it is chosen.
#[component]
pub fn Retention() -> impl IntoView {
    let text = use_shell().text();
    let t = &text.settings;
    let keeping = Keeping::new();
    let all = std::iter::once(None).chain(Settings::KEEP_MONTHS.map(Some));
    let all = all.map(|months| (months, months_words(text, months))).collect();
    let words = ["retention-months", t.retention_label, t.retention_about];
    view! {
        <section aria-labelledby="retention">
            <h3 id="retention" tabindex="-1">{t.retention}</h3>
            {keeping.choice(("retention", |settings| &mut settings.keep_months), words, all)}
            {keeping.told()}
        </section>
    }
}

/// For how long, in words.
pub fn months_words(text: &Text, months: Option<u32>) -> String {
    let t = &text.settings;
    match months {
        None => t.retention_none.to_owned(),
        Some(1) => t.retention_one.to_owned(),
        Some(n) => fill(t.retention_months, &[("n", &n.to_string())]),
    }
}

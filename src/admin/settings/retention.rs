//! How long a record stays on the tablet in any case.

use crate::admin::choice::choice;
use crate::admin::kept_words;
use crate::shell::use_shell;
use crate::text::{Text, fill};
use inkseal_domain::settings::Settings;
use leptos::prelude::*;

/// Kept as soon as it is chosen.
#[component]
pub fn Retention() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.settings;
    let told = RwSignal::new(String::new());
    let all = std::iter::once(None).chain(Settings::KEEP_MONTHS.map(Some));
    let all = all.map(|months| (months, months_words(text, months))).collect();
    let chosen = move || shell.office.with(|office| office.settings.keep_months);
    let choose = move |months| {
        leptos::task::spawn_local(async move {
            let kept = shell.change_setting("retention", |settings| settings.keep_months = months).await;
            let _ = told.try_set(kept_words(text, kept, t.saved));
        });
    };
    view! {
        <section aria-labelledby="retention">
            <h3 id="retention" tabindex="-1">{t.retention}</h3>
            {choice("retention-months", t.retention_label, t.retention_about, all, chosen, choose)}
            <p role="status">{move || told.get()}</p>
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

//! After how many months everybody signs again.

use crate::admin::choice::choice;
use crate::admin::kept_words;
use crate::shell::use_shell;
use crate::text::fill;
use inkseal_domain::settings::Settings;
use leptos::prelude::*;

/// Kept as soon as it is chosen.
#[component]
pub fn Renewal() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.roster;
    let told = RwSignal::new(String::new());
    let words = |months: u32| (Some(months), fill(t.renewal_months, &[("n", &months.to_string())]));
    let all = std::iter::once((None, t.renewal_never.to_owned())).chain(Settings::RENEW_MONTHS.map(words)).collect();
    let chosen = move || shell.office.with(|office| office.settings.renew_after_months);
    let choose = move |months| {
        leptos::task::spawn_local(async move {
            let kept = shell.change_setting("renewal", |settings| settings.renew_after_months = months).await;
            let _ = told.try_set(kept_words(text, kept, text.settings.saved));
        });
    };
    view! {
        {choice("renewal", t.renewal, t.renewal_hint, all, chosen, choose)}
        <p role="status">{move || told.get()}</p>
    }
}

//! After how many months everybody signs again.

use crate::admin::keeping::Keeping;
use crate::shell::use_shell;
use crate::text::fill;
use inkseal_domain::settings::Settings;
use leptos::prelude::*;

/// Kept as soon as it is chosen.
#[component]
pub fn Renewal() -> impl IntoView {
    let t = &use_shell().text().roster;
    let keeping = Keeping::new();
    let words = |months: u32| (Some(months), fill(t.renewal_months, &[("n", &months.to_string())]));
    let all = std::iter::once((None, t.renewal_never.to_owned())).chain(Settings::RENEW_MONTHS.map(words)).collect();
    let renewal = ("renewal", (|settings| &mut settings.renew_after_months) as fn(&mut Settings) -> &mut Option<u32>);
    view! {
        {keeping.choice(renewal, ["renewal", t.renewal, t.renewal_hint], all)}
        {keeping.told()}
    }
}

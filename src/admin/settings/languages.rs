//! Which languages a signer may choose from. One at least stays.

use crate::admin::keeping::Keeping;
use crate::shell::{at_hand, use_shell};
use crate::text::languages;
use leptos::prelude::*;

/// One box for each language, kept as soon as it is ticked or not.
#[component]
pub fn VisitLanguages() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().settings;
    let keeping = Keeping::new();
    let is_on = move |lang| shell.office.with(|office| office.settings.languages.of(&at_hand()).contains(&lang));
    let choose = move |lang: &'static str| {
        let Some(chosen) = shell.languages().with(lang, !untrack(|| is_on(lang)), &at_hand()) else {
            // The engine has taken the tick away already.
            shell.office.notify();
            return keeping.say(t.languages_one.to_owned());
        };
        keeping.keep("languages", |settings| settings.languages = chosen);
    };
    view! {
        <section aria-labelledby="languages">
            <h3 id="languages" tabindex="-1">{t.languages}</h3>
            <p>{t.languages_about}</p>
            {languages().iter().map(|(lang, table)| view! {
                <label class="tick">
                    <input type="checkbox" id=format!("offers-{lang}") prop:checked=move || is_on(*lang) on:change=move |_| choose(lang)/>
                    <span lang=*lang>{table.common.language}</span>
                </label>
            }).collect_view()}
            {keeping.told()}
        </section>
    }
}

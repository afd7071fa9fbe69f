//! The colour of buttons and links, from a short list of which each can be read.

use crate::admin::keeping::Keeping;
use crate::shell::use_shell;
use crate::text::Text;
use inkseal_domain::settings::Accent;
use leptos::prelude::*;

/// The list, by name. What is chosen is seen at once.
#[component]
pub fn AccentChoice() -> impl IntoView {
    let text = use_shell().text();
    let t = &text.settings;
    let keeping = Keeping::new();
    let choose = move |accent| keeping.keep("accent", move |settings| settings.accent = accent);
    let is_chosen = move |accent| keeping.now(|settings| &mut settings.accent) == accent;
    view! {
        <section aria-labelledby="accent">
            <h3 id="accent" tabindex="-1">{t.accent}</h3>
            <p id="accent-about">{t.accent_about}</p>
            <fieldset class="choices" aria-describedby="accent-about">
                <legend class="visually-hidden">{t.accent}</legend>
                <div class="accents">{Accent::ALL.map(|accent| view! {
                    <label class="choice">
                        <input type="radio" name="accent" prop:checked=move || is_chosen(accent) on:change=move |_| choose(accent)/>
                        <span>{accent_words(text, accent)}</span>
                    </label>
                })}</div>
            </fieldset>
            {keeping.told()}
        </section>
    }
}

/// What a colour is called.
pub fn accent_words(text: &Text, accent: Accent) -> &'static str {
    let t = &text.settings;
    match accent {
        Accent::Petrol => t.accent_petrol,
        Accent::Plum => t.accent_plum,
        Accent::Pine => t.accent_pine,
        Accent::Chestnut => t.accent_chestnut,
    }
}

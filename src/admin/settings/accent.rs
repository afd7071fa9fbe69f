//! The colour of buttons and links, from a short list of which each can be read.

use crate::admin::kept_words;
use crate::shell::use_shell;
use crate::text::Text;
use inkseal_domain::settings::Accent;
use leptos::prelude::*;

/// The list, by name. What is chosen is seen at once.
#[component]
pub fn AccentChoice() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.settings;
    let told = RwSignal::new(String::new());
    let choose = move |accent| {
        leptos::task::spawn_local(async move {
            let kept = shell.change_setting("accent", |settings| settings.accent = accent).await;
            let _ = told.try_set(kept_words(text, kept, t.saved));
        });
    };
    let is_chosen = move |accent| shell.office.with(|office| office.settings.accent == accent);
    view! {
        <section aria-labelledby="accent">
            <h3 id="accent" tabindex="-1">{t.accent}</h3>
            <p id="accent-about">{t.accent_about}</p>
            <fieldset class="choices" aria-describedby="accent-about">
                <legend class="visually-hidden">{t.accent}</legend>
                {Accent::ALL.map(|accent| view! {
                    <label class="choice">
                        <input type="radio" name="accent" prop:checked=move || is_chosen(accent) on:change=move |_| choose(accent)/>
                        <span>{accent_words(text, accent)}</span>
                    </label>
                })}
            </fieldset>
            <p role="status">{move || told.get()}</p>
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

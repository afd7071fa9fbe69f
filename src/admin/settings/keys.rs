//! The office's keys, to be kept outside this tablet: with the kit they let another tablet go on in its place.

use crate::admin::kept_words;
use crate::browser::file;
use crate::shell::use_shell;
use crate::text::fill;
use leptos::prelude::*;

/// The button that saves them.
#[component]
pub fn Keys() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.settings;
    let told = RwSignal::new(String::new());
    let save = move |_| {
        let (name, bytes) = shell.keys_file();
        if file::save(&name, "application/json", &bytes).is_err() {
            return told.set(text.admin.not_saved.to_owned());
        }
        leptos::task::spawn_local(async move {
            // Today asks for it no more.
            let kept = shell.note_keys_saved().await;
            let _ = told.try_set(kept_words(text, kept, &fill(t.keys_saved, &[("name", &name)])));
        });
    };
    view! {
        <section aria-labelledby="keys">
            <h3 id="keys" tabindex="-1">{t.keys}</h3>
            <p>{t.keys_about}</p>
            <button class="button" on:click=save>{t.keys_save}</button>
            <p role="status">{move || told.get()}</p>
        </section>
    }
}

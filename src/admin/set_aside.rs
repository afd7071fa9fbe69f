//! What was set aside because it could not stand where it was found: how much, and a way to take it along.

use crate::browser::file;
use crate::shell::{SetAside, use_shell};
use crate::text::fill;
use leptos::prelude::*;

/// The number and the one button. Nothing where nothing was set aside.
#[component]
pub fn Aside() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.records;
    let found = RwSignal::new_local(None::<SetAside>);
    let told = RwSignal::new("");
    leptos::task::spawn_local(async move {
        let looked = shell.set_aside().await;
        let _ = found.try_set(looked);
    });
    let save = move |_| {
        let practice = if shell.practice.get_untracked() { "PRACTICE_" } else { "" };
        let name = format!("{practice}inkseal-set-aside.json");
        let saved = found.with_untracked(|found| {
            found.as_ref().is_some_and(|found| file::save(&name, "application/json", &found.file).is_ok())
        });
        told.set(if saved { text.admin.move_away } else { text.admin.not_saved });
    };
    move || {
        let count = found.with(|found| found.as_ref().map(|found| found.count))?;
        let words = match count {
            1 => t.aside_one.to_owned(),
            n => fill(t.aside_many, &[("n", &n.to_string())]),
        };
        Some(view! {
            <section aria-labelledby="aside">
                <h2 id="aside">{t.aside}</h2>
                <p>{words}" "{t.aside_note}</p>
                <button class="button" on:click=save>{t.save}</button>
                <p role="status">{move || told.get()}</p>
            </section>
        })
    }
}

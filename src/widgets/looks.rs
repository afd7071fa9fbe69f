//! Text size and contrast (WCAG 1.4.4, 1.4.3). A locked tablet's own settings are out of reach, so these stand in for them; they go
//! back when the tablet is handed over or locked.

use crate::browser::page;
use crate::shell::use_shell;
use crate::text::fill;
use leptos::prelude::*;

/// The two buttons.
#[component]
pub fn Looks() -> impl IntoView {
    let t = &use_shell().text().controls;
    let size = RwSignal::new(page::data("text-size").and_then(|size| size.parse().ok()).unwrap_or(1u8));
    let more = RwSignal::new(page::data("contrast").is_some());
    let grow = move |_| {
        size.update(|size| *size = *size % 3 + 1);
        page::set_data("text-size", Some(&size.get_untracked().to_string()));
    };
    let contrast = move |_| {
        more.update(|more| *more = !*more);
        page::set_data("contrast", more.get_untracked().then_some("more"));
    };
    view! {
        <button class="quiet" on:click=grow>{t.text_size}
            <span class="visually-hidden">", "{move || fill(t.size_now, &[("n", &size.get().to_string())])}</span>
        </button>
        <button class="quiet" aria-pressed=move || more.get().to_string() on:click=contrast>{t.contrast}</button>
    }
}

//! Files that may still lie in the tablet's downloads. No page can look there, so somebody has to say that they do not.

use crate::admin::{counted, focus_soon, kept_words, log};
use crate::shell::use_shell;
use inkseal_domain::activity::Act;
use leptos::prelude::*;

/// What to do with them, and the word that it was done. Nothing, where there are none.
#[component]
pub fn Moved() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.export;
    let left = Memo::new(move |_| log(shell).map(|log| log.in_downloads()).unwrap_or_default());
    let busy = RwSignal::new(false);
    let told = RwSignal::new(String::new());
    let done = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let kept = shell.act(Act::ExportMoved { payloads: left.get_untracked() }, vec![]).await;
            let _ = busy.try_set(false);
            let _ = told.try_set(kept_words(text, kept, t.moved_done));
            focus_soon("main h1");
        });
    };
    let section = move || {
        let fact = counted(left.with(Vec::len), t.moved_one, t.moved)?;
        Some(view! {
            <section class="attention" aria-labelledby="moved">
                <h2 id="moved" tabindex="-1">{fact}</h2>
                <p>{t.moved_do}</p>
                <button class="button" type="button" aria-disabled=move || busy.get().to_string() on:click=done>{t.moved_go}</button>
            </section>
        })
    };
    view! {
        {section}
        <p role="status">{move || told.get()}</p>
    }
}

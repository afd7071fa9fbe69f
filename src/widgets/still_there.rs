//! The warning before an idle screen is cleared or locked (WCAG 2.2.1). It is the engine's modal dialogue: announced, with the
//! focus in it, which goes back to where it was.

use crate::browser::dialog;
use crate::shell::{Door, Shell, use_shell};
use crate::text::fill;
use inkseal_domain::flow::State;
use leptos::html::Dialog;
use leptos::prelude::*;

/// "Are you still there?" Any sign of somebody answers it; the button does so at once.
#[component]
pub fn StillThere() -> impl IntoView {
    let shell = use_shell();
    let node = NodeRef::<Dialog>::new();
    let caret = StoredValue::new_local(None);
    let warned = Memo::new(move |_| shell.warning.with(Option::is_some));
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        if warned.get() {
            caret.set_value(dialog::open(&node));
        } else {
            dialog::close(&node, caret.try_update_value(Option::take).flatten());
        }
    });
    // Whoever is at the screen now reads it, in their language.
    let text = move || {
        warned.track();
        shell.text()
    };
    let left = move |seconds: u64| match seconds {
        1 => shell.text().idle.left_one.to_owned(),
        n => fill(shell.text().idle.left, &[("n", &n.to_string())]),
    };
    let shown = move || shell.warning.get().map(left);
    // Seen every second, heard three times (WCAG 4.1.3 without a torrent).
    let heard = Memo::new(move |_| {
        shell.warning.get().map(|seconds| match seconds {
            0..=10 => 10,
            11..=30 => 30,
            _ => 60,
        })
    });
    view! {
        <dialog node_ref=node class="still-there" role="alertdialog" aria-labelledby="still-title" aria-describedby="still-what still-heard"
            on:cancel=|event: leptos::ev::Event| event.prevent_default()>
            <h2 id="still-title">{move || text().idle.title}</h2>
            <p id="still-what">{move || { warned.track(); what(shell) }}</p>
            <p class="still-left" aria-hidden="true">{shown}</p>
            <p class="visually-hidden" id="still-heard" role="status">{move || heard.get().map(left)}</p>
            <div class="row">
                <p class="hint">{move || text().idle.note}</p>
                <span class="row-end">
                    <button class="button primary" type="button" on:click=move |_| shell.still_here()>{move || text().idle.stay}</button>
                </span>
            </div>
        </dialog>
    }
}

/// What will happen, by who is waited for.
fn what(shell: Shell) -> &'static str {
    let t = &shell.text().idle;
    if shell.practice.get_untracked() {
        t.practice
    } else if shell.door.get_untracked() != Door::Kiosk {
        t.administrator
    } else if shell.visit.with_untracked(|state| matches!(state, State::Recorded { .. })) {
        t.recorded
    } else {
        t.visit
    }
}

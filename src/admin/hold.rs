//! A legal hold: what is not cleared from the tablet, whatever the records office has, until somebody releases it.

use super::{kept_words, log};
use crate::shell::use_shell;
use inkseal_domain::activity::Act;
use inkseal_domain::log::Log;
use leptos::prelude::*;

/// What a hold is about, in words.
#[derive(Clone, Copy)]
struct Words {
    about: &'static str,
    is_on: &'static str,
    on: &'static str,
    off: &'static str,
    on_done: &'static str,
    off_done: &'static str,
}

/// They stand under the same keys in the texts of both screens.
macro_rules! words {
    ($texts:expr) => {
        Words {
            about: $texts.hold_about,
            is_on: $texts.hold_is_on,
            on: $texts.hold_on,
            off: $texts.hold_off,
            on_done: $texts.hold_on_done,
            off_done: $texts.hold_off_done,
        }
    };
}

/// One record's hold.
#[component]
pub fn Hold(id: String) -> impl IntoView {
    let t = &use_shell().text().records;
    let words = words!(t);
    let ids = vec![id.clone()];
    view! {
        <section aria-labelledby="hold">
            <h2 id="hold">{t.hold}</h2>
            <Switch words ids is_held=move |log: &Log| log.is_held(&id)/>
        </section>
    }
}

/// The hold of everything.
#[component]
pub fn HoldAll() -> impl IntoView {
    let t = &use_shell().text().settings;
    let words = words!(t);
    view! { <div class="hold-all"><Switch words ids=vec![] is_held=Log::holds_all/></div> }
}

/// Whether it is on hold, and the button that changes it.
#[component]
fn Switch(words: Words, ids: Vec<String>, is_held: impl Fn(&Log) -> bool + Send + Sync + 'static) -> impl IntoView {
    let shell = use_shell();
    let busy = RwSignal::new(false);
    let told = RwSignal::new(String::new());
    let is_held = Memo::new(move |_| log(shell).is_some_and(|log| is_held(&log)));
    let change = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (act, done) = if is_held.get_untracked() {
            (Act::HoldReleased {}, words.off_done)
        } else {
            (Act::HoldSet {}, words.on_done)
        };
        let ids = ids.clone();
        leptos::task::spawn_local(async move {
            let kept = shell.act(act, ids).await;
            let words = kept_words(shell.text(), kept, done);
            let _ = busy.try_set(false);
            let _ = told.try_set(words);
        });
    };
    view! {
        <p>{move || if is_held.get() { words.is_on } else { words.about }}</p>
        <button class="button" type="button" on:click=change>{move || if is_held.get() { words.off } else { words.on }}</button>
        <p role="status">{move || told.get()}</p>
    }
}

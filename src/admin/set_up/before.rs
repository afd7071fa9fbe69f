//! Whether this tablet was a kiosk before: with its storage cleared, only a person can know, and only a file can say which one.

use super::Draft;
use crate::browser::{clock, file};
use crate::shell::use_shell;
use crate::text::fill;
use crate::widgets::{Attention, Errors};
use inkseal_domain::setup::Follows;
use leptos::prelude::*;

/// The field of the question.
pub const FIELD: &str = "before";
const FILE: &str = "last-file";
/// As the records office's page takes them.
const MAX_BYTES: usize = 64 << 20;

/// What is known of it so far.
#[derive(Debug, Clone, Copy)]
pub struct Before {
    /// The answer; `None`: not yet.
    pub was_a_kiosk: RwSignal<Option<bool>>,
    /// What the file says.
    pub follows: RwSignal<Option<Follows>>,
}

impl Before {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { was_a_kiosk: RwSignal::new(None), follows: RwSignal::new(None) }
    }

    /// The kiosk that the new one follows, where the answer is yes and a file says which.
    pub fn followed(self) -> Option<Follows> {
        self.follows.get_untracked().filter(|_| self.was_a_kiosk.get_untracked() == Some(true))
    }

    /// What is wrong with the answer, if anything.
    pub fn missing(self) -> Option<(&'static str, String)> {
        let empty = self.was_a_kiosk.get_untracked().is_none();
        empty.then(|| (FIELD, use_shell().text().before.empty.to_owned()))
    }
}

/// The question, and what follows from a yes.
#[component]
pub fn Question(errors: Errors) -> impl IntoView {
    let draft: Draft = expect_context();
    let t = &use_shell().text().before;
    let before = draft.before;
    let error =
        move || errors.with(|errors| errors.iter().find(|(field, _)| *field == FIELD).map(|(_, words)| words.clone()));
    let choice = move |answer: bool, id: &'static str, words: &'static str| {
        view! {
            <label class="choice">
                <input id=id type="radio" name=FIELD prop:checked=move || before.was_a_kiosk.get() == Some(answer)
                    on:change=move |_| before.was_a_kiosk.set(Some(answer))/>
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choices" aria-describedby=move || error().map(|_| "before-error")>
            <legend>{t.question}</legend>
            {move || error().map(|words| view! { <p class="field-error" id="before-error">{words}</p> })}
            {choice(false, FIELD, t.no)}
            {choice(true, "before-yes", t.yes)}
        </fieldset>
        {move || (before.was_a_kiosk.get() == Some(true)).then(|| view! {
            <Attention fact=t.fact.to_owned() act=t.do_.to_owned()/>
            <LastFile follows=before.follows hint=t.choose_hint/>
        })}
    }
}

/// The last file that the kiosk before exported, which says which one it was.
#[component]
pub fn LastFile(follows: RwSignal<Option<Follows>>, hint: &'static str) -> impl IntoView {
    let t = &use_shell().text().before;
    let told = RwSignal::new(String::new());
    let chosen = move |_| {
        told.set(t.reading.to_owned());
        leptos::task::spawn_local(async move {
            let Some(read) = file::chosen_in(FILE, MAX_BYTES).await else { return told.set(String::new()) };
            clock::painted().await;
            let found = read.ok().and_then(|bytes| Follows::of(&bytes));
            let words = match &found {
                Some(found) => fill(
                    t.follows,
                    &[("kiosk", &found.kiosk_name), ("office", &found.office), ("last", &found.last.to_string())],
                ),
                None => t.not_a_file.to_owned(),
            };
            let _ = told.try_set(words);
            let _ = follows.try_set(found);
        });
    };
    view! {
        <div class="field">
            <label for=FILE>{t.choose}</label>
            <p class="hint" id="last-file-hint">{hint}</p>
            <input id=FILE type="file" aria-describedby="last-file-hint" on:change=chosen/>
        </div>
        <p role="status">{move || told.get()}</p>
    }
}

//! A field for a passphrase or a kit: paste is welcome, the words can be shown, and each is completed from the list (WCAG 3.3.8).

use crate::shell::use_shell;
use crate::widgets::Errors;
use inkseal_domain::passphrase;
use leptos::prelude::*;

/// Most completions that are offered at once.
const MOST: usize = 8;

/// A line of words.
#[component]
pub fn WordsField(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    value: RwSignal<String>,
    errors: Errors,
    /// Whether the words can be read at first.
    shown: bool,
) -> impl IntoView {
    let text = &use_shell().text().set_up;
    let shown = RwSignal::new(shown);
    let error =
        move || errors.with(|errors| errors.iter().find(|(field, _)| *field == id).map(|(_, words)| words.clone()));
    let described = move || match error() {
        Some(_) => format!("{id}-hint {id}-error"),
        None => format!("{id}-hint"),
    };
    let list = format!("{id}-list");
    view! {
        <div class="field words-field">
            <label for=id>{label}</label>
            <p class="hint" id=format!("{id}-hint")>{hint}</p>
            {move || error().map(|words| view! { <p class="field-error" id=format!("{id}-error")>{words}</p> })}
            <div class="field-line">
                <input id=id name=id type=move || if shown.get() { "text" } else { "password" } list=list.clone()
                    autocomplete="off" autocapitalize="none" spellcheck="false"
                    aria-describedby=described aria-invalid=move || error().map(|_| "true") bind:value=value/>
                <button class="button plain" type="button" aria-controls=id on:click=move |_| shown.update(|shown| *shown = !*shown)>
                    {move || if shown.get() { text.hide } else { text.show }}
                </button>
            </div>
            <datalist id=list>
                {move || completions(&value.get()).into_iter().map(|line| view! { <option value=line></option> }).collect_view()}
            </datalist>
        </div>
    }
}

/// The line with its last word completed, in every way that the list allows.
fn completions(typed: &str) -> Vec<String> {
    let start = typed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    // White space is found by its first byte; a wide one may end later, and then nothing is completed.
    let (Some(before), Some(begun)) = (typed.get(..start), typed.get(start..)) else { return vec![] };
    let begun = begun.to_lowercase();
    if begun.chars().count() < 2 {
        return vec![];
    }
    let words = passphrase::words().iter().filter(|word| word.starts_with(&begun) && **word != begun);
    words.take(MOST).map(|word| format!("{before}{word}")).collect()
}

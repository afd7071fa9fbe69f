//! The passphrase: shown once, then typed once, which proves that it was written down.

use super::{Draft, Progress, Step, StepForm, StepRow};
use crate::admin::focus_soon;
use crate::admin::words_field::WordsField;
use crate::shell::use_shell;
use crate::text::{Text, fill};
use crate::widgets::Errors;
use inkseal_domain::passphrase::{PASSPHRASE_WORDS, normalise};
use leptos::prelude::*;

/// Words in a numbered list, to be written down.
#[component]
pub fn NumberedWords(words: String) -> impl IntoView {
    view! {
        <ol class="words" lang="en" dir="ltr">
            {words.split(' ').map(|word| view! { <li>{word.to_owned()}</li> }).collect_view()}
        </ol>
    }
}

/// What is wrong with the words that were typed, beside those that were shown.
pub fn typed_wrong(text: &Text, shown: &str, typed: &str) -> Option<String> {
    let t = &text.set_up;
    let typed = normalise(typed);
    let count = typed.split(' ').filter(|word| !word.is_empty()).count();
    if count != PASSPHRASE_WORDS {
        return Some(fill(t.type_count, &[("n", &count.to_string())]));
    }
    let at = typed.split(' ').zip(shown.split(' ')).position(|(typed, shown)| typed != shown)?;
    Some(fill(t.type_wrong, &[("n", &(at + 1).to_string())]))
}

/// The six words.
#[component]
pub fn Shown() -> impl IntoView {
    let draft: Draft = expect_context();
    let t = &use_shell().text().set_up;
    let words = draft.words.with_value(|form| form.passphrase.to_string());
    view! {
        <div class="sheet">
            <Progress step=Step::Phrase title=t.phrase_title/>
            <p class="lead">{t.phrase_lead}</p>
            <NumberedWords words/>
            <StepRow step=Step::Phrase>
                <button class="button primary" on:click=move |_| draft.step.set(Step::Type)>{t.phrase_done}</button>
            </StepRow>
        </div>
    }
}

/// The six words, typed.
#[component]
pub fn Typed() -> impl IntoView {
    let draft: Draft = expect_context();
    let text = use_shell().text();
    let t = &text.set_up;
    let typed = RwSignal::new(String::new());
    let errors: Errors = RwSignal::new(vec![]);
    let wrong = move || draft.words.with_value(|form| typed_wrong(text, &form.passphrase, &typed.get_untracked()));
    let on = move || match wrong() {
        None => draft.step.set(Step::Kit),
        Some(words) => {
            errors.set(vec![("typed", words)]);
            focus_soon(".error-summary");
        }
    };
    view! {
        <StepForm step=Step::Type title=t.type_title lead=t.type_lead errors on>
            <WordsField id="typed" label=t.type_label hint=t.type_hint value=typed errors shown=true/>
        </StepForm>
    }
}

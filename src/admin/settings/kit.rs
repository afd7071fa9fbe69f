//! Proving the recovery kit: its twelve words are typed from the sheet.

use crate::admin::focus_soon;
use crate::admin::words_field::WordsField;
use crate::shell::use_shell;
use crate::text::{Text, fill};
use crate::widgets::{ErrorSummary, Errors};
use inkseal_domain::passphrase::{self, KIT_WORDS};
use leptos::prelude::*;

/// Whether the kit was proved, and the field to prove it.
#[component]
pub fn Kit() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().settings;
    let proved = Memo::new(move |_| shell.office.with(|office| office.settings.kit_proved));
    let again = RwSignal::new(false);
    view! {
        <section class="kit" aria-labelledby="kit">
            <h3 id="kit" tabindex="-1">{t.kit}</h3>
            {move || if proved.get() && !again.get() {
                view! {
                    <p role="status">{t.kit_proved}</p>
                    <button class="button plain" on:click=move |_| again.set(true)>{t.kit_again}</button>
                }.into_any()
            } else {
                view! { <Prove again/> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Prove(again: RwSignal<bool>) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.settings;
    let typed = RwSignal::new(String::new());
    let errors: Errors = RwSignal::new(vec![]);
    let busy = RwSignal::new(false);
    let refuse = move |words: String| {
        let _ = errors.try_set(vec![("kit-words", words)]);
        focus_soon(".kit .error-summary");
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = typed.get_untracked();
        if busy.get_untracked() {
            return;
        }
        if let Some(wrong) = slip(text, &words) {
            return refuse(wrong);
        }
        errors.set(vec![]);
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = shell.prove_kit(&words).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(true) => {
                    let _ = again.try_set(false);
                    focus_soon("#kit");
                }
                Ok(false) => refuse(t.kit_wrong.to_owned()),
                Err(why) => refuse(fill(text.admin.failed, &[("why", &why)])),
            }
        });
    };
    view! {
        <form autocomplete="off" novalidate on:submit=submit>
            <p>{t.kit_note}</p>
            <ErrorSummary errors/>
            <WordsField id="kit-words" label=t.kit_label hint=t.kit_hint value=typed errors shown=true/>
            <button class="button" type="submit" aria-disabled=move || busy.get().to_string()>{t.kit_prove}</button>
            <p role="status">{move || busy.get().then_some(t.kit_busy)}</p>
        </form>
    }
}

/// A slip that shows before the words are tried: their number, or one that is on no list.
fn slip(text: &Text, typed: &str) -> Option<String> {
    let typed = passphrase::normalise(typed);
    let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    if words.len() != KIT_WORDS {
        return Some(fill(text.settings.kit_count, &[("n", &words.len().to_string())]));
    }
    let at = words.iter().position(|word| !passphrase::words().contains(word))?;
    Some(fill(text.settings.kit_unknown, &[("n", &(at + 1).to_string()), ("word", words[at])]))
}

//! The filing code that the records office gives for a file that it has checked.

use crate::admin::{focus_soon, records_words};
use crate::shell::{Receipted, use_shell};
use crate::text::{Text, fill};
use crate::widgets::{ErrorSummary, Errors, Field};
use inkseal_domain::code::CodeError;
use leptos::prelude::*;

/// The field for a filing code. Each way of being wrong has its own words.
#[component]
pub fn ReceiptForm() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.export;
    let typed = RwSignal::new(String::new());
    let errors: Errors = RwSignal::new(vec![]);
    let told = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let accept = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        told.set(String::new());
        let code = typed.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = shell.accept_code(&code).await;
            let _ = busy.try_set(false);
            match words(text, answer) {
                Ok(good) => {
                    let _ = errors.try_set(vec![]);
                    let _ = typed.try_set(String::new());
                    let _ = told.try_set(good);
                }
                Err(wrong) => {
                    let _ = errors.try_set(vec![("code", wrong)]);
                    focus_soon(".receipt .error-summary");
                }
            }
        });
    };
    view! {
        <form class="receipt" autocomplete="off" novalidate on:submit=accept>
            <h2 id="receipt">{t.receipt}</h2>
            <p>{t.receipt_note}</p>
            <ErrorSummary errors/>
            <div class="toolbar">
                <Field id="code" label=t.code hint=t.code_hint value=typed errors/>
                <button class="button" type="submit">{t.accept}</button>
            </div>
            <p role="status">{move || told.get()}</p>
        </form>
    }
}

fn words(text: &Text, answer: Receipted) -> Result<String, String> {
    let t = &text.export;
    match answer {
        Receipted::Accepted(first, last) => {
            Ok(fill(t.code_accepted, &[("records", &records_words(text, first, last))]))
        }
        Receipted::Already => Ok(t.code_already.to_owned()),
        Receipted::Unknown => Err(t.code_unknown.to_owned()),
        Receipted::Failed(why) => Err(fill(text.admin.failed, &[("why", &why)])),
        Receipted::NotACode(error) => Err(match error {
            CodeError::Length(0) => t.code_empty.to_owned(),
            CodeError::Length(n) => fill(t.code_length, &[("n", &n.to_string())]),
            CodeError::Character(c) => fill(t.code_character, &[("c", &c.to_string())]),
            CodeError::Prefix => t.code_prefix.to_owned(),
            CodeError::OtherKind(_) => t.code_record.to_owned(),
            CodeError::Check => t.code_check.to_owned(),
        }),
    }
}

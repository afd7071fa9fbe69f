//! What the records office gives for a file that it has checked: a filing code to type, or a receipt to choose. Both count the same.

use crate::admin::{focus_soon, records_words};
use crate::browser::file;
use crate::shell::{Receipted, use_shell};
use crate::text::{Text, fill};
use crate::widgets::{ErrorSummary, Errors, Field};
use inkseal_domain::code::CodeError;
use inkseal_domain::jws::JwsError;
use inkseal_domain::receipt::{FILE_MAX_BYTES, ReceiptError};
use leptos::prelude::*;

const CODE: &str = "code";
const FILE: &str = "receipt-file";

/// The fields for a filing code and for a receipt. Each way of being wrong has its own words.
#[component]
pub fn ReceiptForm() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.export;
    let typed = RwSignal::new(String::new());
    let errors: Errors = RwSignal::new(vec![]);
    let told = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let say = move |field: &'static str, answer: Result<String, String>| {
        let _ = busy.try_set(false);
        match answer {
            Ok(good) => {
                let _ = errors.try_set(vec![]);
                let _ = typed.try_set(String::new());
                let _ = told.try_set(good);
            }
            Err(wrong) => {
                let _ = errors.try_set(vec![(field, wrong)]);
                focus_soon(".receipt .error-summary");
            }
        }
    };
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
            say(CODE, words(text, answer));
        });
    };
    let chosen = move |_| {
        if busy.get_untracked() {
            return file::forget_choice(FILE);
        }
        busy.set(true);
        told.set(String::new());
        leptos::task::spawn_local(async move {
            let answer = match file::chosen_in(FILE, FILE_MAX_BYTES).await {
                Some(Ok(bytes)) => Ok(shell.accept_receipt(&bytes).await),
                Some(Err(bytes)) => Ok(Receipted::NotAReceipt(ReceiptError::TooLarge(bytes))),
                None => Err(t.receipt_unread.to_owned()),
            };
            file::forget_choice(FILE);
            say(FILE, answer.and_then(|answer| receipt_words(text, answer)));
        });
    };
    view! {
        <form class="receipt" autocomplete="off" novalidate on:submit=accept>
            <h2 id="receipt">{t.receipt}</h2>
            <p>{t.receipt_note}</p>
            <ErrorSummary errors/>
            <div class="toolbar">
                <Field id=CODE label=t.code hint=t.code_hint value=typed errors/>
                <button class="button" type="submit">{t.accept}</button>
            </div>
            <div class="field">
                <label for=FILE>{t.receipt_file}</label>
                <p class="hint" id="receipt-file-hint">{t.receipt_file_hint}</p>
                <input id=FILE type="file" accept=".json,application/json" aria-describedby="receipt-file-hint" on:change=chosen/>
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
        // No typed code is a receipt, or names a kiosk.
        Receipted::Unknown | Receipted::OtherKiosk | Receipted::NotAReceipt(_) => Err(t.code_unknown.to_owned()),
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

/// The same of a receipt.
fn receipt_words(text: &Text, answer: Receipted) -> Result<String, String> {
    let t = &text.export;
    match answer {
        Receipted::Already => Ok(t.receipt_already.to_owned()),
        Receipted::Unknown => Err(t.receipt_unknown.to_owned()),
        Receipted::OtherKiosk => Err(t.receipt_kiosk.to_owned()),
        Receipted::NotAReceipt(ReceiptError::OtherOffice) => Err(t.receipt_office.to_owned()),
        Receipted::NotAReceipt(ReceiptError::Version(_)) => Err(t.receipt_later.to_owned()),
        Receipted::NotAReceipt(ReceiptError::Jws(JwsError::Signature)) => Err(t.receipt_altered.to_owned()),
        Receipted::NotAReceipt(_) => Err(t.receipt_other.to_owned()),
        answer @ (Receipted::Accepted(..) | Receipted::Failed(_) | Receipted::NotACode(_)) => words(text, answer),
    }
}

//! The code that a phone's camera reads: what was recorded, as text, with the kiosk's word for it.

use super::words::{copy_words, when_words};
use crate::browser::{clock, page};
use crate::shell::{Shell, use_shell};
use crate::widgets::Qr;
use inkseal_domain::flow::State;
use inkseal_domain::slip::Note;
use leptos::prelude::*;

/// The button, and below it the code once it was asked for.
#[component]
pub fn PhoneCode() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().recorded;
    // `None`: not asked for. The inner `None`: it could not be made.
    let code = RwSignal::new(None::<Option<String>>);
    let shown = move || if code.with(Option::is_some) { "true" } else { "false" };
    let press = move |_| {
        if code.with_untracked(Option::is_some) {
            return code.set(None);
        }
        leptos::task::spawn_local(async move {
            let slip = shell.slip().await;
            // The screen may be gone by now.
            _ = code.try_set(Some(slip.and_then(|slip| text(shell, &slip))));
            clock::painted().await;
            page::scroll_down_to(".phone-figure");
        });
    };
    view! {
        <button type="button" class="button" aria-expanded=shown aria-controls="phone-code" on:click=press>
            {move || if code.with(Option::is_some) { t.phone_hide } else { t.phone }}
        </button>
        <div id="phone-code" class="phone-code" role="status">
            {move || code.get().map(|text| match text {
                Some(text) => view! {
                    <p>{t.phone_note}</p>
                    // The record code below it: one photograph holds what a camera reads and what a person reads.
                    <figure class="phone-figure"><Qr text label=t.phone_alt/><figcaption class="code">{record_code(shell)}</figcaption></figure>
                }.into_any(),
                None => view! { <p>{t.phone_failed}</p> }.into_any(),
            })}
        </div>
    }
}

fn record_code(shell: Shell) -> Option<String> {
    shell.visit.with_untracked(|state| match state {
        State::Recorded { receipt, .. } => Some(receipt.code.to_string()),
        _ => None,
    })
}

/// What stands in the code, in the words of the signer's language.
fn text(shell: Shell, slip: &str) -> Option<String> {
    let (visit, receipt) = shell.visit.with_untracked(|state| match state {
        State::Recorded { visit, receipt } => Some((visit.clone(), receipt.clone())),
        _ => None,
    })?;
    let text = shell.text();
    let words = copy_words(text);
    let library = shell.library()?;
    let shown = visit.documents.iter().filter_map(|shown| library.document(&shown.sha256));
    let document = shown.map(|document| format!(": {} ({})", document.title, document.version)).next();
    let practice = if shell.practice.get_untracked() { text.common.practice } else { "" };
    let (kiosk, contact) =
        shell.office.with_untracked(|office| (office.kiosk_name.clone(), office.settings.contact.clone()));
    let facts = [
        practice.to_owned(),
        format!("{}{}", words.outcome(visit.outcome), document.unwrap_or_default()),
        format!("{} {}", words.record_code, receipt.code),
        format!("{}, {kiosk}", when_words(text, receipt.at, receipt.utc_offset_min)),
    ];
    let name = visit.signer.map(|signer| signer.name.to_string()).unwrap_or_default();
    Some(Note { name: &name, facts: &facts, contact: &contact }.with_slip(slip))
}

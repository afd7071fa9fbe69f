//! A rescue file is given back: what could not be stored at the time comes into the chain.

use crate::browser::file;
use crate::shell::{BroughtBack, Shell, use_shell};
use crate::text::fill;
use leptos::prelude::*;

const FIELD: &str = "rescue-file";
/// Much more than any record is long.
const MAX_BYTES: usize = 1 << 20;

/// The field, and what came of it. Closed until somebody looks for it: most offices never need it.
#[component]
pub fn BringBack() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().bring_back;
    let told = RwSignal::new(None::<BroughtBack>);
    let chosen = move |_| {
        leptos::task::spawn_local(async move {
            let came = match file::chosen_in(FIELD, MAX_BYTES).await {
                Some(Ok(bytes)) => shell.bring_back(&bytes).await,
                Some(Err(_)) => BroughtBack::NotOurs(t.too_large.to_owned()),
                None => return,
            };
            file::forget_choice(FIELD);
            let _ = told.try_set(Some(came));
        });
    };
    view! {
        <details class="about">
            <summary>{t.title}</summary>
            <p>{t.about}</p>
            <div class="field">
                <label for=FIELD>{t.choose}</label>
                <input id=FIELD type="file" accept=".jws" aria-describedby="brought-back" on:change=chosen/>
            </div>
            <div id="brought-back" role="status">{move || told.get().map(|came| result(shell, came))}</div>
        </details>
    }
}

fn result(shell: Shell, came: BroughtBack) -> impl IntoView {
    let text = shell.text();
    let t = &text.bring_back;
    let (kind, fact, act) = match came {
        BroughtBack::Yes(name) => {
            ("good", fill(t.yes, &[("name", if name.is_empty() { text.admin.no_name } else { &name })]), t.yes_do)
        }
        BroughtBack::Already => ("good", t.already.to_owned(), t.already_do),
        BroughtBack::OneCopy => ("error", t.one_copy.to_owned(), t.one_copy_do),
        BroughtBack::NotOurs(why) => ("error", fill(t.not_ours, &[("why", &why)]), t.not_ours_do),
        BroughtBack::Failed(why) => ("error", fill(t.failed, &[("why", &why)]), t.failed_do),
    };
    view! { <div class=format!("attention {kind}")><p><strong>{fact}</strong></p><p>{act}</p></div> }
}

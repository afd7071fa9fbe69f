//! Locked files on the desk: each waits for the six words that came apart from it, and becomes the batch that is in it.

use super::desk::{Desk, use_desk};
use inkseal::browser::{clock, page};
use inkseal::text::{Text, fill};
use inkseal_domain::locked::{Locked, LockedError};
use inkseal_domain::passphrase::UnwrapError;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// A locked file that was given and is not open yet.
#[derive(Clone)]
pub struct Shut {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub file: Arc<Locked>,
}

/// Every one of them.
#[component]
pub fn LockedFiles() -> impl IntoView {
    let desk = use_desk();
    move || desk.shut.get().into_iter().enumerate().map(|(i, shut)| view! { <LockedFile i shut/> }).collect_view()
}

#[component]
fn LockedFile(i: usize, shut: Shut) -> impl IntoView {
    let desk = use_desk();
    let text = desk.text();
    let t = &text.verify;
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let (id, error, name) = (format!("locked-{i}"), format!("locked-{i}-error"), shut.name.clone());
    let field = id.clone();
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(String::new());
        let (shut, field) = (shut.clone(), field.clone());
        spawn_local(async move {
            if let Err(error) = unlock(desk, &shut, &typed.get_untracked()).await {
                let _ = wrong.try_set(words(text, &error));
                let _ = busy.try_set(false);
                page::focus(&format!("#{field}"));
            }
        });
    };
    view! {
        <section class="sheet-wide">
            <p class="kicker"><bdi>{name}</bdi></p>
            <h2 class="verdict open" tabindex="-1">{t.locked}</h2>
            <p><strong>{t.locked_next}</strong></p>
            <form autocomplete="off" on:submit=open>
                <div class="field">
                    <label for=id.clone()>{t.locked_words}</label>
                    <p class="field-error" id=error.clone() role="alert">{move || wrong.get()}</p>
                    <input id=id type="text" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby=error
                        aria-invalid=move || (!wrong.get().is_empty()).then_some("true") bind:value=typed/>
                </div>
                <button type="submit" class="button" aria-disabled=move || busy.get().to_string()>
                    {move || if busy.get() { t.locked_opening } else { t.locked_open }}
                </button>
            </form>
        </section>
    }
}

/// Stretching the words takes a moment, in which the page stands still: it is painted first.
async fn unlock(desk: Desk, shut: &Shut, typed: &str) -> Result<(), LockedError> {
    clock::painted().await;
    let batch = shut.file.open(typed)?;
    desk.opened_locked(&shut.name, batch);
    Ok(())
}

fn words(text: &Text, error: &LockedError) -> String {
    let t = &text.verify;
    match error {
        LockedError::Words(UnwrapError::WrongPassphrase) => t.locked_wrong.to_owned(),
        LockedError::Altered => t.locked_altered.to_owned(),
        other => fill(t.locked_failed, &[("why", &other.to_string())]),
    }
}

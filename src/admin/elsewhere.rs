//! An office that has a kiosk elsewhere goes on at this tablet: its keys come from a file, and are then unlocked as at any kiosk.

use super::focus_soon;
use super::outside::Outside;
use super::set_up::{LastFile, go_on, line};
use crate::browser::{file, page};
use crate::shell::{Brought, Door, KEYS_MOST_BYTES, OfficeKeys, use_shell};
use crate::text::fill;
use crate::widgets::{ErrorSummary, Errors, Field};
use inkseal_domain::setup::Follows;
use leptos::prelude::*;

const FILE: &str = "keys-file";

/// The office's keys, and what this kiosk is called.
#[component]
pub fn Elsewhere() -> impl IntoView {
    let shell = use_shell();
    let draft = Draft::new();
    move || {
        shell.lang.track();
        view! { <Outside title=shell.text().elsewhere.title><Form draft/></Outside> }
    }
}

/// What was given so far. It outlives a change of language.
#[derive(Clone, Copy)]
struct Draft {
    keys: RwSignal<Option<OfficeKeys>>,
    kiosk: RwSignal<String>,
    contact: RwSignal<String>,
    follows: RwSignal<Option<Follows>>,
    errors: Errors,
}

impl Draft {
    fn new() -> Self {
        Self {
            keys: RwSignal::new(None),
            kiosk: RwSignal::new(String::new()),
            contact: RwSignal::new(String::new()),
            follows: RwSignal::new(None),
            errors: RwSignal::new(vec![]),
        }
    }

    fn brought(self) -> Option<Brought> {
        let trimmed = |line: RwSignal<String>| line.get_untracked().trim().to_owned();
        Some(Brought {
            key_file: self.keys.get_untracked()?.key_file,
            kiosk_name: trimmed(self.kiosk),
            contact: trimmed(self.contact),
            follows: self.follows.get_untracked(),
        })
    }
}

#[component]
fn Form(draft: Draft) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.elsewhere;
    page::set_title(t.title);
    Effect::new(move |_| page::focus("main h1"));
    let errors = draft.errors;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let no_keys = draft.keys.with_untracked(Option::is_none).then(|| (FILE, t.keys_empty.to_owned()));
        let lines =
            [no_keys, line("kiosk", draft.kiosk, Some(text.set_up.kiosk_empty)), line("contact", draft.contact, None)];
        go_on(lines, errors, move || {
            if let Some(brought) = draft.brought() {
                shell.bring_office(brought);
            }
        });
    };
    view! {
        <form class="sheet" autocomplete="off" novalidate on:submit=submit>
            <ErrorSummary errors/>
            <h1 tabindex="-1">{t.title}</h1>
            <p class="lead">{t.lead}</p>
            <KeysFile draft/>
            <Field id="kiosk" label=text.set_up.kiosk hint=text.set_up.kiosk_hint value=draft.kiosk errors/>
            <Field id="contact" label=text.set_up.contact hint=text.set_up.contact_hint value=draft.contact errors/>
            <LastFile follows=draft.follows hint=t.last_hint/>
            <div class="row">
                <button class="button plain" type="button" on:click=move |_| shell.open(Door::First)>{text.common.back}</button>
                <span class="row-end"><button class="button primary" type="submit">{text.common.go_on}</button></span>
            </div>
        </form>
    }
}

#[component]
fn KeysFile(draft: Draft) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().elsewhere;
    let chosen = move |_| {
        leptos::task::spawn_local(async move {
            let Some(read) = file::chosen_in(FILE, KEYS_MOST_BYTES).await else { return };
            match read.ok().and_then(|bytes| OfficeKeys::read(&bytes)) {
                Some(keys) => {
                    let _ = draft.keys.try_set(Some(keys));
                    let _ = draft.errors.try_set(vec![]);
                }
                None => {
                    let _ = draft.keys.try_set(None);
                    let _ = draft.errors.try_set(vec![(FILE, t.keys_wrong.to_owned())]);
                    focus_soon(".error-summary");
                }
            }
        });
    };
    let wrong = move || {
        draft.errors.with(|errors| errors.iter().find(|(field, _)| *field == FILE).map(|(_, words)| words.clone()))
    };
    let found = move || {
        let words = draft.keys.with(|keys| {
            let OfficeKeys { office, fingerprint, .. } = keys.as_ref()?;
            Some(fill(t.keys_of, &[("office", office), ("fingerprint", fingerprint)]))
        });
        words.unwrap_or_default()
    };
    view! {
        <div class="field">
            <label for=FILE>{t.keys}</label>
            <p class="hint" id="keys-file-hint">{t.keys_hint}</p>
            {move || wrong().map(|words| view! { <p class="field-error">{words}</p> })}
            <input id=FILE type="file" aria-describedby="keys-file-hint" on:change=chosen/>
        </div>
        <p role="status">{found}</p>
    }
}

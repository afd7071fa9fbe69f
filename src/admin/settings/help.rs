//! Whom people can ask: contact and support lines.

use crate::admin::kept_words;
use crate::admin::set_up::{HelpFields, go_on, help};
use crate::shell::use_shell;
use crate::widgets::{ErrorSummary, Errors};
use inkseal_domain::settings::Settings;
use leptos::prelude::*;

/// The same lines as in set-up.
#[component]
pub fn Help() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.settings;
    let before = shell.office.with_untracked(|office| office.settings.clone());
    let contact = RwSignal::new(before.contact);
    let support = [0, 1, 2].map(|i| RwSignal::new(before.support.get(i).cloned().unwrap_or_default()));
    let errors: Errors = RwSignal::new(vec![]);
    let told = RwSignal::new(String::new());
    let keep = move || {
        let old = shell.office.with_untracked(|office| office.settings.clone());
        let lines = support.iter().map(|line| line.get_untracked().trim().to_owned()).filter(|line| !line.is_empty());
        let new =
            Settings { contact: contact.get_untracked().trim().to_owned(), support: lines.collect(), ..old.clone() };
        let changed = [("contact", old.contact != new.contact), ("support", old.support != new.support)];
        let names: Vec<String> =
            changed.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name.to_owned()).collect();
        if names.is_empty() {
            return told.set(t.unchanged.to_owned());
        }
        leptos::task::spawn_local(async move {
            let words = kept_words(text, shell.change_settings(new, names).await, t.saved);
            let _ = told.try_set(words);
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        go_on(help(contact, support), errors, keep);
    };
    view! {
        <form class="help" autocomplete="off" novalidate on:submit=submit>
            <h3>{t.help}</h3>
            <ErrorSummary errors/>
            <HelpFields contact support errors/>
            <button class="button" type="submit">{t.save}</button>
            <p role="status">{move || told.get()}</p>
        </form>
    }
}

//! The address of the office's own page for checking records, if it has one.

use crate::admin::keeping::Keeping;
use crate::admin::set_up::go_on;
use crate::shell::use_shell;
use crate::text::{Text, fill};
use crate::widgets::{ErrorSummary, Errors, Field};
use inkseal_domain::settings::{LINK_MAX_CHARS, Link, LinkError};
use leptos::prelude::*;

const FIELD: &str = "verify-link";

/// The field. Empty: there is none.
#[component]
pub fn VerifyLink() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.settings;
    let before = shell.office.with_untracked(|office| office.settings.verify_link.clone());
    let typed = RwSignal::new(before.map(String::from).unwrap_or_default());
    let errors: Errors = RwSignal::new(vec![]);
    let keeping = Keeping::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        keeping.say(String::new());
        let line = typed.get_untracked();
        let link = (!line.trim().is_empty()).then(|| Link::parse(&line)).transpose();
        let wrong = link.as_ref().err().map(|error| (FIELD, link_words(text, *error)));
        go_on([wrong], errors, move || {
            let link = link.ok().flatten();
            keeping.keep("verify_link", |settings| settings.verify_link = link);
        });
    };
    view! {
        <form class="verify-link" autocomplete="off" novalidate on:submit=submit>
            <h3>{t.link}</h3>
            <ErrorSummary errors/>
            <Field id=FIELD label=t.link_label hint=t.link_about value=typed errors/>
            <button class="button" type="submit">{t.save}<span class="visually-hidden">": "{t.link}</span></button>
            {keeping.told()}
        </form>
    }
}

/// What is wrong with an address, in words.
pub fn link_words(text: &Text, error: LinkError) -> String {
    let t = &text.settings;
    match error {
        LinkError::NotHttps => t.link_https.to_owned(),
        LinkError::TooLong { chars } => {
            fill(t.link_long, &[("n", &chars.to_string()), ("most", &LINK_MAX_CHARS.to_string())])
        }
        LinkError::NotAnAddress => t.link_wrong.to_owned(),
    }
}

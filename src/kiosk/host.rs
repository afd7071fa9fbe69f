//! Who stands beside the signer for the office: a screen that somebody of the office fills in.

use super::start::name_error;
use crate::browser::page;
use crate::shell::use_shell;
use crate::widgets::{BackRow, ErrorSummary, Errors, Field, focus_soon};
use inkseal_domain::flow::Event;
use inkseal_domain::identity::{NameError, PrintedName};
use inkseal_domain::visit::Host;
use leptos::prelude::*;

/// The screen.
#[component]
pub fn AskHost() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.host;
    page::set_title(t.title);
    let progress = shell.visit.with_untracked(|state| state.progress().cloned())?;
    let before = progress.host.clone();
    let name = RwSignal::new(before.as_ref().map(|host| host.name.to_string()).unwrap_or_default());
    let checked_id = RwSignal::new(before.is_some_and(|host| host.checked_id));
    let errors: Errors = RwSignal::new(vec![]);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wrong = match PrintedName::parse(&name.get_untracked()) {
            Ok(name) if progress.is_another(&name) => {
                return shell.dispatch(Event::Hosted(Host { name, checked_id: checked_id.get_untracked() }));
            }
            Ok(_) => t.oneself.to_owned(),
            Err(NameError::Empty) => t.empty.to_owned(),
            Err(error) => name_error(error),
        };
        errors.set(vec![("host", wrong)]);
        focus_soon(".error-summary");
    };
    Some(view! {
        <form class="sheet" autocomplete="off" novalidate on:submit=submit>
            <ErrorSummary errors/>
            <h1 tabindex="-1">{t.title}</h1>
            <p class="lead">{t.body}</p>
            <Field id="host" label=t.label hint=t.kept value=name errors/>
            <label class="tick"><input type="checkbox" id="checked-id" bind:checked=checked_id/><span>{t.checked}</span></label>
            <BackRow back=Event::Back>
                <button class="button primary" type="submit">{text.common.go_on}</button>
            </BackRow>
        </form>
    })
}

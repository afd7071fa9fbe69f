//! Lines that an office writes about itself: names, contact, support lines. Set-up and settings check them alike.

use crate::admin::focus_soon;
use crate::kiosk::name_words;
use crate::shell::use_shell;
use crate::widgets::{Errors, Field};
use inkseal_domain::identity::{NameError, PrintedName};
use leptos::prelude::*;

/// A field and what is wrong with its line.
pub type LineError = (&'static str, String);

/// What is wrong with a line, if anything; where it must not be empty, `empty` says so.
pub fn line(id: &'static str, value: RwSignal<String>, empty: Option<&str>) -> Option<LineError> {
    let text = &use_shell().text().set_up;
    let error = PrintedName::parse(&value.get_untracked()).err()?;
    let empty = if error == NameError::Empty { empty? } else { "" };
    Some((id, name_words(error, [empty, text.no_letter, text.too_long, text.hidden])))
}

/// Contact and support lines, all of which may be empty.
pub fn help(contact: RwSignal<String>, support: [RwSignal<String>; 3]) -> [Option<LineError>; 4] {
    let [one, two, three] = support;
    [
        line("contact", contact, None),
        line("support-1", one, None),
        line("support-2", two, None),
        line("support-3", three, None),
    ]
}

/// Goes on when every line is right; otherwise says what is not.
pub fn go_on<const N: usize>(lines: [Option<LineError>; N], errors: Errors, on: impl FnOnce()) {
    let wrong: Vec<LineError> = lines.into_iter().flatten().collect();
    if wrong.is_empty() {
        errors.set(vec![]);
        on();
    } else {
        errors.set(wrong);
        focus_soon(".error-summary");
    }
}

/// The fields for whom people can ask.
#[component]
pub fn HelpFields(contact: RwSignal<String>, support: [RwSignal<String>; 3], errors: Errors) -> impl IntoView {
    let t = &use_shell().text().set_up;
    let [one, two, three] = support;
    view! {
        <Field id="contact" label=t.contact hint=t.contact_hint value=contact errors/>
        <p class="hint">{t.support_note}</p>
        <Field id="support-1" label=t.support_1 value=one errors/>
        <Field id="support-2" label=t.support_2 value=two errors/>
        <Field id="support-3" label=t.support_3 value=three errors/>
    }
}

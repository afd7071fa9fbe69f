//! Welcome, the question about reading English, the printed name, and consent.

use super::words::name_words;
use crate::browser::page;
use crate::shell::{End, Farewell, use_shell};
use crate::text::{Text, fill};
use crate::widgets::{BackRow, ErrorSummary, Field, focus_soon};
use inkseal_domain::codec::sha256;
use inkseal_domain::flow::{Event, Exit, Progress};
use inkseal_domain::identity::{Initials, NameError, PrintedName};
use inkseal_domain::visit::{Consent, Signer};
use leptos::prelude::*;

/// Nobody is here yet. The languages on offer are equal buttons.
#[component]
pub fn Welcome() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    page::set_title(text.welcome.page_title);
    let main = shell.library().and_then(|library| library.main().cloned());
    let (title, lang) = main.map(|document| (document.title, document.lang)).unzip();
    let (offered, lang_here) = (shell.on_offer(), shell.text_lang());
    let others = offered.clone().into_iter().filter(move |(lang, _)| *lang != lang_here);
    // Heard with the heading, which has the focus.
    let farewell = shell.farewell.get_untracked();
    let said = farewell.as_ref().map(|_| "farewell");
    view! {
        <div class="sheet">
            {farewell.map(|Farewell { end, lang }| {
                let table = crate::text::text(&lang);
                view! { <p class="farewell" id="farewell" lang=lang dir=table.common.direction>{farewell_words(table, end)}</p> }
            })}
            <p class="kicker">{text.welcome.kicker}</p>
            <h1 class="title" lang=lang dir="auto" tabindex="-1" aria-describedby=said>{title}</h1>
            <p class="lead">{text.welcome.lead}</p>
            <div class="languages" role="group" aria-label=text.welcome.choose>
                {offered.into_iter().map(|(lang, table)| view! {
                    <button class="button primary" lang=lang dir=table.common.direction on:click=move |_| shell.begin(lang)>{table.common.language}</button>
                }).collect_view()}
            </div>
            {others.map(|(lang, table)| view! {
                <p class="hint" lang=lang dir=table.common.direction>{table.welcome.lead}</p>
            }).collect_view()}
        </div>
    }
}

fn farewell_words(text: &Text, end: End) -> &'static str {
    match end {
        End::Left => text.welcome.left,
        End::Idle => text.welcome.idle,
        End::Done => text.welcome.done,
    }
}

/// The agreement exists in one language only.
#[component]
pub fn Competence() -> impl IntoView {
    let shell = use_shell();
    let text = &shell.text().competence;
    page::set_title(text.title);
    view! {
        <div class="sheet">
            <h1 tabindex="-1">{text.title}</h1>
            <p class="lead">{text.body}</p>
            <div class="choices">
                <button class="button choice" on:click=move |_| shell.dispatch(Event::CanRead)>{text.enough}</button>
                <button class="button choice" on:click=move |_| shell.dispatch(Event::IsReadTo)>{text.helped}</button>
                <button class="button choice" on:click=move |_| shell.dispatch(Event::TakeExit(Exit::Question))>{text.not}</button>
            </div>
            <BackRow back=Event::Back/>
        </div>
    }
}

/// Print your name.
#[component]
pub fn Name() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    page::set_title(text.name.title);
    let asked = |p: &Progress| (p.signer.clone(), p.asks.initials);
    let (before, asks_initials) = shell.visit.with_untracked(|state| state.progress().map(asked)).unwrap_or_default();
    let initials = before.as_ref().and_then(|s| s.initials.clone()).map(String::from).unwrap_or_default();
    let initials = RwSignal::new(initials);
    let name = RwSignal::new(before.as_ref().map(|s| s.name.to_string()).unwrap_or_default());
    let number = RwSignal::new(before.and_then(|s| s.employee_id).map(|id| id.to_string()).unwrap_or_default());
    let errors = RwSignal::new(Vec::<(&'static str, String)>::new());
    // As long as they are what the name suggests, and not the signer's own.
    let follow = move |name: &String, before: Option<&String>, _| {
        if initials.get_untracked() == before.map(|before| Initials::suggested(before)).unwrap_or_default() {
            initials.set(Initials::suggested(name));
        }
    };
    Effect::watch(move || name.get(), follow, false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let parsed = PrintedName::parse(&name.get_untracked());
        let id = Some(number.get_untracked())
            .filter(|id| !id.trim().is_empty())
            .map(|id| PrintedName::parse(&id))
            .transpose();
        let given = asks_initials.then(|| Initials::parse(&initials.get_untracked())).transpose();
        match (parsed, given, id) {
            (Ok(name), Ok(initials), Ok(employee_id)) => {
                shell.dispatch(Event::Named(Signer { name, employee_id, initials }));
            }
            (name, given, id) => {
                let name = name.err().map(|error| ("name", name_error(error)));
                let given = given.err().map(|error| ("initials", initials_error(error)));
                let id = id.err().map(|error| ("number", employee_error(error)));
                errors.set(name.into_iter().chain(given).chain(id).collect());
                focus_soon(".error-summary");
            }
        }
    };
    view! {
        <form class="sheet" autocomplete="off" novalidate on:submit=submit>
            <ErrorSummary errors/>
            <h1 tabindex="-1">{text.name.title}</h1>
            <Field id="name" label=text.name.label hint=text.name.hint value=name errors autocomplete="name"/>
            {asks_initials.then(|| view! {
                <Field id="initials" label=text.name.initials_label hint=text.name.initials_hint value=initials errors/>
            })}
            <Field id="number" label=text.name.employee_label hint=text.name.optional value=number errors autocomplete="off"/>
            <BackRow back=Event::Back>
                <button class="button primary" type="submit">{text.common.go_on}</button>
            </BackRow>
        </form>
    }
}

/// What is wrong with a name, in words.
pub fn name_error(error: NameError) -> String {
    let text = &use_shell().text().name;
    name_words(error, [text.empty, text.no_letter, text.too_long, text.hidden])
}

/// What is wrong with initials, in words.
fn initials_error(error: NameError) -> String {
    let text = &use_shell().text().name;
    name_words(error, [text.initials_empty, text.initials_no_letter, text.initials_long, text.initials_hidden])
}

/// What is wrong with an employee number, in words. It may be left out, so it is never empty.
fn employee_error(error: NameError) -> String {
    let text = &use_shell().text().name;
    match error {
        NameError::TooLong { chars } => fill(text.employee_long, &[("n", &chars.to_string())]),
        NameError::Empty | NameError::NoLetter | NameError::Hidden { .. } => text.employee_bad.to_owned(),
    }
}

/// Consent to sign on a screen, separate from the signature.
#[component]
pub fn ConsentToScreen() -> impl IntoView {
    let shell = use_shell();
    let text = &shell.text().consent;
    page::set_title(text.title);
    let dynamics = shell.office.with_untracked(|office| office.settings.dynamics).then_some(text.kept_dynamics);
    let asks_initials = shell.visit.with_untracked(|state| state.progress().is_some_and(|p| p.asks.initials));
    let initials = asks_initials.then_some(text.kept_initials);
    let rest = [text.where_, text.who, text.how_long, text.free, text.copy];
    let terms: Vec<&str> = std::iter::once(text.kept).chain(initials).chain(dynamics).chain(rest).collect();
    let agreed = terms.join("\n");
    let consent = move |_| shell.dispatch(Event::Consented(Consent { terms: sha256(agreed.as_bytes()) }));
    view! {
        <div class="sheet">
            <h1 tabindex="-1">{text.title}</h1>
            <ul class="terms">{terms.into_iter().map(|term| view! { <li>{term}</li> }).collect_view()}</ul>
            <div class="choices">
                <button class="button choice" on:click=move |_| shell.dispatch(Event::TakeExit(Exit::Paper))>{text.rather_paper}</button>
            </div>
            <BackRow back=Event::Back>
                <button class="button primary" on:click=consent>{text.agree}</button>
            </BackRow>
        </div>
    }
}

//! The ways out: leaving keeps nothing; the other three say what they keep, who sees it and for how long, before they do.

use super::words::with_quoted;
use crate::browser::page;
use crate::shell::use_shell;
use crate::text::{Text, fill};
use crate::widgets::{BackRow, ErrorSummary, Errors, focus_soon};
use inkseal_domain::flow::{Event, Exit};
use inkseal_domain::visit::{Reason, Signer};
use leptos::prelude::*;

/// A way out.
#[component]
pub fn WayOut(way: Exit) -> impl IntoView {
    let t = &use_shell().text().exit;
    match way {
        Exit::Leave => view! { <Leave/> }.into_any(),
        Exit::Question => view! { <Keep way title=t.question_title keep=t.question_keep/> }.into_any(),
        Exit::Paper => view! { <Keep way title=t.paper_title keep=t.paper_keep/> }.into_any(),
        Exit::Decline => view! { <Keep way title=t.decline_title keep=t.decline_keep/> }.into_any(),
    }
}

/// Asked once, since what was read and written goes.
#[component]
fn Leave() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().exit;
    page::set_title(t.leave_title);
    view! {
        <div class="sheet">
            <h1 tabindex="-1">{t.leave_title}</h1>
            <p class="lead">{t.leave_fact}</p>
            <BackRow back=Event::Back>
                <button class="button primary" on:click=move |_| shell.dispatch(Event::Leave)>{t.leave_keep}</button>
            </BackRow>
        </div>
    }
}

/// One of those that keep something.
#[component]
fn Keep(way: Exit, title: &'static str, keep: &'static str) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.exit;
    page::set_title(title);
    let signer = shell.visit.with_untracked(|state| state.progress().and_then(|progress| progress.signer.clone()));
    let kept = match &signer {
        Some(Signer { name, employee_id: Some(number), .. }) => {
            fill(t.kept_name_number, &[("name", name.as_str()), ("number", number.as_str())])
        }
        Some(Signer { name, employee_id: None, .. }) => fill(t.kept_name, &[("name", name.as_str())]),
        None => t.kept_no_name.to_owned(),
    };
    let section = (way == Exit::Question).then(section_asked_from).flatten();
    let reason = RwSignal::new(None::<Reason>);
    let errors = Errors::default();
    let keep_it = move |_| {
        if way == Exit::Decline && reason.get_untracked().is_none() {
            errors.set(vec![("reason", t.reason_missing.to_owned())]);
            focus_soon(".error-summary");
        } else {
            shell.dispatch(Event::KeepExit(reason.get_untracked()));
        }
    };
    view! {
        <div class="sheet">
            <ErrorSummary errors/>
            <h1 tabindex="-1">{title}</h1>
            <ul class="terms">
                <li>{kept}</li>
                {section.map(|(section, lang)| view! { <li>{with_quoted(t.kept_section, "{section}", section, lang)}</li> })}
                <li>{fill(t.kept_lang, &[("language", text.common.language)])}</li>
                <li>{t.who}</li>
            </ul>
            <p>{t.ends}" "{t.nothing}</p>
            {(way == Exit::Decline).then(|| view! { <Reasons reason/> })}
            <BackRow back=Event::Back>
                <button class="button primary" on:click=keep_it>{keep}</button>
            </BackRow>
        </div>
    }
}

/// The heading of the section from which the question came, and its language.
fn section_asked_from() -> Option<(String, String)> {
    let shell = use_shell();
    let library = shell.library()?;
    let id = shell.visit.with_untracked(|state| state.section_at_hand(&library.plan).map(str::to_owned))?;
    let document = library.documents.iter().find(|document| document.agreement().is_some())?;
    let section = document.agreement()?.sections.iter().find(|section| section.id.as_str() == id)?;
    Some((section.heading.trim_end_matches(':').to_owned(), document.lang.clone()))
}

/// Four reasons and "I'd rather not say": no free text, which gathers what nobody should have to keep.
#[component]
fn Reasons(reason: RwSignal<Option<Reason>>) -> impl IntoView {
    let text = use_shell().text();
    let t = &text.exit;
    view! {
        <fieldset class="choices">
            <legend>{t.reason}</legend>
            {Reason::ALL.into_iter().enumerate().map(|(i, each)| view! {
                <label class="choice">
                    <input type="radio" name="reason" id=(i == 0).then_some("reason") prop:checked=move || reason.get() == Some(each) on:change=move |_| reason.set(Some(each))/>
                    <span>{reason_words(text, each)}</span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}

/// A reason, as it was offered.
pub fn reason_words(text: &Text, reason: Reason) -> &'static str {
    let t = &text.exit;
    match reason {
        Reason::MoreTime => t.more_time,
        Reason::Advice => t.advice,
        Reason::Disagree => t.disagree,
        Reason::NotForMe => t.not_for_me,
        Reason::RatherNotSay => t.rather_not_say,
    }
}

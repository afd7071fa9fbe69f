//! The three ways out that keep something: each says what it keeps, who sees it and for how long, before it does.

use crate::browser::page;
use crate::shell::use_shell;
use crate::text::fill;
use crate::widgets::{BackRow, focus_soon};
use inkseal_domain::flow::{Event, Exit};
use inkseal_domain::visit::Reason;
use leptos::prelude::*;

/// A way out.
#[component]
pub fn WayOut(way: Exit) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.exit;
    let (title, keep) = match way {
        Exit::Question => (t.question_title, t.question_keep),
        Exit::Paper => (t.paper_title, t.paper_keep),
        Exit::Decline => (t.decline_title, t.decline_keep),
    };
    page::set_title(title);
    let name = shell.visit.with_untracked(|s| s.progress().and_then(|p| p.signer.as_ref().map(|s| s.name.to_string())));
    let kept = match &name {
        Some(name) => fill(t.kept_name, &[("name", name)]),
        None => t.kept_no_name.to_owned(),
    };
    let section = (way == Exit::Question).then(section_asked_from).flatten();
    let reason = RwSignal::new(None::<Reason>);
    let missing = RwSignal::new(false);
    let keep_it = move |_| {
        if way == Exit::Decline && reason.get_untracked().is_none() {
            missing.set(true);
            focus_soon(".error-summary");
        } else {
            shell.dispatch(Event::KeepExit(reason.get_untracked()));
        }
    };
    view! {
        <div class="sheet">
            {move || missing.get().then(|| view! {
                <div class="error-summary" role="alert" tabindex="-1">
                    <h2>{text.common.problem}</h2>
                    <ul><li><a href="#reason" on:click=move |event| {
                        event.prevent_default();
                        page::focus("input[name=reason]");
                    }>{t.reason_missing}</a></li></ul>
                </div>
            })}
            <h1 tabindex="-1">{title}</h1>
            <ul class="terms">
                <li>{kept}</li>
                {section.map(|section| view! { <li>{fill(t.kept_section, &[("section", &section)])}</li> })}
                <li>{t.who}</li>
            </ul>
            <p>{t.nothing}</p>
            {(way == Exit::Decline).then(|| view! { <Reasons reason/> })}
            <BackRow back=Event::Back>
                <button class="button" on:click=move |_| shell.dispatch(Event::Leave)>{text.exits.leave}</button>
                <button class="button primary" on:click=keep_it>{keep}</button>
            </BackRow>
        </div>
    }
}

/// The heading of the section from which the question came.
fn section_asked_from() -> Option<String> {
    let shell = use_shell();
    let library = shell.library()?;
    let id = shell.visit.with_untracked(|state| state.section_at_hand(&library.plan).map(str::to_owned))?;
    let agreement = library.documents.iter().find_map(|document| document.agreement())?;
    let section = agreement.sections.iter().find(|section| section.id.as_str() == id)?;
    Some(section.heading.trim_end_matches(':').to_owned())
}

/// Four reasons and "I'd rather not say": no free text, which gathers what nobody should have to keep.
#[component]
fn Reasons(reason: RwSignal<Option<Reason>>) -> impl IntoView {
    let t = &use_shell().text().exit;
    let words = |reason| match reason {
        Reason::MoreTime => t.more_time,
        Reason::Advice => t.advice,
        Reason::Disagree => t.disagree,
        Reason::NotForMe => t.not_for_me,
        Reason::RatherNotSay => t.rather_not_say,
    };
    view! {
        <fieldset class="choices">
            <legend>{t.reason}</legend>
            {Reason::ALL.into_iter().map(|each| view! {
                <label class="choice">
                    <input type="radio" name="reason" prop:checked=move || reason.get() == Some(each) on:change=move |_| reason.set(Some(each))/>
                    <span>{words(each)}</span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}

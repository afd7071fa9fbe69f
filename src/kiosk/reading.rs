//! The agreement: its opening, one section a screen or all on one page, and the other documents.

use crate::browser::page;
use crate::shell::use_shell;
use crate::text::{Text, fill};
use crate::widgets::{BackRow, focus_soon};
use inkseal_domain::document::{Agreement, Body, Document, Reference, Section};
use inkseal_domain::flow::{Event, Progress, Way};
use inkseal_domain::visit::Received;
use leptos::prelude::*;

/// The document that is read and signed.
fn main_document() -> Option<Document> {
    use_shell().library()?.main().cloned()
}

fn progress<T>(of: impl FnOnce(&Progress) -> T) -> Option<T> {
    use_shell().visit.with_untracked(|state| state.progress().map(of))
}

/// What a section's button says: who has read it, where the office asks for initials.
fn confirm_words(text: &Text) -> String {
    match progress(|p| p.signer.as_ref()?.initials.clone()).flatten() {
        Some(initials) => fill(text.section.confirm_initials, &[("initials", initials.as_str())]),
        None => text.section.confirm.to_owned(),
    }
}

/// Quotation, opening paragraphs, and the words that lead into the sections.
#[component]
pub fn Opening() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    page::set_title(text.opening.kicker);
    let document = main_document()?;
    let agreement = document.agreement()?.clone();
    Some(view! {
        <div class="sheet">
            <p class="kicker">{text.opening.kicker}</p>
            <div class="agreement" lang=document.lang.clone() dir="auto">
                <h1 tabindex="-1">{document.title.clone()}</h1>
                <OpeningText agreement/>
            </div>
            <BackRow back=Event::Back>
                <button class="button" on:click=move |_| shell.dispatch(Event::Read(Way::Whole))>{text.opening.whole}</button>
                <button class="button primary" on:click=move |_| shell.dispatch(Event::Read(Way::Sections))>{text.opening.sections}</button>
            </BackRow>
        </div>
    })
}

#[component]
fn OpeningText(agreement: Agreement) -> impl IntoView {
    view! {
        {agreement.quotation.map(|quotation| view! {
            <blockquote><p>{quotation.text}</p>{quotation.source.map(|source| view! { <cite>{source}</cite> })}</blockquote>
        })}
        {agreement.opening.into_iter().map(|paragraph| view! { <p>{paragraph}</p> }).collect_view()}
        <p>{agreement.lead_in}</p>
    }
}

#[component]
fn Clauses(section: Section) -> impl IntoView {
    view! {
        <ol class="clauses">
            {section.clauses.into_iter().map(|clause| view! { <li id=clause.id value=clause.number.to_string()>{clause.text}</li> }).collect_view()}
        </ol>
    }
}

/// One section, confirmed by its own button.
#[component]
pub fn OneSection(index: usize) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let document = main_document()?;
    let sections = &document.agreement()?.sections;
    let section = sections.get(index)?.clone();
    let (n, of) = (index + 1, sections.len());
    let place = fill(text.section.progress, &[("n", &n.to_string()), ("of", &of.to_string())]);
    page::set_title(&place);
    let id = section.id.as_str().to_owned();
    let confirmed = progress(|p| p.has_confirmed(&id)).unwrap_or_default();
    let event = if confirmed { Event::Continue } else { Event::Confirm(id) };
    Some(view! {
        <div class="sheet">
            <p class="progress">
                <span class="dashes" aria-hidden="true">
                    {(0..of).map(|i| view! { <span class="dash" class:done=i < n></span> }).collect_view()}
                </span>
                <span>{place}</span>
            </p>
            <div class="agreement" lang=document.lang.clone() dir="auto">
                <h1 tabindex="-1">{section.heading.clone()}</h1>
                <Clauses section/>
            </div>
            {confirmed.then(|| view! { <p class="confirmed">{text.section.confirmed}</p> })}
            <BackRow back=Event::Back>
                <button class="button primary" on:click=move |_| shell.dispatch(event.clone())>
                    {if confirmed { text.common.go_on.to_owned() } else { confirm_words(text) }}
                </button>
            </BackRow>
        </div>
    })
}

/// The whole agreement on one page, with the same confirmations.
#[component]
pub fn Whole() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    page::set_title(text.section.all);
    let document = main_document()?;
    let agreement = document.agreement()?.clone();
    let total = agreement.sections.len();
    let confirmed = move |id: &str| shell.visit.with(|state| state.progress().is_some_and(|p| p.has_confirmed(id)));
    let left = move || total - shell.visit.with(|state| state.progress().map_or(0, |p| p.confirmed.len()));
    let left_words = move || match left() {
        0 => text.section.all_confirmed.to_owned(),
        1 => text.section.left_one.to_owned(),
        n => fill(text.section.left, &[("n", &n.to_string())]),
    };
    let sections = agreement.sections.clone();
    let ids: Vec<String> = sections.iter().map(|section| section.id.as_str().to_owned()).collect();
    // What was left when Continue was pressed too early, and the first section that waits.
    let early = RwSignal::new(None::<(String, String)>);
    let go_on = move |_| match ids.iter().find(|id| !confirmed(id)) {
        Some(first) => {
            early.set(Some((left_words(), first.clone())));
            focus_soon(".error-summary");
        }
        None => shell.dispatch(Event::Continue),
    };
    Some(view! {
        <div class="sheet">
            <div class="agreement" lang=document.lang.clone() dir="auto">
                <h1 tabindex="-1">{document.title.clone()}</h1>
                <OpeningText agreement/>
                {sections.into_iter().map(|section| {
                    let id = section.id.as_str().to_owned();
                    let (shown, sent, heading) = (id.clone(), id.clone(), format!("{id}-heading"));
                    view! {
                        <section id=id>
                            <h2 id=heading.clone()>{section.heading.clone()}</h2>
                            <Clauses section/>
                            <button class="button" aria-describedby=heading lang=shell.text_lang() dir=shell.text().common.direction
                                aria-pressed=move || confirmed(&shown).to_string()
                                on:click=move |_| {
                                    early.set(None);
                                    shell.dispatch(Event::Confirm(sent.clone()));
                                }>
                                {confirm_words(text)}
                            </button>
                        </section>
                    }
                }).collect_view()}
            </div>
            {move || early.get().map(|(words, first)| view! {
                <div class="error-summary" role="alert" tabindex="-1">
                    <h2>{text.common.problem}</h2>
                    <p><a href=format!("#{first}") on:click=move |event| {
                        event.prevent_default();
                        page::focus(&format!("[id='{first}'] button"));
                    }>{words}</a></p>
                </div>
            })}
            <p role="status">{left_words}</p>
            <BackRow back=Event::Back>
                <button class="button primary" aria-disabled=move || (left() > 0).to_string()
                    on:click=go_on>{text.common.go_on}</button>
            </BackRow>
        </div>
    })
}

/// A document besides the one that is signed: its text or, where only its name is here, whether the person has it.
#[component]
pub fn Another(index: usize) -> impl IntoView {
    let shell = use_shell();
    let text = &shell.text().reference;
    page::set_title(text.kicker);
    let library = shell.library()?;
    let document = library.document(&library.plan.others.get(index)?.shown.sha256)?.clone();
    let lang = document.lang.clone();
    let is_here = document.agreement().is_some();
    let (yes, not_yet) = if is_here { (text.have_read, text.not_read) } else { (text.have, text.not_yet) };
    let answer = move |received| move |_| shell.dispatch(Event::Answered(received));
    Some(view! {
        <div class="sheet">
            <p class="kicker">{text.kicker}</p>
            {match document.body.clone() {
                Body::Full(agreement) => view! { <WholeText title=document.title.clone() lang=lang.clone() agreement/> }.into_any(),
                Body::ByReference(reference) => view! { <NameOnly title=document.title.clone() lang=lang.clone() reference/> }.into_any(),
            }}
            <p class="attestation" lang=lang dir="auto">{document.meaning().to_owned()}</p>
            <div class="choices">
                <button class="button choice" on:click=answer(Received::Yes)>{yes}</button>
                <button class="button choice" aria-describedby="not-yet-note" on:click=answer(Received::NotYet)>{not_yet}</button>
            </div>
            <p class="hint" id="not-yet-note">{text.not_yet_note}</p>
            <BackRow back=Event::Back/>
        </div>
    })
}

#[component]
fn NameOnly(title: String, lang: String, reference: Reference) -> impl IntoView {
    let text = &use_shell().text().reference;
    view! {
        <h1 tabindex="-1" lang=lang.clone() dir="auto">{title}</h1>
        <dl class="facts">
            {reference.edition.map(|edition| view! { <div><dt>{text.edition}</dt><dd lang=lang.clone() dir="auto">{edition}</dd></div> })}
            <div><dt>{text.where_}</dt><dd lang=lang.clone() dir="auto">{reference.paper_copy}</dd></div>
        </dl>
        <p class="hint">{text.office_words}</p>
    }
}

/// A whole text without anything to confirm in it.
#[component]
pub fn WholeText(title: String, lang: String, agreement: Agreement) -> impl IntoView {
    let (sections, closing) = (agreement.sections.clone(), agreement.closing.clone());
    view! {
        <div class="agreement" lang=lang dir="auto">
            <h1 tabindex="-1">{title}</h1>
            <OpeningText agreement/>
            {sections.into_iter().map(|section| view! {
                <section><h2>{section.heading.clone()}</h2><Clauses section/></section>
            }).collect_view()}
            {closing.into_iter().map(|paragraph| view! { <p>{paragraph}</p> }).collect_view()}
        </div>
    }
}

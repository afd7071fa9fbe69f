//! The foot of the paper form on one screen: violations, questions, the attestation word for word, signature, date, printed name.

use super::start::name_error;
use super::words::day_words;
use crate::browser::{clock, page};
use crate::shell::use_shell;
use crate::text::fill;
use crate::widgets::{BackRow, ErrorSummary, Errors, Field, InkCanvas, focus_soon};
use inkseal_domain::flow::{Event, State};
use inkseal_domain::identity::{NameError, PrintedName};
use inkseal_domain::ink::Ink;
use inkseal_domain::visit::{Hand, Help, Helper, Mark};
use leptos::prelude::*;

/// Which way of signing is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WayToSign {
    Draw,
    Type,
    Witness,
}

impl WayToSign {
    fn of(mark: Option<&Mark>) -> Self {
        match mark {
            None | Some(Mark::Drawn { .. }) => Self::Draw,
            Some(Mark::Typed { .. }) => Self::Type,
            Some(Mark::Witnessed { .. }) => Self::Witness,
        }
    }
}

/// Sign.
#[component]
pub fn Sign() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.sign;
    page::set_title(t.title);
    let library = shell.library()?;
    let document = library.documents.iter().find(|d| d.agreement().is_some())?.clone();
    let agreement = document.agreement()?.clone();
    let progress = shell.visit.with_untracked(|state| state.progress().cloned())?;
    let name = progress.signer.as_ref()?.name.clone();
    let way = RwSignal::new(WayToSign::of(progress.mark.as_ref()));
    let errors: Errors = RwSignal::new(vec![]);
    let witness_errors: Errors = RwSignal::new(vec![]);
    // Another way of signing starts empty: no hidden ink behind a typed name, no typed name behind ink.
    let switch = move |to| {
        move |_| {
            shell.dispatch(Event::Marked(None));
            errors.set(vec![]);
            witness_errors.set(vec![]);
            way.set(to);
            // What to do now stands before the buttons.
            focus_soon("#signature");
        }
    };
    let helper_unnamed = RwSignal::new(false);
    let check = move |_| {
        if helper_unnamed.get_untracked() {
            errors.set(vec![("helper-name", t.helper_empty.to_owned())]);
            return focus_soon(".error-summary");
        }
        shell.dispatch(Event::CheckAll);
        if shell.visit.with_untracked(|state| matches!(state, State::Sign(_))) {
            let witness = witness_errors.get_untracked();
            errors.set(if witness.is_empty() { vec![("signature", t.empty.to_owned())] } else { witness });
            focus_soon(".error-summary");
        }
    };
    let (label, label_lang) = (agreement.signature_label.clone(), document.lang.clone());
    let signer = name.clone();
    Some(view! {
        <div class="sheet">
            <ErrorSummary errors/>
            <h1 tabindex="-1">{t.title}</h1>
            <div class="agreement" lang=document.lang.clone()>
                {agreement.closing.into_iter().map(|paragraph| view! { <p>{paragraph}</p> }).collect_view()}
                <p class="attestation">{agreement.attestation}</p>
            </div>
            <section id="signature" class="signature" tabindex="-1" aria-label=t.title>
                {move || match way.get() {
                    WayToSign::Draw => view! { <Draw label=label.clone() lang=label_lang.clone()/> }.into_any(),
                    WayToSign::Type => view! { <TypeIt name=signer.clone()/> }.into_any(),
                    WayToSign::Witness => view! { <Witness errors=witness_errors/> }.into_any(),
                }}
                <div class="sign-ways" role="group" aria-label=t.ways>
                    {[(WayToSign::Draw, t.draw_instead), (WayToSign::Type, t.type_instead), (WayToSign::Witness, t.witness_instead)]
                        .into_iter()
                        .map(|(each, words)| view! {
                            <button class="quiet" type="button" aria-pressed=move || (way.get() == each).to_string() on:click=switch(each)>{words}</button>
                        })
                        .collect_view()}
                </div>
            </section>
            <div class="form-lines">
                <div><span class="form-label" lang=document.lang.clone()>{agreement.name_label.trim_end_matches([' ', '_', ':']).to_owned()}</span>
                    <p class="form-value"><bdi>{name.to_string()}</bdi></p></div>
                <div><span class="form-label" lang=document.lang.clone()>{agreement.date_label}</span>
                    <p class="form-value">{day_words(text, clock::now(), clock::utc_offset_min())}</p></div>
            </div>
            <SomeoneHelped unnamed=helper_unnamed errors/>
            <BackRow back=Event::Back>
                <button class="button primary" on:click=check>{t.check}</button>
            </BackRow>
        </div>
    })
}

fn mark_now() -> Option<Mark> {
    use_shell().visit.with_untracked(|state| state.progress().and_then(|p| p.mark.clone()))
}

#[component]
fn Draw(label: String, lang: String) -> impl IntoView {
    let shell = use_shell();
    let before = match mark_now() {
        Some(Mark::Drawn { ink }) => Ink::decode(&ink).ok(),
        _ => None,
    };
    let changed =
        move |ink: Option<Ink>| shell.dispatch(Event::Marked(ink.map(|ink| Mark::Drawn { ink: ink.encode() })));
    view! { <InkCanvas label lang before changed/> }
}

/// A deliberate "Sign as …", never dressed up as handwriting.
#[component]
fn TypeIt(name: PrintedName) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().sign;
    let before = match mark_now() {
        Some(Mark::Typed { text }) => text,
        _ => name,
    };
    let typed = RwSignal::new(before.to_string());
    let errors: Errors = RwSignal::new(vec![]);
    let sign = move |_| match PrintedName::parse(&typed.get_untracked()) {
        Ok(text) => {
            errors.set(vec![]);
            shell.dispatch(Event::Marked(Some(Mark::Typed { text })));
        }
        Err(error) => errors.set(vec![("typed", name_error(error))]),
    };
    // Another name has to be signed with anew.
    let edited = move |_: &String, _: Option<&String>, _| shell.dispatch(Event::Marked(None));
    Effect::watch(move || typed.get(), edited, false);
    let done = move || {
        shell.visit.with(|state| match state.progress().and_then(|p| p.mark.clone()) {
            Some(Mark::Typed { text }) => Some(fill(t.typed_done, &[("name", text.as_str())])),
            _ => None,
        })
    };
    view! {
        <Field id="typed" label=t.typed_label value=typed errors/>
        <button class="button" type="button" on:click=sign>{move || fill(t.sign_as, &[("name", typed.get().trim())])}</button>
        <p class="confirmed" role="status">{done}</p>
    }
}

/// A witness signs at the signer's request. The name on the line and the name in the mark are always the same.
#[component]
fn Witness(errors: Errors) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().sign;
    let (witness, given) = match mark_now() {
        Some(Mark::Witnessed { witness, hand }) => (witness.to_string(), Some(hand)),
        _ => (String::new(), None),
    };
    let name = RwSignal::new(witness);
    let hand = RwSignal::new(given);
    let wrong = move |error| {
        let words = if error == NameError::Empty { t.witness_empty.to_owned() } else { name_error(error) };
        errors.set(vec![("witness", words)]);
    };
    // The mark is whole when the witness is named and has drawn, or has signed by typing.
    let tell = move || {
        errors.set(vec![]);
        let mark = hand.get_untracked().and_then(|hand| match PrintedName::parse(&name.get_untracked()) {
            Ok(witness) => Some(Mark::Witnessed { witness, hand }),
            Err(error) => {
                wrong(error);
                None
            }
        });
        shell.dispatch(Event::Marked(mark));
    };
    let drawn = move |ink: Option<Ink>| {
        hand.set(ink.map(|ink| Hand::Ink(ink.encode())));
        tell();
    };
    // No hidden ink behind a typed name: the pad is laid out anew.
    let fresh_pad = Trigger::new();
    let typed = move |_| match PrintedName::parse(&name.get_untracked()) {
        Ok(text) => {
            hand.set(Some(Hand::Text(text)));
            fresh_pad.notify();
            tell();
        }
        Err(error) => wrong(error),
    };
    // Ink stays with another name; a typed name has to be signed with anew.
    let renamed = move |_: &String, _: Option<&String>, _| {
        hand.update(|hand| *hand = hand.take().filter(|hand| matches!(hand, Hand::Ink(_))));
        tell();
    };
    Effect::watch(move || name.get(), renamed, false);
    let pad = move || {
        fresh_pad.track();
        let before = match hand.get_untracked() {
            Some(Hand::Ink(ink)) => Ink::decode(&ink).ok(),
            _ => None,
        };
        view! { <InkCanvas label=t.witness_pad.to_owned() before changed=drawn/> }
    };
    view! {
        <p>{t.witness_note}</p>
        <Field id="witness" label=t.witness_label value=name errors/>
        {pad}
        <button class="button" type="button" on:click=typed>{move || fill(t.witness_sign, &[("name", name.get().trim())])}</button>
        <p class="confirmed" role="status">{move || shell.visit.with(|state| match state.progress().and_then(|p| p.mark.clone()) {
            Some(Mark::Witnessed { witness, .. }) => Some(fill(shell.text().paper.witnessed, &[("name", witness.as_str())])),
            _ => None,
        })}</p>
    }
}

/// "Someone helped me": what the helper did, and who it was. `unnamed`: a kind of help is chosen, and nobody is named who can be kept.
#[component]
fn SomeoneHelped(unnamed: RwSignal<bool>, errors: Errors) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().sign;
    let before = shell.visit.with_untracked(|state| state.progress().and_then(|p| p.helper.clone()));
    let what = RwSignal::new(before.as_ref().map(|helper| helper.what));
    let name = RwSignal::new(before.map(|helper| helper.name.to_string()).unwrap_or_default());
    Effect::new(move |_| {
        let parsed = PrintedName::parse(&name.get());
        unnamed.set(what.get().is_some() && parsed.is_err());
        let helper = what.get().zip(parsed.ok()).map(|(what, name)| Helper { what, name });
        let now = shell.visit.with_untracked(|state| state.progress().and_then(|p| p.helper.clone()));
        if helper != now {
            shell.dispatch(Event::Helped(helper));
        }
    });
    let choices = [
        (None, t.helper_none),
        (Some(Help::Read), t.helper_read),
        (Some(Help::Interpreted), t.helper_interpreted),
        (Some(Help::Wrote), t.helper_wrote),
    ];
    view! {
        <details class="helper" open=what.get_untracked().is_some()>
            <summary>{t.helper}</summary>
            <fieldset class="choices">
                <legend class="visually-hidden">{t.helper}</legend>
                {choices.into_iter().map(|(help, words)| view! {
                    <label class="choice">
                        <input type="radio" name="helper" prop:checked=move || what.get() == help on:change=move |_| what.set(help)/>
                        <span>{words}</span>
                    </label>
                }).collect_view()}
            </fieldset>
            {move || what.get().map(|_| view! { <Field id="helper-name" label=t.helper_label value=name errors/> })}
        </details>
    }
}

//! The foot of the paper form on one screen: violations, questions, the attestation word for word, signature, date, printed name.

use super::helped::SomeoneHelped;
use super::seen::{self, SeenBy};
use super::start::name_error;
use super::words::day_words;
use crate::browser::{clock, page};
use crate::shell::{Shell, use_shell};
use crate::text::{Text, fill};
use crate::widgets::{BackRow, ErrorSummary, Errors, Field, InkCanvas, focus_soon};
use inkseal_domain::flow::{Event, State};
use inkseal_domain::identity::{NameError, PrintedName};
use inkseal_domain::ink::Ink;
use inkseal_domain::visit::{Hand, Mark};
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
    let document = library.main()?.clone();
    let agreement = document.agreement()?.clone();
    let progress = shell.visit.with_untracked(|state| state.progress().cloned())?;
    let name = progress.signer.as_ref()?.name.clone();
    let way = RwSignal::new(WayToSign::of(progress.mark.as_ref()));
    let errors: Errors = RwSignal::new(vec![]);
    let witness_errors: Errors = RwSignal::new(vec![]);
    // Another way of signing starts empty: no hidden ink behind a typed name, no typed name behind ink.
    let switch = move |to| {
        move |_| {
            if way.get_untracked() == to {
                return;
            }
            shell.dispatch(Event::Marked(None));
            errors.set(vec![]);
            witness_errors.set(vec![]);
            way.set(to);
        }
    };
    let helper_unnamed = RwSignal::new(false);
    let (asks_witness, unseen) = (progress.asks.witness, RwSignal::new(None));
    let check = move |_| {
        let mut wrong = witness_errors.get_untracked();
        if wrong.is_empty() && mark_of(shell).is_none() {
            wrong.push(missing(way.get_untracked(), text));
        }
        wrong.extend(unseen.get_untracked().map(|words| (seen::FIELD, words)));
        if helper_unnamed.get_untracked() {
            wrong.push(("helper-name", t.helper_empty.to_owned()));
        }
        if wrong.is_empty() {
            return shell.dispatch(Event::CheckAll);
        }
        errors.set(wrong);
        focus_soon(".error-summary");
    };
    let today = move || {
        shell.today.track();
        day_words(text, clock::now(), clock::utc_offset_min())
    };
    let (label, label_lang) = (agreement.signature_label.clone(), document.lang.clone());
    let signer = name.clone();
    Some(view! {
        <div class="sheet">
            <ErrorSummary errors/>
            <h1 tabindex="-1">{t.title}</h1>
            <div class="agreement" lang=document.lang.clone() dir="auto">
                {agreement.closing.into_iter().map(|paragraph| view! { <p>{paragraph}</p> }).collect_view()}
                <p class="attestation">{agreement.attestation}</p>
            </div>
            <section id="signature" class="signature" tabindex="-1" aria-label=t.signature>
                <div class="sign-ways" role="group" aria-label=t.ways>
                    {[(WayToSign::Draw, t.draw_instead), (WayToSign::Type, t.type_instead), (WayToSign::Witness, t.witness_instead)]
                        .into_iter()
                        .map(|(each, words)| view! {
                            <button class="quiet" type="button" aria-pressed=move || (way.get() == each).to_string() on:click=switch(each)>{words}</button>
                        })
                        .collect_view()}
                </div>
                {move || match way.get() {
                    WayToSign::Draw => view! { <Draw label=label.clone() lang=label_lang.clone()/> }.into_any(),
                    WayToSign::Type => view! { <TypeIt name=signer.clone()/> }.into_any(),
                    WayToSign::Witness => view! { <Witness signer=signer.clone() errors=witness_errors/> }.into_any(),
                }}
            </section>
            // A witness who signs for the signer is named above.
            {move || (asks_witness && way.get() != WayToSign::Witness).then(|| view! { <SeenBy wrong=unseen errors/> })}
            <div class="form-lines">
                <div><span class="form-label" lang=document.lang.clone() dir="auto">{agreement.name_label.trim_end_matches([' ', '_', ':']).to_owned()}</span>
                    <p class="form-value"><bdi>{name.to_string()}</bdi></p></div>
                <div><span class="form-label" lang=document.lang.clone() dir="auto">{agreement.date_label}</span>
                    <p class="form-value">{today}</p></div>
            </div>
            <SomeoneHelped unnamed=helper_unnamed errors/>
            <BackRow back=Event::Back>
                <button class="button primary" on:click=check>{t.check}</button>
            </BackRow>
        </div>
    })
}

/// What is missing before it can be checked: where, and what to do.
fn missing(way: WayToSign, text: &Text) -> (&'static str, String) {
    let t = &text.sign;
    let says = |words: &str, button: &str| fill(words, &[("button", &fill(button, &[("name", "…")]))]);
    match way {
        WayToSign::Draw => ("signature", t.empty.to_owned()),
        WayToSign::Type => ("sign-as", says(t.typed_missing, t.sign_as)),
        WayToSign::Witness => ("witness-signs", says(t.witness_missing, t.witness_sign)),
    }
}

/// The mark as it stands; whoever asks is not told when it changes.
fn mark_of(shell: Shell) -> Option<Mark> {
    shell.visit.with_untracked(mark)
}

fn mark(state: &State) -> Option<Mark> {
    state.progress()?.mark.clone()
}

#[component]
fn Draw(label: String, lang: String) -> impl IntoView {
    let shell = use_shell();
    let before = match mark_of(shell) {
        Some(Mark::Drawn { ink }) => Ink::decode(&ink).ok(),
        _ => None,
    };
    let changed =
        move |ink: Option<Ink>| shell.dispatch(Event::Marked(ink.map(|ink| Mark::Drawn { ink: ink.encode() })));
    let with_touches = shell.office.with_untracked(|office| office.settings.dynamics);
    view! { <InkCanvas label lang before with_touches changed/> }
}

/// Who signs by a press of a button, as far as a name is typed.
fn signs_as(words: &str, typed: &str) -> String {
    let name = typed.trim();
    fill(words, &[("name", if name.is_empty() { "…" } else { name })])
}

/// A deliberate "Sign as …", never dressed up as handwriting.
#[component]
fn TypeIt(name: PrintedName) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().sign;
    let before = match mark_of(shell) {
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
        Err(error) => {
            errors.set(vec![("typed", name_error(error))]);
            focus_soon("#typed");
        }
    };
    // Another name has to be signed with anew.
    let edited = move |_: &String, _: Option<&String>, _| shell.dispatch(Event::Marked(None));
    Effect::watch(move || typed.get(), edited, false);
    let signed = Memo::new(move |_| match shell.visit.with(mark) {
        Some(Mark::Typed { text }) => Some(text.to_string()),
        _ => None,
    });
    view! {
        <Field id="typed" label=t.typed_label value=typed errors/>
        <button class="button" type="button" id="sign-as" on:click=sign>{move || signs_as(t.sign_as, &typed.get())}</button>
        {move || signed.get().map(|name| view! { <p class="typed-line"><bdi class="form-typed">{name}</bdi></p> })}
        <p class="confirmed" role="status">{move || signed.get().map(|name| fill(t.typed_done, &[("name", &name)]))}</p>
    }
}

/// A witness signs at the signer's request. The name on the line and the name in the mark are always the same.
#[component]
fn Witness(signer: PrintedName, errors: Errors) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().sign;
    let (witness, given) = match mark_of(shell) {
        Some(Mark::Witnessed { witness, hand }) => (witness.to_string(), Some(hand)),
        _ => (String::new(), None),
    };
    let name = RwSignal::new(witness);
    let hand = RwSignal::new(given);
    let signer = StoredValue::new(signer);
    let witness_named = move || match PrintedName::parse(&name.get_untracked()) {
        Ok(witness) if signer.with_value(|signer| signer.reads_like(&witness)) => Err(t.witness_self.to_owned()),
        Ok(witness) => Ok(witness),
        Err(NameError::Empty) => Err(t.witness_empty.to_owned()),
        Err(error) => Err(name_error(error)),
    };
    let wrong = move |words| errors.set(vec![("witness", words)]);
    // The mark is whole when the witness is named and has drawn, or has signed by typing.
    let tell = move || {
        errors.set(vec![]);
        let mark = hand.get_untracked().and_then(|hand| match witness_named() {
            Ok(witness) => Some(Mark::Witnessed { witness, hand }),
            Err(words) => {
                wrong(words);
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
    let typed = move |_| match witness_named() {
        Ok(text) => {
            hand.set(Some(Hand::Text(text)));
            fresh_pad.notify();
            tell();
        }
        Err(words) => {
            wrong(words);
            focus_soon("#witness");
        }
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
        let typed = Signal::derive(move || {
            hand.get().and_then(|hand| match hand {
                Hand::Text(name) => Some(name.to_string()),
                Hand::Ink(_) => None,
            })
        });
        view! { <InkCanvas label=t.witness_pad.to_owned() before typed changed=drawn/> }
    };
    view! {
        <p>{t.witness_note}</p>
        <Field id="witness" label=t.witness_label value=name errors/>
        <button class="button" type="button" id="witness-signs" on:click=typed>{move || signs_as(t.witness_sign, &name.get())}</button>
        {pad}
        <p class="confirmed" role="status">{move || match shell.visit.with(mark) {
            Some(Mark::Witnessed { witness, .. }) => Some(fill(shell.text().paper.witnessed, &[("name", witness.as_str())])),
            _ => None,
        }}</p>
    }
}

//! The end of a visit: saving, and the moment when it is recorded.

use super::phone::PhoneCode;
use super::ways;
use super::words::{own_day_words, when_words};
use crate::browser::{file, page};
use crate::shell::{TakeAway, use_shell};
use crate::text::fill;
use crate::widgets::Attention;
use inkseal_domain::flow::{Event, State};
use inkseal_domain::visit::{Outcome, Received};
use leptos::prelude::*;

/// The store has it and has not answered.
#[component]
pub fn Saving() -> impl IntoView {
    let text = &use_shell().text().saving;
    page::set_title(text.title);
    view! {
        <div class="sheet" role="status">
            <h1 tabindex="-1">{text.title}</h1>
            <p class="lead">{text.body}</p>
        </div>
    }
}

/// It is durable: the one moment with presence.
#[component]
pub fn Recorded() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.recorded;
    page::set_title(t.title);
    let (visit, receipt) = shell.visit.with_untracked(|state| match state {
        State::Recorded { visit, receipt } => Some((visit.clone(), receipt.clone())),
        _ => None,
    })?;
    let proved = shell.last()?;
    let fact = match visit.outcome {
        Outcome::Signed => t.fact,
        Outcome::Question => t.fact_question,
        Outcome::Paper => t.fact_paper,
        Outcome::Declined => t.fact_declined,
    };
    let practice = shell.practice.get_untracked();
    let library = shell.library()?;
    let owed = visit.documents.iter().filter(|shown| shown.received == Some(Received::NotYet));
    let owed = owed.filter_map(|shown| library.document(&shown.sha256));
    let owed: Vec<String> = owed.map(|document| fill(t.owed, &[("title", &document.title)])).collect();
    let settings = shell.office.with_untracked(|office| office.settings.clone());
    let (print, save, share) = (proved.clone(), proved.clone(), proved.clone());
    let mark = visit.signature.as_ref().map(|s| inkseal_domain::copy::mark_html(s, &visit, &super::copy_words(text)));
    let when = when_words(text, receipt.at, receipt.utc_offset_min);
    let own_day = visit.signer_date.as_deref();
    let own_day = own_day.and_then(|own| own_day_words(text, own, receipt.at, receipt.utc_offset_min));
    Some(view! {
        <div class="sheet recorded">
            {mark.map(|html| view! { <div class="recorded-mark" inner_html=html></div> })}
            <h1 tabindex="-1">{t.title}</h1>
            {if practice {
                view! { <p class="form-practice">{t.practice}</p> }.into_any()
            } else {
                view! { <p class="lead">{fact}</p> }.into_any()
            }}
            <p class="recorded-when">{when}</p>
            {own_day.map(|words| view! { <p>{words}</p> })}
            <p class="hint">{t.code}</p>
            <p class="code">{receipt.code.to_string()}</p>
            {(!practice).then(|| view! { <p class="hint">{t.code_note}</p> })}
            {(!shell.local_copy.get_untracked()).then(|| view! { <Attention fact=t.local_copy_failed.to_owned()/> })}
            {owed.into_iter().map(|words| view! { <p class="owed">{words}</p> }).collect_view()}
            <section class="copies" aria-label=t.copy>
                <h2>{t.copy}</h2>
                <div class="copy-ways">
                    <button class="button" on:click=move |_| { ways::print_copy(shell, &print); shell.took_copy(); }>{t.print}</button>
                    <button class="button" on:click=move |_| if ways::save_copy(shell, &save) { shell.took_copy() }>{t.save}</button>
                    {file::can_share().then(|| view! {
                        <button class="button" on:click=move |_| ways::share_copy(shell, &share)>{t.share}</button>
                    })}
                    <PhoneCode/>
                </div>
                <p class="hint">{t.photograph}</p>
                <AskForCopy/>
            </section>
            {(!settings.contact.is_empty()).then(|| view! { <p>{fill(t.contact, &[("contact", &settings.contact)])}</p> })}
            {(visit.outcome != Outcome::Signed && !settings.support.is_empty()).then(|| view! {
                <p>{t.support}": "{settings.support.join(" · ")}</p>
            })}
            <div class="row">
                <span class="row-end">
                    <button class="button primary" on:click=move |_| shell.dispatch(Event::HandOver)>{t.hand_over}</button>
                </span>
            </div>
        </div>
    })
}

/// A printed copy from the office, for whoever takes none here.
#[component]
fn AskForCopy() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().recorded;
    let said = move || match shell.take_away.get() {
        TakeAway::None | TakeAway::Taken | TakeAway::Asking => None,
        TakeAway::Owed => Some(t.copy_owed),
        TakeAway::Failed => Some(t.copy_failed),
    };
    view! {
        <p class="hint">{t.office_copy}</p>
        <button type="button" class="button plain" disabled=move || shell.take_away.get() == TakeAway::Owed on:click=move |_| shell.ask_for_copy()>
            {t.ask_copy}
        </button>
        <p role="status">{said}</p>
    }
}

//! The end of a visit: saving, and the moment when it is recorded.

use super::exit::reason_words;
use super::phone::PhoneCode;
use super::ways;
use super::words::{help_words, host_words, own_day_words, when_here_words, with_quoted};
use crate::browser::{file, page};
use crate::shell::{TakeAway, use_shell};
use crate::text::fill;
use crate::widgets::Attention;
use inkseal_domain::flow::{Event, Receipt, State};
use inkseal_domain::visit::{Outcome, Received, Visit};
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
    let outcome = visit.outcome;
    let practice = shell.practice.get_untracked();
    let fact = match outcome {
        Outcome::Signed if practice => t.practice,
        _ if practice => t.practice_not_told,
        Outcome::Signed => t.fact,
        Outcome::Question => t.fact_question,
        Outcome::Paper => t.fact_paper,
        Outcome::Declined => t.fact_declined,
    };
    let library = shell.library()?;
    let owed = visit.documents.iter().filter(|shown| shown.received == Some(Received::NotYet));
    let owed = owed.filter_map(|shown| library.document(&shown.sha256));
    let owed = owed.map(|document| (document.title.clone(), document.lang.clone())).collect::<Vec<_>>();
    let settings = shell.office.with_untracked(|office| office.settings.clone());
    // What failed when this tablet was tried is not offered.
    let tried = settings.tried;
    let (print, save, share) = (proved.clone(), proved.clone(), proved.clone());
    let mark = visit.signature.as_ref().map(|s| inkseal_domain::copy::mark_html(s, &visit, &super::copy_words(text)));
    let told = RwSignal::new(None::<String>);
    let saved = fill(t.saved, &[("name", &ways::copy_name(text, &proved, practice))]);
    let has_mark = mark.is_some();
    Some(view! {
        <div class="sheet recorded">
            {mark.map(|html| view! { <div class="recorded-mark" id="recorded-mark" inner_html=html></div> })}
            // The heading has the focus; what stands above it is heard with it.
            <h1 tabindex="-1" aria-describedby=has_mark.then_some("recorded-mark")>{t.title}</h1>
            <p class=if practice { "form-practice" } else { "lead" }>{fact}</p>
            {visit.reason.map(|reason| view! { <p>{fill(t.reason, &[("reason", reason_words(text, reason))])}</p> })}
            <Facts visit=*visit receipt/>
            {(!practice).then(|| view! { <p class="hint">{t.code_note}</p> })}
            {(!shell.local_copy.get_untracked()).then(|| view! { <Attention fact=t.local_copy_failed.to_owned()/> })}
            {owed.into_iter().map(|(title, lang)| view! {
                <p class="owed">{with_quoted(t.owed, "{title}", title, lang)}</p>
            }).collect_view()}
            <section class="copies" aria-label=t.copy>
                <h2>{t.copy}</h2>
                <div class="copy-ways">
                    {(tried.print != Some(false)).then(|| view! {
                        <button class="button" on:click=move |_| { ways::print_copy(shell, &print); shell.took_copy(); }>{t.print}</button>
                    })}
                    {(tried.save != Some(false)).then(|| view! {
                        <button class="button" on:click=move |_| if ways::save_copy(shell, &save) { told.set(Some(saved.clone())); shell.took_copy() }>{t.save}</button>
                    })}
                    {(tried.share != Some(false) && file::can_share(ways::COPY_TYPE)).then(|| view! {
                        <button class="button" on:click=move |_| ways::share_copy(shell, &share, told)>{t.share}</button>
                    })}
                    <PhoneCode/>
                </div>
                <p role="status">{move || told.get()}</p>
                <p class="hint">{t.photograph}</p>
                <AskForCopy signed=outcome == Outcome::Signed/>
            </section>
            {(!settings.contact.is_empty()).then(|| view! { <p>{fill(t.contact, &[("contact", &settings.contact)])}</p> })}
            {(outcome != Outcome::Signed && !settings.support.is_empty()).then(|| view! {
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

/// Who, what, when and under which code: with the signature above them they fit into one photograph of the screen.
#[component]
fn Facts(visit: Visit, receipt: Receipt) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let library = shell.library()?;
    let main = visit.documents.into_iter().next();
    let main = main.and_then(|shown| Some((library.document(&shown.sha256)?.title.clone(), shown)));
    let when = when_here_words(text, &shell.text_lang(), receipt.at, receipt.utc_offset_min);
    let own_day = visit.signer_date.as_deref();
    let own_day = own_day.and_then(|own| own_day_words(text, own, receipt.at, receipt.utc_offset_min));
    Some(view! {
        <div class="recorded-facts">
            {visit.signer.map(|signer| view! {
                <p class="recorded-name"><bdi>{signer.name.to_string()}</bdi>
                    {signer.employee_id.map(|id| view! { <span class="soft">", "{text.paper.employee}" "<bdi>{id.to_string()}</bdi></span> })}
                </p>
            })}
            {main.map(|(title, shown)| view! {
                <p><span lang=shown.lang dir="auto">{title}</span>", "{fill(text.check.version, &[("version", &shown.version)])}</p>
            })}
            <p>{when}</p>
            {own_day.map(|words| view! { <p>{words}</p> })}
            {visit.host.map(|host| view! { <p>{host_words(text, &host)}</p> })}
            {visit.helper.map(|helper| view! { <p>{help_words(text, &helper)}</p> })}
            <p class="hint">{text.recorded.code}</p>
            <p class="code">{receipt.code.to_string()}</p>
        </div>
    })
}

/// A printed copy from the office, for whoever takes none here.
#[component]
fn AskForCopy(signed: bool) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().recorded;
    let said = move || match shell.take_away.get() {
        TakeAway::None | TakeAway::Taken | TakeAway::Asking => None,
        TakeAway::Owed => Some(t.copy_owed),
        TakeAway::Failed => Some(t.copy_failed),
    };
    view! {
        // Only whoever signed is owed a copy unasked.
        {signed.then(|| view! { <p class="hint">{t.office_copy}</p> })}
        <button type="button" class="button plain" aria-disabled=move || (shell.take_away.get() == TakeAway::Owed).to_string() on:click=move |_| shell.ask_for_copy()>
            {t.ask_copy}
        </button>
        <p role="status">{said}</p>
    }
}

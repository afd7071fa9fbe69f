//! Documents are looked at before they are put into use: what is new, how they read, and whether people must sign again.

use super::Desk;
use super::difference::Differences;
use super::words::title_and_version;
use crate::admin::kept_words;
use crate::shell::use_shell;
use crate::text::fill;
use crate::widgets::{ErrorSummary, Errors, focus_soon};
use inkseal_domain::copy::agreement_html;
use inkseal_domain::document::{Body, Document};
use inkseal_domain::library::Offered;
use leptos::prelude::*;

/// Whether people must sign again, for each document; `None`: nobody said.
type Answers = RwSignal<Vec<Option<bool>>>;

/// All that are offered, and one button that puts them into use.
#[component]
pub fn Offers(offered: Vec<Offered>, desk: Desk) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.documents;
    let errors: Errors = RwSignal::new(vec![]);
    // Whoever has never seen a document has nothing to sign again.
    let answers: Answers =
        RwSignal::new(offered.iter().map(|offered| offered.before.is_none().then_some(true)).collect());
    let busy = RwSignal::new(false);
    let chosen = offered.clone();
    let put = move |_| {
        if busy.get_untracked() {
            return;
        }
        let answered = answers.get_untracked();
        if answered.contains(&None) {
            let open = answered.iter().position(Option::is_none).unwrap_or_default();
            errors.set(vec![(first_id(open), t.again_open.to_owned())]);
            return focus_soon(".error-summary");
        }
        busy.set(true);
        let chosen: Vec<_> = chosen.iter().cloned().zip(answered.into_iter().flatten()).collect();
        let titles: Vec<String> = chosen.iter().map(|(one, _)| title_and_version(text, &one.bound.document)).collect();
        let done = fill(t.used, &[("titles", &titles.join("; "))]);
        leptos::task::spawn_local(async move {
            let kept = shell.activate(&chosen).await;
            let _ = busy.try_set(false);
            let _ = desk.offered.try_set(vec![]);
            desk.tell(kept.is_err(), kept_words(text, kept, &done));
        });
    };
    let back = move |_| {
        desk.offered.set(vec![]);
        focus_soon("#bring-documents");
    };
    view! {
        <section class="offered" aria-labelledby="offered">
            <h2 id="offered" tabindex="-1">{t.offered}</h2>
            <ErrorSummary errors/>
            {offered.into_iter().enumerate().map(|(at, offered)| view! { <OneOffer at offered answers errors/> }).collect_view()}
            <div class="row">
                <button class="button plain" type="button" on:click=back>{text.common.back}</button>
                <button class="button primary" type="button" aria-disabled=move || busy.get().to_string() on:click=put>{t.put}</button>
            </div>
        </section>
    }
}

/// Ids of the first answers: as many as there can be documents.
fn first_id(at: usize) -> &'static str {
    const IDS: [&str; inkseal_domain::library::MOST_FILES] =
        ["again-0", "again-1", "again-2", "again-3", "again-4", "again-5", "again-6", "again-7"];
    IDS.get(at).copied().unwrap_or(IDS[0])
}

#[component]
fn OneOffer(at: usize, offered: Offered, answers: Answers, errors: Errors) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.documents;
    let document = offered.bound.document.clone();
    let is_here = shell.library().is_some_and(|library| library.document(&document.sha256).is_some());
    let differences = match (&offered.before, offered.differences()) {
        (None, _) if is_here => view! { <p>{t.was_here}</p> }.into_any(),
        (None, _) => view! { <p>{t.new_here}</p> }.into_any(),
        (Some(_), None) if document.agreement().is_some() => view! { <p>{t.text_comes}</p> }.into_any(),
        (Some(_), None) => view! { <p>{t.text_goes}</p> }.into_any(),
        (Some(before), Some(found)) => {
            view! { <Differences before=before.version.clone() lang=document.lang.clone() found/> }.into_any()
        }
    };
    let again = offered.before.map(|before| view! { <Again at before answers errors/> });
    view! {
        <article class="offer">
            <h3 lang=document.lang.clone() dir="auto">{document.title.clone()}</h3>
            <p class="hint">{fill(text.check.version, &[("version", &document.version)])}" · "<span lang=document.lang.clone() dir="auto">{document.issuer.clone()}</span></p>
            {differences}
            <details>
                <summary>{t.preview}</summary>
                <div class="preview" inner_html=as_read(&document)></div>
            </details>
            {again}
        </article>
    }
}

/// The document as people read it, with the words that they agree to.
fn as_read(document: &Document) -> String {
    let escape = inkseal_domain::copy::escape;
    let lang = escape(&document.lang);
    let paragraph =
        |class: &str, words: &str| format!("<p class=\"{class}\" lang=\"{lang}\" dir=\"auto\">{}</p>", escape(words));
    match &document.body {
        Body::Full(agreement) => {
            let labels = [&agreement.signature_label, &agreement.date_label, &agreement.name_label];
            let labels = labels.map(|label| paragraph("hint", label)).concat();
            agreement_html(document, agreement, 4) + &paragraph("attestation", &agreement.attestation) + &labels
        }
        Body::ByReference(reference) => {
            let edition = reference.edition.as_deref().map(|edition| paragraph("", edition)).unwrap_or_default();
            edition + &paragraph("", &reference.paper_copy) + &paragraph("attestation", &reference.acknowledgement)
        }
    }
}

/// Whether whoever signed what is in use must sign again.
#[component]
fn Again(at: usize, before: Document, answers: Answers, errors: Errors) -> impl IntoView {
    let t = &use_shell().text().documents;
    let id = first_id(at);
    let wrong = move || errors.with(|errors| errors.iter().any(|(field, _)| *field == id));
    let choice = move |answer: bool, id: String, words: &'static str| {
        let choose = move |_| {
            answers.update(|answers| answers[at] = Some(answer));
            errors.update(|errors| errors.retain(|(field, _)| *field != first_id(at)));
        };
        view! {
            <label class="choice">
                <input id=id type="radio" name=first_id(at)
                    prop:checked=move || answers.with(|answers| answers[at] == Some(answer)) on:change=choose/>
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choices">
            <legend>{fill(t.again, &[("version", &before.version)])}</legend>
            {move || wrong().then(|| view! { <p class="field-error">{t.again_open}</p> })}
            {choice(true, id.to_owned(), t.again_yes)}
            {choice(false, format!("{id}-no"), t.again_no)}
        </fieldset>
    }
}

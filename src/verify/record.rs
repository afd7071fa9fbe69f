//! One record, as it was signed.

use super::desk::{Open, use_desk};
use inkseal::browser::page;
use inkseal::kiosk::{copy_words, day_words};
use inkseal::text::{Text, fill};
use inkseal_domain::again::{Again, Other};
use inkseal_domain::copy::Context;
use inkseal_domain::document::Document;
use inkseal_domain::seal::Proved;
use inkseal_domain::verdict::Standing;
use leptos::prelude::*;

/// The form of an open record, with a way back and a way to paper.
#[component]
pub fn Opened(opened: Open) -> impl IntoView {
    let desk = use_desk();
    let text = desk.text();
    let form = desk.files.with_untracked(|files| {
        let report = files.get(opened.file)?.report.clone();
        let proved = report.records.get(opened.record)?.proved()?.told();
        let batch = report.batch.as_ref()?;
        let texts = batch.documents.iter().filter_map(|document| document.text.as_ref());
        let documents: Vec<Document> = texts.filter_map(|text| Document::parse(text.as_bytes()).ok()).collect();
        let context = Context {
            words: &copy_words(text),
            documents: &documents,
            kiosk_name: report.certificate.as_ref().map_or("", |certificate| &certificate.kiosk_name),
            verify_link: None,
            practice: batch.office.practice,
        };
        Some((context.fragment(proved), report.standing, again_words(text, &desk.again.get_untracked(), proved)))
    });
    let (html, standing, again) = form.unwrap_or((String::new(), Standing::Bad, vec![]));
    let printed = html.clone();
    let print = move |_| {
        page::set_print(&printed);
        page::print();
    };
    Effect::new(move |_| {
        page::to_top();
        page::focus("#back");
    });
    view! {
        <div class="toolbar">
            <button id="back" type="button" class="button plain" on:click=move |_| desk.close()>{text.verify.back}</button>
            <span class="row-end"><button type="button" class="button" on:click=print>{text.verify.print}</button></span>
        </div>
        {(standing == Standing::Bad).then(|| view! { <div class="attention"><p><strong>{text.verify.file_wrong}</strong></p></div> })}
        {again.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        <div inner_html=html></div>
    }
}

/// Which record takes the place of this one, and whose place this one takes. It may be in another file, so it is named and not opened.
fn again_words(text: &Text, again: &Again, proved: &Proved) -> Vec<String> {
    let id = &proved.record().id;
    let line = |words: &str, other: &Other| {
        let day = day_words(text, other.at, other.utc_offset_min);
        fill(words, &[("date", &day), ("code", &other.code.to_string())])
    };
    let later = again.later(id).map(|later| line(text.again.later, later));
    later.into_iter().chain(again.earlier(id).iter().map(|earlier| line(text.again.earlier, earlier))).collect()
}

//! The views of `verify.html`: give files, read the verdict, open a record.

mod desk;
mod file;
mod locked;
mod record;
mod taken;
mod together;
mod words;

use desk::Desk;
use inkseal::browser::{drop, page};
use inkseal::text::languages;
use leptos::ev::DragEvent;
use leptos::prelude::*;

/// The page.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    let dropped = move |event: DragEvent| desk.take(drop::dropped(&event));
    view! {
        <div class="frame" on:dragover=move |event| drop::allow(&event) on:drop=dropped>
            <header class="frame-top">
                <p class="frame-where"><strong>"Inkseal"</strong></p>
                <Languages/>
            </header>
            <main class="frame-main" id="content">
                {move || {
                    page::set_language(desk.lang.get(), desk.text().common.direction);
                    page::set_title(desk.text().verify.title);
                    match desk.opened.get() {
                        Some(opened) => view! { <record::Opened opened/> }.into_any(),
                        None => view! { <Overview/> }.into_any(),
                    }
                }}
            </main>
        </div>
        <div id="print" class="print-only"></div>
    }
}

/// Every language as a button, under its own name (WCAG 3.1.2).
#[component]
fn Languages() -> impl IntoView {
    let desk = desk::use_desk();
    let button = move |(tag, text): (&'static str, &'static inkseal::text::Text)| {
        let pressed = move || if desk.lang.get() == tag { "true" } else { "false" };
        view! {
            <button type="button" class="quiet" lang=tag dir=text.common.direction aria-pressed=pressed on:click=move |_| desk.lang.set(tag)>{text.common.language}</button>
        }
    };
    view! { <div class="frame-controls">{languages().iter().copied().map(button).collect_view()}</div> }
}

/// Where files go in, and what came of them.
#[component]
fn Overview() -> impl IntoView {
    let desk = desk::use_desk();
    let text = desk.text();
    let t = &text.verify;
    let over = RwSignal::new(false);
    view! {
        <section class="sheet-wide">
            <h1 tabindex="-1">{t.title}</h1>
            <p class="lead">{t.lead}</p>
            <div class="drop" class:over=move || over.get() on:dragenter=move |_| over.set(true) on:dragleave=move |_| over.set(false)
                on:drop=move |_| over.set(false)>
                <p>{t.drop}</p>
                <button type="button" class="button primary" on:click=move |_| drop::choose("files")>{t.choose}</button>
                <input id="files" type="file" multiple hidden on:change=move |event| desk.take(drop::chosen(&event))/>
            </div>
            <p role="status">{move || desk.busy.get().then_some(t.checking)}</p>
            <Cards/>
        </section>
        <locked::LockedFiles/>
        <together::Together/>
        {move || desk.files.with(|files| (0..files.len()).map(|i| view! { <file::Verdict i/> }).collect_view())}
        <taken::Taken/>
    }
}

/// The office cards that were given.
#[component]
fn Cards() -> impl IntoView {
    let desk = desk::use_desk();
    let t = &desk.text().verify;
    move || {
        let cards = desk.cards.get();
        let any =
            !cards.is_empty() || desk.files.with(|files| !files.is_empty()) || desk.shut.with(|shut| !shut.is_empty());
        let row = |card: inkseal_domain::office::OfficeCard| {
            view! {
                <li><span>{t.card}" "<bdi>{card.name.clone()}</bdi></span><span class="fingerprint">{card.fingerprint()}</span></li>
            }
        };
        any.then(|| view! {
            {(!cards.is_empty()).then(|| view! { <ul class="rows">{cards.into_iter().map(row).collect_view()}</ul> })}
            <div class="row"><button type="button" class="button plain" on:click=move |_| desk.clear()>{t.again}</button></div>
        })
    }
}

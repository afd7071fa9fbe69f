//! The documents: which are in use, bringing others, and going back to one that was in use before.

mod bring;
mod difference;
mod offer;
mod words;

use super::{Place, Screen, kept_words, use_work, what_came};
use crate::shell::use_shell;
use crate::text::fill;
use crate::widgets::focus_soon;
use inkseal_domain::document::{Document, Kind};
use inkseal_domain::library::Offered;
use leptos::prelude::*;

/// What the screen is about at the moment.
#[derive(Clone, Copy)]
struct Desk {
    /// Documents that somebody looks at before they are put into use.
    offered: RwSignal<Vec<Offered>>,
    /// What came of the last act, and whether it is bad news.
    told: RwSignal<(bool, String)>,
}

impl Desk {
    fn look_at(self, offered: Vec<Offered>) {
        self.told.set((false, String::new()));
        self.offered.set(offered);
        focus_soon("#offered");
    }

    fn tell(self, is_wrong: bool, words: String) {
        let _ = self.told.try_set((is_wrong, words));
        focus_soon("#documents-told");
    }
}

/// The screen.
#[component]
pub fn Documents() -> impl IntoView {
    let t = &use_shell().text().documents;
    let desk = Desk { offered: RwSignal::new(vec![]), told: RwSignal::new((false, String::new())) };
    view! {
        <Screen title=t.title about=t.about>
            <div id="documents-told" tabindex="-1" role="status">{move || what_came(desk.told)}</div>
            {move || match desk.offered.get() {
                offered if offered.is_empty() => view! { <InUse desk/><bring::Bring desk/><Others desk/> }.into_any(),
                offered => view! { <offer::Offers offered desk/> }.into_any(),
            }}
        </Screen>
    }
}

/// The way here, among the settings.
#[component]
pub fn ToDocuments() -> impl IntoView {
    let work = use_work();
    let t = &use_shell().text().documents;
    view! {
        <section aria-labelledby="to-documents">
            <h3 id="to-documents" tabindex="-1">{t.title}</h3>
            <p>{t.lead}</p>
            <button class="button" on:click=move |_| work.go(Place::Documents)>{t.go}</button>
        </section>
    }
}

#[component]
fn InUse(desk: Desk) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().documents;
    // Every act opens the chain again.
    let in_use = move || {
        shell.session.track();
        shell.library().map(|library| library.documents.clone()).unwrap_or_default()
    };
    view! {
        <section aria-labelledby="in-use">
            <h2 id="in-use">{t.in_use}</h2>
            <ul class="documents">
                {move || in_use().into_iter().map(|document| view! { <OneInUse document desk/> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn OneInUse(document: Document, desk: Desk) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.documents;
    let library = shell.library()?;
    let is_main = library.main().is_some_and(|main| main.sha256 == document.sha256);
    let what = match document.kind() {
        Kind::Full if is_main => t.main,
        Kind::Full => t.text_here,
        Kind::ByReference => t.name_only,
    };
    let can_go = library.withdraw(&document.slug).is_ok();
    let asked = RwSignal::new(false);
    let (slug, title) = (document.slug.clone(), document.title.clone());
    let ask_words = fill(t.withdraw_ask, &[("title", &title)]);
    let withdraw = move |_| {
        let (slug, done) = (slug.clone(), fill(t.withdrawn, &[("title", &title)]));
        leptos::task::spawn_local(async move {
            let kept = shell.withdraw(&slug).await;
            desk.tell(kept.is_err(), kept_words(text, kept, &done));
        });
    };
    Some(view! {
        <li>
            <p><strong lang=document.lang.clone() dir="auto">{document.title.clone()}</strong></p>
            <p class="hint">{fill(text.check.version, &[("version", &document.version)])}" · "{what}</p>
            {can_go.then(|| view! {
                <p hidden=move || asked.get()>
                    <button class="button plain" on:click=move |_| asked.set(true)>{t.withdraw}<Of document=document.clone()/></button>
                </p>
                {move || asked.get().then(|| view! {
                    <p>{ask_words.clone()}</p>
                    <div class="row">
                        <button class="button plain" on:click=move |_| asked.set(false)>{text.common.back}</button>
                        <button class="button" on:click=withdraw.clone()>{t.withdraw_yes}</button>
                    </div>
                })}
            })}
        </li>
    })
}

/// Which document a button is about, for whoever hears it.
#[component]
fn Of(document: Document) -> impl IntoView {
    let text = use_shell().text();
    let version = fill(text.check.version, &[("version", &document.version)]);
    view! { <span class="visually-hidden">", "<span lang=document.lang dir="auto">{document.title}</span>", "{version}</span> }
}

/// Versions at hand that are not in use.
#[component]
fn Others(desk: Desk) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.documents;
    move || {
        shell.session.track();
        let others = shell.library().map(|library| library.others()).unwrap_or_default();
        (!others.is_empty()).then(|| {
            let one = |offered: Offered| {
                let document = offered.bound.document.clone();
                view! {
                    <li>
                        <p><strong lang=document.lang.clone() dir="auto">{document.title.clone()}</strong></p>
                        <p class="hint">{fill(text.check.version, &[("version", &document.version)])}</p>
                        <p><button class="button plain" on:click=move |_| desk.look_at(vec![offered.clone()])>{t.look}<Of document/></button></p>
                    </li>
                }
            };
            view! {
                <section aria-labelledby="not-in-use">
                    <h2 id="not-in-use">{t.others}</h2>
                    <p>{t.others_about}</p>
                    <ul class="documents">{others.into_iter().map(one).collect_view()}</ul>
                </section>
            }
        })
    }
}

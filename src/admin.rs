//! The administrator's part: the two doors of first start, set-up, unlocking, and the screens that an unlocked administrator works in.

mod act_words;
mod activity;
mod bring_back;
mod choice;
mod concerns;
mod documents;
mod elsewhere;
mod export;
mod first;
mod hold;
mod keeping;
mod narrow;
mod outside;
mod paged;
mod record;
mod records;
mod roster;
mod set_aside;
mod set_up;
mod settings;
mod today;
mod unlock;
mod words_field;

pub use elsewhere::Elsewhere;
pub use first::First;
pub use set_up::SetUp;
pub use unlock::Unlock;

use crate::browser::page;
use crate::shell::{Door, Saved, Shell, use_shell};
use crate::text::{Text, fill};
use crate::widgets::{Looks, focus_soon};
use inkseal_domain::log::Log;
use inkseal_domain::search::Only;
use leptos::prelude::*;
use std::rc::Rc;

/// Which screen is up.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Today,
    Records,
    /// One record, by its id.
    Record(String),
    Roster,
    Export,
    Activity,
    Settings,
    Documents,
}

/// What outlives a screen while an administrator is at work.
#[derive(Clone, Copy)]
struct Work {
    place: RwSignal<Place>,
    /// Where the focus goes on the next screen, if not to its heading.
    aim: StoredValue<Option<&'static str>>,
    /// What was typed into the search of the records.
    search: RwSignal<String>,
    /// What the records are narrowed to.
    only: RwSignal<Only>,
    /// An exported file that waits to be asked back.
    saved: RwSignal<Option<Saved>, LocalStorage>,
    /// The engine refused to take that file.
    refused: RwSignal<bool>,
}

impl Work {
    fn new() -> Self {
        Self {
            place: RwSignal::new(Place::Today),
            aim: StoredValue::new(None),
            search: RwSignal::new(String::new()),
            only: RwSignal::new(Only::default()),
            saved: RwSignal::new_local(None),
            refused: RwSignal::new(false),
        }
    }

    fn go(self, place: Place) {
        self.place.set(place);
    }

    fn go_to(self, place: Place, aim: &'static str) {
        self.aim.set_value(Some(aim));
        self.place.set(place);
    }
}

fn use_work() -> Work {
    expect_context()
}

/// The opened chain, followed as it grows; `None` once locked.
fn log(shell: Shell) -> Option<Rc<Log>> {
    shell.session.with(|session| session.as_ref().map(|session| session.log.clone()))
}

/// What came of keeping something, in words.
fn kept_words(text: &Text, kept: Result<(), String>, done: &str) -> String {
    kept.map_or_else(|why| fill(text.admin.failed, &[("why", &why)]), |()| done.to_owned())
}

/// What came of something, in a block: whether it is bad news, and the words. Nothing, as long as there are none.
fn what_came(told: RwSignal<(bool, String)>) -> impl IntoView {
    let (is_wrong, words) = told.get();
    let class = if is_wrong { "attention error" } else { "attention good" };
    (!words.is_empty()).then(|| view! { <p class=class>{words}</p> })
}

/// So many of something, in words; `None`: none.
fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(one.to_owned()),
        n => Some(fill(many, &[("n", &n.to_string())])),
    }
}

/// A number of visits in words.
fn visits_words(text: &Text, count: u64) -> String {
    match count {
        1 => text.admin.visits_one.to_owned(),
        n => fill(text.admin.visits, &[("n", &n.to_string())]),
    }
}

/// A run of records in words.
fn records_words(text: &Text, first: u64, last: u64) -> String {
    let words = if first == last { text.admin.range_one } else { text.admin.range };
    fill(words, &[("first", &first.to_string()), ("last", &last.to_string())])
}

/// The administrator at work. Another language builds every screen anew.
#[component]
pub fn Admin() -> impl IntoView {
    let shell = use_shell();
    provide_context(Work::new());
    move || {
        shell.lang.track();
        view! { <Frame/> }
    }
}

#[component]
fn Frame() -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let text = shell.text();
    page::set_language(shell.lang.get_untracked(), text.common.direction);
    let kiosk_name = shell.office.with_untracked(|office| office.kiosk_name.clone());
    view! {
        <div class="frame admin">
            <a class="skip" href="#content">{text.common.skip}</a>
            <header class="frame-top">
                <p class="frame-where">{text.admin.name}" · "<bdi>{kiosk_name}</bdi></p>
                <div class="frame-controls">
                    <Looks/>
                    {shell.practice.get_untracked().then(|| view! {
                        <button on:click=move |_| shell.door.set(Door::Kiosk)>{text.admin.to_kiosk}</button>
                    })}
                </div>
            </header>
            <main class="frame-main" id="content" tabindex="-1">
                {move || match work.place.get() {
                    Place::Today => view! { <today::Today/> }.into_any(),
                    Place::Records => view! { <records::Records/> }.into_any(),
                    Place::Record(id) => view! { <record::OneRecord id/> }.into_any(),
                    Place::Roster => view! { <roster::RosterScreen/> }.into_any(),
                    Place::Export => view! { <export::Export/> }.into_any(),
                    Place::Activity => view! { <activity::ActivityLog/> }.into_any(),
                    Place::Settings => view! { <settings::SettingsScreen/> }.into_any(),
                    Place::Documents => view! { <documents::Documents/> }.into_any(),
                }}
            </main>
            <Foot/>
        </div>
    }
}

#[component]
fn Foot() -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let text = &shell.text().admin;
    let here = move |place: &Place| match work.place.get() {
        Place::Record(_) => *place == Place::Records,
        Place::Documents => *place == Place::Settings,
        now => now == *place,
    };
    let places = [
        (Place::Today, text.today),
        (Place::Records, text.records),
        (Place::Roster, text.roster),
        (Place::Export, text.export),
        (Place::Activity, text.activity),
        (Place::Settings, text.settings),
    ];
    view! {
        <footer class="frame-foot">
            <nav aria-label=text.nav>
                {places.into_iter().map(|(place, name)| {
                    let there = place.clone();
                    view! {
                        <button class="quiet" aria-current=move || here(&place).then_some("page")
                            on:click=move |_| work.go(there.clone())>{name}</button>
                    }
                }).collect_view()}
            </nav>
            <button class="quiet" on:click=move |_| shell.lock()>{text.lock}</button>
        </footer>
    }
}

/// One screen: its heading takes the focus, and one paragraph says what it is.
#[component]
fn Screen(title: &'static str, about: &'static str, children: Children) -> impl IntoView {
    let text = use_shell().text();
    let work = use_work();
    page::set_title(title);
    Effect::new(move |_| {
        page::to_top();
        page::focus(work.aim.get_value().unwrap_or("main h1"));
        work.aim.set_value(None);
    });
    view! {
        <div class="sheet-wide">
            <h1 tabindex="-1">{title}</h1>
            {children()}
            <details class="about">
                <summary>{text.common.what_is_this}</summary>
                <p>{about}</p>
            </details>
        </div>
    }
}

/// A table in a frame that scrolls where the screen is narrower; keys scroll it too.
fn list_table(name: &'static str, class: &'static str, columns: impl IntoView, rows: impl IntoView) -> AnyView {
    view! {
        <div class="list-scroll" tabindex="0" role="region" aria-label=name>
            <table class=class>
                <thead><tr>{columns}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

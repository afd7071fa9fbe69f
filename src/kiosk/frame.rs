//! The frame around every screen of a visit: where one is, the signer's own controls, and the ways out, always in the same place and order.

use super::layers::{Layers, Screen};
use super::listen::Listen;
use crate::browser::page;
use crate::shell::{Door, Office, use_shell};
use crate::widgets::Looks;
use inkseal_domain::flow::{Event, Exit};
use leptos::prelude::*;

/// The frame of whatever lies on the page.
#[component]
pub fn Frame(layers: Memo<Layers>, children: Children) -> impl IntoView {
    let shell = use_shell();
    // When the page has just come, nobody is there yet to be led anywhere.
    if shell.is_touched() {
        focus_heading();
    }
    Effect::watch(move || layers.get(), move |now, before, _| lead(now, before), false);
    let undermost = Memo::new(move |_| layers.with(Layers::undermost));
    let uppermost = Memo::new(move |_| layers.with(Layers::uppermost));
    // With every screen, since each may be of another language and is listened to from its beginning.
    let top = move || {
        let _ = uppermost.get();
        let text = shell.text();
        view! {
            <a class="skip" href="#content" on:click=to_content>{text.common.skip}</a>
            <Top/>
        }
    };
    let foot = move || match undermost.get() {
        Screen::Welcome => Some(view! { <AtWelcome/> }.into_any()),
        Screen::Page(_) | Screen::Sign | Screen::Check => Some(view! { <Exits/> }.into_any()),
        Screen::Exit(_) | Screen::Saving | Screen::Blocked | Screen::Recorded => None,
    };
    view! {
        <div class="frame">
            {top}
            <main class="frame-main" id="content" tabindex="-1">{children()}</main>
            <footer class="frame-foot">{foot}</footer>
        </div>
    }
}

/// Leads whoever comes to a screen to its heading, so that a screen reader starts where the screen starts; and whoever looked at a way out
/// and comes back, to where they were.
fn lead(now: &Layers, before: Option<&Layers>) {
    let Some((way, left)) = before.and_then(|before| now.back_from(before)) else { return focus_heading() };
    let (way, left) = (way_id(way), left.clone());
    page::set_title(&left.title);
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        page::focus(&format!("#{way}"));
        page::scroll_to(left.scrolled);
    });
}

fn focus_heading() {
    leptos::task::spawn_local(async {
        // The screen is on the page then, before it is painted.
        leptos::task::tick().await;
        page::to_top();
        page::focus("main h1");
    });
}

/// The foot of the welcome screen.
#[component]
fn AtWelcome() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    view! {
        <nav aria-label=text.exits.label>
            <button class="quiet" on:click=move |_| super::ways::print_blank(shell)>{text.welcome.print_blank}</button>
            <button class="quiet" on:click=move |_| administrator(shell)>{text.welcome.administrator}</button>
        </nav>
    }
}

/// Moves the focus only: an address of its own would be an entry of the history, and the next Back would seem to do nothing.
fn to_content(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    page::focus("#content");
}

/// In practice the administrator is unlocked already.
fn administrator(shell: crate::shell::Shell) {
    let unlocked = shell.practice.get_untracked() && shell.session.get_untracked().is_some();
    if unlocked {
        shell.go_on_administering();
    } else {
        shell.open(Door::Unlock);
    }
}

/// Leave, question, paper, not now: the same on every screen (WCAG 3.2.6).
#[component]
fn Exits() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let take = move |way| move |_| shell.dispatch(Event::TakeExit(way));
    view! {
        <nav aria-label=text.exits.label>
            {[
                (Exit::Leave, text.exits.leave),
                (Exit::Question, text.exits.question),
                (Exit::Paper, text.exits.paper),
                (Exit::Decline, text.exits.decline),
            ].map(|(way, words)| view! { <button id=way_id(way) class="quiet" on:click=take(way)>{words}</button> })}
        </nav>
    }
}

fn way_id(way: Exit) -> &'static str {
    match way {
        Exit::Leave => "way-leave",
        Exit::Question => "way-question",
        Exit::Paper => "way-paper",
        Exit::Decline => "way-decline",
    }
}

/// Where one is, and text size, contrast and Listen. A locked tablet's own settings are out of reach, so these stand in for them.
#[component]
pub fn Top() -> impl IntoView {
    let shell = use_shell();
    let lang = shell.text_lang();
    page::set_language(&lang, shell.text().common.direction);
    // Before the tablet could be read there is no office or no kiosk to name.
    let named = |office: &Office| {
        let names = [office.name.as_str(), &office.kiosk_name];
        names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let place = shell.office.with_untracked(named);
    view! {
        <header class="frame-top">
            <p class="frame-where"><bdi>{place}</bdi></p>
            <div class="frame-controls">
                <Looks/>
                <Listen lang/>
            </div>
        </header>
    }
}

//! The frame around every screen of a visit: where one is, the signer's own controls, and the ways out, always in the same place and order.

use super::listen::Listen;
use crate::browser::page;
use crate::shell::{Door, use_shell};
use crate::widgets::Looks;
use inkseal_domain::flow::{Event, Exit};
use leptos::prelude::*;

/// The frame. `exits`: the four ways out; `welcome`: the foot of the welcome screen instead; `arrives`: somebody came from another screen;
/// `back_to`: from which way out somebody comes back, and how far the screen was scrolled before.
#[component]
pub fn Frame(
    exits: bool,
    welcome: bool,
    arrives: bool,
    back_to: Option<(Exit, f64)>,
    children: Children,
) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let place = shell.office.with_untracked(|office| format!("{} · {}", office.name, office.kiosk_name));
    let lang = shell.text_lang();
    page::set_lang(&lang);
    // The heading gets the focus, so that a screen reader starts where the screen starts; when the page has just come, nobody is there yet.
    Effect::new(move |_| {
        if let Some((way, y)) = back_to {
            page::focus(&format!("#{}", way_id(way)));
            page::scroll_to(y);
            return;
        }
        page::to_top();
        if arrives {
            page::focus("main h1");
        }
    });
    view! {
        <div class="frame">
            <a class="skip" href="#content" on:click=to_content>{text.common.skip}</a>
            <header class="frame-top">
                <p class="frame-where"><bdi>{place}</bdi></p>
                <Controls lang/>
            </header>
            <main class="frame-main" id="content" tabindex="-1">{children()}</main>
            <footer class="frame-foot">
                {exits.then(|| view! { <Exits/> })}
                {welcome.then(|| view! {
                    <nav aria-label=text.exits.label>
                        <button class="quiet" on:click=move |_| super::ways::print_blank(shell)>{text.welcome.print_blank}</button>
                        <button class="quiet" on:click=move |_| administrator(shell)>{text.welcome.administrator}</button>
                    </nav>
                })}
            </footer>
        </div>
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
        shell.door.set(Door::Admin);
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
            <button class="quiet" on:click=move |_| shell.dispatch(Event::Leave)>{text.exits.leave}</button>
            {[(Exit::Question, text.exits.question), (Exit::Paper, text.exits.paper), (Exit::Decline, text.exits.decline)]
                .map(|(way, words)| view! { <button id=way_id(way) class="quiet" on:click=take(way)>{words}</button> })}
        </nav>
    }
}

fn way_id(way: Exit) -> &'static str {
    match way {
        Exit::Question => "way-question",
        Exit::Paper => "way-paper",
        Exit::Decline => "way-decline",
    }
}

/// Text size, contrast, listen. A locked tablet's own settings are out of reach, so these stand in for them.
#[component]
fn Controls(lang: String) -> impl IntoView {
    view! {
        <div class="frame-controls">
            <Looks/>
            <Listen lang/>
        </div>
    }
}

//! The signer's visit: one view per state, named as in `inkseal_domain::flow`.

mod blocked;
mod check;
mod exit;
mod frame;
mod helped;
mod host;
mod layers;
mod listen;
mod phone;
mod reading;
mod recorded;
mod seen;
mod sign;
mod start;
mod unavailable;
mod ways;
mod words;

pub use unavailable::Unavailable;
pub use ways::{COPY_STYLE, copy_file, copy_html, copy_name, print_copies, print_copy, save_copy};
pub use words::{actor, copy_words, day_given, day_words, name_words, person, signed_again, when_words, who};

use crate::shell::use_shell;
use frame::Frame;
use inkseal_domain::flow::Page;
use layers::{Layers, Screen};
use leptos::prelude::*;

/// The kiosk.
#[component]
pub fn Kiosk() -> impl IntoView {
    let shell = use_shell();
    let layers = Memo::new(move |before| shell.visit.with(|state| Layers::of(state, before)));
    view! {
        <Frame layers>
            <For each=move || layers.with(Layers::downwards) key=|layer| *layer let((place, screen))>
                <div class="layer" hidden=move || layers.with(|layers| layers.covers(place))>{content(screen)}</div>
            </For>
        </Frame>
    }
}

fn content(screen: Screen) -> AnyView {
    match screen {
        Screen::Welcome => view! { <start::Welcome/> }.into_any(),
        Screen::Page(Page::Competence) => view! { <start::Competence/> }.into_any(),
        Screen::Page(Page::Name) => view! { <start::Name/> }.into_any(),
        Screen::Page(Page::Consent) => view! { <start::ConsentToScreen/> }.into_any(),
        Screen::Page(Page::Opening) => view! { <reading::Opening/> }.into_any(),
        Screen::Page(Page::Section(index)) => view! { <reading::OneSection index/> }.into_any(),
        Screen::Page(Page::Whole) => view! { <reading::Whole/> }.into_any(),
        Screen::Page(Page::Reference(index)) => view! { <reading::Another index/> }.into_any(),
        Screen::Page(Page::Host) => view! { <host::AskHost/> }.into_any(),
        Screen::Sign => view! { <sign::Sign/> }.into_any(),
        Screen::Check => view! { <check::Check/> }.into_any(),
        Screen::Exit(way) => view! { <exit::WayOut way/> }.into_any(),
        Screen::Saving => view! { <recorded::Saving/> }.into_any(),
        Screen::Blocked => view! { <blocked::Blocked/> }.into_any(),
        Screen::Recorded => view! { <recorded::Recorded/> }.into_any(),
    }
}

//! The signer's visit: one view per state, named as in `inkseal_domain::flow`.

mod blocked;
mod check;
mod exit;
mod frame;
mod listen;
mod phone;
mod reading;
mod recorded;
mod sign;
mod start;
mod unavailable;
mod ways;
mod words;

pub use unavailable::Unavailable;
pub use ways::{COPY_STYLE, copy_file, copy_html, copy_name, print_copy, save_copy};
pub use words::{copy_words, day_words, when_words};

use crate::browser::page;
use crate::shell::use_shell;
use frame::Frame;
use inkseal_domain::flow::{Exit, Page, State};
use leptos::prelude::*;

/// Which screen is up. A change within a screen (a stroke, a confirmation) does not build it anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    Welcome,
    Page(Page),
    Sign,
    Check,
    Exit(Exit),
    Saving,
    Blocked,
    Recorded,
}

impl Screen {
    fn of(state: &State) -> Self {
        match state {
            State::Welcome => Self::Welcome,
            State::Reading { page, .. } => Self::Page(*page),
            State::Sign(_) => Self::Sign,
            State::Check(_) => Self::Check,
            State::Exit { way, .. } => Self::Exit(*way),
            State::Saving { .. } => Self::Saving,
            State::Blocked { .. } => Self::Blocked,
            State::Recorded { .. } => Self::Recorded,
        }
    }
}

/// The kiosk.
#[component]
pub fn Kiosk() -> impl IntoView {
    let shell = use_shell();
    let screen = Memo::new(move |_| shell.visit.with(Screen::of));
    // Whoever looks at a way out and comes back reads on where they were.
    let before = StoredValue::new(Screen::Welcome);
    let left_at = StoredValue::new(0.0);
    move || {
        let screen = screen.get();
        let back_to = match (before.get_value(), screen) {
            (Screen::Exit(way), Screen::Page(_) | Screen::Sign | Screen::Check) => Some((way, left_at.get_value())),
            // The screen that is left still stands on the page.
            (_, Screen::Exit(_)) => {
                left_at.set_value(page::scrolled());
                None
            }
            _ => None,
        };
        let arrives = before.get_value() != screen;
        before.set_value(screen);
        let content = match screen {
            Screen::Welcome => view! { <start::Welcome/> }.into_any(),
            Screen::Page(Page::Competence) => view! { <start::Competence/> }.into_any(),
            Screen::Page(Page::Name) => view! { <start::Name/> }.into_any(),
            Screen::Page(Page::Consent) => view! { <start::ConsentToScreen/> }.into_any(),
            Screen::Page(Page::Opening) => view! { <reading::Opening/> }.into_any(),
            Screen::Page(Page::Section(index)) => view! { <reading::OneSection index/> }.into_any(),
            Screen::Page(Page::Whole) => view! { <reading::Whole/> }.into_any(),
            Screen::Page(Page::Reference(index)) => view! { <reading::ByReference index/> }.into_any(),
            Screen::Sign => view! { <sign::Sign/> }.into_any(),
            Screen::Check => view! { <check::Check/> }.into_any(),
            Screen::Exit(way) => view! { <exit::WayOut way/> }.into_any(),
            Screen::Saving => view! { <recorded::Saving/> }.into_any(),
            Screen::Blocked => view! { <blocked::Blocked/> }.into_any(),
            Screen::Recorded => view! { <recorded::Recorded/> }.into_any(),
        };
        let exits = matches!(screen, Screen::Page(_) | Screen::Sign | Screen::Check);
        view! { <Frame exits welcome=screen == Screen::Welcome arrives back_to>{content}</Frame> }
    }
}

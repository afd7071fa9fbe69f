//! What lies on the page: the screen of the visit, and over it the ways out that somebody looks at, one over the other. A screen that is
//! covered stays as it is, so that a look at a way out forgets nothing, not even what is half typed.

use crate::browser::page;
use inkseal_domain::flow::{Exit, Page, State};

/// Which screen is up. A change within a screen (a stroke, a confirmation) does not build it anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Nobody is here.
    Welcome,
    /// Before the signature.
    Page(Page),
    /// The foot of the paper form.
    Sign,
    /// Everything once more.
    Check,
    /// A way out.
    Exit(Exit),
    /// Being stored.
    Saving,
    /// Could not be stored.
    Blocked,
    /// Stored.
    Recorded,
}

/// The screens on the page, the undermost first, and how each was left that is covered now.
#[derive(Debug, Clone, PartialEq)]
pub struct Layers {
    screens: Vec<Screen>,
    left: Vec<Left>,
}

/// How a screen was left: its title, and how far down it was scrolled in CSS pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    pub title: String,
    pub scrolled: f64,
}

impl Layers {
    /// The layers of a visit that stands so, after those that were there before.
    pub fn of(state: &State, before: Option<&Self>) -> Self {
        let screens = screens(state);
        let mut left =
            before.filter(|before| before.screens[0] == screens[0]).map(|b| b.left.clone()).unwrap_or_default();
        left.truncate(screens.len() - 1);
        // Nothing of the change is on the page yet: what is being covered is still as it is left.
        while left.len() + 1 < screens.len() {
            left.push(Left { title: page::title(), scrolled: page::scrolled() });
        }
        Self { screens, left }
    }

    /// The screens with their places, the uppermost first, as they stand in the page: what is looked for by a selector is found there first.
    pub fn downwards(&self) -> Vec<(usize, Screen)> {
        self.screens.iter().copied().enumerate().rev().collect()
    }

    /// Whether the screen in that place is covered.
    pub fn covers(&self, place: usize) -> bool {
        place + 1 < self.screens.len()
    }

    /// The screen of the visit.
    pub fn undermost(&self) -> Screen {
        self.screens[0]
    }

    /// The screen that is seen.
    pub fn uppermost(&self) -> Screen {
        self.screens[self.screens.len() - 1]
    }

    /// From which way out somebody comes back to the screen that is seen, and how it was left; `None` where they arrive there.
    pub fn back_from<'a>(&self, before: &'a Self) -> Option<(Exit, &'a Left)> {
        let (place, covered) = (self.screens.len() - 1, before.screens.strip_prefix(&self.screens[..])?);
        match covered {
            [Screen::Exit(way), ..] => Some((*way, &before.left[place])),
            _ => None,
        }
    }
}

/// At least one.
fn screens(state: &State) -> Vec<Screen> {
    let screen = match state {
        State::Exit { way, from } => {
            let mut screens = screens(from);
            screens.push(Screen::Exit(*way));
            return screens;
        }
        State::Welcome => Screen::Welcome,
        State::Reading { page, .. } => Screen::Page(*page),
        State::Sign(_) => Screen::Sign,
        State::Check(_) => Screen::Check,
        State::Saving { .. } => Screen::Saving,
        State::Blocked { .. } => Screen::Blocked,
        State::Recorded { .. } => Screen::Recorded,
    };
    vec![screen]
}

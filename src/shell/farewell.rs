//! How a visit ended: without a word, whoever only hears the welcome screen would not know that anything did.

use inkseal_domain::flow::{Event, Exit, State};

/// How a visit ended, said on the next screen in the language of whoever was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Farewell {
    /// How.
    pub end: End,
    /// BCP 47.
    pub lang: String,
}

/// How a visit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The person left, and nothing was kept.
    Left,
    /// Nobody was there any more, and nothing was kept.
    Idle,
    /// What was to be kept is, and the screen was handed over.
    Done,
}

impl Farewell {
    /// How an event ends a visit, if it does.
    pub(super) fn of(state: &State, event: &Event) -> Option<Self> {
        let end = match (state, event) {
            (State::Recorded { .. } | State::Blocked { .. }, _) => End::Done,
            (_, Event::Idle) => End::Idle,
            (_, Event::Leave | Event::TakeExit(Exit::Leave)) => End::Left,
            _ => return None,
        };
        Some(Self { end, lang: state.lang()?.to_owned() })
    }
}

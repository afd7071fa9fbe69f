//! What the office's settings mean for whoever is at the screen.

use super::{Door, Shell};
use crate::text::{Text, languages};
use inkseal_domain::flow::Asks;
use inkseal_domain::settings::Languages;
use leptos::prelude::*;

/// The languages of the screens at hand.
pub fn at_hand() -> Vec<&'static str> {
    languages().iter().map(|(lang, _)| *lang).collect()
}

impl Shell {
    /// The languages that a signer may choose from, in the order of the screens.
    pub fn on_offer(self) -> Vec<(&'static str, &'static Text)> {
        let offered = self.languages().of(&at_hand());
        languages().iter().copied().filter(|(lang, _)| offered.contains(lang)).collect()
    }

    /// What the office asks for in every visit.
    pub(super) fn asks(self) -> Asks {
        self.office.with_untracked(|office| office.settings.asks())
    }

    /// What the office chose of them.
    pub fn languages(self) -> Languages {
        self.office.with_untracked(|office| office.settings.languages.clone())
    }

    /// The language of the screens while nobody is visiting: an administrator's own, and before signers one that is on offer to them.
    pub(super) fn idle_lang(self) -> &'static str {
        let lang = self.lang.get_untracked();
        if !matches!(self.door.get_untracked(), Door::Kiosk | Door::Unavailable(_)) {
            return lang;
        }
        let offered = self.languages().of(&at_hand());
        if offered.contains(&lang) { lang } else { offered.first().copied().unwrap_or(lang) }
    }
}

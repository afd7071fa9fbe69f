//! What a visit has to go through, in which order: taken from the documents in force.

use super::{Asks, Effect, Page, Part, Progress, Ready, State, Way};
use crate::document::{Document, Kind};
use crate::visit::{Received, Shown, Statement};

/// The documents of a visit: one that is read in full, and those that it refers to.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The document that is read and signed.
    pub main: Planned,
    /// The others, each acknowledged on its own, whether its text is here or only its name.
    pub others: Vec<Planned>,
    /// What signing means: the attestation, word for word.
    pub meaning: String,
}

/// One document as far as a visit needs to know it.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// Which document, which version, its language and digest.
    pub shown: Shown,
    /// Ids of the sections to confirm.
    pub sections: Vec<String>,
    /// Statements that are agreed to with it.
    pub statements: Vec<Statement>,
}

impl Planned {
    fn of(document: &Document) -> Self {
        Self { shown: document.shown(), sections: document.section_ids(), statements: document.statements() }
    }
}

impl Plan {
    /// The plan for the documents in force: the first one with a text is read and signed, the others are acknowledged.
    /// `None` when there is none to read.
    pub fn of(documents: &[Document]) -> Option<Self> {
        let main = documents.iter().find(|document| document.kind() == Kind::Full)?;
        let others = documents.iter().filter(|document| document.slug != main.slug).map(Planned::of).collect();
        Some(Self { main: Planned::of(main), others, meaning: main.meaning().to_owned() })
    }

    /// Ids of the sections to confirm, in order.
    pub fn sections(&self) -> &[String] {
        &self.main.sections
    }

    /// The id of one section.
    pub fn section(&self, index: usize) -> Option<&str> {
        self.main.sections.get(index).map(String::as_str)
    }

    /// How many documents are acknowledged besides.
    pub fn references(&self) -> usize {
        self.others.len()
    }

    /// The documents by name only, with nothing confirmed.
    pub fn named(&self) -> Vec<Shown> {
        std::iter::once(&self.main).chain(&self.others).map(|planned| planned.shown.clone()).collect()
    }

    /// The documents with everything confirmed, and one answer for every document by reference.
    pub fn confirmed_whole(&self, received: Received) -> Vec<Shown> {
        let mut progress = Progress::new(String::new(), Asks::default(), 0);
        progress.confirmed = self.sections().to_vec();
        progress.received = vec![Some(received); self.references()];
        self.confirmed(&progress)
    }

    /// The documents as a signer confirmed them.
    pub(super) fn confirmed(&self, progress: &Progress) -> Vec<Shown> {
        let main = Shown {
            confirmed: progress.confirmed.clone(),
            statements: self.main.statements.clone(),
            ..self.main.shown.clone()
        };
        let others = self.others.iter().enumerate().map(|(i, other)| {
            let received = progress.received.get(i).copied().flatten();
            // Who does not have the document yet has not agreed to the words about it.
            let statements = if received == Some(Received::Yes) { other.statements.clone() } else { vec![] };
            Shown { received, statements, ..other.shown.clone() }
        });
        std::iter::once(main).chain(others).collect()
    }

    /// Whether somebody who chose that language reads the agreement in another one. Regions do not count (RFC 5646, section 2.2.4).
    fn is_foreign(&self, lang: &str) -> bool {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        primary(lang) != primary(&self.main.shown.lang)
    }

    pub(super) fn start(&self, lang: String, asks: Asks) -> (State, Vec<Effect>) {
        let page = if self.is_foreign(&lang) { Page::Competence } else { Page::Name };
        (State::Reading { page, progress: Progress::new(lang, asks, self.references()) }, vec![])
    }

    /// The screen after a page; back to the check screen when the person only came to change something.
    pub(super) fn after(&self, page: Page, progress: Progress) -> State {
        let past = Page::Reference(self.references());
        let next = match page {
            Page::Competence => Page::Name,
            Page::Name => Page::Consent,
            Page::Consent => Page::Opening,
            Page::Opening if progress.way == Way::Whole => Page::Whole,
            Page::Opening => Page::Section(0),
            Page::Section(i) if i + 1 < self.sections().len() => Page::Section(i + 1),
            Page::Section(_) | Page::Whole => Page::Reference(0),
            Page::Reference(i) => Page::Reference(i + 1),
            Page::Host => past,
        };
        let whole_part = !matches!((page, next), (Page::Opening, _) | (Page::Section(_), Page::Section(_)));
        if progress.changing && whole_part {
            return self.back_to_check(progress);
        }
        if next == past && page != Page::Host && progress.asks.host {
            return State::Reading { page: Page::Host, progress };
        }
        if next == past {
            return match Ready::prove(self, progress) {
                Ok(ready) => State::Sign(ready),
                Err(progress) => self.first_open(progress),
            };
        }
        State::Reading { page: next, progress }
    }

    /// Who came from the check screen to change a part goes back there, unless something is open.
    fn back_to_check(&self, progress: Progress) -> State {
        match Ready::prove(self, progress) {
            Ok(ready) => ready.checked().map_or_else(State::Sign, State::Check),
            Err(progress) => self.first_open(progress),
        }
    }

    /// The first screen on which something is still to be answered.
    fn first_open(&self, progress: Progress) -> State {
        let section = self.sections().iter().position(|id| !progress.has_confirmed(id));
        let reference = progress.received.iter().position(Option::is_none);
        let page = if progress.signer.is_none() {
            Page::Name
        } else if progress.consent.is_none() {
            Page::Consent
        } else if let Some(i) = section {
            if progress.way == Way::Whole { Page::Whole } else { Page::Section(i) }
        } else {
            reference.map_or(Page::Host, Page::Reference)
        };
        State::Reading { page, progress }
    }

    pub(super) fn before(&self, page: Page, progress: Progress) -> State {
        let begins_a_part =
            matches!(page, Page::Name | Page::Consent | Page::Opening | Page::Reference(_) | Page::Host);
        if progress.changing && begins_a_part {
            return self.back_to_check(progress);
        }
        let foreign = self.is_foreign(&progress.lang);
        let page = match page {
            // Before the first screen there is only the welcome screen, which knows nobody.
            Page::Competence => return State::Welcome,
            Page::Name if foreign => Page::Competence,
            Page::Name => return State::Welcome,
            Page::Consent => Page::Name,
            Page::Opening => Page::Consent,
            Page::Section(0) | Page::Whole => Page::Opening,
            Page::Section(i) => Page::Section(i - 1),
            Page::Reference(0) => self.last_of_main(&progress),
            Page::Reference(i) => Page::Reference(i - 1),
            Page::Host => self.last_of_all(&progress),
        };
        State::Reading { page, progress }
    }

    pub(super) fn before_sign(&self, progress: Progress) -> State {
        let page = if progress.asks.host { Page::Host } else { self.last_of_all(&progress) };
        State::Reading { page, progress }
    }

    /// The last screen of the documents.
    fn last_of_all(&self, progress: &Progress) -> Page {
        match self.references() {
            0 => self.last_of_main(progress),
            n => Page::Reference(n - 1),
        }
    }

    fn last_of_main(&self, progress: &Progress) -> Page {
        match progress.way {
            Way::Whole => Page::Whole,
            Way::Sections => Page::Section(self.sections().len().saturating_sub(1)),
        }
    }

    pub(super) fn change(&self, part: Part, mut progress: Progress) -> State {
        progress.changing = true;
        let page = match part {
            Part::Name => Page::Name,
            Part::Consent => Page::Consent,
            Part::Sections | Part::Signature => Page::Opening,
            Part::Host => Page::Host,
            Part::Reference(i) => Page::Reference(i.min(self.references().saturating_sub(1))),
        };
        State::Reading { page, progress }
    }
}

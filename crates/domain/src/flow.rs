//! The visit as a state machine: `step(plan, state, event) -> (state, effects)`.
//!
//! A state holds what the earlier ones proved: `Sign` holds a [`Ready`], which exists only when a name and consent were given, every section
//! confirmed and every document by reference answered for; `Check` also holds a mark. An event that does not belong to a state leaves
//! it alone, so a second tap on a button that has moved on does nothing. `Saving` is left only on the store's answer.

mod plan;
mod progress;

pub use plan::{Plan, Planned};
pub use progress::{Asks, Progress, Ready, Signed, Way};

use crate::code::Code;
use crate::codec::Hash;
use crate::identity::PrintedName;
use crate::instant::Instant;
use crate::visit::{Consent, Help, Helper, Host, Mark, Outcome, Reason, Received, Signer, Visit};

/// Where a visit stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum State {
    /// Nobody is here.
    #[default]
    Welcome,
    /// Somebody reads and answers, one screen at a time.
    Reading {
        /// Which screen.
        page: Page,
        /// What was given so far.
        progress: Progress,
    },
    /// The foot of the paper form: attestation, signature, date, printed name.
    Sign(Ready),
    /// Everything once more, exactly as it will be kept.
    Check(Signed),
    /// A way out says what it keeps, before it does; leaving, that it keeps nothing.
    Exit {
        /// Which way.
        way: Exit,
        /// Where the person came from, to go back to.
        from: Box<State>,
    },
    /// The store has it and has not answered yet.
    Saving {
        /// What is being kept.
        visit: Box<Visit>,
    },
    /// The store said that it could not keep it. Nothing is lost yet: it is still here.
    Blocked {
        /// What could not be kept.
        visit: Box<Visit>,
    },
    /// It is durable.
    Recorded {
        /// What was kept.
        visit: Box<Visit>,
        /// What the store said.
        receipt: Receipt,
    },
}

/// A screen before the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// Whether the person reads the agreement's language well enough to sign it.
    Competence,
    /// Printed name.
    Name,
    /// Consent to sign on a screen.
    Consent,
    /// The agreement's opening.
    Opening,
    /// One section.
    Section(usize),
    /// The whole agreement on one page.
    Whole,
    /// A document by reference.
    Reference(usize),
    /// Who stands beside the signer for the office, where the office asks for it.
    Host,
}

/// The ways out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Exit {
    /// "Leave". Nothing is kept.
    Leave,
    /// "Ask a question".
    Question,
    /// "Sign on paper".
    Paper,
    /// "I don't want to sign now".
    Decline,
}

/// What the store says when a record is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The record's id.
    pub id: String,
    /// Its place in the chain.
    pub seq: u64,
    /// Its code.
    pub code: Code,
    /// Its hash.
    pub hash: Hash,
    /// When it was made.
    pub at: Instant,
    /// The wall clock then, minutes east of UTC.
    pub utc_offset_min: i32,
}

/// What can happen in a visit.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A language was chosen on the welcome screen.
    Begin {
        /// BCP 47.
        lang: String,
        /// What the office asks for besides.
        asks: Asks,
    },
    /// "I read English well enough".
    CanRead,
    /// "Somebody here reads it to me in my language".
    IsReadTo,
    /// Name and number were given, and initials where, and only where, the office asks for them.
    Named(Signer),
    /// Consent was given to these words.
    Consented(Consent),
    /// Go on, where nothing is to be answered.
    Continue,
    /// Choose how to read.
    Read(Way),
    /// "I have read this section", for the section so named.
    Confirm(String),
    /// Whether the document by reference is in the person's hands.
    Answered(Received),
    /// Who stands beside the signer for the office.
    Hosted(Host),
    /// The pad, the typed name or the witness's mark, as it stands now.
    Marked(Option<Mark>),
    /// Who sees the signature being made, or nobody who can be named.
    SeenBy(Option<PrintedName>),
    /// Somebody helped, or nobody.
    Helped(Option<Helper>),
    /// How somebody helped who is not named yet.
    HelpIs(Help),
    /// "Check before signing".
    CheckAll,
    /// On the check screen: change that part.
    Change(Part),
    /// The signer says that it is another day, `YYYY-MM-DD`, or that the clock is right.
    DateIs(Option<String>),
    /// "Sign and finish".
    Finish,
    /// One screen back.
    Back,
    /// One of the ways out was chosen.
    TakeExit(Exit),
    /// What the way out keeps may be kept; a reason where one is asked for.
    KeepExit(Option<Reason>),
    /// Leave; nothing is kept.
    Leave,
    /// The store has it for good.
    Stored(Receipt),
    /// The store could not keep it.
    NotStored,
    /// Try to keep it again.
    Retry,
    /// Done: hand the tablet over.
    HandOver,
    /// Nobody has been here for a while.
    Idle,
}

/// A part of the form that the check screen leads back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Printed name.
    Name,
    /// Consent.
    Consent,
    /// The agreement's sections.
    Sections,
    /// A document by reference.
    Reference(usize),
    /// Who stands beside the signer for the office.
    Host,
    /// The signature, who saw it, and who helped.
    Signature,
}

/// What the shell has to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Stamp, sign, seal and store it, then say [`Event::Stored`] or [`Event::NotStored`].
    Keep(Box<Visit>),
    /// Nothing of this person may remain on the screen, in a form or in the history.
    Wipe,
}

/// One step of the visit.
pub fn step(plan: &Plan, state: State, event: Event) -> (State, Vec<Effect>) {
    use State as S;
    match (state, event) {
        // Saving ends only on the store's answer; neither a tap nor the clock can leave it.
        (S::Saving { visit }, Event::Stored(receipt)) => (S::Recorded { visit, receipt }, vec![]),
        (S::Saving { visit }, Event::NotStored) => (S::Blocked { visit }, vec![]),
        (state @ S::Saving { .. }, _) => (state, vec![]),

        (S::Blocked { visit }, Event::Retry) => save(*visit),
        (S::Blocked { .. } | S::Recorded { .. }, Event::HandOver) => wiped(),
        // An unsaved record waits for a person; the clock may not throw it away.
        (state @ S::Blocked { .. }, _) => (state, vec![]),
        (S::Recorded { .. }, Event::Idle) => wiped(),

        (S::Welcome, Event::Begin { lang, asks }) => plan.start(lang, asks),
        (S::Welcome, _) => (S::Welcome, vec![]),
        (S::Reading { .. } | S::Sign(_) | S::Check(_) | S::Exit { .. }, Event::Leave | Event::Idle) => wiped(),
        (from @ (S::Reading { .. } | S::Sign(_) | S::Check(_)), Event::TakeExit(way)) => from.exit(way),
        (S::Exit { way, from }, Event::TakeExit(other)) if way == other => S::Exit { way, from }.stays(),
        (from @ S::Exit { way: Exit::Question | Exit::Paper | Exit::Decline, .. }, Event::TakeExit(Exit::Leave)) => {
            from.exit(Exit::Leave)
        }
        (S::Exit { from, .. }, Event::TakeExit(other)) => from.before_exits().exit(other),
        (S::Exit { from, .. }, Event::Back) => (*from, vec![]),
        (S::Exit { way, from }, Event::KeepExit(reason)) => match way.outcome(reason) {
            Some(outcome) => save(from.unfinished(plan, outcome, reason)),
            None => S::Exit { way, from }.stays(),
        },

        (S::Reading { page, progress }, event) => match reading(plan, page, progress.clone(), event) {
            // Back from the first screen is leaving.
            S::Welcome => S::Reading { page, progress }.exit(Exit::Leave),
            state => (state, vec![]),
        },
        (S::Sign(ready), event) => (sign(plan, ready, event), vec![]),
        (S::Check(signed), Event::Finish) => save(signed.visit(plan)),
        (S::Check(signed), event) => (check(plan, signed, event), vec![]),
        (state, _) => state.stays(),
    }
}

fn wiped() -> (State, Vec<Effect>) {
    (State::Welcome, vec![Effect::Wipe])
}

fn save(visit: Visit) -> (State, Vec<Effect>) {
    let visit = Box::new(visit);
    (State::Saving { visit: visit.clone() }, vec![Effect::Keep(visit)])
}

fn reading(plan: &Plan, page: Page, mut progress: Progress, event: Event) -> State {
    match (page, event) {
        (Page::Competence, Event::CanRead) => progress.help = None,
        // Whoever came back and named somebody before has nothing open.
        (Page::Competence, Event::IsReadTo) => progress.help = progress.helper.is_none().then_some(Help::Interpreted),
        (Page::Name, Event::Named(signer)) if signer.initials.is_some() == progress.asks.initials => {
            progress.name(signer)
        }
        (Page::Consent, Event::Consented(consent)) => progress.consent = Some(consent),
        (Page::Opening, Event::Read(way)) => progress.way = way,
        (Page::Opening, Event::Continue) => {}
        (Page::Section(i), Event::Confirm(id)) if plan.section(i) == Some(id.as_str()) => progress.confirm(id),
        (Page::Section(i), Event::Continue) if plan.section(i).is_some_and(|id| progress.has_confirmed(id)) => {}
        (Page::Whole, Event::Confirm(id)) if plan.sections().contains(&id) => {
            progress.confirm(id);
            return State::Reading { page, progress };
        }
        (Page::Whole, Event::Continue) if progress.confirmed_all(plan) => {}
        (Page::Reference(i), Event::Answered(received)) if i < plan.references() => progress.answer(i, received),
        (Page::Host, Event::Hosted(host)) if progress.is_another(&host.name) => progress.host = Some(host),
        (_, Event::Back) => return plan.before(page, progress),
        (page, _) => return State::Reading { page, progress },
    }
    plan.after(page, progress)
}

fn sign(plan: &Plan, mut ready: Ready, event: Event) -> State {
    match event {
        Event::Marked(mark) => ready.set_mark(mark),
        Event::SeenBy(witness) => ready.set_witness(witness),
        Event::Helped(helper) => ready.set_helper(helper),
        Event::HelpIs(help) => ready.set_help(help),
        Event::CheckAll => return ready.checked().map_or_else(State::Sign, State::Check),
        Event::Back => return back_from_sign(plan, ready),
        _ => {}
    }
    State::Sign(ready)
}

/// Who came from the check screen to change the signature goes back there, unless it is gone.
fn back_from_sign(plan: &Plan, ready: Ready) -> State {
    let ready = if ready.progress().changing { ready.checked() } else { Err(ready) };
    ready.map_or_else(|ready| plan.before_sign(ready.into_progress()), State::Check)
}

fn check(plan: &Plan, signed: Signed, event: Event) -> State {
    match event {
        Event::DateIs(date) => State::Check(signed.dated(date)),
        Event::Back => State::Sign(signed.into_ready()),
        Event::Change(Part::Signature) => State::Sign(signed.into_ready().changing()),
        Event::Change(part) => plan.change(part, signed.into_ready().into_progress()),
        _ => State::Check(signed),
    }
}

impl Exit {
    /// What is kept of it, if anything may be: only declining has a reason, and it always has one ("I'd rather not say" is one).
    fn outcome(self, reason: Option<Reason>) -> Option<Outcome> {
        match (self, reason) {
            (Self::Question, None) => Some(Outcome::Question),
            (Self::Paper, None) => Some(Outcome::Paper),
            (Self::Decline, Some(_)) => Some(Outcome::Declined),
            _ => None,
        }
    }
}

impl State {
    /// What was given so far, wherever the visit stands.
    pub fn progress(&self) -> Option<&Progress> {
        match self {
            Self::Reading { progress, .. } => Some(progress),
            Self::Sign(ready) => Some(ready.progress()),
            Self::Check(signed) => Some(signed.progress()),
            Self::Exit { from, .. } => from.progress(),
            Self::Welcome | Self::Saving { .. } | Self::Blocked { .. } | Self::Recorded { .. } => None,
        }
    }

    /// Somebody gave a name, and may have read and written more since.
    fn is_named(&self) -> bool {
        self.progress().is_some_and(|progress| progress.signer.is_some())
    }

    /// To a way out. Whoever has given nothing yet leaves at once; whoever has loses it by no slip of the finger.
    fn exit(self, way: Exit) -> (Self, Vec<Effect>) {
        match way {
            Exit::Leave if !self.is_named() => wiped(),
            way => Self::Exit { way, from: Box::new(self) }.stays(),
        }
    }

    /// Where somebody was before they looked at ways out.
    fn before_exits(self) -> Self {
        match self {
            Self::Exit { from, .. } => from.before_exits(),
            state => state,
        }
    }

    fn stays(self) -> (Self, Vec<Effect>) {
        (self, vec![])
    }

    /// The language of the screens; `None` when nobody is here.
    pub fn lang(&self) -> Option<&str> {
        match self {
            Self::Saving { visit } | Self::Blocked { visit } | Self::Recorded { visit, .. } => Some(&visit.lang),
            other => other.progress().map(|progress| progress.lang.as_str()),
        }
    }

    /// The section that is being read; on one page, the first that waits for its confirmation.
    pub fn section_at_hand<'a>(&self, plan: &'a Plan) -> Option<&'a str> {
        match self {
            Self::Reading { page: Page::Section(i), .. } => plan.section(*i),
            Self::Reading { page: Page::Whole, progress } => {
                plan.sections().iter().find(|id| !progress.has_confirmed(id)).map(String::as_str)
            }
            Self::Exit { from, .. } => from.section_at_hand(plan),
            _ => None,
        }
    }

    /// What a way out keeps: the outcome, a name if one was given, the reason or the section, and nothing else.
    fn unfinished(&self, plan: &Plan, outcome: Outcome, reason: Option<Reason>) -> Visit {
        let asked_from = self.section_at_hand(plan).filter(|_| outcome == Outcome::Question);
        let progress = self.progress();
        Visit {
            outcome,
            lang: self.lang().unwrap_or_default().to_owned(),
            // Initials stand for sections that were confirmed, of which nothing is kept.
            signer: progress.and_then(|progress| Some(Signer { initials: None, ..progress.signer.clone()? })),
            consent: None,
            documents: plan.named(),
            signature: None,
            helper: None,
            host: None,
            reason,
            asked_from: asked_from.map(str::to_owned),
            signer_date: None,
        }
    }
}

#[cfg(test)]
mod tests;

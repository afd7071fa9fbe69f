//! What a person has given so far, and the two proofs that the end of a visit asks for.

use super::Plan;
use crate::identity::PrintedName;
use crate::visit::{Consent, Help, Helper, Host, Mark, Outcome, Received, Signature, Signer, Visit};

/// What an office asks for besides what every visit does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asks {
    /// Who stands beside the signer for the office.
    pub host: bool,
    /// Somebody who sees the signature being made.
    pub witness: bool,
    /// The signer's initials, with which each section is confirmed.
    pub initials: bool,
}

/// How the agreement is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// One section a screen.
    #[default]
    Sections,
    /// All on one page.
    Whole,
}

/// What was given so far. How long anything took is nowhere in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Language of the screens.
    pub lang: String,
    /// What the office asks for in this visit.
    pub asks: Asks,
    /// Who it is.
    pub signer: Option<Signer>,
    /// Consent to sign on a screen.
    pub consent: Option<Consent>,
    /// How the agreement is read.
    pub way: Way,
    /// Sections confirmed, in the order in which they were.
    pub confirmed: Vec<String>,
    /// The answer for each document by reference.
    pub received: Vec<Option<Received>>,
    /// Who stands beside the signer for the office.
    pub host: Option<Host>,
    /// The signature as it stands on the pad, typed or witnessed.
    pub mark: Option<Mark>,
    /// Who sees a drawn or typed signature being made.
    pub witness: Option<PrintedName>,
    /// Help that the person spoke of and nobody is named for yet. Before the end either somebody is, or it was nobody.
    pub help: Option<Help>,
    /// Who helped.
    pub helper: Option<Helper>,
    /// The day that the signer says it is.
    pub signer_date: Option<String>,
    /// The person came from the check screen to change one part.
    pub changing: bool,
}

impl Progress {
    pub(super) fn new(lang: String, asks: Asks, references: usize) -> Self {
        Self {
            lang,
            asks,
            signer: None,
            consent: None,
            way: Way::Sections,
            confirmed: vec![],
            received: vec![None; references],
            host: None,
            mark: None,
            witness: None,
            help: None,
            helper: None,
            signer_date: None,
            changing: false,
        }
    }

    /// A typed signature was made under the old name, so it goes when the name changes; so do sections that were confirmed with other initials.
    pub(super) fn name(&mut self, signer: Signer) {
        if self.signer.as_ref().is_some_and(|old| old.initials != signer.initials) {
            self.confirmed.clear();
        }
        let renamed = self.signer.as_ref().is_some_and(|old| old.name != signer.name);
        let signs_no_more = match &self.mark {
            Some(Mark::Typed { .. }) => renamed,
            // Nobody is their own witness.
            Some(Mark::Witnessed { witness, .. }) => witness.reads_like(&signer.name),
            Some(Mark::Drawn { .. }) | None => false,
        };
        if signs_no_more {
            self.mark = None;
        }
        // Nor is anybody their own host.
        self.witness.take_if(|witness| witness.reads_like(&signer.name));
        self.host.take_if(|host| host.name.reads_like(&signer.name));
        self.signer = Some(signer);
    }

    pub(super) fn confirm(&mut self, section: String) {
        if !self.has_confirmed(&section) {
            self.confirmed.push(section);
        }
    }

    /// Whether that is somebody else than the signer.
    pub fn is_another(&self, name: &PrintedName) -> bool {
        self.signer.as_ref().is_none_or(|signer| !signer.name.reads_like(name))
    }

    /// Whether it is open who saw the signature, where the office asks for it. A witness who signs for the signer sees it.
    fn lacks_witness(&self) -> bool {
        self.asks.witness && self.witness.is_none() && !matches!(self.mark, Some(Mark::Witnessed { .. }))
    }

    pub(super) fn answer(&mut self, reference: usize, received: Received) {
        if let Some(answer) = self.received.get_mut(reference) {
            *answer = Some(received);
        }
    }

    /// Whether a section was confirmed.
    pub fn has_confirmed(&self, section: &str) -> bool {
        self.confirmed.iter().any(|id| id == section)
    }

    /// Whether every section was confirmed.
    pub fn confirmed_all(&self, plan: &Plan) -> bool {
        plan.sections().iter().all(|id| self.has_confirmed(id))
    }
}

/// Proof that everything before the signature was given. Only [`Ready::prove`] makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Ready(Progress);

impl Ready {
    /// Asks for a name, consent, every section, every answer, and a host where the office wants one; gives the progress back when something is open.
    #[expect(clippy::result_large_err, reason = "the error is no error: what was given comes back whole")]
    pub fn prove(plan: &Plan, progress: Progress) -> Result<Self, Progress> {
        let complete = progress.signer.is_some()
            && progress.consent.is_some()
            && progress.confirmed_all(plan)
            && progress.received.iter().all(Option::is_some)
            && (progress.host.is_some() || !progress.asks.host);
        if complete { Ok(Self(progress)) } else { Err(progress) }
    }

    /// What was given.
    pub fn progress(&self) -> &Progress {
        &self.0
    }

    pub(super) fn into_progress(self) -> Progress {
        self.0
    }

    /// The same for somebody who came from the check screen.
    pub(super) fn changing(mut self) -> Self {
        self.0.changing = true;
        self
    }

    pub(super) fn set_mark(&mut self, mark: Option<Mark>) {
        self.0.mark = mark;
    }

    /// Nobody is their own witness.
    pub(super) fn set_witness(&mut self, witness: Option<PrintedName>) {
        self.0.witness = witness.filter(|witness| self.0.is_another(witness));
    }

    pub(super) fn set_helper(&mut self, helper: Option<Helper>) {
        self.0.help = None;
        self.0.helper = helper;
    }

    pub(super) fn set_help(&mut self, help: Help) {
        self.0.help = Some(help);
        self.0.helper = None;
    }

    /// With a mark, a witness where the office asks for one, and no help left open, it can be checked.
    #[expect(clippy::result_large_err, reason = "the error is no error: what was given comes back whole")]
    pub(super) fn checked(mut self) -> Result<Signed, Self> {
        self.0.changing = false;
        match self.0.mark.clone().filter(|_| self.0.help.is_none() && !self.0.lacks_witness()) {
            Some(mark) => Ok(Signed { ready: self, mark }),
            None => Err(self),
        }
    }
}

/// Proof that everything was given and a mark was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Signed {
    ready: Ready,
    mark: Mark,
}

impl Signed {
    /// What was given.
    pub fn progress(&self) -> &Progress {
        &self.ready.0
    }

    /// The mark.
    pub fn mark(&self) -> &Mark {
        &self.mark
    }

    pub(super) fn into_ready(self) -> Ready {
        self.ready
    }

    pub(super) fn dated(mut self, date: Option<String>) -> Self {
        self.ready.0.signer_date = date;
        self
    }

    /// What will be kept, exactly.
    pub fn visit(&self, plan: &Plan) -> Visit {
        let progress = self.progress();
        // A witness who signs stands in the mark, and no other beside it.
        let seen = progress.witness.clone().filter(|_| progress.asks.witness);
        let witness = seen.filter(|_| !matches!(self.mark, Mark::Witnessed { .. }));
        Visit {
            outcome: Outcome::Signed,
            lang: progress.lang.clone(),
            signer: progress.signer.clone(),
            consent: progress.consent.clone(),
            documents: plan.confirmed(progress),
            signature: Some(Signature { meaning: plan.meaning.clone(), mark: self.mark.clone(), witness }),
            helper: progress.helper.clone(),
            host: progress.host.clone().filter(|_| progress.asks.host),
            reason: None,
            asked_from: None,
            signer_date: progress.signer_date.clone(),
        }
    }
}

//! What the page says if the program stops at this moment: what became of the signature. It is worked out beforehand, whenever
//! the visit goes on, because a program that has stopped works nothing out (see `browser::stopped`).

use crate::text::{Text, languages};
use inkseal_domain::copy::escape;
use inkseal_domain::flow::State;
use inkseal_domain::visit::Outcome;

/// What would be left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Nobody is here; what is recorded is safe.
    Nobody,
    /// Somebody has not signed yet, and nothing of them is kept.
    Unsigned,
    /// The store has it and has not answered: nobody can say.
    Saving,
    /// The store could not keep it, and it is gone with the page.
    NotSaved,
    /// It is durable.
    Recorded {
        /// Whether it is a signature, or one of the ways out.
        signed: bool,
        /// The record's code.
        code: String,
    },
    /// An administrator was at work.
    Administrator,
    /// Nothing was real.
    Practice,
}

impl Fate {
    /// What would be left behind now.
    pub fn of(state: &State, practice: bool, administrator: bool) -> Self {
        match state {
            _ if practice => Self::Practice,
            _ if administrator => Self::Administrator,
            State::Welcome => Self::Nobody,
            State::Reading { .. } | State::Sign(_) | State::Check(_) | State::Exit { .. } => Self::Unsigned,
            State::Saving { .. } => Self::Saving,
            State::Blocked { .. } => Self::NotSaved,
            State::Recorded { visit, receipt } => {
                Self::Recorded { signed: visit.outcome == Outcome::Signed, code: receipt.code.to_string() }
            }
        }
    }

    /// The fact, and what to do.
    fn words(&self, text: &Text) -> (&'static str, &'static str) {
        let t = &text.panic;
        match self {
            Self::Nobody => (t.nobody, t.nobody_do),
            Self::Unsigned => (t.unsigned, t.unsigned_do),
            Self::Saving => (t.saving, t.saving_do),
            Self::NotSaved => (t.not_saved, t.not_saved_do),
            Self::Recorded { signed: true, .. } => (t.signed, t.recorded_do),
            Self::Recorded { signed: false, .. } => (t.recorded, t.recorded_do),
            Self::Administrator => (t.administrator, t.administrator_do),
            Self::Practice => (t.practice, t.practice_do),
        }
    }

    /// The page, in every language, that of the person first. Nothing of the person is on it but the record code.
    pub fn page(&self, lang: &str) -> String {
        let mut languages: Vec<_> = languages().iter().collect();
        languages.sort_by_key(|(tag, _)| *tag != lang);
        let parts: String = languages.iter().enumerate().map(|(i, (tag, text))| self.part(i == 0, tag, text)).collect();
        let load: Vec<String> = languages
            .iter()
            .map(|(tag, text)| format!("<span lang=\"{tag}\">{}</span>", escape(text.panic.load)))
            .collect();
        format!(
            "<main class=\"frame-main stopped\"><div class=\"sheet\">{parts}\
             <p><a class=\"button primary\" href=\"./\"><span>{}</span></a></p></div></main>",
            load.join(" · ")
        )
    }

    fn part(&self, first: bool, lang: &str, text: &Text) -> String {
        let (fact, act) = self.words(text);
        let direction = text.common.direction;
        let title = escape(text.panic.title);
        let heading = if first { format!("<h1 tabindex=\"-1\">{title}</h1>") } else { format!("<h2>{title}</h2>") };
        let code = match self {
            Self::Recorded { code, .. } => {
                format!("<p>{}: <strong>{}</strong></p>", escape(text.recorded.code), escape(code))
            }
            _ => String::new(),
        };
        format!(
            "<section lang=\"{lang}\" dir=\"{direction}\">{heading}<p><strong>{}</strong></p><p>{}</p>{code}</section>",
            escape(fact),
            escape(act)
        )
    }
}

#[cfg(test)]
mod tests;

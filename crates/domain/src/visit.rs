//! What a visit leaves behind: an outcome, who it was, what was read, and the signature.

use crate::codec::Hash;
use crate::identity::{Initials, PrintedName};
use serde::{Deserialize, Serialize};

/// How a visit ended. Leaving is not among them: it leaves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Signed.
    Signed,
    /// Did not want to sign now.
    Declined,
    /// Has a question first.
    Question,
    /// Wants to sign on paper.
    Paper,
}

/// One visit as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// How it ended.
    pub outcome: Outcome,
    /// Language of the screens, BCP 47.
    pub lang: String,
    /// Who it was: always there when signed; otherwise only if the person had given a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<Signer>,
    /// The consent to sign on a screen, separate from the signature (C.R.S. 24-71.3-105).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// What was shown.
    pub documents: Vec<Shown>,
    /// The signature, when signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// Who helped, if anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helper: Option<Helper>,
    /// Who stood beside the signer for the office, where the office asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<Host>,
    /// Why not now, from a fixed list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The section from which a question was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_from: Option<String>,
    /// The day that the signer says it is, `YYYY-MM-DD`, when the clock is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer_date: Option<String>,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signer {
    /// Printed name.
    pub name: PrintedName,
    /// Employee number, where given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employee_id: Option<PrintedName>,
    /// What the sections were confirmed with, where the office asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initials: Option<Initials>,
}

/// Consent to sign on a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// SHA-256 of the very words that were agreed to.
    pub terms: Hash,
}

/// A document as it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// Which document.
    pub slug: String,
    /// Which version.
    pub version: String,
    /// Language of its text, BCP 47.
    pub lang: String,
    /// SHA-256 of its exact bytes.
    pub sha256: Hash,
    /// For a document by reference: whether the person has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Received>,
    /// Sections confirmed as read, in the order in which they were confirmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<String>,
    /// Statements agreed to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
}

/// Whether a person has the document that is named by reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Received {
    /// Has it.
    Yes,
    /// Does not have it yet: the office owes it.
    NotYet,
}

/// A statement agreed to, by name and by its exact words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Its name within the document.
    pub id: String,
    /// SHA-256 of its exact words.
    pub sha256: Hash,
}

/// A signature: what it means and how it was made. The three ways are one class of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// What signing meant, in the words that stood above the line (21 CFR 11.50).
    pub meaning: String,
    /// The mark itself.
    pub mark: Mark,
    /// Who saw it being drawn or typed, where the office asks for a witness. One who signs for the signer stands in the mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<PrintedName>,
}

/// How a signature was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Mark {
    /// Drawn on the pad.
    Drawn {
        /// Encoded strokes (see `ink`).
        ink: String,
    },
    /// Typed, by a deliberate "Sign as …".
    Typed {
        /// The name as typed.
        text: PrintedName,
    },
    /// Made for the signer, who asked for it, by a witness who signs.
    Witnessed {
        /// The witness.
        witness: PrintedName,
        /// The witness's own mark.
        hand: Hand,
    },
}

/// A witness's own mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hand {
    /// Drawn: encoded strokes.
    Ink(String),
    /// Typed.
    Text(PrintedName),
}

/// Who helped, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Helper {
    /// What the helper did.
    pub what: Help,
    /// The helper.
    pub name: PrintedName,
}

/// What a helper can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Help {
    /// Read aloud.
    Read,
    /// Interpreted.
    Interpreted,
    /// Wrote for the signer.
    Wrote,
}

/// Who stood beside the signer for the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// The host.
    pub name: PrintedName,
    /// Whether the host says that they looked at a document that shows who the signer is.
    pub checked_id: bool,
}

/// Why not now: a fixed list, because free text gathers what nobody should have to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Needs more time.
    MoreTime,
    /// Wants advice first.
    Advice,
    /// Does not agree with a part.
    Disagree,
    /// Thinks this is not meant for them.
    NotForMe,
    /// Would rather not say.
    RatherNotSay,
}

impl Reason {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::MoreTime, Self::Advice, Self::Disagree, Self::NotForMe, Self::RatherNotSay];
}

impl Visit {
    /// What a type cannot say: a signed visit has a signer, a consent and a signature, and no other visit has a signature.
    pub fn check(&self) -> Result<(), &'static str> {
        let signed = self.outcome == Outcome::Signed;
        if signed && self.signer.is_none() {
            return Err("signed without a signer");
        }
        if signed && self.consent.is_none() {
            return Err("signed without consent");
        }
        if signed != self.signature.is_some() {
            return Err("outcome and signature disagree");
        }
        if self.signature.as_ref().is_some_and(|s| s.witness.is_some() && matches!(s.mark, Mark::Witnessed { .. })) {
            return Err("a signature with two witnesses");
        }
        if !signed && self.host.is_some() {
            return Err("a host without a signature");
        }
        if !signed && self.signer.as_ref().is_some_and(|signer| signer.initials.is_some()) {
            return Err("initials without a signature");
        }
        if (self.outcome == Outcome::Declined) != self.reason.is_some() {
            return Err("outcome and reason disagree");
        }
        Ok(())
    }
}

//! What is signed: a document read from the exact bytes of its file.
//!
//! A document is a small part of Markdown (see `public/documents/README.md`). Its text is never normalised: every
//! paragraph keeps its bytes, and the digest is taken over the whole file as it was found. No Markdown library stands
//! between the file and the screen, so there is nothing in a file that can be shown other than as it reads.

mod body;
mod difference;
mod error;
mod front_matter;
mod lines;
mod pack;
mod paragraphs;
#[cfg(test)]
mod tests;

pub use difference::{Difference, Fate, differences};
pub use error::DocumentError;
pub use pack::{Entry, Index, Pack, PackError};
pub use paragraphs::{Paragraph, Role};

use crate::codec::{Hash, sha256};
use crate::visit::{Shown, Statement};
use front_matter::FrontMatter;
use lines::Blocks;
use serde::{Deserialize, Serialize};

/// Largest file that is read, in bytes.
pub const DOCUMENT_MAX_BYTES: usize = 256 * 1024;

/// One version of one document in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name in records and paths: lower-case letters, digits, `-`.
    pub slug: String,
    /// Which version.
    pub version: String,
    /// Language of its text, BCP 47.
    pub lang: String,
    /// Title, as the text has it.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// SHA-256 of the exact bytes of its file.
    pub sha256: Hash,
    /// What it says.
    pub body: Body,
}

/// Whether a document's text is here, or only its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Read here, section by section.
    Full,
    /// Named here; people are asked whether they have it.
    ByReference,
}

/// What a document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The whole text.
    Full(Agreement),
    /// Where the text is, and what is acknowledged about it.
    ByReference(Reference),
}

/// A whole agreement, from its quotation down to the lines on which it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// A quotation at its head.
    pub quotation: Option<Quotation>,
    /// Opening paragraphs.
    pub opening: Vec<String>,
    /// The last words before the sections, such as "I agree to the following:".
    pub lead_in: String,
    /// The sections, at least one.
    pub sections: Vec<Section>,
    /// Paragraphs after the sections.
    pub closing: Vec<String>,
    /// What signing means.
    pub attestation: String,
    /// What stands at the line for the signature.
    pub signature_label: String,
    /// What stands at the line for the date.
    pub date_label: String,
    /// What stands at the line for the printed name.
    pub name_label: String,
}

/// Somebody else's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The words, quotation marks included.
    pub text: String,
    /// Where they come from.
    pub source: Option<String>,
}

/// The name of a section within its document, such as `confidentiality`: its heading in lower case, words joined by `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(String);

/// A section: what is confirmed as read in one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name.
    pub id: SectionId,
    /// Its heading, punctuation included.
    pub heading: String,
    /// Its clauses, at least one.
    pub clauses: Vec<Clause>,
}

/// A numbered clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its name within the document, such as `confidentiality.2`: numbers start again in each section.
    pub id: String,
    /// Its number within the section; the first is 1.
    pub number: u32,
    /// Its text, without the number.
    pub text: String,
}

/// A document whose text is not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Which edition; `None` where it is not known.
    pub edition: Option<String>,
    /// Where the paper copy lies.
    pub paper_copy: String,
    /// Says whose words the acknowledgement is.
    pub heading: String,
    /// What is agreed to, in the office's words.
    pub acknowledgement: String,
}

/// Digest of a statement that is agreed to: SHA-256 of its exact words in UTF-8.
pub fn statement_digest(text: &str) -> Hash {
    sha256(text.as_bytes())
}

impl Document {
    /// Name of the attestation among a document's statements.
    pub const ATTESTATION: &str = "attestation";
    /// Name of the acknowledgement among a document's statements.
    pub const ACKNOWLEDGEMENT: &str = "acknowledgement";

    /// Reads a document's file.
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        let lines = lines::read(bytes)?;
        let (front, taken) = FrontMatter::read(&lines)?;
        let body = body::read(&mut Blocks::read(&lines, taken)?, &front)?;
        Ok(Self {
            slug: front.slug.to_owned(),
            version: front.version.to_owned(),
            lang: front.lang.to_owned(),
            title: front.title.to_owned(),
            issuer: front.issuer.to_owned(),
            sha256: sha256(bytes),
            body,
        })
    }

    /// Whether the text is here.
    pub fn kind(&self) -> Kind {
        match self.body {
            Body::Full(_) => Kind::Full,
            Body::ByReference(_) => Kind::ByReference,
        }
    }

    /// The whole text, where it is here.
    pub fn agreement(&self) -> Option<&Agreement> {
        match &self.body {
            Body::Full(agreement) => Some(agreement),
            Body::ByReference(_) => None,
        }
    }

    /// What is known of a document whose text is not here.
    pub fn reference(&self) -> Option<&Reference> {
        match &self.body {
            Body::Full(_) => None,
            Body::ByReference(reference) => Some(reference),
        }
    }

    /// The words that are agreed to: the attestation, or the acknowledgement.
    pub fn meaning(&self) -> &str {
        match &self.body {
            Body::Full(agreement) => &agreement.attestation,
            Body::ByReference(reference) => &reference.acknowledgement,
        }
    }

    /// What is agreed to with this document, by name and digest.
    pub fn statements(&self) -> Vec<Statement> {
        let id = match self.body {
            Body::Full(_) => Self::ATTESTATION,
            Body::ByReference(_) => Self::ACKNOWLEDGEMENT,
        };
        vec![Statement { id: id.to_owned(), sha256: statement_digest(self.meaning()) }]
    }

    /// Names of the sections to confirm, in order; none where the text is not here.
    pub fn section_ids(&self) -> Vec<String> {
        let sections = self.agreement().map(|agreement| agreement.sections.iter());
        sections.into_iter().flatten().map(|section| section.id.to_string()).collect()
    }

    /// The document as a record names it, with nothing confirmed yet.
    pub fn shown(&self) -> Shown {
        Shown {
            slug: self.slug.clone(),
            version: self.version.clone(),
            lang: self.lang.clone(),
            sha256: self.sha256,
            received: None,
            confirmed: vec![],
            statements: vec![],
        }
    }
}

impl SectionId {
    /// The name that a heading gives; `None` when the heading has neither letter nor digit.
    fn of(heading: &str) -> Option<Self> {
        let lower = heading.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        (!words.is_empty()).then(|| Self(words.join("-")))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for SectionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

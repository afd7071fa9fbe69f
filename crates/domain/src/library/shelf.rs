//! What administrators brought to a kiosk and decided about it, as it is kept. Documents are no secret: a locked kiosk shows them.

use super::Bound;
use serde::{Deserialize, Serialize};

/// Name of the slot that holds the shelf.
pub const SLOT_DOCUMENTS: &str = "documents";
/// Most bytes of text on a shelf: it shares its medium with the signatures.
pub const SHELF_MAX_BYTES: usize = 512 * 1024;

/// What was brought and decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    brought: Vec<Bound>,
    decisions: Vec<Decision>,
}

/// What is in force of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decision {
    pub(super) slug: String,
    /// `None`: none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    /// Earlier versions whose signatures count for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) counts: Vec<String>,
}

/// A shelf as it is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    v: u32,
    texts: Vec<String>,
    decided: Vec<Decision>,
}

/// Why a shelf cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShelfError {
    /// Not of this form, or of a later one.
    #[error("the shelf can't be read: {0}")]
    Form(String),
    /// A text on it is no document.
    #[error("text {0} on the shelf is no document")]
    Text(usize),
}

impl Shelf {
    /// Reads a shelf.
    ///
    /// # Errors
    /// [`ShelfError`]
    pub fn parse(text: &str) -> Result<Self, ShelfError> {
        let kept: Kept = serde_json::from_str(text).map_err(|error| ShelfError::Form(error.to_string()))?;
        if kept.v != 1 {
            return Err(ShelfError::Form(format!("version {}", kept.v)));
        }
        let mut brought = vec![];
        for (at, text) in kept.texts.into_iter().enumerate() {
            brought.push(Bound::read(text.into_bytes()).ok_or(ShelfError::Text(at))?);
        }
        Ok(Self { brought, decisions: kept.decided })
    }

    /// Writes it.
    pub fn write(&self) -> String {
        let texts = self.brought.iter().map(|bound| bound.text.clone()).collect();
        let kept = Kept { v: 1, texts, decided: self.decisions.clone() };
        serde_json::to_string(&kept).expect("a shelf holds only strings and a number")
    }

    /// How many bytes of text stand on it.
    pub fn bytes(&self) -> usize {
        self.brought.iter().map(|bound| bound.text.len()).sum()
    }

    pub(super) fn brought(&self) -> &[Bound] {
        &self.brought
    }

    pub(super) fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    pub(super) fn decision(&self, slug: &str) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.slug == slug)
    }

    /// The text stays for good: records were made under it, or may have been.
    pub(super) fn put(&mut self, bound: &Bound) {
        if self.brought.iter().all(|known| known.document.sha256 != bound.document.sha256) {
            self.brought.push(bound.clone());
        }
    }

    pub(super) fn decide(&mut self, decision: Decision) {
        match self.decisions.iter_mut().find(|known| known.slug == decision.slug) {
            Some(known) => *known = decision,
            None => self.decisions.push(decision),
        }
    }
}

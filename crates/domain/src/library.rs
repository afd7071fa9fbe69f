//! The documents at hand: what the program carries and what administrators brought, and which of them are in force.

mod offer;
mod shelf;

pub use offer::{MOST_FILES, OfferError, Offered};
pub use shelf::{SHELF_MAX_BYTES, SLOT_DOCUMENTS, Shelf, ShelfError};

use crate::batch::BatchDocument;
use crate::codec::Hash;
use crate::document::Document;
use crate::flow::Plan;

/// The documents at hand.
#[derive(Debug, Clone)]
pub struct Library {
    /// Those in force, in the order in which they are shown.
    pub documents: Vec<Document>,
    /// Those and all others at hand, for records that were made under them.
    pub known: Vec<Document>,
    /// All of them with their exact bytes, for batches.
    pub texts: Vec<BatchDocument>,
    /// What a visit goes through.
    pub plan: Plan,
    carried: Carried,
    shelf: Shelf,
}

/// What the program carries.
#[derive(Debug, Clone, Default)]
pub struct Carried {
    /// What it says is in force, where nobody decided otherwise.
    pub in_force: Vec<Bound>,
    /// Earlier versions.
    pub earlier: Vec<Bound>,
}

/// A document with its exact bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// What it says.
    pub document: Document,
    /// Its bytes.
    pub text: String,
}

/// Why documents cannot be in force together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LibraryError {
    /// There would be none to read and sign.
    #[error("no document would be left to read and sign")]
    NothingToSign,
    /// A version that was decided for is not at hand.
    #[error("a document in force is not at hand")]
    NotAtHand,
}

impl Bound {
    /// A document with its bytes; `None` where they are not one.
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        let document = Document::parse(&bytes).ok()?;
        Some(Self { document, text: String::from_utf8(bytes).ok()? })
    }

    fn for_batch(&self) -> BatchDocument {
        BatchDocument::of(&self.document, self.text.clone().into_bytes())
    }
}

impl Library {
    /// Puts together what is carried and what was brought.
    ///
    /// # Errors
    /// [`LibraryError`]
    pub fn of(carried: Carried, shelf: Shelf) -> Result<Self, LibraryError> {
        let mut all: Vec<&Bound> = vec![];
        for bound in carried.in_force.iter().chain(shelf.brought()).chain(&carried.earlier) {
            if all.iter().all(|known| known.document.sha256 != bound.document.sha256) {
                all.push(bound);
            }
        }
        let known: Vec<Document> = all.iter().map(|bound| bound.document.clone()).collect();
        let texts = all.iter().map(|bound| bound.for_batch()).collect();
        let documents = in_force(&carried, &shelf, &known)?;
        let plan = Plan::of(&documents).ok_or(LibraryError::NothingToSign)?;
        Ok(Self { documents, known, texts, plan, carried, shelf })
    }

    /// The same with another shelf.
    ///
    /// # Errors
    /// [`LibraryError`]
    pub fn with(&self, shelf: Shelf) -> Result<Self, LibraryError> {
        Self::of(self.carried.clone(), shelf)
    }

    /// What administrators brought and decided, as it is kept.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// A document by its digest, in force or not; `None` where it is not at hand.
    pub fn document(&self, sha256: &Hash) -> Option<&Document> {
        self.known.iter().find(|document| document.sha256 == *sha256)
    }

    /// A version of a document, in force or not; `None` where it is not at hand.
    pub fn version(&self, slug: &str, version: &str) -> Option<&Document> {
        self.known.iter().find(|document| document.slug == slug && document.version == version)
    }

    /// The version of a document that is in force.
    pub fn in_force(&self, slug: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.slug == slug)
    }

    /// The document that is read and signed.
    pub fn main(&self) -> Option<&Document> {
        self.document(&self.plan.main.shown.sha256)
    }

    /// Earlier versions whose signatures count for the one in force.
    pub fn also_counts(&self, slug: &str) -> &[String] {
        self.shelf.decision(slug).map_or(&[], |decision| &decision.counts)
    }
}

/// What is in force: what the program carries, but for what was decided otherwise; then what came besides, in the order in which it came.
fn in_force(carried: &Carried, shelf: &Shelf, known: &[Document]) -> Result<Vec<Document>, LibraryError> {
    let mut slugs: Vec<&str> = vec![];
    let carried_slugs = carried.in_force.iter().map(|bound| bound.document.slug.as_str());
    for slug in carried_slugs.chain(shelf.decisions().iter().map(|decision| decision.slug.as_str())) {
        if !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    let mut documents = vec![];
    for slug in slugs {
        let of_slug = |document: &&Document| document.slug == slug;
        match shelf.decision(slug) {
            None => documents.extend(carried.in_force.iter().map(|bound| &bound.document).filter(of_slug).cloned()),
            Some(decision) => {
                let Some(version) = &decision.version else { continue };
                let found = known.iter().filter(of_slug).find(|document| document.version == *version);
                documents.push(found.ok_or(LibraryError::NotAtHand)?.clone());
            }
        }
    }
    Ok(documents)
}

//! Documents that are offered to be put into force: files that somebody chose, or a version that was in force before.

use super::shelf::Decision;
use super::{Bound, Library, LibraryError, SHELF_MAX_BYTES};
use crate::activity::Act;
use crate::document::{Difference, Document, DocumentError, differences};

/// Most files that are chosen at once.
pub const MOST_FILES: usize = 8;

/// A document that is offered, beside what is in force of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// What is offered.
    pub bound: Bound,
    /// What is in force of the same document.
    pub before: Option<Document>,
}

/// Why files cannot be offered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// None, or more than [`MOST_FILES`].
    #[error("{files} files were chosen")]
    Files {
        /// How many.
        files: usize,
    },
    /// A file is no document.
    #[error("{name}: {error}")]
    Document {
        /// The file's name.
        name: String,
        /// Why not.
        error: DocumentError,
    },
    /// A version that is here already says something else: published versions are never edited.
    #[error("{name}: version {version} is here already, with another text")]
    Edited {
        /// The file's name.
        name: String,
        /// The version.
        version: String,
    },
    /// Two files are the same document.
    #[error("{name}: the same document as another file")]
    Twice {
        /// The second file's name.
        name: String,
    },
    /// All of them are in force already.
    #[error("everything in these files is in force already")]
    InForce,
    /// More text than a shelf takes.
    #[error("{bytes} bytes of text would stand on the shelf")]
    NoRoom {
        /// How many bytes there would be.
        bytes: usize,
    },
}

impl Offered {
    /// What it says otherwise than what is in force; `None` where there is nothing to compare, as where only its name was here.
    pub fn differences(&self) -> Option<Vec<Difference>> {
        let before = self.before.as_ref().filter(|before| before.kind() == self.bound.document.kind())?;
        Some(differences(before, &self.bound.document))
    }

    /// What the log says about it.
    pub fn act(&self, library: &Library) -> Act {
        let Document { slug, version, sha256, .. } = self.bound.document.clone();
        let counts = library.also_counts(&slug).to_vec();
        Act::DocumentActivated { slug, version, sha256, counts }
    }
}

impl Library {
    /// Reads files, by name and bytes. What is in force already is left out.
    ///
    /// # Errors
    /// [`OfferError`]
    pub fn offer(&self, files: &[(String, Vec<u8>)]) -> Result<Vec<Offered>, OfferError> {
        if files.is_empty() || files.len() > MOST_FILES {
            return Err(OfferError::Files { files: files.len() });
        }
        let mut offered: Vec<Offered> = vec![];
        for (name, bytes) in files {
            let bound = self.read(name, bytes)?;
            if offered.iter().any(|other| other.bound.document.slug == bound.document.slug) {
                return Err(OfferError::Twice { name: name.clone() });
            }
            offered.push(self.beside(bound));
        }
        offered.retain(|offered| {
            offered.before.as_ref().is_none_or(|before| before.sha256 != offered.bound.document.sha256)
        });
        if offered.is_empty() {
            return Err(OfferError::InForce);
        }
        let bytes = self.shelf.bytes() + offered.iter().map(|offered| offered.bound.text.len()).sum::<usize>();
        if bytes > SHELF_MAX_BYTES { Err(OfferError::NoRoom { bytes }) } else { Ok(offered) }
    }

    fn read(&self, name: &str, bytes: &[u8]) -> Result<Bound, OfferError> {
        let document = Document::parse(bytes).map_err(|error| OfferError::Document { name: name.to_owned(), error })?;
        let same = |known: &&Document| known.slug == document.slug && known.version == document.version;
        if self.known.iter().filter(same).any(|known| known.sha256 != document.sha256) {
            return Err(OfferError::Edited { name: name.to_owned(), version: document.version });
        }
        let text = String::from_utf8_lossy(bytes).into_owned();
        Ok(Bound { document, text })
    }

    /// Versions that are at hand and not in force: the text of any may be put into force again.
    pub fn others(&self) -> Vec<Offered> {
        let carried = self.carried.in_force.iter().chain(&self.carried.earlier);
        let mut all: Vec<&Bound> = self.shelf.brought().iter().chain(carried).collect();
        all.retain(|bound| self.documents.iter().all(|document| document.sha256 != bound.document.sha256));
        all.sort_by_key(|bound| bound.document.sha256);
        all.dedup_by_key(|bound| bound.document.sha256);
        all.sort_by(|a, b| (&a.document.slug, &b.document.version).cmp(&(&b.document.slug, &a.document.version)));
        all.into_iter().map(|bound| self.beside(bound.clone())).collect()
    }

    fn beside(&self, bound: Bound) -> Offered {
        let before = self.in_force(&bound.document.slug).cloned();
        Offered { bound, before }
    }

    /// Puts a document into force. Where people must not sign again, whoever signed what was in force before counts as having signed.
    ///
    /// # Errors
    /// [`LibraryError`]
    pub fn activate(&self, offered: &Offered, sign_again: bool) -> Result<Self, LibraryError> {
        let Document { slug, version, .. } = offered.bound.document.clone();
        let mut counts = vec![];
        if let Some(before) = offered.before.as_ref().filter(|_| !sign_again) {
            counts = self.also_counts(&slug).to_vec();
            counts.push(before.version.clone());
            counts.retain(|counted| *counted != version);
        }
        let mut shelf = self.shelf.clone();
        shelf.put(&offered.bound);
        shelf.decide(Decision { slug, version: Some(version), counts });
        self.with(shelf)
    }

    /// Takes a document out of force.
    ///
    /// # Errors
    /// [`LibraryError`], as where none would be left to sign.
    pub fn withdraw(&self, slug: &str) -> Result<Self, LibraryError> {
        let mut shelf = self.shelf.clone();
        shelf.decide(Decision { slug: slug.to_owned(), version: None, counts: vec![] });
        self.with(shelf)
    }
}

//! The documents that a kiosk has in use, as its index lists them.

use super::front_matter::{is_lang, is_slug, is_version};
use super::{Document, DocumentError, Kind};
use serde::Deserialize;

/// The version of the index format.
const VERSION: u32 = 1;

/// Which documents are in use.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    /// Format version, 1.
    pub v: u32,
    /// The issuer's name as it is shown.
    pub issuer: String,
    /// The documents, in the order in which they are shown.
    pub documents: Vec<Entry>,
}

/// One document of an index.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name.
    pub slug: String,
    /// The version in use.
    pub version: String,
    /// Versions that were in use before. Nobody signs them any more; records made under them are still read with their text.
    #[serde(default)]
    pub earlier: Vec<String>,
    /// Languages in which its text exists, BCP 47.
    pub langs: Vec<String>,
    /// Whether its text is here.
    pub kind: Kind,
}

/// The documents in use, read: one that is read here and signed, and any number by reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// The issuer's name as it is shown.
    pub issuer: String,
    /// The documents in the order of the index, each in all its languages.
    pub documents: Vec<Document>,
}

/// Why files are not a pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The index is not JSON of the right form.
    #[error("the index can't be read: {0}")]
    Index(String),
    /// The index was made by a later format.
    #[error("index format {0} is not known here")]
    Version(u32),
    /// A name, version or language of the index that can't be part of a path, or a document without languages.
    #[error("the index names a document wrongly: {slug}")]
    Name {
        /// The document, as the index has it.
        slug: String,
    },
    /// Not exactly one document that is read here, or one document twice.
    #[error("{full} documents to read where there should be one, or a document listed twice")]
    Choice {
        /// How many there are to read.
        full: usize,
    },
    /// A file that the index needs is not there.
    #[error("{path} is missing")]
    Missing {
        /// Its path.
        path: String,
    },
    /// A file is not a document.
    #[error("{path}: {error}")]
    Document {
        /// Its path.
        path: String,
        /// Why not.
        error: DocumentError,
    },
    /// A file says another name, version, language or kind than its path and the index.
    #[error("{path} is another document than the index says")]
    Other {
        /// Its path.
        path: String,
    },
}

impl Index {
    /// Reads `index.json`.
    pub fn parse(json: &[u8]) -> Result<Self, PackError> {
        let index: Self = serde_json::from_slice(json).map_err(|e| PackError::Index(e.to_string()))?;
        if index.v != VERSION {
            return Err(PackError::Version(index.v));
        }
        if let Some(wrong) = index.documents.iter().find(|entry| !entry.is_named_well()) {
            return Err(PackError::Name { slug: wrong.slug.clone() });
        }
        let full = index.documents.iter().filter(|entry| entry.kind == Kind::Full).count();
        if full != 1 || twice(index.documents.iter().map(|entry| &entry.slug)) {
            return Err(PackError::Choice { full });
        }
        Ok(index)
    }

    /// Paths of the files it needs, relative to its own folder: `<slug>/<version>/<lang>.md`.
    pub fn paths(&self) -> Vec<String> {
        self.documents.iter().flat_map(Entry::files).map(|(_, path)| path).collect()
    }

    /// Paths of the files of earlier versions.
    pub fn earlier_paths(&self) -> Vec<String> {
        let of_one = |entry: &Entry| {
            let paths = entry.earlier.iter().flat_map(|version| entry.langs.iter().map(move |lang| (version, lang)));
            paths.map(|(version, lang)| format!("{}/{version}/{lang}.md", entry.slug)).collect::<Vec<_>>()
        };
        self.documents.iter().flat_map(of_one).collect()
    }
}

impl Entry {
    fn is_named_well(&self) -> bool {
        let langs = !self.langs.is_empty() && self.langs.iter().all(|lang| is_lang(lang)) && !twice(self.langs.iter());
        let versions = || self.earlier.iter().chain([&self.version]);
        is_slug(&self.slug) && versions().all(|version| is_version(version)) && !twice(versions()) && langs
    }

    /// Its languages with the path of each.
    fn files(&self) -> impl Iterator<Item = (&str, String)> {
        self.langs.iter().map(|lang| (lang.as_str(), format!("{}/{}/{lang}.md", self.slug, self.version)))
    }

    fn is(&self, document: &Document, lang: &str) -> bool {
        document.slug == self.slug
            && document.version == self.version
            && document.lang == lang
            && document.kind() == self.kind
    }
}

impl Pack {
    /// Reads an index and every file that it needs; `file` gives the bytes at a path of [`Index::paths`].
    pub fn parse(index_json: &[u8], file: impl Fn(&str) -> Option<Vec<u8>>) -> Result<Self, PackError> {
        let index = Index::parse(index_json)?;
        let mut documents = vec![];
        for entry in &index.documents {
            for (lang, path) in entry.files() {
                let Some(bytes) = file(&path) else {
                    return Err(PackError::Missing { path });
                };
                match Document::parse(&bytes) {
                    Ok(document) if entry.is(&document, lang) => documents.push(document),
                    Ok(_) => return Err(PackError::Other { path }),
                    Err(error) => return Err(PackError::Document { path, error }),
                }
            }
        }
        Ok(Self { issuer: index.issuer, documents })
    }

    /// The document that is read and signed: in this language where its text exists in it, else in its first.
    pub fn main(&self, lang: &str) -> Option<&Document> {
        self.each(lang).into_iter().find(|document| document.kind() == Kind::Full)
    }

    /// The documents by reference, each in this language where it exists in it, else in its first.
    pub fn references(&self, lang: &str) -> Vec<&Document> {
        self.each(lang).into_iter().filter(|document| document.kind() == Kind::ByReference).collect()
    }

    /// One exact document, as a record names it.
    pub fn find(&self, slug: &str, version: &str, lang: &str) -> Option<&Document> {
        self.documents.iter().find(|d| d.slug == slug && d.version == version && d.lang == lang)
    }

    /// Each document once.
    fn each(&self, lang: &str) -> Vec<&Document> {
        let of_one = self.documents.chunk_by(|a, b| a.slug == b.slug);
        of_one.filter_map(|langs| langs.iter().find(|d| d.lang == lang).or(langs.first())).collect()
    }
}

fn twice<'a>(names: impl Iterator<Item = &'a String>) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    !names.into_iter().all(|name| seen.insert(name))
}

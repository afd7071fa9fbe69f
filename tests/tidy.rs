//! Facts about this tree: who names whom, that the documents are true, and that nothing is forgotten.
//!
//! They read files and start nothing: `cargo test --package inkseal --test tidy`.
#![allow(clippy::unwrap_used)]

#[path = "tidy/accessible.rs"]
mod accessible;
#[path = "tidy/direction.rs"]
mod direction;
#[path = "tidy/documents.rs"]
mod documents;
#[path = "tidy/forgotten.rs"]
mod forgotten;
#[path = "tidy/reading.rs"]
mod reading;
#[path = "tidy/tree.rs"]
mod tree;
#[path = "tidy/words.rs"]
mod words;

//! Everything about a signing that must be true, without I/O, clock, randomness or user interface.
//!
//! Time, random bytes and keys arrive as arguments, so the same input gives the same bytes natively and in a browser.
//! The modules in reading order: what is signed, who signs, what is kept, how it is proved, where it is stored, what leaves the kiosk.

pub mod document;
pub mod identity;
pub mod ink;
pub mod instant;

pub mod activity;
pub mod record;
pub mod visit;

pub mod code;
pub mod codec;
pub mod entropy;
pub mod hpke_box;
pub mod jcs;
pub mod jws;
pub mod keys;
pub mod proofread;

pub mod certificate;
pub mod key_file;
pub mod lineage;
pub mod office;
pub mod passphrase;

pub mod clock;
pub mod flow;
pub mod idle;
pub mod taps;

pub mod again;
pub mod batch;
pub mod seal;
pub mod store;
pub mod together;
pub mod verdict;

pub mod bidi;
pub mod copy;
pub mod csv;
pub mod desk;
pub mod export;
pub mod import;
pub mod library;
pub mod locked;
pub mod log;
pub mod quarantine;
pub mod receipt;
pub mod roster;
pub mod samples;
pub mod search;
pub mod settings;
pub mod setup;
pub mod slip;

#[cfg(feature = "testing")]
pub mod vectors;

//! A tablet's storage with everything that can befall it, and the real domain at work on it: keys, records, chain, seals, batches,
//! receipts and purges are the program's own; only the media, the power and the people are simulated.
//!
//! A seed gives a [`history`], a history is [`play`]ed, and [`check`] says what must be true afterwards. A [`campaign`] does that for
//! many seeds and makes what it finds as short as it will go. [`defect`]s show that it would find something.

pub mod acts;
pub mod campaign;
pub mod check;
pub mod defect;
pub mod disk;
pub mod history;
pub mod office;
pub mod pages;
pub mod play;
pub mod standing;
pub mod tablet;
pub mod turns;

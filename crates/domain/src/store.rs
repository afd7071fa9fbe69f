//! Keeping the records: two copies, of which the journal is durable at once and decides.
//!
//! - [`medium`]: what is asked of a place that keeps strings; [`memory`] is one.
//! - [`line`], [`entry`], [`head`], [`slot`], [`returned`], [`key`]: what stands on a medium, and under which names.
//! - `table`: of two copies, which one stands; `repair`: what start-up does about the other.
//! - [`vault`]: the protocol: start, save, purge.
//! - [`slots`], [`room`]: small values that may be rewritten; how much room is left.

mod contents;
pub mod entry;
pub mod head;
pub mod key;
pub mod line;
pub mod medium;
pub mod memory;
mod moving;
pub mod repair;
pub mod returned;
pub mod room;
pub mod slot;
pub mod slots;
mod table;
pub mod vault;

#[cfg(feature = "testing")]
pub mod contract;
#[cfg(feature = "testing")]
pub mod faulty;

pub use entry::{Entry, Kind};
pub use head::{Chain, Head};
pub use key::Key;
pub use line::Damage;
pub use medium::{CommitError, Either, Guard, Medium, MediumError, Op};
pub use memory::MemoryMedium;
pub use repair::Repair;
pub use returned::Returned;
pub use room::Room;
pub use slot::Slot;
pub use slots::{CanaryError, SlotError};
pub use vault::{
    AppendError, Appended, BeginError, Displaced, Ended, Found, Item, NotReady, OpenError, Opened, Past, PurgeError,
    StartUp, Vault, WriteError,
};

/// One of the two media.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// localStorage: what the user can see; the second copy.
    Local,
    /// The strict IndexedDB journal: durable at once; it decides.
    Journal,
}

impl Side {
    /// `local` or `journal`.
    pub fn name(self) -> &'static str {
        match self {
            Side::Local => "local",
            Side::Journal => "journal",
        }
    }
}

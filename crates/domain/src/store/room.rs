//! How much room is left in localStorage, the smaller of the two media, and what follows from it.

/// What localStorage holds: about 5,242,700 UTF-16 units in Chromium, Firefox and WebKitGTK alike (measured).
pub const LIMIT_UNITS: u64 = 5_242_700;

/// What a key takes beside its own name: the browser's prefix `inkseal.`.
pub const UNITS_PER_KEY: u64 = 8;

/// Room kept free by a value that is deleted when a write finds no room, so that a signing in progress completes:
/// about twenty records of the largest size.
pub const BALLAST_UNITS: usize = 65_536;

/// What the room left means for the next signer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Less than half is used.
    Ample,
    /// Half or more is used: the administrator is told, and offered a purge of what is receipted.
    Filling,
    /// 90 % or more is used: no new signer is taken; who is signing finishes.
    Refuse,
}

/// What is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// UTF-16 units of all keys and values, the ballast and what is not ours included.
    pub used_units: u64,
}

impl Room {
    /// The share that is used, rounded down, of [`LIMIT_UNITS`]; may exceed 100.
    pub fn used_percent(self) -> u64 {
        self.used_units.saturating_mul(100) / LIMIT_UNITS
    }
}

/// What `room` means for the next signer.
pub fn verdict(room: Room) -> Verdict {
    match room.used_percent() {
        0..50 => Verdict::Ample,
        50..90 => Verdict::Filling,
        _ => Verdict::Refuse,
    }
}

//! How the command ends.

use inkseal_domain::verdict::Standing;
use std::process::ExitCode;

/// How the command ends, from best to worst; of several files the worst counts. Wrong use of the command itself ends with 2, before
/// any file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything holds, under an office card that was given.
    Good,
    /// Everything holds, but nobody vouched for the office.
    OfficeUnconfirmed,
    /// Practice.
    Practice,
    /// Something could not be read.
    Unreadable,
    /// Something is wrong.
    Wrong,
    /// No kiosk is in this program.
    NothingCarried,
    /// The port for the kiosk cannot be had.
    NoPort,
}

/// The table at the foot of the help of what is done with files.
pub const FILES: &str = "\
Exit codes, and of several files the worst counts, in this order: 1, 3, 5, 4, 0
  0  everything holds
  1  something is wrong: altered, dropped, forked, records missing between the files, a record code or slip not found
  2  the command was used wrongly
  3  a file cannot be read as what it should be
  4  everything holds, but no office card confirms whose keys these are
  5  practice, not evidence";

/// What stands at the foot of the help of a receipt.
pub const RECEIPT: &str = "\
Example
  inkseal receipt inkseal_Front-desk_2026-11-24_1-4.jws.json --keys inkseal-keys_2026-11-24.json --out receipt_1-4.json

  It then reads one line from standard input: the twelve words of the recovery kit, or an administrator's passphrase. A terminal
  shows them as they are typed.

Exit codes
  0  the receipt was written
  1  there is none: the batch is wrong, the words do not open the keys, or the receipt could not be written
  2  the command was used wrongly
  3  a file cannot be read as what it should be
  4  there is none: the batch is of another office than the keys
  5  there is none: the batch is practice";

/// What stands at the foot of the help of opening.
pub const OPEN: &str = "\
Example
  inkseal open inkseal_Front-desk_2026-11-24_1-4.locked.json --out inkseal_Front-desk_2026-11-24_1-4.jws.json

  It then reads one line from standard input: the six words. A terminal shows them as they are typed.

Exit codes
  0  the batch was written
  1  the words do not open it, or the batch could not be written
  2  the command was used wrongly
  3  the file cannot be read as a locked file";

/// The table at the foot of the help of what is served.
pub const PAGES: &str = "\
Exit codes of kiosk and demo, which otherwise run until they are stopped
  2  the command was used wrongly
  6  this program carries no kiosk
  7  the port cannot be had, most often because another program has it";

/// Both tables, at the foot of the help of the whole command.
pub fn help() -> String {
    format!("{FILES}\n\n{PAGES}")
}

impl Exit {
    /// How one file ends it.
    pub fn of(standing: Standing) -> Self {
        match standing {
            Standing::Good => Self::Good,
            Standing::OfficeUnconfirmed => Self::OfficeUnconfirmed,
            Standing::Practice => Self::Practice,
            Standing::Unreadable => Self::Unreadable,
            Standing::Bad => Self::Wrong,
        }
    }

    /// Its number.
    pub fn number(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::OfficeUnconfirmed => 4,
            Self::Practice => 5,
            Self::Unreadable => 3,
            Self::Wrong => 1,
            Self::NothingCarried => 6,
            Self::NoPort => 7,
        }
    }

    /// Its number, for the operating system.
    pub fn code(self) -> ExitCode {
        self.number().into()
    }
}

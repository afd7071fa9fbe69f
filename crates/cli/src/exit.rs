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
}

/// The table at the foot of the help.
pub const HELP: &str = "\
Exit codes, and of several files the worst counts, in this order: 1, 3, 5, 4, 0
  0  everything holds
  1  something is wrong: altered, dropped, forked, records missing between the files, a record code or slip not found
  2  the command was used wrongly
  3  a file cannot be read as what it should be
  4  everything holds, but no office card confirms whose keys these are
  5  practice, not evidence";

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
        }
    }

    /// Its number, for the operating system.
    pub fn code(self) -> ExitCode {
        self.number().into()
    }
}

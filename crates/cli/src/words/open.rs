//! What `inkseal open` says.

use super::{input_error, standing};
use crate::open::NotOpened;
use crate::page::Page;
use inkseal_domain::locked::LockedError;
use inkseal_domain::passphrase::UnwrapError;
use inkseal_domain::verdict::Standing;

/// Asks for the words.
pub const QUESTION: &str = "Type the six words that the kiosk showed when this file was locked, and press Enter:";
/// What to do with the batch.
pub const NEXT: &str = "Next: Verify it like any other: inkseal verify --office inkseal-office.json FILE.";

/// That it was written, and where.
pub fn written(name: &str) -> String {
    format!("The batch was written to {name}.")
}

/// Why there is none, and what to do.
pub fn not_opened(page: &mut Page, why: &NotOpened) {
    let words = match why {
        NotOpened::Unread(name, error) => {
            page.headline(name, Standing::Unreadable, standing(Standing::Unreadable));
            return page.line(&format!("  {}", input_error(error)));
        }
        NotOpened::NoWords => "No words were typed. Give them as one line on standard input.".to_owned(),
        NotOpened::Locked(error) => locked(error),
        NotOpened::Overwrites(out) => {
            format!("{} is the locked file itself. Name another file with --out.", out.display())
        }
        NotOpened::NotWritten(name, error) => {
            format!("It could not be written to {name}: {error}. Name another file with --out.")
        }
    };
    page.line(&format!("Not opened. {words}"));
}

fn locked(error: &LockedError) -> String {
    match error {
        LockedError::Words(UnwrapError::WrongPassphrase) => {
            "These are not the words of this file, or the file was altered. Type all six again; each locked file has words of its own. \
             Where they are lost, ask the kiosk's administrator to export the same records again."
        }
        LockedError::Altered => {
            "The words are right, but the file was altered on its way. Ask for it again."
        }
        other => return format!("Details: {other}."),
    }
    .to_owned()
}

//! What `inkseal receipt` says.

use super::{fault, input_error, next, range, standing};
use crate::page::Page;
use crate::receipt::NoReceipt;
use inkseal_domain::key_file::KeyFileError;
use inkseal_domain::passphrase::UnwrapError;
use inkseal_domain::receipt::ReceiptError;
use inkseal_domain::verdict::{FileReport, Standing};

/// What to do with a receipt.
pub const NEXT: &str =
    "Next: File the batch. Then take the receipt to its kiosk, where an administrator chooses it under Export.";

/// Whose passphrase opens the keys, beside the recovery kit.
pub enum Whose {
    /// This administrator's.
    One(String),
    /// One of several administrators', of whom none was named.
    AnyOf(Vec<String>),
}

/// What the receipt will be for, so that whoever types the words knows.
pub fn facts(page: &mut Page, report: &FileReport) {
    let Some(batch) = &report.batch else { return };
    page.fact("Office", &batch.office.name);
    page.fact("Fingerprint", &batch.office.fingerprint());
    if let Some(certificate) = &report.certificate {
        page.fact("Kiosk", &certificate.kiosk_name);
    }
    page.fact("Records", &range(batch));
}

/// Asks for the words.
pub fn question(whose: &Whose) -> String {
    match whose {
        Whose::One(name) => {
            format!("Type the twelve words of the recovery kit, or the passphrase of {name}, and press Enter:")
        }
        Whose::AnyOf(_) => "Type the twelve words of the recovery kit and press Enter:".to_owned(),
    }
}

/// That it was written, and where.
pub fn written(name: &str) -> String {
    format!("The receipt was written to {name}.")
}

/// Why there is none, and what to do.
pub fn no_receipt(page: &mut Page, why: &NoReceipt) {
    let no = |words: &str| format!("No receipt was made. {words}");
    let lines = match why {
        NoReceipt::Unread(name, error) => {
            page.headline(name, Standing::Unreadable, standing(Standing::Unreadable));
            vec![format!("  {}", input_error(error)), no("")]
        }
        NoReceipt::OtherCard { card, keys } => vec![
            no("The keys are of another office than the card."),
            format!("The card's fingerprint is {card}, that of the keys {keys}."),
            "Give the card and the keys of one office.".to_owned(),
        ],
        NoReceipt::NotGood(given, keys) => {
            let report = &given.report;
            page.headline(&given.name, report.standing, standing(report.standing));
            match (&given.unread, &report.batch, report.standing) {
                (Some(error), ..) => vec![format!("  {}", input_error(error)), no("")],
                (None, Some(batch), Standing::OfficeUnconfirmed) => vec![
                    no("The batch is of another office than the keys."),
                    format!("The batch's fingerprint is {}, that of the keys {}.", batch.office.fingerprint(), keys),
                    "Give the keys of the batch's own office.".to_owned(),
                ],
                (None, _, Standing::Practice) => vec![no("There are no receipts for practice.")],
                _ => {
                    let faults = report.faults.iter().map(|each| format!("  - {}", fault(each)));
                    faults.chain([no(""), format!("Next: {}", next(report))]).collect()
                }
            }
        }
        NoReceipt::Nobody(names) => {
            vec![
                no("Nobody of that name has a passphrase in these keys."),
                format!("They are of: {}.", names.join(", ")),
            ]
        }
        NoReceipt::NoWords => vec![no("No words were typed. Give them as one line on standard input.")],
        NoReceipt::NotOpened(error, whose) => vec![no(&not_opened(error, whose))],
        NoReceipt::Refused(error) => vec![no(refused(error))],
        NoReceipt::Overwrites(out) => vec![
            no(&format!("{} is one of the files that it would be made from.", out.display())),
            "Name another file with --out.".to_owned(),
        ],
        NoReceipt::NotWritten(name, error) => {
            vec![format!("The receipt was not written to {name}: {error}."), "Name another file with --out.".to_owned()]
        }
    };
    lines.iter().for_each(|line| page.line(line.trim_end()));
}

fn not_opened(error: &KeyFileError, whose: &Whose) -> String {
    match (error, whose) {
        (KeyFileError::WrongKit, _) => {
            "These twelve words are not the recovery kit of this office. Compare them with the sheet, word by word. \
             If a new kit was made after the keys were saved, save the keys again."
                .to_owned()
        }
        (KeyFileError::NoSuchAdministrator, Whose::AnyOf(names)) => format!(
            "These are not the twelve words of a recovery kit. If they are a passphrase, say whose with --by NAME: {}.",
            names.join(", ")
        ),
        (KeyFileError::Unwrap(UnwrapError::WrongPassphrase), Whose::One(name)) => format!(
            "This is not the passphrase of {name}, nor the twelve words of a recovery kit. Type it again. \
             If it was changed after the keys were saved, save the keys again."
        ),
        (error, _) => format!("The keys do not open: {error}. Save them again at a kiosk, under Settings."),
    }
}

fn refused(error: &ReceiptError) -> &'static str {
    match error {
        ReceiptError::OtherOffice => "The batch is of another office than the keys.",
        _ => "The batch is not good.",
    }
}

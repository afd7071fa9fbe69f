//! `inkseal receipt`: the office's signed word that it has a batch, made with the office's keys. What it says goes to standard error,
//! so that the receipt can go to standard output.

use crate::exit::Exit;
use crate::input::{self, InputError};
use crate::output;
use crate::page::Page;
use crate::verify::{Given, given};
use crate::words::receipt::{self as said, Whose};
use crate::{Receipt as Args, words};
use inkseal_domain::instant::Instant;
use inkseal_domain::key_file::{KeyFile, KeyFileError};
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::passphrase::{KIT_WORDS, normalise};
use inkseal_domain::receipt::{Receipt, ReceiptError};
use inkseal_domain::verdict::Standing;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Why there is no receipt.
pub enum NoReceipt {
    /// A file beside the batch was not read.
    Unread(String, InputError),
    /// The keys are of another office than the card that was given: the fingerprints of both.
    OtherCard {
        /// The card's.
        card: String,
        /// That of the keys.
        keys: String,
    },
    /// The batch is not good under the office of the keys, whose fingerprint stands beside.
    NotGood(Box<Given>, String),
    /// Nobody of that name has a passphrase.
    Nobody(Vec<String>),
    /// Nothing was typed.
    NoWords,
    /// The words open nothing, or the keys contradict themselves.
    NotOpened(KeyFileError, Whose),
    /// What was verified is not what the keys are for.
    Refused(ReceiptError),
    /// The file to write is one of those that were read.
    Overwrites(PathBuf),
    /// The receipt was not written.
    NotWritten(String, std::io::Error),
}

impl NoReceipt {
    fn exit(&self) -> Exit {
        match self {
            Self::Unread(..) => Exit::Unreadable,
            Self::NotGood(given, _) => Exit::of(given.report.standing),
            _ => Exit::Wrong,
        }
    }
}

/// Runs the command.
pub fn run(args: &Args) -> (Page, Exit) {
    let mut page = Page::aside();
    match make(args, &mut page) {
        Ok(()) => (page, Exit::Good),
        Err(why) => {
            said::no_receipt(&mut page, &why);
            (page, why.exit())
        }
    }
}

fn make(args: &Args, page: &mut Page) -> Result<(), NoReceipt> {
    let unread = |path: &Path| {
        let name = input::name(path);
        move |error| NoReceipt::Unread(name, error)
    };
    let keys = input::keys(&args.keys).map_err(unread(&args.keys))?;
    let cards = input::cards(args.office.as_slice()).map_err(|(name, error)| NoReceipt::Unread(name, error))?;
    if let Some(card) = cards.into_iter().find(|card| *card != keys.card) {
        return Err(NoReceipt::OtherCard { card: card.fingerprint(), keys: keys.card.fingerprint() });
    }
    let names = keys.names();
    if args.by.as_ref().is_some_and(|by| !names.contains(by)) {
        return Err(NoReceipt::Nobody(names));
    }
    let read: Vec<&Path> = [&args.batch, &args.keys].into_iter().chain(&args.office).map(PathBuf::as_path).collect();
    if let Some(out) = output::overwrites(args.out.as_ref(), &read) {
        return Err(NoReceipt::Overwrites(out.clone()));
    }
    let batch = given(&args.batch, std::slice::from_ref(&keys.card));
    if batch.report.standing != Standing::Good {
        return Err(NoReceipt::NotGood(Box::new(batch), keys.card.fingerprint()));
    }
    let whose = whose(args.by.clone(), &names);
    let mut question = Page::aside();
    question.headline(&batch.name, batch.report.standing, words::standing(batch.report.standing));
    said::facts(&mut question, &batch.report);
    question.line(&said::question(&whose));
    question.print();
    let secret = opened(&keys, whose)?;
    let at = UNIX_EPOCH.elapsed().ok().and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or_default();
    let file = Receipt::issue(&batch.report, &secret, Instant::from_unix_ms(at)).map_err(NoReceipt::Refused)?;
    let written = output::write(args.out.as_ref(), &file);
    let name = written.map_err(|(name, error)| NoReceipt::NotWritten(name, error))?;
    page.line(&said::written(&name));
    page.line(said::NEXT);
    Ok(())
}

/// Whose passphrase is asked for beside the kit.
fn whose(by: Option<String>, names: &[String]) -> Whose {
    match (by, names) {
        (Some(by), _) => Whose::One(by),
        (None, [only]) => Whose::One(only.clone()),
        (None, several) => Whose::AnyOf(several.to_vec()),
    }
}

/// Opens the office's keys with one line of standard input, which goes nowhere else.
fn opened(keys: &KeyFile, whose: Whose) -> Result<OfficeSecret, NoReceipt> {
    let typed = input::typed_words().ok_or(NoReceipt::NoWords)?;
    let is_kit = normalise(&typed).split_whitespace().count() == KIT_WORDS;
    let name = match &whose {
        Whose::One(name) => name.as_str(),
        Whose::AnyOf(_) if is_kit => "",
        Whose::AnyOf(_) => return Err(NoReceipt::NotOpened(KeyFileError::NoSuchAdministrator, whose)),
    };
    match keys.open_with_words(name, &typed) {
        Ok((secret, _)) => Ok(secret),
        Err(error) => Err(NoReceipt::NotOpened(error, whose)),
    }
}

//! `inkseal open`: takes the batch out of a locked file, with the six words that the kiosk showed when it was locked.

use crate::Open as Args;
use crate::exit::Exit;
use crate::input::{self, InputError};
use crate::output;
use crate::page::Page;
use crate::words::open as said;
use inkseal_domain::locked::LockedError;
use std::path::PathBuf;

/// Why there is no batch.
pub enum NotOpened {
    /// The file was not read, or is no locked file.
    Unread(String, InputError),
    /// Nothing was typed.
    NoWords,
    /// The words do not open it, or it was altered.
    Locked(LockedError),
    /// The file to write is the one that was read.
    Overwrites(PathBuf),
    /// The batch was not written.
    NotWritten(String, std::io::Error),
}

impl NotOpened {
    fn exit(&self) -> Exit {
        match self {
            Self::Unread(..) => Exit::Unreadable,
            _ => Exit::Wrong,
        }
    }
}

/// Runs the command.
pub fn run(args: &Args) -> (Page, Exit) {
    let mut page = Page::aside();
    match open(args, &mut page) {
        Ok(()) => (page, Exit::Good),
        Err(why) => {
            said::not_opened(&mut page, &why);
            (page, why.exit())
        }
    }
}

fn open(args: &Args, page: &mut Page) -> Result<(), NotOpened> {
    let locked = input::locked(&args.file).map_err(|error| NotOpened::Unread(input::name(&args.file), error))?;
    if let Some(out) = output::overwrites(args.out.as_ref(), &[&args.file]) {
        return Err(NotOpened::Overwrites(out.clone()));
    }
    let mut question = Page::aside();
    question.line(said::QUESTION);
    question.print();
    let typed = input::typed_words().ok_or(NotOpened::NoWords)?;
    let batch = locked.open(&typed).map_err(NotOpened::Locked)?;
    let written = output::write(args.out.as_ref(), &batch);
    let name = written.map_err(|(name, error)| NotOpened::NotWritten(name, error))?;
    page.line(&said::written(&name));
    page.line(said::NEXT);
    Ok(())
}

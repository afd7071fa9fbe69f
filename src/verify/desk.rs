//! What lies on the clerk's desk: the files that were given, the cards among them, and what there is to say of each.

use super::locked::Shut;
use inkseal::browser::{clock, drop, page};
use inkseal::text::{Text, offered, text};
use inkseal_domain::again::Again;
use inkseal_domain::locked::{LOCKED_MAX_BYTES, Locked, batch_name};
use inkseal_domain::office::OfficeCard;
use inkseal_domain::slip;
use inkseal_domain::together::{Before, before, by_kiosk, is_forked, signed_again};
use inkseal_domain::verdict::{self, FileReport};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// A file that was given.
#[derive(Clone)]
pub struct Given {
    /// Its name.
    pub name: String,
    bytes: Arc<Vec<u8>>,
    /// Why it was not even read.
    pub unread: Option<Unread>,
    /// What there is to say of it.
    pub report: Arc<FileReport>,
    /// Another file contradicts it.
    pub forked: bool,
    /// In whose place its kiosk came.
    pub before: Vec<Before>,
}

/// Why a file was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Larger than any batch.
    TooLarge,
    /// The engine could not read it: a folder, or gone.
    Failed,
}

/// Which record is open: file and place among its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// The file.
    pub file: usize,
    /// The record, counted from 0.
    pub record: usize,
}

/// Everything that the page knows. Nothing of it is kept anywhere.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Language of the page.
    pub lang: RwSignal<&'static str>,
    /// Office cards that were given.
    pub cards: RwSignal<Vec<OfficeCard>>,
    /// Batches, and what was given in their place.
    pub files: RwSignal<Vec<Given>>,
    /// Locked files that wait for their words.
    pub shut: RwSignal<Vec<Shut>>,
    /// Who signed again, in all of them.
    pub again: RwSignal<Again>,
    /// What somebody took along, to be looked up: a record code, or a phone's text.
    pub asked: RwSignal<String>,
    /// The record that is open.
    pub opened: RwSignal<Option<Open>>,
    /// Files are being read.
    pub busy: RwSignal<bool>,
}

/// The desk of this page.
pub fn use_desk() -> Desk {
    expect_context::<Desk>()
}

impl Desk {
    /// An empty desk.
    pub fn new() -> Self {
        Self {
            lang: RwSignal::new(offered(&page::preferred_languages())),
            cards: RwSignal::new(vec![]),
            files: RwSignal::new(vec![]),
            shut: RwSignal::new(vec![]),
            again: RwSignal::new(Again::default()),
            asked: RwSignal::new(String::new()),
            opened: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// The texts in the language of the page. When the language changes, the page makes its views anew.
    pub fn text(self) -> &'static Text {
        text(self.lang.get_untracked())
    }

    /// Takes files: cards, phones' texts and locked files are known by what is in them, everything else must be a batch.
    pub fn take(self, files: drop::Files) {
        if files.is_empty() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            clock::painted().await;
            for handed in drop::read(files, LOCKED_MAX_BYTES).await {
                self.put(handed);
            }
            self.judge();
            self.busy.set(false);
            self.close();
        });
    }

    /// Closes the open record.
    pub fn close(self) {
        if self.opened.get_untracked().is_some() {
            self.opened.set(None);
        }
        page::set_print("");
        spawn_local(async {
            clock::painted().await;
            page::focus("main h2");
        });
    }

    /// Takes everything off the desk.
    pub fn clear(self) {
        self.cards.set(vec![]);
        self.asked.set(String::new());
        self.again.set(Again::default());
        self.files.set(vec![]);
        self.shut.set(vec![]);
        page::focus("h1");
    }

    fn put(self, handed: drop::Handed) {
        let (bytes, unread) = match handed.bytes {
            Some(Ok(bytes)) => (bytes, None),
            Some(Err(_)) => (vec![], Some(Unread::TooLarge)),
            None => (vec![], Some(Unread::Failed)),
        };
        if let Some(card) = OfficeCard::parse(&bytes) {
            return self.cards.update(|cards| {
                if !cards.contains(&card) {
                    cards.push(card);
                }
            });
        }
        if let Some(text) = std::str::from_utf8(&bytes).ok().filter(|text| slip::find(text).is_some()) {
            return self.asked.set(text.trim().to_owned());
        }
        if let Ok(locked) = Locked::parse(&bytes) {
            let shut = Shut { name: handed.name, file: Arc::new(locked) };
            return self.shut.update(|all| match all.iter_mut().find(|one| one.name == shut.name) {
                Some(one) => *one = shut,
                None => all.push(shut),
            });
        }
        self.put_batch(handed.name, bytes, unread);
    }

    /// Puts the batch that was in a locked file in its place.
    pub fn opened_locked(self, name: &str, batch: Vec<u8>) {
        self.put_batch(batch_name(name), batch, None);
        self.judge();
        self.shut.update(|all| all.retain(|one| one.name != name));
        self.close();
    }

    fn put_batch(self, name: String, bytes: Vec<u8>, unread: Option<Unread>) {
        let report = Arc::new(verdict::verify(&bytes, &[]));
        let given = Given { name, bytes: Arc::new(bytes), unread, report, forked: false, before: vec![] };
        self.files.update(|files| match files.iter_mut().find(|file| file.name == given.name) {
            Some(file) => *file = given,
            None => files.push(given),
        });
    }

    /// Verifies everything again: a card may have come later than its batches.
    fn judge(self) {
        let cards = self.cards.get_untracked();
        self.files.update(|files| {
            for file in files.iter_mut().filter(|file| file.report.batch.is_some()) {
                file.report = Arc::new(verdict::verify(&file.bytes, &cards));
            }
            let reports: Vec<FileReport> = files.iter().map(|file| (*file.report).clone()).collect();
            self.again.set(signed_again(&reports));
            let kiosks = by_kiosk(&reports);
            for (i, file) in files.iter_mut().enumerate() {
                file.forked = is_forked(&kiosks, i);
                file.before = before(&reports[i], reports.iter());
            }
        });
    }
}

//! Narrowing the list of records, and printing what is left.

use super::choice::choice;
use super::{log, use_work};
use crate::browser::page;
use crate::kiosk::{copy_words, print_copies};
use crate::shell::use_shell;
use crate::text::{Text, fill};
use inkseal_domain::document::Document;
use inkseal_domain::search::{self, What};
use inkseal_domain::visit::Outcome;
use leptos::prelude::*;

/// What the list is narrowed to: what came of a visit, and which version was read where there are several.
#[component]
pub fn Narrow() -> impl IntoView {
    let shell = use_shell();
    let only = use_work().only;
    let text = shell.text();
    let t = &text.records;
    let outcomes = [Outcome::Signed, Outcome::Question, Outcome::Paper, Outcome::Declined];
    let outcomes = outcomes.map(|outcome| (What::Outcome(outcome), copy_words(text).outcome(outcome)));
    let whats = [(What::Any, t.only_any)].into_iter().chain(outcomes);
    let whats = whats.chain([(What::Owed, t.only_owed), (What::Held, t.held)]);
    let whats = whats.map(|(what, words)| (what, words.to_owned())).collect();
    let versions = move || {
        let read = log(shell).map(|log| search::documents(&log)).unwrap_or_default();
        let library = shell.library()?;
        let known =
            read.into_iter().filter_map(|read| Some((Some(read), version_words(text, library.document(&read)?))));
        let versions: Vec<_> = [(None, t.only_any_version.to_owned())].into_iter().chain(known).collect();
        (versions.len() > 2).then(|| {
            let chosen = move || only.with(|only| only.document);
            let choose = move |document| only.update(|only| only.document = document);
            choice("only-version", t.only_version, "", versions, chosen, choose)
        })
    };
    let choose = move |what| only.update(|only| only.what = what);
    view! {
        {choice("only", t.only, "", whats, move || only.with(|only| only.what), choose)}
        {versions}
    }
}

fn version_words(text: &Text, document: &Document) -> String {
    format!("{}, {}", document.title, fill(text.check.version, &[("version", &document.version)]))
}

/// Prints the forms of the rows that are shown, each person on pages of their own.
#[component]
pub fn PrintShown(found: Memo<Vec<u64>>, shown: RwSignal<usize>) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().records;
    let count = move || found.with(Vec::len).min(shown.get());
    let print = move |_| {
        let Some(log) = log(shell) else { return };
        let rows = found.with_untracked(|found| found.iter().take(shown.get_untracked()).copied().collect::<Vec<_>>());
        print_copies(shell, rows.into_iter().filter_map(|seq| Some(log.at(seq)?.visit()?.0)));
    };
    on_cleanup(|| page::set_print(""));
    move || {
        (count() > 1).then(|| {
            let words = move || fill(t.print_shown, &[("n", &count().to_string())]);
            view! { <button class="button plain" on:click=print>{words}</button> }
        })
    }
}

//! The list of records: the newest first, searched as one types. What cannot be read stands above it and is never searched away.

use super::act_words::left_out;
use super::bring_back::BringBack;
use super::narrow::{Narrow, PrintShown};
use super::paged::{More, first_page};
use super::set_aside::Aside;
use super::{Place, Screen, list_table, log, use_work};
use crate::kiosk::{copy_words, day_words, person, signed_again};
use crate::shell::{Shell, use_shell};
use crate::text::{Text, fill};
use inkseal_domain::again::Again;
use inkseal_domain::code::record_code;
use inkseal_domain::log::{Line, Log};
use inkseal_domain::seal::Proved;
use inkseal_domain::search;
use inkseal_domain::visit::Visit;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The list.
#[component]
pub fn Records() -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let text = shell.text();
    let t = &text.records;
    let shown = first_page();
    // Searched once for whatever shows it: the table, the count and what is left.
    let found =
        Memo::new(move |_| log(shell).map_or(vec![], |log| search::visits(&log, &work.search.get(), work.only.get())));
    let of = Memo::new(move |_| found.with(Vec::len));
    let again = Memo::new(move |_| log(shell).map(|log| log.signed_again()).unwrap_or_default());
    let count = move || match of.get() {
        1 => t.count_one.to_owned(),
        n => fill(t.count, &[("n", &n.to_string())]),
    };
    view! {
        <Screen title=t.title about=t.about>
            <Broken/>
            <div class="toolbar">
                <div class="field">
                    <label for="search">{t.search}</label>
                    <p class="hint" id="search-hint">{t.search_hint}</p>
                    <input id="search" type="search" autocomplete="off" autocapitalize="off" spellcheck="false"
                        aria-describedby="search-hint" bind:value=work.search/>
                </div>
                <Narrow/>
            </div>
            <div class="row">
                <p class="count" role="status">{count}</p>
                <PrintShown found shown/>
            </div>
            {move || found.with(|found| again.with(|again| table(shell, found, shown.get(), again)))}
            <More shown of/>
            <Aside/>
            <BringBack/>
        </Screen>
    }
}

/// Whether there were records here that an administrator cleared.
pub fn was_cleared(log: &Log) -> bool {
    log.lines().first().is_some_and(|line| line.first_seq() > 1)
}

fn table(shell: Shell, found: &[u64], most: usize, again: &Again) -> Option<AnyView> {
    let t = &shell.text().records;
    let log = log(shell)?;
    if found.is_empty() {
        let typed = use_work().search.get();
        let words = if log.visits().next().is_none() {
            (if was_cleared(&log) { t.cleared } else { t.none }).to_owned()
        } else {
            match typed.trim() {
                "" => t.none_such.to_owned(),
                typed => fill(t.not_found, &[("typed", typed)]),
            }
        };
        return Some(view! { <p>{words}</p> }.into_any());
    }
    let visits = found.iter().take(most).filter_map(|seq| log.at(*seq)?.visit());
    let held = log.held();
    let rows = visits.map(|(proved, visit)| row(shell, (proved, visit), again, &held)).collect_view();
    let columns = view! {
        <th scope="col">{t.col_name}</th><th scope="col">{t.col_outcome}</th>
        <th scope="col">{t.col_date}</th><th scope="col">{t.col_code}</th>
    };
    Some(list_table(t.title, "list records", columns, rows))
}

fn row(shell: Shell, (proved, visit): (&Proved, &Visit), again: &Again, held: &BTreeSet<u64>) -> impl IntoView + use<> {
    let work = use_work();
    let text = shell.text();
    let record = proved.record();
    let held = log(shell).and_then(|log| log.place_of(&record.id)).is_some_and(|seq| held.contains(&seq));
    let held = held.then(|| view! { <p class="soft">{text.records.held}</p> });
    let name = match &visit.signer {
        Some(signer) => person(signer).into_any(),
        None => view! { <bdi>{text.admin.no_name}</bdi> }.into_any(),
    };
    let again = again.later(&record.id).map(|later| signed_again(text, later));
    let id = record.id.clone();
    view! {
        <tr>
            <th scope="row">
                <button class="button plain" on:click=move |_| work.go(Place::Record(id.clone()))>{name}</button>
            </th>
            <td>{copy_words(text).outcome(visit.outcome)}{again}{held}</td>
            <td class="day">{day_words(text, record.at, record.utc_offset_min)}</td>
            <td class="record-code">{record_code(proved.hash()).to_string()}</td>
        </tr>
    }
}

/// Places of the chain that hold no readable record.
#[component]
fn Broken() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().records;
    move || {
        let log = log(shell)?;
        let text = shell.text();
        let broken = log.lines().iter().filter_map(|line| broken_words(text, line));
        let left_out = log.left_out().into_iter().map(|(chain, seqs)| left_out(text, chain, seqs));
        let lines: Vec<String> = broken.chain(left_out).collect();
        (!lines.is_empty()).then(|| {
            view! {
                <section class="attention" aria-labelledby="broken">
                    <h2 id="broken" tabindex="-1">{t.broken}</h2>
                    <ul>{lines.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
                    <p>{t.broken_do}</p>
                </section>
            }
        })
    }
}

fn broken_words(text: &Text, line: &Line) -> Option<String> {
    let t = &text.records;
    let one = |words: &str, seq: &u64| Some(fill(words, &[("seq", &seq.to_string())]));
    match line {
        Line::Good(_) => None,
        Line::Damaged { seq, .. } => one(t.damaged, seq),
        Line::Unopened { seq, .. } => one(t.unopened, seq),
        Line::Missing { first, last } if first == last => one(t.missing_one, first),
        Line::Missing { first, last } => {
            Some(fill(t.missing, &[("first", &first.to_string()), ("last", &last.to_string())]))
        }
    }
}

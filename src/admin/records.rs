//! The list of records: the newest first, searched as one types. What cannot be read stands above it and is never searched away.

use super::bring_back::BringBack;
use super::paged::{More, first_page};
use super::set_aside::Aside;
use super::{Place, Screen, list_table, log, use_work};
use crate::kiosk::{copy_words, day_words};
use crate::shell::{Shell, use_shell};
use crate::text::{Text, fill};
use inkseal_domain::code::record_code;
use inkseal_domain::log::{Line, Log};
use inkseal_domain::seal::Proved;
use inkseal_domain::search;
use inkseal_domain::visit::{Outcome, Visit};
use leptos::prelude::*;

/// An outcome in words.
pub fn outcome_words(text: &'static Text, outcome: Outcome) -> &'static str {
    let [signed, declined, question, paper] = copy_words(text).outcomes;
    match outcome {
        Outcome::Signed => signed,
        Outcome::Declined => declined,
        Outcome::Question => question,
        Outcome::Paper => paper,
    }
}

/// The list.
#[component]
pub fn Records() -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let text = shell.text();
    let t = &text.records;
    let shown = first_page();
    // Searched once for whatever shows it: the table, the count and what is left.
    let found = Memo::new(move |_| log(shell).map_or(vec![], |log| fitting(&log, &work.search.get())));
    let of = Memo::new(move |_| found.with(Vec::len));
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
                <p class="count" role="status">{count}</p>
            </div>
            {move || found.with(|found| table(shell, found, shown.get()))}
            <More shown of/>
            <Aside/>
            <BringBack/>
        </Screen>
    }
}

/// The places of visits that fit what was typed, the newest first.
fn fitting(log: &Log, typed: &str) -> Vec<u64> {
    let fits = |proved: &Proved, visit: &Visit| {
        let signer = visit.signer.as_ref();
        let name = signer.map_or("", |signer| signer.name.as_str());
        let number = signer.and_then(|signer| signer.employee_id.as_ref()).map_or("", |number| number.as_str());
        search::fits(typed, &[name, number], &record_code(proved.hash()).to_string())
    };
    let fitting = log.proved().rev().filter(|line| line.visit().is_some_and(|(proved, visit)| fits(proved, visit)));
    fitting.map(|line| line.record().seq).collect()
}

/// Whether there were records here that an administrator cleared.
fn was_cleared(log: &Log) -> bool {
    log.lines().first().is_some_and(|line| line.first_seq() > 1)
}

fn table(shell: Shell, found: &[u64], most: usize) -> Option<AnyView> {
    let t = &shell.text().records;
    let log = log(shell)?;
    if found.is_empty() {
        let typed = use_work().search.get();
        let words = if log.visits().next().is_none() {
            (if was_cleared(&log) { t.cleared } else { t.none }).to_owned()
        } else {
            fill(t.not_found, &[("typed", typed.trim())])
        };
        return Some(view! { <p>{words}</p> }.into_any());
    }
    let visits = found.iter().take(most).filter_map(|seq| log.at(*seq)?.visit());
    let rows = visits.map(|(proved, visit)| row(shell, proved, visit)).collect_view();
    let columns = view! {
        <th scope="col">{t.col_name}</th><th scope="col">{t.col_outcome}</th>
        <th scope="col">{t.col_date}</th><th scope="col">{t.col_code}</th>
    };
    Some(list_table(t.title, "list records", columns, rows))
}

fn row(shell: Shell, proved: &Proved, visit: &Visit) -> impl IntoView + use<> {
    let work = use_work();
    let text = shell.text();
    let record = proved.record();
    let name = record.signer_name().map_or(text.admin.no_name.to_owned(), |name| name.to_string());
    let id = record.id.clone();
    view! {
        <tr>
            <th scope="row">
                <button class="button plain" on:click=move |_| work.go(Place::Record(id.clone()))><bdi>{name}</bdi></button>
            </th>
            <td>{outcome_words(text, visit.outcome)}</td>
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
        let lines: Vec<String> = log.lines().iter().filter_map(|line| broken_words(shell.text(), line)).collect();
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

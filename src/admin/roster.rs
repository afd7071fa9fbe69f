//! The roster: who is to sign, who has, and who is outstanding. No signer ever sees it.

mod import;
mod person;
mod preview;
mod renewal;

use super::choice::choice;
use super::paged::{More, first_page};
use super::{Screen, list_table};
use crate::browser::{clock, file};
use crate::kiosk::{day_given, day_words, person as person_view};
use crate::shell::{Shell, use_shell};
use crate::text::{Text, fill};
use crate::widgets::focus_soon;
use inkseal_domain::csv;
use inkseal_domain::roster::{Person, Seen, Standing};
use inkseal_domain::search::fits;
use inkseal_domain::visit::Signer;
use leptos::prelude::*;

/// Which part of the roster is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Show {
    #[default]
    Outstanding,
    Signed,
    All,
}

/// Everybody with how they stand.
type Everybody = Memo<Vec<(Person, Standing)>>;

/// The screen.
#[component]
pub fn RosterScreen() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().roster;
    let everybody = Memo::new(move |_| shell.standings());
    let is_empty = Memo::new(move |_| everybody.with(Vec::is_empty));
    let is_lost = Memo::new(move |_| shell.session.with(Option::is_some) && shell.roster().is_none());
    let open = RwSignal::new(None::<Person>);
    view! {
        <Screen title=t.title about=t.about>
            {move || match (is_lost.get(), is_empty.get()) {
                (true, _) => view! { <p class="attention">{t.lost}</p> }.into_any(),
                (false, true) => view! { <p>{t.none}</p> }.into_any(),
                (false, false) => view! { <Listed everybody open/> }.into_any(),
            }}
            <import::Import is_empty/>
            {move || (!is_empty.get()).then(|| view! { <renewal::Renewal/> })}
        </Screen>
    }
}

#[component]
fn Listed(everybody: Everybody, open: RwSignal<Option<Person>>) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.roster;
    let (typed, show, shown) = (RwSignal::new(String::new()), RwSignal::new(Show::default()), first_page());
    let found = Memo::new(move |_| everybody.with(|all| found(all, &typed.get(), show.get())));
    let of = Memo::new(move |_| found.with(Vec::len));
    let all = [(Show::Outstanding, t.show_outstanding), (Show::Signed, t.show_signed), (Show::All, t.show_all)];
    let all = all.map(|(which, words)| (which, words.to_owned())).to_vec();
    view! {
        <p class="count" role="status">{move || everybody.with(|all| counted(text, shell, all))}</p>
        <person::OnePerson everybody open/>
        <div class="toolbar">
            <div class="field">
                <label for="roster-search">{text.records.search}</label>
                <p class="hint" id="roster-search-hint">{t.search_hint}</p>
                <input id="roster-search" type="search" autocomplete="off" autocapitalize="off" spellcheck="false"
                    aria-describedby="roster-search-hint" bind:value=typed/>
            </div>
            {choice("roster-show", text.records.only, "", all, move || show.get(), move |which| show.set(which))}
        </div>
        {move || found.with(|found| everybody.with(|all| rows(text, all, found, shown.get(), open)))}
        <More shown of/>
        <SaveList everybody/>
    }
}

/// Places of those who fit what was typed and what is shown.
fn found(all: &[(Person, Standing)], typed: &str, show: Show) -> Vec<usize> {
    let is_shown = |standing: &Standing| match show {
        Show::All => true,
        Show::Outstanding => standing.is_outstanding(),
        Show::Signed => !standing.is_outstanding(),
    };
    let fits = |person: &Person| {
        let number = person.number.as_ref().map_or("", |number| number.as_str());
        fits(typed, &[person.name.as_str(), number], "")
    };
    let all = all.iter().enumerate();
    all.filter(|(_, (person, standing))| is_shown(standing) && fits(person)).map(|(at, _)| at).collect()
}

fn counted(text: &Text, shell: Shell, all: &[(Person, Standing)]) -> String {
    let t = &text.roster;
    let outstanding = all.iter().filter(|(_, standing)| standing.is_outstanding()).count();
    let version = shell.required().map(|required| required.version).unwrap_or_default();
    let words = match outstanding {
        0 => t.count_none,
        1 => t.count_one,
        _ => t.count,
    };
    fill(words, &[("n", &outstanding.to_string()), ("of", &all.len().to_string()), ("version", &version)])
}

fn rows(
    text: &'static Text,
    all: &[(Person, Standing)],
    found: &[usize],
    most: usize,
    open: RwSignal<Option<Person>>,
) -> AnyView {
    let t = &text.roster;
    if found.is_empty() {
        return view! { <p>{t.none_such}</p> }.into_any();
    }
    let row = |at: &usize| {
        let (person, standing) = all.get(*at)?;
        let (who, words) = (person_view(&signer(person)), standing_words(text, standing));
        let this = person.clone();
        let on = move |_| {
            open.set(Some(this.clone()));
            focus_soon("#roster-person");
        };
        Some(view! {
            <tr>
                <th scope="row"><button class="button plain" on:click=on>{who}</button></th>
                <td>{words}</td>
            </tr>
        })
    };
    let rows = found.iter().take(most).filter_map(row).collect_view();
    let columns = view! { <th scope="col">{text.records.col_name}</th><th scope="col">{t.col_standing}</th> };
    list_table(t.title, "list roster", columns, rows)
}

/// A person on the roster, as the other lists show people.
fn signer(person: &Person) -> Signer {
    Signer { name: person.name.clone(), employee_id: person.number.clone(), initials: None }
}

/// How somebody stands.
fn standing_words(text: &Text, standing: &Standing) -> String {
    let t = &text.roster;
    let dated = |words: &str, seen: &Seen| {
        let code = seen.code.as_deref().unwrap_or_default();
        fill(words, &[("date", &seen_day(text, seen)), ("version", &seen.version), ("code", code)])
    };
    match standing {
        Standing::Signed(seen) if seen.code.is_none() => dated(t.on_paper, seen),
        Standing::Signed(seen) => dated(t.signed, seen),
        Standing::Due(seen) => dated(t.due, seen),
        Standing::Earlier(seen) => dated(t.earlier, seen),
        Standing::Unsure(unsure) => {
            let name = crate::kiosk::who(&unsure.signer);
            fill(t.unsure, &[("name", &name), ("date", &seen_day(text, &unsure.seen))])
        }
        Standing::Never => t.never.to_owned(),
    }
}

fn seen_day(text: &Text, seen: &Seen) -> String {
    day_given(&seen.on).map_or_else(|| seen.on.clone(), |at| day_words(text, at, 0))
}

/// Everybody and how they stand, for a spreadsheet.
#[component]
fn SaveList(everybody: Everybody) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.roster;
    let told = RwSignal::new(String::new());
    let save = move |_| {
        let practice = if shell.practice.get_untracked() { "PRACTICE_" } else { "" };
        let name = format!("{practice}inkseal-roster_{}.csv", clock::now().day(clock::utc_offset_min()));
        let rows = everybody.with_untracked(|all| csv_rows(text, shell, all));
        let saved = file::save(&name, "text/csv", &csv::file(&rows)).is_ok();
        told.set(if saved { fill(t.saved, &[("name", &name)]) } else { text.admin.not_saved.to_owned() });
    };
    view! {
        <div class="row"><button class="button" on:click=save>{t.save}</button></div>
        <p role="status">{move || told.get()}</p>
    }
}

fn csv_rows(text: &Text, shell: Shell, all: &[(Person, Standing)]) -> Vec<Vec<String>> {
    let version = shell.required().map(|required| required.version).unwrap_or_default();
    let heading = text.roster.csv_columns.split(',').map(str::to_owned).collect();
    let row = |(person, standing): &(Person, Standing)| {
        let seen = match standing {
            Standing::Signed(seen) | Standing::Due(seen) | Standing::Earlier(seen) => Some(seen),
            Standing::Unsure(unsure) => Some(&unsure.seen),
            Standing::Never => None,
        };
        vec![
            person.name.to_string(),
            person.number.as_ref().map(ToString::to_string).unwrap_or_default(),
            version.clone(),
            if standing.is_outstanding() { text.roster.csv_outstanding } else { text.roster.csv_signed }.to_owned(),
            seen.map(|seen| seen.on.clone()).unwrap_or_default(),
            seen.map(|seen| seen.version.clone()).unwrap_or_default(),
            seen.and_then(|seen| seen.code.clone()).unwrap_or_default(),
            standing_words(text, standing),
        ]
    };
    std::iter::once(heading).chain(all.iter().map(row)).collect()
}

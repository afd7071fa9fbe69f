//! What a list would bring, before it is taken over: its first rows, what each column is, who is new, and which rows name nobody.

use super::signer;
use crate::browser::page;
use crate::kiosk::{name_words, who};
use crate::shell::use_shell;
use crate::text::{Text, fill};
use crate::widgets::focus_soon;
use inkseal_domain::identity::NameError;
use inkseal_domain::roster::{Column, ColumnsError, Encoding, MOST_PEOPLE, Merged, Reading, RosterError, Table, guess};
use leptos::prelude::*;

/// How many rows are shown.
const ROWS: usize = 5;
/// How many lines are named before the rest is only counted.
const LINES: usize = 8;
const COLUMNS: [Column; 5] = [Column::Unused, Column::Name, Column::First, Column::Last, Column::Number];

/// What was chosen about a list.
#[derive(Clone, Copy)]
struct Choice {
    columns: RwSignal<Vec<Column>>,
    has_heading: RwSignal<bool>,
    replace: RwSignal<bool>,
}

/// What a list would bring; why it can't.
type Outcome = Result<(Reading, Merged), String>;

#[component]
pub fn Preview(read: Table, table: RwSignal<Option<Table>>, told: RwSignal<(bool, String)>) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.roster;
    let (columns, has_heading) = guess(&read);
    let choice = Choice {
        columns: RwSignal::new(columns),
        has_heading: RwSignal::new(has_heading),
        replace: RwSignal::new(false),
    };
    let rows = read.rows.iter().take(ROWS).map(|(_, row)| row.clone()).collect();
    let (width, encoding) = (read.columns(), read.encoding);
    let outcome = Memo::new(move |_| outcome(text, &read, choice));
    let busy = RwSignal::new(false);
    let take = move |_| {
        let Ok((_, merged)) = outcome.get_untracked() else { return };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let words = merged_words(t.taken, &merged);
        leptos::task::spawn_local(async move {
            let kept = shell.change_roster(merged.roster).await;
            let _ = busy.try_set(false);
            let _ = told.try_set(match kept {
                Ok(()) => (false, words),
                Err(why) => (true, fill(text.admin.failed, &[("why", &why)])),
            });
            let _ = table.try_set(None);
            focus_soon("#roster-import");
        });
    };
    view! {
        <h3 id="roster-preview" tabindex="-1">{t.preview}</h3>
        <p>{encoding_words(text, encoding)}</p>
        <Columns rows width choice/>
        <label class="tick"><input type="checkbox" bind:checked=choice.has_heading/><span>{t.has_heading}</span></label>
        <label class="tick"><input type="checkbox" bind:checked=choice.replace/><span>{t.replace}</span></label>
        <div role="status">{move || outcome.with(|outcome| outcome_view(text, outcome))}</div>
        <div class="row">
            <button class="button plain" type="button" on:click=move |_| { table.set(None); focus_soon("#roster-import") }>{text.common.back}</button>
            <button class="button primary" type="button" on:click=take
                aria-disabled=move || (busy.get() || outcome.with(Result::is_err)).to_string()>{t.take}</button>
        </div>
    }
}

fn outcome(text: &Text, read: &Table, choice: Choice) -> Outcome {
    let t = &text.roster;
    let wrong = |error| match error {
        ColumnsError::NoName => t.no_name.to_owned(),
        ColumnsError::Twice => t.column_twice.to_owned(),
    };
    let reading = choice.columns.with(|columns| Reading::of(read, columns, choice.has_heading.get())).map_err(wrong)?;
    if reading.people.is_empty() {
        return Err(t.nobody.to_owned());
    }
    let before = use_shell().roster().map(|roster| (*roster).clone()).unwrap_or_default();
    let merged = before.merged(&reading.people, choice.replace.get());
    let merged = merged.map_err(|error| match error {
        RosterError::TooMany { people } => {
            fill(t.too_many, &[("n", &people.to_string()), ("most", &MOST_PEOPLE.to_string())])
        }
        other => other.to_string(),
    })?;
    Ok((reading, merged))
}

fn encoding_words(text: &Text, encoding: Encoding) -> &'static str {
    let t = &text.roster;
    match encoding {
        Encoding::Windows1252 => t.read_as_windows,
        Encoding::Utf8 | Encoding::Utf16 => t.read_as,
    }
}

/// The first rows, each column under what it holds.
#[component]
fn Columns(rows: Vec<Vec<String>>, width: usize, choice: Choice) -> impl IntoView {
    let text = use_shell().text();
    let t = &text.roster;
    let name = move |column: Column| match column {
        Column::Unused => t.col_unused,
        Column::Name => t.col_name,
        Column::First => t.col_first,
        Column::Last => t.col_last,
        Column::Number => t.col_number,
    };
    let select = move |at: usize| {
        let choose = move |event: leptos::ev::Event| {
            if let Some(column) = page::chosen(&event).and_then(|chosen| COLUMNS.get(chosen).copied()) {
                choice.columns.update(|columns| {
                    if let Some(place) = columns.get_mut(at) {
                        *place = column;
                    }
                });
            }
        };
        let label = fill(t.column, &[("n", &(at + 1).to_string())]);
        let option = move |(value, column): (usize, Column)| {
            let chosen = move || choice.columns.with(|columns| columns.get(at) == Some(&column));
            view! { <option value=value.to_string() selected=chosen>{name(column)}</option> }
        };
        view! {
            <th scope="col">
                <select id=format!("column-{at}") aria-label=label on:change=choose>
                    {COLUMNS.into_iter().enumerate().map(option).collect_view()}
                </select>
            </th>
        }
    };
    let row = |row: Vec<String>| {
        let fields = (0..width).map(|at| row.get(at).cloned().unwrap_or_default());
        view! { <tr>{fields.map(|field| view! { <td><bdi>{field}</bdi></td> }).collect_view()}</tr> }
    };
    let rows = rows.into_iter().map(row).collect_view();
    crate::admin::list_table(t.preview, "list preview", (0..width).map(select).collect_view(), rows)
}

fn outcome_view(text: &Text, outcome: &Outcome) -> AnyView {
    let t = &text.roster;
    let (reading, merged) = match outcome {
        Ok(good) => good,
        Err(why) => return view! { <p class="attention error">{why.clone()}</p> }.into_any(),
    };
    let refused = reading.refused.iter().map(|row| {
        let why = if row.is_number { t.number_wrong.to_owned() } else { name_error(text, row.why) };
        fill(t.line, &[("line", &row.line.to_string()), ("what", &why)])
    });
    let twice = reading.twice.iter().map(|(line, person)| {
        let what = fill(t.twice, &[("name", &who(&signer(person)))]);
        fill(t.line, &[("line", &line.to_string()), ("what", &what)])
    });
    let gone = merged.gone.iter().map(|person| fill(t.gone, &[("name", &who(&signer(person)))]));
    let lines: Vec<String> = refused.chain(twice).chain(gone).collect();
    let more = lines.len().saturating_sub(LINES);
    let more = (more > 0).then(|| view! { <li>{fill(t.lines_more, &[("n", &more.to_string())])}</li> });
    let lines = lines.into_iter().take(LINES).map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <p><strong>{merged_words(t.brings, merged)}</strong></p>
        <ul>{lines}{more}</ul>
    }
    .into_any()
}

fn name_error(text: &Text, error: NameError) -> String {
    let t = &text.roster;
    name_words(error, [t.name_empty, t.name_no_letter, t.name_long, t.name_hidden])
}

fn merged_words(words: &str, merged: &Merged) -> String {
    let number = |n: usize| n.to_string();
    fill(
        words,
        &[
            ("added", &number(merged.added)),
            ("known", &number(merged.known)),
            ("all", &number(merged.roster.people.len())),
        ],
    )
}

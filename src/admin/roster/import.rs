//! A list of people comes in from a file: chosen, looked at, and then taken over.

use super::preview::Preview;
use crate::admin::what_came;
use crate::browser::file;
use crate::shell::use_shell;
use crate::text::{Text, fill};
use crate::widgets::focus_soon;
use inkseal_domain::roster::{MAX_BYTES, MOST_COLUMNS, Table, TableError};
use leptos::prelude::*;

const FIELD: &str = "roster-file";

/// The field, and what is in the file.
#[component]
pub fn Import(is_empty: Memo<bool>) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.roster;
    let table = RwSignal::new(None::<Table>);
    let told = RwSignal::new((false, String::new()));
    let chosen = move |_| {
        leptos::task::spawn_local(async move {
            let read = match file::chosen_in(FIELD, MAX_BYTES).await {
                Some(Ok(bytes)) => Table::read(&bytes),
                Some(Err(bytes)) => Err(TableError::TooLarge { bytes }),
                None => return,
            };
            file::forget_choice(FIELD);
            match read {
                Ok(read) => {
                    let _ = told.try_set((false, String::new()));
                    let _ = table.try_set(Some(read));
                    focus_soon("#roster-preview");
                }
                Err(why) => {
                    let _ = table.try_set(None);
                    let _ = told.try_set((true, table_error(text, &why)));
                }
            }
        });
    };
    view! {
        <section aria-labelledby="roster-import">
            <h2 id="roster-import" tabindex="-1">{move || if is_empty.get() { t.import_first } else { t.import }}</h2>
            {move || match table.get() {
                Some(read) => view! { <Preview read table told/> }.into_any(),
                None => view! {
                    <p>{t.import_about}</p>
                    <div class="field">
                        <label for=FIELD>{t.choose}</label>
                        <input id=FIELD type="file" accept=".csv,.txt,.tsv,text/csv" on:change=chosen/>
                    </div>
                }.into_any(),
            }}
            <div role="status">{move || what_came(told)}</div>
        </section>
    }
}

fn table_error(text: &Text, error: &TableError) -> String {
    let t = &text.roster;
    match error {
        TableError::Empty => t.file_empty.to_owned(),
        TableError::TooLarge { .. } => fill(t.file_large, &[("n", &(MAX_BYTES >> 20).to_string())]),
        TableError::Spreadsheet => t.file_spreadsheet.to_owned(),
        TableError::NotText => t.file_not_text.to_owned(),
        TableError::Columns { columns } => {
            fill(t.file_columns, &[("n", &columns.to_string()), ("most", &MOST_COLUMNS.to_string())])
        }
    }
}

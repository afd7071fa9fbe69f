//! The activity log in words, the newest first.

use super::act_words::what_about;
use super::paged::{More, first_page};
use super::{Screen, list_table, log};
use crate::kiosk::{actor, when_words};
use crate::shell::use_shell;
use inkseal_domain::activity::Activity;
use inkseal_domain::log::Log;
use inkseal_domain::record::Record;
use leptos::prelude::*;

/// Everything that was done.
#[component]
pub fn ActivityLog() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.activity;
    let shown = first_page();
    let of = Memo::new(move |_| log(shell).map_or(0, |log| activities(&log).count()));
    let table = move || {
        let log = log(shell)?;
        let rows: Vec<_> = activities(&log)
            .take(shown.get())
            .map(|(record, activity)| {
                view! {
                    <tr>
                        <td class="when">{when_words(text, record.at, record.utc_offset_min)}</td>
                        <td><bdi>{actor(text, activity)}</bdi></td>
                        <td><bdi>{what_about(text, activity, &log)}</bdi></td>
                    </tr>
                }
            })
            .collect();
        if rows.is_empty() {
            return Some(view! { <p>{t.none}</p> }.into_any());
        }
        let columns = view! { <th scope="col">{t.when}</th><th scope="col">{t.who}</th><th scope="col">{t.what}</th> };
        Some(list_table(t.title, "list", columns, rows))
    };
    view! { <Screen title=t.title about=t.about>{table}<More shown of/></Screen> }
}

/// Everything that was done, the newest first.
fn activities(log: &Log) -> impl Iterator<Item = (&Record, &Activity)> {
    log.proved().rev().filter_map(|proved| Some((proved.record(), proved.record().activity()?)))
}

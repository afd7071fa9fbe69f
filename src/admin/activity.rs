//! The activity log in words, the newest first.

use super::act_words::{around_title, document, what_about};
use super::paged::{More, first_page};
use super::{Screen, list_table, log};
use crate::kiosk::{actor, when_words};
use crate::shell::{Shell, use_shell};
use inkseal_domain::activity::Activity;
use inkseal_domain::document::Document;
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
                        <td>{done(shell, activity, &log)}</td>
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

/// What was done; a document that is at hand by its title, in its own language.
fn done(shell: Shell, activity: &Activity, log: &Log) -> AnyView {
    let text = shell.text();
    let library = shell.library();
    let document = library.as_ref().and_then(|library| document(&activity.act, library));
    match document.zip(around_title(text, &activity.act)) {
        Some((Document { title, lang, .. }, (before, after))) => {
            view! { {before}<bdi lang=lang.clone()>{title.clone()}</bdi>{after} }.into_any()
        }
        None => view! { <bdi>{what_about(text, activity, log)}</bdi> }.into_any(),
    }
}

/// Everything that was done, the newest first.
fn activities(log: &Log) -> impl Iterator<Item = (&Record, &Activity)> {
    log.proved().rev().filter_map(|proved| Some((proved.record(), proved.record().activity()?)))
}

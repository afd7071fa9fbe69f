//! The same records for people: one file of readable copies, and a list for a spreadsheet. Neither is proof, and both say so.

use crate::admin::{focus_soon, log};
use crate::browser::{clock, file};
use crate::kiosk::{copy_file, copy_html, copy_words};
use crate::shell::{Shell, use_shell};
use crate::text::fill;
use inkseal_domain::again::Again;
use inkseal_domain::batch::file_part;
use inkseal_domain::code::record_code;
use inkseal_domain::csv;
use inkseal_domain::log::Log;
use inkseal_domain::seal::Proved;
use inkseal_domain::visit::{Shown, Visit};
use leptos::prelude::*;

/// Two buttons over the same records.
#[component]
pub fn Reading(
    /// First and last record, `None` for everything new; `Err` where the screen says what is wrong.
    range: impl Fn(&Log) -> Result<Option<(u64, u64)>, ()> + Copy + 'static,
) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.export;
    let told = RwSignal::new(String::new());
    let writing: Writing = RwSignal::new(None);
    let save = move |kind: &'static str| {
        let Some(log) = log(shell) else { return };
        let Ok(range) = range(&log) else { return };
        if chosen(&log, range).is_empty() {
            return told.set(t.reading_none.to_owned());
        }
        if writing.get_untracked().is_none() {
            told.set(String::new());
            leptos::task::spawn_local(async move {
                let words = write(shell, &log, range, kind, writing).await;
                let _ = told.try_set(words);
            });
        }
    };
    view! {
        <section class="reading" aria-labelledby="reading">
            <h2 id="reading" tabindex="-1">{t.reading}</h2>
            <p>{t.reading_note}</p>
            <div class="copy-ways">
                <button class="button" type="button" on:click=move |_| save("html")>{t.copies}</button>
                <button class="button" type="button" on:click=move |_| save("csv")>{t.list}</button>
            </div>
            <Underway writing/>
            <p role="status">{move || told.get()}</p>
        </section>
    }
}

/// How many copies were written so far, of how many; `None`: none are being written, or they were called off.
type Writing = RwSignal<Option<(usize, usize)>>;

/// How many are written before the page is painted again: about a tenth of a second on a slow tablet.
const SLICE: usize = 40;

#[component]
fn Underway(writing: Writing) -> impl IntoView {
    let t = &use_shell().text().export;
    let is_writing = Memo::new(move |_| writing.with(Option::is_some));
    let words = move || {
        let (n, of) = writing.get().unwrap_or_default();
        fill(t.copies_written, &[("n", &n.to_string()), ("of", &of.to_string())])
    };
    move || {
        is_writing.get().then(|| {
            view! {
                <p>{words}</p>
                <button class="button plain" type="button" on:click=move |_| writing.set(None)>{t.copies_call_off}</button>
            }
        })
    }
}

/// Saves one of the two and says what became of it.
async fn write(shell: Shell, log: &Log, range: Option<(u64, u64)>, kind: &str, writing: Writing) -> String {
    let text = shell.text();
    let records = chosen(log, range);
    let (media_type, bytes) = match kind {
        "csv" => ("text/csv", Some(list(shell, &records, &log.signed_again()))),
        _ => ("text/html", copies(shell, &records, writing).await),
    };
    let Some(bytes) = bytes else {
        focus_soon("#reading");
        return text.export.copies_called_off.to_owned();
    };
    let name = file_name(shell, kind);
    match file::save(&name, media_type, &bytes) {
        Ok(()) => fill(text.export.reading_saved, &[("name", &name)]),
        Err(_) => text.admin.not_saved.to_owned(),
    }
}

/// The visits of a range, or those that no export covers.
fn chosen(log: &Log, range: Option<(u64, u64)>) -> Vec<(&Proved, &Visit)> {
    let (first, last) = range.unwrap_or((log.exported_through() + 1, u64::MAX));
    log.visits().filter(|(proved, _)| (first..=last).contains(&proved.record().seq)).collect()
}

fn file_name(shell: Shell, ending: &str) -> String {
    let kiosk = shell.office.with_untracked(|office| file_part(&office.kiosk_name));
    let practice = if shell.practice.get_untracked() { "PRACTICE_" } else { "" };
    let day = clock::now().day(clock::utc_offset_min());
    format!("{practice}inkseal-reading_{kiosk}_{day}.{ending}")
}

/// `None`: called off, or the screen is gone.
async fn copies(shell: Shell, records: &[(&Proved, &Visit)], writing: Writing) -> Option<Vec<u8>> {
    let mut copies = Vec::with_capacity(records.len());
    for slice in records.chunks(SLICE) {
        let _ = writing.try_set(Some((copies.len(), records.len())));
        clock::painted().await;
        writing.try_get_untracked().flatten()?;
        copies.extend(slice.iter().map(|(proved, _)| copy_html(shell, proved)));
    }
    let _ = writing.try_set(None);
    Some(copy_file(shell, &copies))
}

fn list(shell: Shell, records: &[(&Proved, &Visit)], again: &Again) -> Vec<u8> {
    let text = shell.text();
    let heading = text.export.csv_columns.split(',').map(str::to_owned).collect();
    let remark = if shell.practice.get_untracked() { text.common.practice } else { text.paper.proof };
    let library = shell.library();
    // A short name stands in for the title of a document that is no longer at hand.
    let title = |shown: &Shown| {
        let document = library.as_ref().and_then(|library| library.document(&shown.sha256));
        document.map_or(&shown.slug, |document| &document.title).clone()
    };
    let row = |(proved, visit): &(&Proved, &Visit)| {
        let record = proved.record();
        let signer = visit.signer.as_ref();
        let document = visit.documents.first();
        let number = signer.and_then(|signer| signer.employee_id.as_ref()).map(ToString::to_string);
        vec![
            record.seq.to_string(),
            record.day(),
            signer.map(|signer| signer.name.to_string()).unwrap_or_default(),
            number.unwrap_or_default(),
            copy_words(text).outcome(visit.outcome).to_owned(),
            document.map(title).unwrap_or_default(),
            document.map(|document| document.version.clone()).unwrap_or_default(),
            record_code(proved.hash()).to_string(),
            again.later(&record.id).map(|later| later.code.to_string()).unwrap_or_default(),
            remark.to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = std::iter::once(heading).chain(records.iter().map(row)).collect();
    csv::file(&rows)
}

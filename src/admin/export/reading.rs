//! The same records for people: one file of readable copies, and a list for a spreadsheet. Neither is proof, and both say so.

use crate::admin::log;
use crate::admin::records::outcome_words;
use crate::browser::{clock, file};
use crate::kiosk::{copy_file, copy_html};
use crate::shell::{Shell, use_shell};
use crate::text::fill;
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
    let save = move |kind: &'static str| {
        let Some(log) = log(shell) else { return };
        let Ok(range) = range(&log) else { return };
        let records = chosen(&log, range);
        if records.is_empty() {
            return told.set(t.reading_none.to_owned());
        }
        let name = file_name(shell, kind);
        let saved = match kind {
            "csv" => file::save(&name, "text/csv", &list(shell, &records)),
            _ => file::save(&name, "text/html", &copies(shell, &records)),
        };
        told.set(match saved {
            Ok(()) => fill(t.reading_saved, &[("name", &name)]),
            Err(_) => text.admin.not_saved.to_owned(),
        });
    };
    view! {
        <section class="reading" aria-labelledby="reading">
            <h2 id="reading">{t.reading}</h2>
            <p>{t.reading_note}</p>
            <div class="copy-ways">
                <button class="button" type="button" on:click=move |_| save("html")>{t.copies}</button>
                <button class="button" type="button" on:click=move |_| save("csv")>{t.list}</button>
            </div>
            <p role="status">{move || told.get()}</p>
        </section>
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

fn copies(shell: Shell, records: &[(&Proved, &Visit)]) -> Vec<u8> {
    let copies: Vec<String> = records.iter().map(|(proved, _)| copy_html(shell, proved)).collect();
    copy_file(shell, &copies)
}

fn list(shell: Shell, records: &[(&Proved, &Visit)]) -> Vec<u8> {
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
            outcome_words(text, visit.outcome).to_owned(),
            document.map(title).unwrap_or_default(),
            document.map(|document| document.version.clone()).unwrap_or_default(),
            record_code(proved.hash()).to_string(),
            remark.to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = std::iter::once(heading).chain(records.iter().map(row)).collect();
    csv::file(&rows)
}

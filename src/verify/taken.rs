//! What somebody took along, a record code or a phone's text, looked up in the files.

use super::desk::{Desk, Open, use_desk};
use super::words;
use inkseal::browser::page;
use inkseal_domain::code::{Code, CodeError, CodeKind};
use inkseal_domain::slip::{self, Finding};
use inkseal_domain::together;
use inkseal_domain::verdict::{FileReport, RecordReport};
use leptos::prelude::*;

/// What came of looking it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// What a slip says.
    Slip(Finding),
    /// The record of a code, if it is there: file, and place in its chain.
    Code(Option<(usize, u64)>),
    /// It is neither.
    Neither(CodeError),
}

/// Looks up what was typed, pasted or dropped.
fn look_up(asked: &str, reports: &[FileReport]) -> Found {
    if let Some(slip) = slip::find(asked) {
        return Found::Slip(slip::look_up(&slip, reports));
    }
    match Code::parse(asked, CodeKind::Record) {
        Ok(code) => Found::Code(together::find(&code, reports)),
        Err(error) => Found::Neither(error),
    }
}

impl Found {
    /// The record, where it is there.
    fn place(&self) -> Option<(usize, u64)> {
        match self {
            Self::Slip(Finding::Here { file, seq, .. }) => Some((*file, *seq)),
            Self::Code(place) => *place,
            _ => None,
        }
    }
}

/// The field, and what came of it. It stands there as soon as there are files to look into.
#[component]
pub fn Taken() -> impl IntoView {
    let desk = use_desk();
    let t = &desk.text().verify;
    let typed = RwSignal::new(desk.asked.get_untracked());
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.asked.set(typed.get_untracked());
    };
    // What was dropped fills the field.
    Effect::new(move |_| typed.set(desk.asked.get()));
    let any = Memo::new(move |_| desk.files.with(|files| !files.is_empty()));
    move || {
        any.get().then(|| view! {
            <section class="sheet-wide">
                <h2 tabindex="-1">{t.taken}</h2>
                <form on:submit=look>
                    <div class="field">
                        <label for="taken">{t.taken_label}</label>
                        <p class="hint" id="taken-hint">{t.taken_hint}</p>
                        <textarea id="taken" rows="2" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="taken-hint"
                            bind:value=typed></textarea>
                    </div>
                    <button type="submit" class="button">{t.taken_look}</button>
                </form>
                <div role="status">{move || answer(desk)}</div>
            </section>
        })
    }
}

fn answer(desk: Desk) -> Option<impl IntoView> {
    let text = desk.text();
    let asked = Some(desk.asked.get()).filter(|asked| !asked.trim().is_empty())?;
    let (reports, names): (Vec<FileReport>, Vec<String>) =
        desk.files.with(|files| files.iter().map(|file| ((*file.report).clone(), file.name.clone())).unzip());
    let found = look_up(&asked, &reports);
    let class = if found.place().is_some() { "soft" } else { "attention" };
    let at = |report: &FileReport, seq| {
        report.records.iter().position(|record| record.proved().is_some_and(|proved| proved.record().seq == seq))
    };
    let open = found.place().and_then(|(file, seq)| Some(Open { file, record: at(reports.get(file)?, seq)? }));
    let shows = |open: &Open| {
        let record = reports.get(open.file).and_then(|report| report.records.get(open.record));
        record.and_then(RecordReport::proved).is_some_and(|proved| proved.visit().is_some())
    };
    let button = open.filter(shows).map(|open| {
        let press = move |_| {
            desk.opened.set(Some(open));
            page::to_top();
        };
        view! { <button type="button" class="button plain" on:click=press>{text.verify.open}</button> }
    });
    Some(view! { <div class=class><p><strong>{words::taken(text, &found, &names)}</strong></p>{button}</div> })
}

//! What to export: everything new, or a range of days.

use super::reading::Reading;
use super::save;
use super::underway::Underway;
use crate::admin::{Work, focus_soon, log, use_work, visits_words};
use crate::kiosk::copy_words;
use crate::shell::{Exporting, Made, Saved, Shell, use_shell};
use crate::text::fill;
use crate::widgets::{ErrorSummary, Errors, Field};
use inkseal_domain::copy::date;
use inkseal_domain::log::Log;
use leptos::prelude::*;

/// What was chosen.
#[derive(Clone, Copy)]
pub struct Choice {
    /// A range of days, not everything new.
    range: RwSignal<bool>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    /// Whether the file is locked for the road.
    locked: RwSignal<bool>,
    errors: Errors,
}

impl Choice {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        let off = || RwSignal::new(false);
        Self { range: off(), from: empty(), to: empty(), locked: off(), errors: RwSignal::new(vec![]) }
    }

    /// First and last record of the chosen days, `None` for everything new. `Err` when the days do not say it; then the screen does.
    pub fn chosen(self, shell: Shell, log: &Log) -> Result<Option<(u64, u64)>, ()> {
        let t = &shell.text().export;
        let (from, to) = (self.from.get_untracked(), self.to.get_untracked());
        let wrong = if !self.range.get_untracked() {
            self.errors.set(vec![]);
            return Ok(None);
        } else if from.is_empty() || to.is_empty() {
            (if from.is_empty() { "from" } else { "to" }, t.days_missing.to_owned())
        } else if from > to {
            ("from", t.days_reversed.to_owned())
        } else if let Some(range) = of_days(log, &from, &to) {
            self.errors.set(vec![]);
            return Ok(Some(range));
        } else {
            let words = |day: &str| date(&copy_words(shell.text()), day);
            ("from", fill(t.days_empty, &[("from", &words(&from)), ("to", &words(&to))]))
        };
        self.errors.set(vec![wrong]);
        focus_soon(".error-summary");
        Err(())
    }
}

/// First and last record made on these local days (`YYYY-MM-DD`, which sort as text), and everything between them.
fn of_days(log: &Log, from: &str, to: &str) -> Option<(u64, u64)> {
    let records = || log.proved().map(|proved| proved.record()).filter(|r| (from..=to).contains(&r.day().as_str()));
    Some((records().map(|r| r.seq).min()?, records().map(|r| r.seq).max()?))
}

/// The choice, and the one button that exports.
#[component]
pub fn Make() -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let t = &shell.text().export;
    let choice = Choice::new();
    let busy = Memo::new(move |_| shell.exporting.get() != Exporting::No);
    let told = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        make(shell, work, choice, told);
    };
    view! {
        <form autocomplete="off" novalidate on:submit=submit>
            <ErrorSummary errors=choice.errors/>
            <WhatToExport choice/>
            <label class="tick"><input type="checkbox" id="lock" aria-describedby="lock-hint" bind:checked=choice.locked/><span>{t.lock}</span></label>
            <p class="hint" id="lock-hint">{t.lock_about}</p>
            <p role="status">{move || told.get()}</p>
            <Underway again=false/>
            <div class="row">
                <button id="make" class="button primary" type="submit" aria-disabled=move || busy.get().to_string()>
                    {move || if busy.get() { t.busy } else { t.make }}
                </button>
            </div>
        </form>
        <Reading range=move |log: &Log| choice.chosen(shell, log)/>
    }
}

#[component]
fn WhatToExport(choice: Choice) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.export;
    let everything = move || match log(shell).map_or((0, 0), |log| (log.new_visits() as u64, log.new_activity())) {
        (0, 0) => t.nothing_new.to_owned(),
        (0, 1) => t.activity_new_one.to_owned(),
        (0, n) => fill(t.activity_new, &[("n", &n.to_string())]),
        (n, _) => fill(t.everything, &[("visits", &visits_words(text, n))]),
    };
    view! {
        <fieldset class="choices">
            <legend>{t.what}</legend>
            <label class="choice">
                <input type="radio" name="what" prop:checked=move || !choice.range.get() on:change=move |_| choice.range.set(false)/>
                <span>{everything}</span>
            </label>
            <label class="choice">
                <input type="radio" name="what" prop:checked=move || choice.range.get() on:change=move |_| choice.range.set(true)/>
                <span>{t.range}</span>
            </label>
        </fieldset>
        {move || choice.range.get().then(|| view! {
            <div class="two-columns">
                <Field id="from" label=t.from value=choice.from errors=choice.errors kind="date"/>
                <Field id="to" label=t.to value=choice.to errors=choice.errors kind="date"/>
            </div>
        })}
    }
}

fn make(shell: Shell, work: Work, choice: Choice, told: RwSignal<String>) {
    let t = &shell.text().export;
    if shell.exporting.get_untracked() != Exporting::No {
        return;
    }
    let Some(log) = shell.session.with_untracked(|session| session.as_ref().map(|session| session.log.clone())) else {
        return;
    };
    let Ok(range) = choice.chosen(shell, &log) else { return };
    told.set(t.busy.to_owned());
    leptos::task::spawn_local(async move {
        let words = match shell.export(range).await {
            Made::File(saved) => match as_chosen(shell, choice, saved).await {
                Ok(saved) => {
                    save(work, &saved);
                    work.saved.set(Some(saved));
                    return focus_soon("#check-file");
                }
                Err(why) => fill(t.lock_failed, &[("why", &why)]),
            },
            Made::Nothing => t.nothing.to_owned(),
            Made::CalledOff => {
                focus_soon("#make");
                t.called_off.to_owned()
            }
            Made::Failed(why) => fill(t.failed, &[("why", &why)]),
        };
        let _ = told.try_set(words);
    });
}

/// Locked, if that was chosen.
async fn as_chosen(shell: Shell, choice: Choice, saved: Saved) -> Result<Saved, String> {
    if choice.locked.try_get_untracked() == Some(true) { shell.lock_file(&saved).await } else { Ok(saved) }
}

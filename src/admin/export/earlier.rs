//! Earlier exports, the newest first: what each holds, how it stands, and the same file again.

use super::underway::Underway;
use crate::admin::{Work, focus_soon, list_table, log, use_work};
use crate::kiosk::day_words;
use crate::shell::{Exporting, Made, Shell, use_shell};
use crate::text::fill;
use inkseal_domain::activity::Exported;
use inkseal_domain::log::{Line, Log};
use inkseal_domain::record::Record;
use leptos::prelude::*;

/// How an export stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Saved,
    Checked,
    Receipted,
    Cleared,
}

impl State {
    fn of(log: &Log, exported: &Exported) -> Self {
        let first = log.lines().first().map_or(0, Line::first_seq);
        if exported.first < first {
            Self::Cleared
        } else if log.receipted(&exported.payload) {
            Self::Receipted
        } else if log.checked(&exported.payload) {
            Self::Checked
        } else {
            Self::Saved
        }
    }
}

/// The list.
#[component]
pub fn Earlier() -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let t = &shell.text().export;
    let told = RwSignal::new(String::new());
    let table = move || {
        let log = log(shell)?;
        let rows: Vec<_> =
            log.exports().rev().map(|(record, exported)| row(shell, work, &log, record, exported, told)).collect();
        if rows.is_empty() {
            return Some(view! { <p class="soft">{t.earlier_none}</p> }.into_any());
        }
        let columns = view! {
            <th scope="col">{t.col_date}</th><th scope="col">{t.col_records}</th>
            <th scope="col" class="num">{t.col_visits}</th><th scope="col">{t.col_state}</th>
            <th scope="col"><span class="visually-hidden">{t.col_do}</span></th>
        };
        Some(list_table(t.earlier, "list", columns, rows))
    };
    view! {
        <section>
            <h2 id="earlier" tabindex="-1">{t.earlier}</h2>
            {table}
            <Underway again=true/>
            <p role="status">{move || told.get()}</p>
        </section>
    }
}

fn row(
    shell: Shell,
    work: Work,
    log: &Log,
    record: &Record,
    exported: &Exported,
    told: RwSignal<String>,
) -> impl IntoView + use<> {
    let text = shell.text();
    let t = &text.export;
    let state = State::of(log, exported);
    let (words, class) = match state {
        State::Saved => (t.state_saved, "tag open"),
        State::Checked => (t.state_checked, "tag good"),
        State::Receipted => (t.state_receipted, "tag good"),
        State::Cleared => (t.state_cleared, "tag"),
    };
    let by = record.activity().map(|activity| activity.by.clone()).unwrap_or_default();
    let range = format!("{}–{}", exported.first, exported.last);
    let hidden = format!(": {range}");
    let exported_again = exported.clone();
    let open = (state != State::Cleared).then(|| {
        view! {
            <button class="button plain" on:click=move |_| again(shell, work, exported_again.clone(), by.clone(), told)>
                {t.open}<span class="visually-hidden">{hidden}</span>
            </button>
        }
    });
    view! {
        <tr>
            <th scope="row">{day_words(text, record.at, record.utc_offset_min)}</th>
            <td>{range}</td>
            <td class="num">{exported.visits}</td>
            <td><span class=class>{words}</span></td>
            <td>{open}</td>
        </tr>
    }
}

/// Makes the same file once more, byte for byte, to be checked, saved again or read.
fn again(shell: Shell, work: Work, exported: Exported, by: String, told: RwSignal<String>) {
    let t = &shell.text().export;
    if shell.exporting.get_untracked() != Exporting::No {
        return;
    }
    told.set(String::new());
    leptos::task::spawn_local(async move {
        let words = match shell.export_again(&exported, &by).await {
            Made::File(saved) => {
                work.refused.set(false);
                work.saved.set(Some(saved));
                return focus_soon("#check-file");
            }
            Made::Nothing => String::new(),
            Made::CalledOff => {
                focus_soon("#earlier");
                t.called_off.to_owned()
            }
            Made::Failed(why) => fill(t.failed, &[("why", &why)]),
        };
        let _ = told.try_set(words);
    });
}

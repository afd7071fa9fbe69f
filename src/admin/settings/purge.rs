//! Clearing from the tablet what the records office has receipted, never anything else.

use crate::admin::hold::HoldAll;
use crate::admin::{Place, focus_soon, kept_words, log, records_words, use_work};
use crate::browser::clock;
use crate::kiosk::{day_words, who};
use crate::shell::{Shell, use_shell};
use crate::text::fill;
use crate::widgets::Attention;
use inkseal_domain::log::Stays;
use leptos::prelude::*;

/// Two steps: ask, then do.
#[component]
pub fn Purge() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.settings;
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let told = RwSignal::new(String::new());
    let content = move || {
        // What is kept for how long may change on this screen too.
        shell.session.track();
        shell.office.track();
        let stays = shell.stays().map(|stays| view! { <Stopped stays/> });
        let Some((first, last)) = shell.purgeable() else {
            let none = stays.is_none().then(|| view! { <p>{t.purge_none}</p> });
            return view! { {none}{stays} }.into_any();
        };
        let records = records_words(text, first, last);
        let range = move |words| fill(words, &[("records", &records)]);
        if !asking.get() {
            let ask = move |_| {
                asking.set(true);
                focus_soon("#purge-sure");
            };
            return view! {
                <p>{range(t.purge_some)}</p>
                {stays}
                <button class="button" on:click=ask>{range(t.purge_go)}</button>
            }
            .into_any();
        }
        let keep = move |_| {
            asking.set(false);
            focus_soon("#purge");
        };
        let done = range(t.purge_done);
        view! {
            <div id="purge-sure" tabindex="-1">
                <Attention fact=range(t.purge_sure) act=t.purge_sure_do.to_owned()/>
                <div class="row">
                    <button class="button plain" on:click=keep>{t.purge_no}</button>
                    <button class="button danger" aria-disabled=move || busy.get().to_string()
                        on:click=move |_| purge(shell, asking, busy, told, done.clone())>
                        {move || if busy.get() { t.purge_busy } else { t.purge_yes }}
                    </button>
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="purge" aria-labelledby="purge">
            <h3 id="purge" tabindex="-1">{t.purge}</h3>
            {content}
            <p role="status">{move || told.get()}</p>
            <HoldAll/>
        </section>
    }
}

/// Where a clearing stops and why, with the way to the record.
#[component]
fn Stopped(stays: (u64, Stays)) -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let t = &shell.text().settings;
    let (seq, why) = stays;
    let visit = log(shell).and_then(|log| {
        let (proved, visit) = log.at(seq)?.visit()?;
        Some((proved.record().id.clone(), visit.signer.as_ref().map(who)))
    });
    let (id, name) = visit.unzip();
    let record = records_words(shell.text(), seq, seq);
    let record = name.flatten().map_or(record.clone(), |name| format!("{record} ({name})"));
    let until = match why {
        Stays::Young { until } => day_words(shell.text(), until, clock::utc_offset_min()),
        Stays::Unopened | Stays::Held | Stays::Owed => String::new(),
    };
    let words = match why {
        Stays::Unopened => t.purge_unopened,
        Stays::Held => t.purge_held,
        Stays::Owed => t.purge_owed,
        Stays::Young { .. } => t.purge_young,
    };
    let go = id.map(|id| {
        view! { <button class="button plain" type="button" on:click=move |_| work.go(Place::Record(id.clone()))>{t.purge_look}</button> }
    });
    view! { <p>{fill(words, &[("record", &record), ("date", &until)])}</p>{go} }
}

fn purge(shell: Shell, asking: RwSignal<bool>, busy: RwSignal<bool>, told: RwSignal<String>, done: String) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    leptos::task::spawn_local(async move {
        let words = kept_words(shell.text(), shell.purge().await, &done);
        let _ = busy.try_set(false);
        let _ = asking.try_set(false);
        let _ = told.try_set(words);
        focus_soon("#purge");
    });
}

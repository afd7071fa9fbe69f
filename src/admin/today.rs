//! Today: what needs attention first, five figures, and what the office owes to whom.

use super::concerns::{Concern, Remedy, concerns};
use super::paged::{More, first_page};
use super::records::was_cleared;
use super::{Place, Screen, Work, kept_words, log, use_work};
use crate::browser::{clock, page};
use crate::kiosk::{day_words, who};
use crate::shell::{Shell, Tablet, use_shell};
use crate::text::fill;
use crate::widgets::Attention;
use inkseal_domain::activity::Act;
use inkseal_domain::log::{Log, Owed};
use inkseal_domain::record::Record;
use inkseal_domain::taps::Taps;
use inkseal_domain::visit::Received;
use leptos::prelude::*;

/// The first screen after unlocking.
#[component]
pub fn Today() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().overview;
    let tablet = RwSignal::new(Tablet::default());
    Effect::new(move |_| {
        shell.session.track();
        leptos::task::spawn_local(async move {
            let looked = shell.tablet().await;
            let _ = tablet.try_set(looked);
        });
    });
    view! {
        <Screen title=t.title about=t.about>
            <Concerns tablet/>
            <Figures tablet/>
            <OwedList/>
        </Screen>
    }
}

/// The most urgent thing in a block, everything else in a list.
#[component]
fn Concerns(tablet: RwSignal<Tablet>) -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let text = shell.text();
    let t = &text.overview;
    move || {
        let log = log(shell)?;
        let settings = shell.office.with(|office| office.settings.clone());
        let mut list = concerns(text, &log, (&settings, shell.keys_kept()), tablet.get(), clock::now()).into_iter();
        let first = match list.next() {
            Some(concern) => {
                let Concern { fact, act, .. } = &concern;
                view! { <Attention fact=fact.clone() act=act.clone()>{go(work, &concern)}</Attention> }.into_any()
            }
            None if log.visits().next().is_none() && !was_cleared(&log) => view! { <p>{t.empty}</p> }.into_any(),
            None => view! { <p>{t.all_well}</p> }.into_any(),
        };
        let rest: Vec<_> = list.map(|concern| {
            let Concern { fact, act, .. } = &concern;
            view! { <li><span>{fact.clone()}" "<span class="soft">{act.clone()}</span></span>{go(work, &concern)}</li> }
        }).collect();
        let rest = (!rest.is_empty()).then(|| {
            view! {
                <h2 class="label-heading">{t.also}</h2>
                <ul class="rows">{rest}</ul>
            }
        });
        Some(view! { {first}{rest} })
    }
}

/// The button that leads to the remedy.
fn go(work: Work, concern: &Concern) -> impl IntoView + use<> {
    concern.remedy.as_ref().map(|Remedy { go, place, aim }| {
        let (go, place, aim) = (*go, place.clone(), *aim);
        view! { <button class="button plain" on:click=move |_| work.go_to(place.clone(), aim)>{go}</button> }
    })
}

#[component]
fn Figures(tablet: RwSignal<Tablet>) -> impl IntoView {
    let shell = use_shell();
    let (t, own) = (&shell.text().overview, &shell.text().tablet);
    let count = move |of: fn(&Log) -> usize| move || log(shell).map(|log| of(&log));
    let percent = move || tablet.get().used_percent.map_or("–".to_owned(), |percent| format!("{percent} %"));
    let offline = move || match tablet.get().offline {
        Some(true) => own.ready,
        Some(false) => own.not_ready,
        None => "–",
    };
    view! {
        <dl class="figures">
            <div><dt>{t.fig_new}</dt><dd>{count(Log::new_visits)}</dd></div>
            <div><dt>{t.fig_owed}</dt><dd>{count(|log| log.owed().len())}</dd></div>
            <div><dt>{t.fig_records}</dt><dd>{count(|log| log.visits().count())}</dd></div>
            <div><dt>{t.fig_room}</dt><dd>{percent}</dd></div>
            <div><dt>{own.fig_offline}</dt><dd class="in-words">{offline}</dd></div>
        </dl>
    }
}

#[component]
fn OwedList() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.overview;
    let taps = StoredValue::new(Taps::default());
    let told = RwSignal::new(String::new());
    let shown = first_page();
    let of = Memo::new(move |_| log(shell).map_or(0, |log| log.owed().len()));
    let rows = move || {
        let log = log(shell)?;
        let owed = log.owed();
        if owed.is_empty() {
            return Some(view! { <p class="soft">{t.owed_none}</p> }.into_any());
        }
        let rows = owed.into_iter().take(shown.get());
        let rows = rows.map(|(proved, owed)| row(shell, proved.record(), owed, taps, told)).collect_view();
        Some(view! { <ul class="rows">{rows}</ul> }.into_any())
    };
    view! {
        <section class="owed-list" aria-labelledby="owed">
            <h2 id="owed" class="label-heading" tabindex="-1">{t.owed}</h2>
            {rows}
            <More shown of/>
            <p role="status">{move || told.get()}</p>
        </section>
    }
}

fn row(
    shell: Shell,
    record: &Record,
    owed: Owed,
    taps: StoredValue<Taps>,
    told: RwSignal<String>,
) -> impl IntoView + use<> {
    let text = shell.text();
    let work = use_work();
    let t = &text.overview;
    let what = owed_words(shell, record, owed);
    let name = record.visit().and_then(|visit| visit.signer.as_ref()).map_or(text.admin.no_name.to_owned(), who);
    let day = day_words(text, record.at, record.utc_offset_min);
    let status = fill(t.done_status, &[("what", &what), ("name", &name)]);
    let about = format!(": {what}, {name}");
    let (id, open) = (record.id.clone(), record.id.clone());
    let done = move |_| {
        if !taps.try_update_value(|taps| taps.tap(clock::reading())).unwrap_or_default() {
            return;
        }
        let (id, status) = (id.clone(), status.clone());
        leptos::task::spawn_local(async move {
            let words = kept_words(text, shell.act(act(owed), vec![id]).await, &status);
            let _ = told.try_set(words);
            page::focus("#owed");
            // The list has moved up: a second tap of the same finger would tick off somebody else.
            let _ = taps.try_update_value(|taps| taps.done(clock::reading()));
        });
    };
    view! {
        <li>
            <span>
                {what}" · "
                <button class="quiet" on:click=move |_| work.go(Place::Record(open.clone()))><bdi>{name}</bdi></button>
                <span class="soft">", "{day}</span>
            </span>
            <button class="button plain" on:click=done>{t.done}<span class="visually-hidden">{about}</span></button>
        </li>
    }
}

fn act(owed: Owed) -> Act {
    match owed {
        Owed::Answer => Act::QuestionAnswered {},
        Owed::Document => Act::DocumentGiven {},
        Owed::Paper => Act::PaperReceived {},
        Owed::Copy => Act::CopyGiven {},
    }
}

fn owed_words(shell: Shell, record: &Record, owed: Owed) -> String {
    let t = &shell.text().overview;
    match owed {
        Owed::Answer => match section_of_question(shell, record) {
            Some(section) => fill(t.owed_answer, &[("section", &section)]),
            None => t.owed_answer_any.to_owned(),
        },
        Owed::Document => fill(t.owed_document, &[("title", &missing_document(shell, record).unwrap_or_default())]),
        Owed::Paper => t.owed_paper.to_owned(),
        Owed::Copy => t.owed_copy.to_owned(),
    }
}

/// The heading of the section from which the question was asked, if it is still at hand.
fn section_of_question(shell: Shell, record: &Record) -> Option<String> {
    let asked_from = record.visit()?.asked_from.as_deref()?;
    let library = shell.library()?;
    let mut sections = library.known.iter().filter_map(|document| document.agreement()).flat_map(|a| &a.sections);
    let section = sections.find(|section| section.id.as_str() == asked_from)?;
    Some(section.heading.trim_end_matches(':').to_owned())
}

/// The title of the document that was not there, or its short name.
fn missing_document(shell: Shell, record: &Record) -> Option<String> {
    let shown = record.visit()?.documents.iter().find(|shown| shown.received == Some(Received::NotYet))?;
    let library = shell.library()?;
    Some(library.document(&shown.sha256).map_or(&shown.slug, |document| &document.title).clone())
}

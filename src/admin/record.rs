//! One record exactly as it was signed, and what is kept beside it.

use super::act_words::what;
use super::hold::Hold;
use super::{Place, Screen, focus_soon, kept_words, log, use_work};
use crate::browser::page;
use crate::kiosk::{actor, copy_html, day_words, print_copy, save_copy, when_words};
use crate::shell::use_shell;
use crate::text::fill;
use crate::widgets::{ErrorSummary, Errors};
use inkseal_domain::activity::Act;
use inkseal_domain::again::Other;
use inkseal_domain::seal::Proved;
use leptos::prelude::*;

/// Most characters of a note.
const NOTE_MAX_CHARS: usize = 500;

/// One record.
#[component]
pub fn OneRecord(id: String) -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let t = &shell.text().records;
    // A record never changes, so it is shown once; only what is kept beside it follows the chain.
    let found = shell.session.with_untracked(|session| {
        let log = &session.as_ref()?.log;
        Some((log.find(&id)?.clone(), log.place_of(&id)?))
    });
    on_cleanup(|| page::set_print(""));
    let content = match found {
        Some((proved, place)) => {
            let again = view! { <SignedAgain id=id.clone()/> }.into_any();
            view! { <Shown proved place again/> <Beside id=id.clone()/> <Note id=id.clone()/> <Hold id/> }.into_any()
        }
        None => view! { <p>{t.gone}</p> }.into_any(),
    };
    view! {
        <Screen title=t.one_title about=t.one_about>
            {content}
            <div class="row">
                <button class="button plain" on:click=move |_| work.go(Place::Records)>{t.back}</button>
            </div>
        </Screen>
    }
}

/// The form, and the ways to take it along.
#[component]
fn Shown(proved: Proved, place: u64, again: AnyView) -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let text = shell.text();
    let t = &text.records;
    let html = copy_html(shell, &proved);
    let told = RwSignal::new("");
    let print = proved.clone();
    let save = move |_| told.set(if save_copy(shell, &proved) { text.admin.move_away } else { text.admin.not_saved });
    view! {
        <div class="record-tools">
            <button class="button plain" on:click=move |_| work.go(Place::Records)>{t.back}</button>
            <span class="row-end">
                <button class="button" on:click=save>{t.save}</button>
                <button class="button" on:click=move |_| print_copy(shell, &print)>{t.print}</button>
            </span>
        </div>
        <p role="status">{move || told.get()}</p>
        {again}
        <div class="record-copy" inner_html=html></div>
        <p class="soft">{t.number}": "{place}</p>
    }
}

/// Which record takes the place of this one, and whose place this one takes; each a button that opens it.
#[component]
fn SignedAgain(id: String) -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let text = shell.text();
    let t = &text.again;
    let line = move |words: &'static str, other: &Other| {
        let day = day_words(text, other.at, other.utc_offset_min);
        let (before, after) = words.split_once("{code}").unwrap_or((words, ""));
        let fill = |part| fill(part, &[("date", &day)]);
        let id = other.id.clone();
        let open = move |_| work.go(Place::Record(id.clone()));
        view! {
            <p>{fill(before)}<button class="button plain" on:click=open>{other.code.to_string()}</button>{fill(after)}</p>
        }
    };
    move || {
        let again = log(shell)?.signed_again();
        let later = again.later(&id).map(|later| line(t.later, later));
        let earlier: Vec<_> = again.earlier(&id).iter().map(|earlier| line(t.earlier, earlier)).collect();
        (later.is_some() || !earlier.is_empty()).then(|| view! { <div class="signed-again">{later}{earlier}</div> })
    }
}

/// Notes and what was done about this record, the newest last.
#[component]
fn Beside(id: String) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.records;
    let list = move || {
        let log = log(shell)?;
        let about = log.proved().filter_map(|proved| Some((proved.record(), proved.record().activity()?)));
        let rows: Vec<_> = about
            .filter(|(_, activity)| activity.about.contains(&id))
            .map(|(record, activity)| {
                let when = when_words(text, record.at, record.utc_offset_min);
                let words = what(text, &activity.act, &log);
                view! {
                    <li><span><bdi>{words}</bdi>" · "<span class="soft"><bdi>{actor(text, activity)}</bdi>", "{when}</span></span></li>
                }
            })
            .collect();
        if rows.is_empty() {
            return Some(view! { <p class="soft">{t.beside_none}</p> }.into_any());
        }
        Some(view! { <ul class="rows">{rows}</ul> }.into_any())
    };
    view! { <h2>{t.beside}</h2>{list} }
}

#[component]
fn Note(id: String) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.records;
    let note = RwSignal::new(String::new());
    let errors: Errors = RwSignal::new(vec![]);
    let busy = RwSignal::new(false);
    let told = RwSignal::new(String::new());
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = note.get_untracked().trim().to_owned();
        let wrong = match typed.chars().count() {
            0 => Some(t.note_empty.to_owned()),
            n if n > NOTE_MAX_CHARS => Some(fill(t.note_long, &[("n", &n.to_string())])),
            _ => None,
        };
        if let Some(words) = wrong {
            errors.set(vec![("note", words)]);
            return focus_soon(".error-summary");
        }
        errors.set(vec![]);
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let id = id.clone();
        leptos::task::spawn_local(async move {
            let kept = shell.act(Act::Noted { text: typed }, vec![id]).await;
            let _ = busy.try_set(false);
            if kept.is_ok() {
                let _ = note.try_set(String::new());
            }
            let words = kept_words(text, kept, t.note_kept);
            let _ = told.try_set(words);
        });
    };
    let error = move || errors.with(|errors| errors.first().map(|(_, words)| words.clone()));
    view! {
        <form class="note" autocomplete="off" novalidate on:submit=keep>
            <ErrorSummary errors/>
            <div class="field">
                <label for="note">{t.note}</label>
                <p class="hint" id="note-hint">{t.note_hint}</p>
                {move || error().map(|words| view! { <p class="field-error" id="note-error">{words}</p> })}
                <textarea id="note" rows="3" autocomplete="off" aria-describedby="note-hint note-error"
                    aria-invalid=move || error().map(|_| "true") bind:value=note></textarea>
            </div>
            <button class="button" type="submit">{t.note_keep}</button>
            <p role="status">{move || told.get()}</p>
        </form>
    }
}

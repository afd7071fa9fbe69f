//! One person on the roster: how they stand, and what only a person can know of it.

use super::{Everybody, signer, standing_words};
use crate::admin::kept_words;
use crate::browser::clock;
use crate::kiosk::{day_given, who};
use crate::shell::use_shell;
use crate::text::fill;
use crate::widgets::{Attention, ErrorSummary, Errors, Field, focus_soon};
use inkseal_domain::roster::{Person, Standing};
use leptos::prelude::*;

/// The person who was chosen in the list, if one was.
#[component]
pub fn OnePerson(everybody: Everybody, open: RwSignal<Option<Person>>) -> impl IntoView {
    let told = RwSignal::new(String::new());
    let chosen = move || {
        let person = open.get()?;
        let same = |(other, _): &&(Person, Standing)| other.named() == person.named();
        let standing = everybody.with(|all| all.iter().find(same).map(|(_, standing)| standing.clone()))?;
        Some(view! { <Chosen person standing open told/> })
    };
    view! {
        {chosen}
        <p role="status">{move || told.get()}</p>
    }
}

#[component]
fn Chosen(person: Person, standing: Standing, open: RwSignal<Option<Person>>, told: RwSignal<String>) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.roster;
    let is_outstanding = standing.is_outstanding();
    let name = who(&signer(&person));
    let busy = RwSignal::new(false);
    let finish = move |kept: Result<(), String>, words: String| {
        let _ = busy.try_set(false);
        let _ = told.try_set(kept_words(text, kept, &words));
        let _ = open.try_set(None);
        focus_soon("#roster-search");
    };
    let (taken_off, their_own) = (person.clone(), person.clone());
    let sure = RwSignal::new(false);
    let take_off = move |_| {
        if !sure.get_untracked() {
            sure.set(true);
            return focus_soon("#roster-take-off");
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let words = fill(t.taken_off, &[("name", &who(&signer(&taken_off)))]);
        let person = taken_off.clone();
        leptos::task::spawn_local(async move {
            let Some(roster) = shell.roster() else { return };
            finish(shell.change_roster(roster.without(&person)).await, words);
        });
    };
    let unsure = match &standing {
        Standing::Unsure(unsure) => Some(unsure.clone()),
        _ => None,
    };
    let theirs = unsure.map(|unsure| {
        let person = their_own.clone();
        let on = move |_| {
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            let (person, unsure) = (person.clone(), unsure.clone());
            let words = fill(t.theirs_done, &[("name", &who(&signer(&person)))]);
            leptos::task::spawn_local(async move { finish(shell.signer_named(&person, &unsure).await, words) });
        };
        view! { <button class="button" type="button" on:click=on>{t.theirs}</button> }
    });
    view! {
        <section class="roster-person" aria-labelledby="roster-person">
            <h2 id="roster-person" tabindex="-1"><bdi>{name}</bdi></h2>
            <p>{standing_words(text, &standing)}</p>
            {theirs}
            {is_outstanding.then(|| view! { <Paper person=person.clone() finish=finish busy/> })}
            {move || sure.get().then(|| view! { <Attention fact=t.take_off_sure.to_owned() act=t.take_off_sure_do.to_owned()/> })}
            <div class="row">
                <button class="button plain" type="button" on:click=move |_| { open.set(None); focus_soon("#roster-search") }>{t.close}</button>
                <button class="button plain" id="roster-take-off" class:danger=move || sure.get() type="button" on:click=take_off>
                    {move || if sure.get() { t.take_off_yes } else { t.take_off }}
                </button>
            </div>
        </section>
    }
}

/// "Paper signed: received on …".
#[component]
fn Paper(
    person: Person,
    finish: impl Fn(Result<(), String>, String) + Copy + Send + Sync + 'static,
    busy: RwSignal<bool>,
) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().roster;
    let errors: Errors = RwSignal::new(vec![]);
    let today = clock::now().day(clock::utc_offset_min());
    let day = RwSignal::new(today.clone());
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let on = day.get_untracked();
        if day_given(&on).is_none() || on > today {
            errors.set(vec![("paper-day", t.paper_wrong.to_owned())]);
            return focus_soon(".roster-person .error-summary");
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let person = person.clone();
        let words = fill(t.paper_done, &[("name", &who(&signer(&person)))]);
        leptos::task::spawn_local(async move { finish(shell.paper_signed(&person, &on).await, words) });
    };
    view! {
        <form novalidate autocomplete="off" on:submit=keep>
            <ErrorSummary errors/>
            <Field id="paper-day" label=t.paper_day kind="date" value=day errors/>
            <button class="button" type="submit">{t.paper}</button>
        </form>
    }
}

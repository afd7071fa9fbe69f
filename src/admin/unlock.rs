//! Unlocking. Wrong passphrases cost a growing wait, at most a minute, so that nobody can lock an office out.

use super::focus_soon;
use super::outside::Outside;
use super::words_field::WordsField;
use crate::browser::clock;
use crate::shell::{Shell, Unlocked, delay_s, use_shell};
use crate::text::fill;
use crate::widgets::{ErrorSummary, Errors};
use leptos::prelude::*;

/// An administrator's name and passphrase.
#[component]
pub fn Unlock() -> impl IntoView {
    let shell = use_shell();
    move || {
        shell.lang.track();
        view! { <Outside title=shell.text().unlock.title><UnlockForm/></Outside> }
    }
}

/// What the form remembers.
#[derive(Clone, Copy)]
struct Attempt {
    who: RwSignal<String>,
    typed: RwSignal<String>,
    errors: Errors,
    busy: RwSignal<bool>,
    /// Seconds until the next try.
    wait_s: RwSignal<u32>,
    /// What a screen reader is told of the wait: at its start and at its end, not every second (WCAG 4.1.3).
    told: RwSignal<String>,
}

#[component]
fn UnlockForm() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.unlock;
    let names = shell.office.with_untracked(|office| office.administrators.clone());
    let attempt = Attempt {
        who: RwSignal::new(names.first().cloned().unwrap_or_default()),
        typed: RwSignal::new(String::new()),
        errors: RwSignal::new(vec![]),
        busy: RwSignal::new(false),
        wait_s: RwSignal::new(0),
        told: RwSignal::new(String::new()),
    };
    // Loading the page again does not shorten the wait.
    leptos::task::spawn_local(async move { count_down(shell, attempt, delay_s(shell.failures().await)).await });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        try_it(shell, attempt);
    };
    let stopped = move || attempt.busy.get() || attempt.wait_s.get() > 0;
    let practice =
        shell.practice.get_untracked().then(|| fill(t.practice, &[("passphrase", text.practice.passphrase)]));
    let is_elsewhere = shell.is_elsewhere();
    let hint = if is_elsewhere { t.hint_elsewhere } else { t.hint };
    view! {
        <form class="sheet" autocomplete="off" novalidate on:submit=submit>
            <ErrorSummary errors=attempt.errors/>
            <h1 tabindex="-1">{t.title}</h1>
            <p class="lead">{t.lead}</p>
            {practice.map(|words| view! { <p>{words}</p> })}
            {(names.len() > 1).then(|| view! { <Who names who=attempt.who/> })}
            <WordsField id="passphrase" label=t.label hint value=attempt.typed errors=attempt.errors shown=false/>
            <p class="visually-hidden" role="status">{move || attempt.told.get()}</p>
            {move || match attempt.wait_s.get() {
                0 => None,
                n => Some(view! { <p aria-hidden="true">{wait_words(shell, n)}</p> }),
            }}
            {move || shell.opening.get().map(|(n, of)| {
                view! { <p>{fill(t.opening, &[("n", &n.to_string()), ("of", &of.to_string())])}</p> }
            })}
            // Elsewhere no records are here yet, and the hint names the kit.
            {(!is_elsewhere).then(|| view! {
                <details class="about">
                    <summary>{t.forgotten}</summary>
                    <p>{t.forgotten_do}</p>
                </details>
            })}
            <div class="row">
                <button class="button plain" type="button" on:click=move |_| shell.lock()>{if is_elsewhere { text.common.back } else { t.back }}</button>
                <span class="row-end">
                    <button class="button primary" type="submit" aria-disabled=move || stopped().to_string()>
                        {move || if attempt.busy.get() { t.busy } else { t.unlock }}
                    </button>
                </span>
            </div>
        </form>
    }
}

#[component]
fn Who(names: Vec<String>, who: RwSignal<String>) -> impl IntoView {
    let t = &use_shell().text().unlock;
    view! {
        <fieldset class="choices">
            <legend>{t.who}</legend>
            {names.into_iter().map(|name| {
                let (shown, chosen) = (name.clone(), name.clone());
                view! {
                    <label class="choice">
                        <input type="radio" name="who" prop:checked=move || who.with(|who| *who == name)
                            on:change=move |_| who.set(chosen.clone())/>
                        <bdi>{shown}</bdi>
                    </label>
                }
            }).collect_view()}
        </fieldset>
    }
}

fn try_it(shell: Shell, attempt: Attempt) {
    let t = &shell.text().unlock;
    if attempt.busy.get_untracked() || attempt.wait_s.get_untracked() > 0 {
        return;
    }
    let typed = attempt.typed.get_untracked();
    if typed.trim().is_empty() {
        return refuse(attempt, t.empty.to_owned());
    }
    attempt.errors.set(vec![]);
    attempt.busy.set(true);
    attempt.told.set(t.busy.to_owned());
    let who = attempt.who.get_untracked();
    leptos::task::spawn_local(async move {
        let unlocked = shell.unlock(&who, &typed).await;
        let _ = attempt.busy.try_set(false);
        match unlocked {
            Unlocked::Yes => {}
            Unlocked::Wait(seconds) => {
                refuse(attempt, t.wrong.to_owned());
                count_down(shell, attempt, seconds).await;
            }
            Unlocked::Failed(why) => refuse(attempt, fill(t.failed, &[("why", &why)])),
        }
    });
}

fn refuse(attempt: Attempt, words: String) {
    let _ = attempt.told.try_set(String::new());
    let _ = attempt.errors.try_set(vec![("passphrase", words)]);
    focus_soon(".error-summary");
}

fn wait_words(shell: Shell, seconds: u32) -> String {
    let t = &shell.text().unlock;
    match seconds {
        1 => t.wait_one.to_owned(),
        n => fill(t.wait, &[("n", &n.to_string())]),
    }
}

async fn count_down(shell: Shell, attempt: Attempt, seconds: u32) {
    if seconds == 0 {
        return;
    }
    let t = &shell.text().unlock;
    let _ = attempt.told.try_set(wait_words(shell, seconds));
    for left in (0..=seconds).rev() {
        // The screen is gone once its signals are.
        if attempt.wait_s.try_set(left).is_some() {
            return;
        }
        if left > 0 {
            clock::wait_ms(1000).await;
        }
    }
    let _ = attempt.told.try_set(t.ready.to_owned());
}

//! The saved file is asked back and compared, byte for byte. Nothing is inferred from the download itself.

use super::moved::Moved;
use super::reading::Reading;
use super::save;
use crate::admin::set_up::NumberedWords;
use crate::admin::{Work, focus_soon, records_words, use_work, visits_words};
use crate::browser::file;
use crate::shell::{Saved, Shell, use_shell};
use crate::text::fill;
use inkseal_domain::log::Log;
use leptos::prelude::*;

/// What the comparison said.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Compared {
    NotYet,
    Busy,
    Same,
    Different,
    Unreadable,
    Failed(String),
}

const FIELD: &str = "saved-file";

/// The file that waits.
#[component]
pub fn CheckFile() -> impl IntoView {
    let shell = use_shell();
    let work = use_work();
    let text = shell.text();
    let t = &text.export;
    let saved = work.saved.get_untracked()?;
    let checked =
        shell.session.with_untracked(|session| session.as_ref().is_some_and(|s| s.log.checked(&saved.payload)));
    let compared = RwSignal::new(if checked && saved.words.is_none() { Compared::Same } else { Compared::NotYet });
    let range = saved.range;
    let (records, visits) = (records_words(text, range.0, range.1), visits_words(text, saved.visits));
    let holds = fill(t.holds_words, &[("records", &records), ("visits", &visits)]);
    let (name, hint, again) = (saved.name.clone(), saved.name.clone(), saved.clone());
    let saved_words = saved.words.clone();
    let chosen = move |_| compare(shell, saved.clone(), compared);
    let link = shell.office.with_untracked(|office| office.settings.verify_link.clone());
    let (is_locked, locking) = (saved_words.is_some(), Locking::new());
    let lock = move |_| lock_and_save(shell, work, locking);
    let done = move || compared.get() == Compared::Same;
    Some(view! {
        <section class="check-file" aria-labelledby="check-file">
            <h2 id="check-file" tabindex="-1">{t.check_title}</h2>
            <p>{t.check_about}</p>
            <dl class="facts">
                <div><dt>{t.file}</dt><dd class="file-name">{name}</dd></div>
                <div><dt>{t.holds}</dt><dd>{holds}</dd></div>
                <div><dt>{t.lies}</dt><dd>{t.lies_words}</dd></div>
            </dl>
            {saved_words.map(|words| view! { <Words words=words.to_string()/> })}
            {link.map(|link| view! { <p>{fill(t.verify_at, &[("link", link.as_str())])}</p> })}
            <p class="field-error" role="status">{move || work.refused.get().then_some(text.admin.not_saved)}</p>
            <div class="field">
                <label for=FIELD>{t.choose}</label>
                <input id=FIELD type="file" aria-describedby="check-result" on:change=chosen/>
            </div>
            <p role="status">{move || locking.words(shell)}</p>
            <div id="check-result" role="status">{move || result(shell, &compared.get(), &hint)}</div>
            <Moved/>
            <div class="row">
                <button class="button plain" on:click=move |_| save(work, &again)>{t.save_again}</button>
                {(!is_locked).then(|| view! { <button class="button plain" on:click=lock>{t.save_locked}</button> })}
                <span class="row-end">
                    <button class="button" class:primary=done on:click=move |_| work.saved.set(None)>
                        {move || if done() { t.finished } else { t.later }}
                    </button>
                </span>
            </div>
        </section>
        <Reading range=move |_: &Log| Ok(Some(range))/>
    })
}

/// The words that open a locked file, for as long as it is on the screen.
#[component]
fn Words(words: String) -> impl IntoView {
    let t = &use_shell().text().export;
    view! {
        <h3>{t.lock_words}</h3>
        <NumberedWords words/>
        <p>{t.lock_words_about}</p>
    }
}

/// Whether the file that waits is being locked, and why it was not.
#[derive(Clone, Copy)]
struct Locking {
    busy: RwSignal<bool>,
    failed: RwSignal<String>,
}

impl Locking {
    fn new() -> Self {
        Self { busy: RwSignal::new(false), failed: RwSignal::new(String::new()) }
    }

    fn words(self, shell: Shell) -> String {
        if self.busy.get() { shell.text().export.locking.to_owned() } else { self.failed.get() }
    }
}

/// The file that waits is locked and saved in place of what was saved before.
fn lock_and_save(shell: Shell, work: Work, locking: Locking) {
    let t = &shell.text().export;
    let Some(plain) = work.saved.get_untracked().filter(|_| !locking.busy.get_untracked()) else { return };
    locking.busy.set(true);
    leptos::task::spawn_local(async move {
        let locked = shell.lock_file(&plain).await;
        let _ = locking.busy.try_set(false);
        match locked {
            // Whoever left the screen meanwhile wants no file.
            Ok(locked) if work.saved.try_with_untracked(Option::is_some) == Some(true) => {
                save(work, &locked);
                work.saved.set(Some(locked));
                focus_soon("#check-file");
            }
            Ok(_) => {}
            Err(why) => drop(locking.failed.try_set(fill(t.lock_failed, &[("why", &why)]))),
        }
    });
}

fn result(shell: Shell, compared: &Compared, name: &str) -> AnyView {
    let text = shell.text();
    let t = &text.export;
    let block = |kind: &'static str, fact: String, act: String| {
        view! { <div class=format!("attention {kind}")><p><strong>{fact}</strong></p><p>{act}</p></div> }.into_any()
    };
    match compared {
        Compared::NotYet => ().into_any(),
        Compared::Busy => view! { <p>{t.comparing}</p> }.into_any(),
        Compared::Same => block("good", t.same.to_owned(), t.same_do.to_owned()),
        Compared::Different => block("error", t.different.to_owned(), fill(t.different_do, &[("name", name)])),
        Compared::Unreadable => block("error", t.unreadable.to_owned(), String::new()),
        Compared::Failed(why) => block("error", fill(text.admin.failed, &[("why", why)]), String::new()),
    }
}

fn compare(shell: Shell, saved: Saved, compared: RwSignal<Compared>) {
    compared.set(Compared::Busy);
    leptos::task::spawn_local(async move {
        let answer = match file::chosen_in(FIELD, saved.file.len()).await {
            None => Compared::Unreadable,
            Some(Err(_)) => Compared::Different,
            Some(Ok(bytes)) => match shell.check_file(&saved, &bytes).await {
                Ok(true) => Compared::Same,
                Ok(false) => Compared::Different,
                Err(why) => Compared::Failed(why),
            },
        };
        let _ = compared.try_set(answer);
    });
}

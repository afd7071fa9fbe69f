//! Who can unlock: a list, somebody more, somebody less, and a new passphrase for whoever is at work. New words are shown once and typed once,
//! as in set-up.

use crate::admin::focus_soon;
use crate::admin::set_up::{NumberedWords, go_on, line, typed_wrong};
use crate::admin::words_field::WordsField;
use crate::shell::{People as Change, use_shell};
use crate::text::{Text, fill};
use crate::widgets::{Attention, ErrorSummary, Errors, Field};
use leptos::prelude::*;
use zeroize::Zeroizing;

/// What is being done. `None` as a name: whoever is at work.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Doing {
    Nothing,
    Naming,
    Showing(Option<String>),
    Typing(Option<String>),
    Removing(String),
}

/// What the steps share.
#[derive(Clone, Copy)]
struct Work {
    doing: RwSignal<Doing>,
    /// New words, from the step that shows them to the end of the one that asks for them.
    words: StoredValue<Zeroizing<String>>,
    errors: Errors,
    busy: RwSignal<bool>,
    told: RwSignal<String>,
}

impl Work {
    fn go(self, doing: Doing) {
        self.errors.set(vec![]);
        self.told.set(String::new());
        match (&doing, self.doing.get_untracked()) {
            // Whoever looks again sees the same words.
            (Doing::Showing(_), Doing::Typing(_)) | (Doing::Typing(_), _) => {}
            (Doing::Showing(_), _) => self.words.set_value(use_shell().new_passphrase()),
            _ => self.forget_words(),
        }
        self.doing.set(doing);
        focus_soon("#people-step, #people");
    }

    fn forget_words(self) {
        let _ = self.words.try_set_value(Zeroizing::default());
    }

    fn refuse(self, id: &'static str, words: String) {
        let _ = self.errors.try_set(vec![(id, words)]);
        focus_soon(".people .error-summary");
    }

    /// Does it, and says what came of it.
    fn make(self, id: &'static str, change: Change) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let shell = use_shell();
        leptos::task::spawn_local(async move {
            let done = shell.change_people(&change).await;
            let _ = self.busy.try_set(false);
            match done {
                Ok(()) => {
                    self.forget_words();
                    let _ = self.doing.try_set(Doing::Nothing);
                    let _ = self.told.try_set(done_words(shell.text(), &change));
                    focus_soon("#people");
                }
                Err(why) => self.refuse(id, fill(shell.text().admin.failed, &[("why", &why)])),
            }
        });
    }
}

fn done_words(text: &Text, change: &Change) -> String {
    let t = &text.settings;
    match change {
        Change::Add { name, .. } => fill(t.people_added, &[("name", name)]),
        Change::Change { .. } => t.people_changed.to_owned(),
        Change::Remove { name } => fill(t.people_removed, &[("name", name)]),
        Change::Kit { .. } => t.kit_made.to_owned(),
    }
}

/// The section.
#[component]
pub fn People() -> impl IntoView {
    let t = &use_shell().text().settings;
    let work = Work {
        doing: RwSignal::new(Doing::Nothing),
        words: StoredValue::new(Zeroizing::default()),
        errors: RwSignal::new(vec![]),
        busy: RwSignal::new(false),
        told: RwSignal::new(String::new()),
    };
    view! {
        <section class="people" aria-labelledby="people">
            <h3 id="people" tabindex="-1">{t.people}</h3>
            <p>{t.people_about}</p>
            <List work/>
            {move || match work.doing.get() {
                Doing::Nothing => view! { <Begin work/> }.into_any(),
                Doing::Naming => view! { <Naming work/> }.into_any(),
                Doing::Showing(name) => view! { <Showing work name/> }.into_any(),
                Doing::Typing(name) => view! { <Typing work name/> }.into_any(),
                Doing::Removing(name) => view! { <Removing work name/> }.into_any(),
            }}
            <p role="status">{move || if work.busy.get() { t.people_busy.to_owned() } else { work.told.get() }}</p>
        </section>
    }
}

/// Everybody who can unlock.
#[component]
fn List(work: Work) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().settings;
    move || {
        let me = shell.at_work_name();
        let names = shell.office.with(|office| office.administrators.clone());
        let row = move |name: String| {
            let side = if name == me {
                view! { <span class="soft">{t.people_you}</span> }.into_any()
            } else {
                let (gone, words) = (name.clone(), format!("{}: {name}", t.people_remove));
                let remove = move |_| work.go(Doing::Removing(gone.clone()));
                view! { <button class="button plain" aria-label=words on:click=remove>{t.people_remove}</button> }
                    .into_any()
            };
            view! { <li><span><bdi>{name}</bdi></span>{side}</li> }
        };
        view! { <ul class="rows">{names.into_iter().map(row).collect_view()}</ul> }
    }
}

#[component]
fn Begin(work: Work) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().settings;
    view! {
        <div class="copy-ways">
            <button class="button" on:click=move |_| work.go(Doing::Showing(None))>{t.people_change}</button>
            {move || if !shell.can_add_people() {
                view! { <p class="soft">{t.people_full}</p> }.into_any()
            } else {
                view! { <button class="button" on:click=move |_| work.go(Doing::Naming)>{t.people_add}</button> }.into_any()
            }}
        </div>
    }
}

#[component]
fn Naming(work: Work) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.settings;
    let name = RwSignal::new(String::new());
    let on = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        let is_taken = shell.office.with_untracked(|office| office.administrators.contains(&typed));
        let wrong = line("person", name, Some(t.people_empty));
        let wrong = wrong.or_else(|| is_taken.then(|| ("person", t.people_taken.to_owned())));
        go_on([wrong], work.errors, move || work.go(Doing::Showing(Some(typed))));
    };
    view! {
        <form id="people-step" tabindex="-1" autocomplete="off" novalidate on:submit=on>
            <ErrorSummary errors=work.errors/>
            <Field id="person" label=t.people_name hint=t.people_name_hint value=name errors=work.errors/>
            <div class="row">
                <button class="button plain" type="button" on:click=move |_| work.go(Doing::Nothing)>{text.common.back}</button>
                <button class="button primary" type="submit">{text.common.go_on}</button>
            </div>
        </form>
    }
}

#[component]
fn Showing(work: Work, name: Option<String>) -> impl IntoView {
    let text = use_shell().text();
    let lead = match &name {
        Some(name) => fill(text.settings.people_words, &[("name", name)]),
        None => text.settings.people_own_words.to_owned(),
    };
    view! {
        <div id="people-step" tabindex="-1">
            <p>{lead}</p>
            <NumberedWords words=work.words.with_value(|words| words.to_string())/>
            <div class="row">
                <button class="button plain" on:click=move |_| work.go(Doing::Nothing)>{text.common.back}</button>
                <button class="button primary" on:click=move |_| work.go(Doing::Typing(name.clone()))>{text.set_up.phrase_done}</button>
            </div>
        </div>
    }
}

#[component]
fn Typing(work: Work, name: Option<String>) -> impl IntoView {
    let text = use_shell().text();
    let t = &text.settings;
    let typed = RwSignal::new(String::new());
    let back = name.clone();
    let words = if name.is_some() { t.people_add } else { t.people_change };
    let on = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = work.words.get_value();
        if let Some(wrong) = typed_wrong(text, &words, &typed.get_untracked()) {
            return work.refuse("people-words", wrong);
        }
        work.errors.set(vec![]);
        work.make(
            "people-words",
            match name.clone() {
                Some(name) => Change::Add { name, words },
                None => Change::Change { words },
            },
        );
    };
    view! {
        <form id="people-step" tabindex="-1" autocomplete="off" novalidate on:submit=on>
            <p>{text.set_up.type_lead}</p>
            <ErrorSummary errors=work.errors/>
            <WordsField id="people-words" label=text.set_up.type_label hint=text.set_up.type_hint value=typed errors=work.errors shown=true/>
            <div class="row">
                <button class="button plain" type="button" on:click=move |_| work.go(Doing::Showing(back.clone()))>{text.common.back}</button>
                <button class="button primary" type="submit" aria-disabled=move || work.busy.get().to_string()>{words}</button>
            </div>
        </form>
    }
}

#[component]
fn Removing(work: Work, name: String) -> impl IntoView {
    let t = &use_shell().text().settings;
    let fact = fill(t.people_sure, &[("name", &name)]);
    let remove = move |_| work.make("people-remove", Change::Remove { name: name.clone() });
    view! {
        <div id="people-step" tabindex="-1">
            <ErrorSummary errors=work.errors/>
            <Attention fact act=t.people_sure_do.to_owned()/>
            <div class="row">
                <button class="button plain" on:click=move |_| work.go(Doing::Nothing)>{t.people_keep}</button>
                <button class="button danger" id="people-remove" aria-disabled=move || work.busy.get().to_string() on:click=remove>{t.people_yes}</button>
            </div>
        </div>
    }
}

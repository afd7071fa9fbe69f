//! All settings as one file: saved here, and taken over on the next kiosk after a look at what would change.

use super::accent::accent_words;
use super::retention::months_words;
use crate::admin::act_words::setting_words;
use crate::admin::what_came;
use crate::admin::{focus_soon, kept_words};
use crate::browser::file;
use crate::shell::{at_hand, use_shell};
use crate::text::{Text, fill, text as words_of};
use inkseal_domain::settings::{FILE_MAX_BYTES, FILE_NAME, FileError, Setting, Settings};
use leptos::prelude::*;

const FIELD: &str = "settings-file";

/// The button, the field, and what is in a chosen file. `taken` is told when the settings are others.
#[component]
pub fn AsFile(taken: Trigger) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.settings;
    let looked_at = RwSignal::new(None::<Vec<u8>>);
    let told = RwSignal::new((false, String::new()));
    let say = move |is_wrong, words: String| _ = told.try_set((is_wrong, words));
    let now = move || shell.office.with_untracked(|office| office.settings.clone());
    let save = move |_| {
        let practice = if shell.practice.get_untracked() { "PRACTICE_" } else { "" };
        let name = format!("{practice}{FILE_NAME}");
        let is_saved = file::save(&name, "application/json", &now().to_file()).is_ok();
        say(!is_saved, if is_saved { fill(t.card_saved, &[("name", &name)]) } else { text.admin.not_saved.to_owned() });
    };
    let chosen = move |_| {
        leptos::task::spawn_local(async move {
            let read = match file::chosen_in(FIELD, FILE_MAX_BYTES).await {
                Some(Ok(bytes)) => now().with_file(&bytes).map(|new| (bytes, new)),
                Some(Err(_)) => Err(FileError::NotSettings),
                None => return,
            };
            file::forget_choice(FIELD);
            match read {
                Ok((_, new)) if new.changed_since(&now()).is_empty() => say(false, t.file_same.to_owned()),
                Ok((bytes, _)) => {
                    say(false, String::new());
                    let _ = looked_at.try_set(Some(bytes));
                    focus_soon("#settings-preview");
                }
                Err(why) => say(true, error_words(text, &why)),
            }
        });
    };
    let back = move || {
        let _ = looked_at.try_set(None);
        focus_soon("#settings-as-file");
    };
    let take = move |bytes: Vec<u8>| {
        leptos::task::spawn_local(async move {
            let Ok(new) = now().with_file(&bytes) else { return };
            let names = new.changed_since(&now()).into_iter().map(|setting| setting.name().to_owned()).collect();
            let kept = shell.change_settings(new, names).await;
            say(kept.is_err(), kept_words(text, kept, t.file_taken));
            back();
            taken.notify();
        });
    };
    view! {
        <section class="as-file" aria-labelledby="settings-as-file">
            <h3 id="settings-as-file" tabindex="-1">{t.file}</h3>
            {move || match looked_at.get() {
                Some(bytes) => {
                    let changes = now().with_file(&bytes).map(|new| changes(text, &now(), &new)).unwrap_or_default();
                    view! {
                        <h4 id="settings-preview" tabindex="-1">{t.file_preview}</h4>
                        <dl class="facts">
                            {changes.into_iter().map(|(name, words)| view! { <div><dt>{name}</dt><dd>{words}</dd></div> }).collect_view()}
                        </dl>
                        <div class="row">
                            <button class="button plain" type="button" on:click=move |_| back()>{text.common.back}</button>
                            <button class="button primary" type="button" on:click=move |_| take(bytes.clone())>{t.file_take}</button>
                        </div>
                    }.into_any()
                }
                None => view! {
                    <p>{t.file_about}</p>
                    <button class="button" type="button" on:click=save>{t.file_save}</button>
                    <div class="field">
                        <label for=FIELD>{t.file_choose}</label>
                        <input id=FIELD type="file" accept=".json,application/json" on:change=chosen/>
                    </div>
                }.into_any(),
            }}
            <div role="status">{move || what_came(told)}</div>
        </section>
    }
}

/// What would change: each setting by name, as it is and as it would be.
fn changes(text: &Text, now: &Settings, then: &Settings) -> Vec<(String, String)> {
    let change = |setting: Setting| {
        let (before, after) = (value_words(text, setting, now), value_words(text, setting, then));
        let words = fill(text.settings.file_change, &[("before", &before), ("after", &after)]);
        (setting_words(text, setting.name()).to_owned(), words)
    };
    then.changed_since(now).into_iter().map(change).collect()
}

/// How a setting stands, in words.
fn value_words(text: &Text, setting: Setting, settings: &Settings) -> String {
    let t = &text.settings;
    let or_none = |words: String| if words.is_empty() { text.common.none.to_owned() } else { words };
    let on_off = |on| if on { t.file_on } else { t.file_off }.to_owned();
    match setting {
        Setting::Contact => or_none(settings.contact.clone()),
        Setting::Support => or_none(settings.support.join(" · ")),
        Setting::VerifyLink => or_none(settings.verify_link.clone().map(String::from).unwrap_or_default()),
        Setting::Languages => {
            let names = settings.languages.of(&at_hand()).into_iter().map(|lang| words_of(lang).common.language);
            names.collect::<Vec<_>>().join(", ")
        }
        Setting::Host => on_off(settings.host),
        Setting::Witness => on_off(settings.witness),
        Setting::Initials => on_off(settings.initials),
        Setting::Dynamics => on_off(settings.dynamics),
        Setting::Times => {
            let idle = &settings.idle;
            let minutes = [idle.reading, idle.elsewhere, idle.administrator].map(|minutes| minutes.to_string());
            let places = [("reading", &*minutes[0]), ("elsewhere", &minutes[1]), ("administrator", &minutes[2])];
            fill(t.file_times, &places)
        }
        Setting::Renewal => match settings.renew_after_months {
            None => text.roster.renewal_never.to_owned(),
            Some(n) => fill(text.roster.renewal_months, &[("n", &n.to_string())]),
        },
        Setting::Retention => months_words(text, settings.keep_months),
        Setting::Accent => accent_words(text, settings.accent).to_owned(),
    }
}

fn error_words(text: &Text, error: &FileError) -> String {
    let t = &text.settings;
    match error {
        FileError::NotSettings => fill(t.file_other, &[("name", FILE_NAME)]),
        FileError::Later { .. } => t.file_later.to_owned(),
        FileError::Altered(_) => t.file_altered.to_owned(),
        FileError::Value(setting) => fill(t.file_value, &[("name", setting_words(text, setting.name()))]),
    }
}

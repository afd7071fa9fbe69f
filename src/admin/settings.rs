//! Settings: the office's card and fingerprint, whom people can ask, the language of these screens, the recovery kit, and clearing what is receipted.

mod help;
mod kit;
mod purge;

use super::Screen;
use super::outside::LanguageButtons;
use crate::browser::file;
use crate::shell::use_shell;
use crate::text::fill;
use leptos::prelude::*;

/// The screen.
#[component]
pub fn SettingsScreen() -> impl IntoView {
    let t = &use_shell().text().settings;
    view! {
        <Screen title=t.title about=t.about>
            <OfficeFacts/>
            <help::Help/>
            <h2>{t.language}</h2>
            <LanguageButtons/>
            <kit::Kit/>
            <purge::Purge/>
        </Screen>
    }
}

/// What the records office needs.
#[component]
fn OfficeFacts() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.settings;
    let office = shell.office.get_untracked();
    let told = RwSignal::new(String::new());
    let save = move |_| {
        let practice = if shell.practice.get_untracked() { "PRACTICE_" } else { "" };
        let name = format!("{practice}inkseal-office.json");
        let saved = shell.office_card().is_some_and(|card| file::save(&name, "application/json", &card).is_ok());
        told.set(if saved { fill(t.card_saved, &[("name", &name)]) } else { text.admin.not_saved.to_owned() });
    };
    view! {
        <h2>{t.office}</h2>
        <dl class="facts">
            <div><dt>{t.name}</dt><dd><bdi>{office.name}</bdi></dd></div>
            <div><dt>{t.kiosk}</dt><dd><bdi>{office.kiosk_name}</bdi></dd></div>
            <div><dt>{t.fingerprint}</dt><dd class="fingerprint">{office.fingerprint}</dd></div>
        </dl>
        <p>{t.fingerprint_note}</p>
        <button class="button" on:click=save>{t.card}</button>
        <p role="status">{move || told.get()}</p>
    }
}

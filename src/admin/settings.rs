//! Settings, under five headings: the office, the visit, people and keys, this tablet, records.

mod accent;
mod as_file;
mod asks;
mod help;
mod keys;
mod kit;
mod languages;
mod people;
mod purge;
mod retention;
mod times;
mod try_tablet;
mod verify_link;

use super::Screen;
use super::documents::ToDocuments;
use super::outside::LanguageButtons;
use crate::browser::file;
use crate::shell::use_shell;
use crate::text::fill;
use leptos::prelude::*;

/// The screen.
#[component]
pub fn SettingsScreen() -> impl IntoView {
    let t = &use_shell().text().settings;
    let taken = Trigger::new();
    view! {
        <Screen title=t.title about=t.about>
            <OfficeFacts/>
            // What stands in fields is read anew when a file has brought other settings.
            {move || {
                taken.track();
                view! { <help::Help/><verify_link::VerifyLink/> }
            }}
            <h2 class="group">{t.group_visit}</h2>
            <ToDocuments/>
            <languages::VisitLanguages/>
            <asks::VisitAsks/>
            <times::Times/>
            <h2 class="group">{t.group_people}</h2>
            <people::People/>
            <kit::Kit/>
            <keys::Keys/>
            <h2 class="group">{t.group_tablet}</h2>
            <h3>{t.language}</h3>
            <LanguageButtons/>
            <accent::AccentChoice/>
            <try_tablet::TryTablet/>
            <as_file::AsFile taken/>
            <h2 class="group">{t.group_records}</h2>
            <retention::Retention/>
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
        // Today asks for it no more.
        if saved && !shell.office.with_untracked(|office| office.settings.card_saved) {
            leptos::task::spawn_local(async move {
                if let Err(why) = shell.change_setting("card", |settings| settings.card_saved = true).await {
                    let _ = told.try_set(fill(text.admin.failed, &[("why", &why)]));
                }
            });
        }
    };
    view! {
        <h2 class="group">{t.office}</h2>
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

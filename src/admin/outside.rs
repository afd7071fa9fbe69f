//! The frame of the screens before an administrator is at work: whose kiosk it is, and the language of these screens.

use crate::browser::page;
use crate::shell::use_shell;
use crate::text::languages;
use leptos::prelude::*;

/// The frame. Its heading takes the focus.
#[component]
pub fn Outside(title: &'static str, children: Children) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    page::set_language(shell.lang.get_untracked(), text.common.direction);
    page::set_title(title);
    Effect::new(move |_| {
        page::to_top();
        page::focus("main h1");
    });
    let kiosk_name = shell.office.with_untracked(|office| office.kiosk_name.clone());
    view! {
        <div class="frame">
            <a class="skip" href="#content">{text.common.skip}</a>
            <header class="frame-top">
                <p class="frame-where">
                    {text.admin.name}
                    {(!kiosk_name.is_empty()).then(|| view! { " · "<bdi>{kiosk_name}</bdi> })}
                </p>
                <LanguageButtons/>
            </header>
            <main class="frame-main" id="content" tabindex="-1">{children()}</main>
        </div>
    }
}

/// Every language as a button of its own, in its own words.
#[component]
pub fn LanguageButtons() -> impl IntoView {
    let shell = use_shell();
    view! {
        <div class="frame-controls" role="group" aria-label=shell.text().admin.language>
            {languages().iter().map(|(lang, table)| view! {
                <button class="quiet" lang=*lang dir=table.common.direction aria-pressed=move || (shell.lang.get() == *lang).to_string()
                    on:click=move |_| shell.lang.set(lang)>{table.common.language}</button>
            }).collect_view()}
        </div>
    }
}

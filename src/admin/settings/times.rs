//! How long silence may last before somebody is taken for gone. Longer for people who need it, never shorter than anybody does.

use crate::admin::choice::choice;
use crate::admin::kept_words;
use crate::shell::use_shell;
use crate::text::fill;
use inkseal_domain::settings::IdleMinutes;
use leptos::prelude::*;

/// The three times, kept as soon as one is chosen.
#[component]
pub fn Times() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().settings;
    let told = RwSignal::new(String::new());
    let one = move |id, label, of: fn(&mut IdleMinutes) -> &mut u32, offered: &[u32]| {
        let words = |minutes: &u32| (*minutes, fill(t.minutes, &[("n", &minutes.to_string())]));
        let chosen = move || shell.office.with(|office| *of(&mut office.settings.idle.clone()));
        let choose = move |minutes| {
            leptos::task::spawn_local(async move {
                let kept = shell.change_setting("times", |settings| *of(&mut settings.idle) = minutes).await;
                let _ = told.try_set(kept_words(shell.text(), kept, shell.text().settings.saved));
            });
        };
        choice(id, label, "", offered.iter().map(words).collect(), chosen, choose)
    };
    view! {
        <section class="times" aria-labelledby="times">
            <h3 id="times" tabindex="-1">{t.times}</h3>
            <p>{t.times_about}</p>
            {one("idle-reading", t.times_reading, |idle| &mut idle.reading, &IdleMinutes::READING)}
            {one("idle-elsewhere", t.times_elsewhere, |idle| &mut idle.elsewhere, &IdleMinutes::ELSEWHERE)}
            {one("idle-administrator", t.times_administrator, |idle| &mut idle.administrator, &IdleMinutes::ADMINISTRATOR)}
            <p role="status">{move || told.get()}</p>
        </section>
    }
}

//! How long silence may last before somebody is taken for gone. Longer for people who need it, never shorter than anybody does.

use crate::admin::keeping::Keeping;
use crate::shell::use_shell;
use crate::text::fill;
use inkseal_domain::settings::{IdleMinutes, Settings};
use leptos::prelude::*;

/// The three times, kept as soon as one is chosen.
#[component]
pub fn Times() -> impl IntoView {
    let t = &use_shell().text().settings;
    let keeping = Keeping::new();
    let one = move |id, label, of: fn(&mut Settings) -> &mut u32, offered: &[u32]| {
        let words = |minutes: &u32| (*minutes, fill(t.minutes, &[("n", &minutes.to_string())]));
        keeping.choice(("times", of), [id, label, ""], offered.iter().map(words).collect())
    };
    view! {
        <section class="times" aria-labelledby="times">
            <h3 id="times" tabindex="-1">{t.times}</h3>
            <p>{t.times_about}</p>
            {one("idle-reading", t.times_reading, |settings| &mut settings.idle.reading, &IdleMinutes::READING)}
            {one("idle-elsewhere", t.times_elsewhere, |settings| &mut settings.idle.elsewhere, &IdleMinutes::ELSEWHERE)}
            {one("idle-administrator", t.times_administrator, |settings| &mut settings.idle.administrator, &IdleMinutes::ADMINISTRATOR)}
            {keeping.told()}
        </section>
    }
}

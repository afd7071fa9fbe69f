//! The whole page: one door at a time.

use crate::kiosk::{Kiosk, Unavailable};
use crate::shell::{Door, Shell, use_shell};
use crate::text::fill;
use crate::widgets::StillThere;
use crate::{admin, browser};
use leptos::prelude::*;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let shell = Shell::new();
    provide_context(shell);
    shell.start();
    Effect::new(move |_| browser::page::set_data("accent", shell.office.with(|office| office.settings.accent.style())));
    // `#print` holds what the print dialogue prints; print.css hides everything else.
    view! {
        <PracticeBar/>
        {move || match shell.door.get() {
            Door::Starting => view! { <Starting/> }.into_any(),
            Door::First => view! { <admin::First/> }.into_any(),
            Door::SetUp => view! { <admin::SetUp/> }.into_any(),
            Door::Elsewhere => view! { <admin::Elsewhere/> }.into_any(),
            Door::Kiosk => view! { <Kiosk/> }.into_any(),
            Door::Unlock => view! { <admin::Unlock/> }.into_any(),
            Door::Admin => view! { <admin::Admin/> }.into_any(),
            Door::Unavailable(why) => view! { <Unavailable why/> }.into_any(),
        }}
        <StillThere/>
        <div id="print" class="print-only"></div>
    }
}

/// PRACTICE in words, on every screen.
#[component]
fn PracticeBar() -> impl IntoView {
    let shell = use_shell();
    // Built anew in the language of whoever is at the screen, not at every step of a visit.
    let lang = Memo::new(move |_| {
        shell.visit.track();
        shell.lang.track();
        shell.door.track();
        shell.text_lang()
    });
    move || {
        // Read, not only tracked: a memo that nobody reads is never computed.
        lang.read();
        shell.practice.get().then(|| {
            let text = shell.text();
            view! {
                <aside class="practice-bar" aria-label=text.common.practice>
                    <strong>{text.common.practice}</strong>
                    <button class="quiet" on:click=move |_| shell.end_practice()>{text.common.leave_practice}</button>
                </aside>
            }
        })
    }
}

/// What goes on before a door opens.
#[component]
fn Starting() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().starting;
    browser::page::set_title("Inkseal");
    let mending = move || shell.mending.get().map(|n| fill(t.mending, &[("n", &n.to_string())]));
    view! {
        <main class="frame-main">
            <div class="sheet" role="status">
                <h1>{t.title}</h1>
                <p class="lead">{t.body}</p>
                {move || mending().map(|words| view! { <p>{words}</p> })}
            </div>
        </main>
    }
}

//! First start: two doors, and a side door for an office that has a kiosk elsewhere.

use super::outside::Outside;
use crate::shell::{Shell, use_shell};
use leptos::prelude::*;

/// Try it, or set it up.
#[component]
pub fn First() -> impl IntoView {
    let shell = use_shell();
    move || {
        shell.lang.track();
        let text = &shell.text().first;
        let told = RwSignal::new("");
        let go = move |way: fn(Shell)| {
            told.set(if shell.is_busy() { text.busy } else { "" });
            way(shell);
        };
        view! {
            <Outside title=text.title>
                <div class="sheet">
                    <h1 class="title" tabindex="-1">{text.title}</h1>
                    <p class="lead">{text.lead}</p>
                    <div class="choices pair">
                        <button class="button choice" on:click=move |_| go(Shell::practise)>
                            <span>{text.try_it}</span><span class="hint">{text.try_note}</span>
                        </button>
                        <button class="button choice" on:click=move |_| go(Shell::begin_set_up)>
                            <span>{text.set_up}</span><span class="hint">{text.set_up_note}</span>
                        </button>
                    </div>
                    <p>{text.elsewhere_note}" "<button class="quiet" on:click=move |_| go(Shell::begin_elsewhere)>{text.elsewhere}</button></p>
                    <p role="status">{move || told.get()}</p>
                </div>
            </Outside>
        }
    }
}

//! First start: two doors.

use super::outside::Outside;
use crate::shell::use_shell;
use leptos::prelude::*;

/// Try it, or set it up.
#[component]
pub fn First() -> impl IntoView {
    let shell = use_shell();
    move || {
        shell.lang.track();
        let text = &shell.text().first;
        view! {
            <Outside title=text.title>
                <div class="sheet">
                    <h1 class="title" tabindex="-1">{text.title}</h1>
                    <p class="lead">{text.lead}</p>
                    <div class="choices pair">
                        <button class="button choice" on:click=move |_| shell.practise()>
                            <span>{text.try_it}</span><span class="hint">{text.try_note}</span>
                        </button>
                        <button class="button choice" on:click=move |_| shell.begin_set_up()>
                            <span>{text.set_up}</span><span class="hint">{text.set_up_note}</span>
                        </button>
                    </div>
                </div>
            </Outside>
        }
    }
}

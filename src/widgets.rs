//! Small views that several screens share.

mod ink_canvas;
mod looks;
mod qr;
mod still_there;

pub use ink_canvas::InkCanvas;
pub use looks::Looks;
pub use qr::Qr;
pub use still_there::StillThere;

use crate::browser::{clock, page};
use crate::shell::use_shell;
use inkseal_domain::flow::Event;
use leptos::prelude::*;

/// The sheet's last row: Back at its left end, the one primary button at its right end.
#[component]
pub fn BackRow(
    /// What Back sends.
    back: Event,
    /// The primary button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    view! {
        <div class="row">
            <button class="button plain" type="button" on:click=move |_| shell.dispatch(back.clone())>{text.common.back}</button>
            <span class="row-end">{children.map(|children| children())}</span>
        </div>
    }
}

/// Moves the focus to what the next painting brings up.
pub fn focus_soon(selector: &'static str) {
    leptos::task::spawn_local(async move {
        clock::painted().await;
        page::focus(selector);
    });
}

/// What is wrong, by field: id and words.
pub type Errors = RwSignal<Vec<(&'static str, String)>>;

/// A labelled text field, as a line on paper. What is wrong with it stands under its label (WCAG 3.3.1).
#[component]
pub fn Field(
    /// The field's id and name.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// What stands in it.
    value: RwSignal<String>,
    /// What is wrong on this screen.
    errors: Errors,
    /// What the field is for, while it is empty and the engine may suggest something (WCAG 1.3.5). Of what is typed no engine may keep anything:
    /// Chromium keeps names where the field says `name`, whatever its form says.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The input's type.
    #[prop(default = "text")]
    kind: &'static str,
) -> impl IntoView {
    let error =
        move || errors.with(|errors| errors.iter().find(|(field, _)| *field == id).map(|(_, words)| words.clone()));
    let described = move || {
        let hint = (!hint.is_empty()).then(|| format!("{id}-hint"));
        let wrong = error().map(|_| format!("{id}-error"));
        let ids: Vec<String> = hint.into_iter().chain(wrong).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    // What was wrong is judged anew when it is sent anew; until then another text is not called wrong.
    let edited = move |_: &String, _: Option<&String>, _: Option<()>| {
        errors.update(|errors| errors.retain(|(field, _)| *field != id))
    };
    Effect::watch(move || value.get(), edited, false);
    let purpose = move || if value.with(String::is_empty) { autocomplete } else { "off" };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            {move || error().map(|words| view! { <p class="field-error" id=format!("{id}-error")>{words}</p> })}
            <input id=id name=id type=kind dir="auto" autocomplete=purpose autocapitalize="off" spellcheck="false"
                aria-describedby=described aria-invalid=move || error().map(|_| "true") bind:value=value/>
        </div>
    }
}

/// What is wrong, all together, each linked to its field (GOV.UK's error summary; WCAG 3.3.1, 2.4.3).
#[component]
pub fn ErrorSummary(
    /// What is wrong.
    errors: Errors,
) -> impl IntoView {
    let text = use_shell().text();
    move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| view! {
            <div class="error-summary" role="alert" tabindex="-1">
                <h2>{text.common.problem}</h2>
                <ul>
                    {errors.into_iter().map(|(id, words)| view! { <li><a href=format!("#{id}") on:click=move |event| {
                        event.prevent_default();
                        page::focus(&format!("#{id}"));
                    }>{words}</a></li> }).collect_view()}
                </ul>
            </div>
        })
    }
}

/// A block with a bar at its left: a fact in bold, what to do in plain.
#[component]
pub fn Attention(
    /// The fact, one sentence.
    fact: String,
    /// What to do.
    #[prop(optional)]
    act: String,
    /// A link or button that leads there.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="attention">
            <p><strong>{fact}</strong></p>
            {(!act.is_empty()).then(|| view! { <p>{act}</p> })}
            {children.map(|children| children())}
        </div>
    }
}

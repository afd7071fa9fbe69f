//! A list of which one is chosen.

use crate::browser::page;
use leptos::prelude::*;

/// The list with its label and, where one is given, a hint.
pub fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    all: Vec<(T, String)>,
    chosen: impl Fn() -> T + Copy + Send + Sync + 'static,
    choose: impl Fn(T) + 'static,
) -> impl IntoView {
    let values: Vec<T> = all.iter().map(|(value, _)| *value).collect();
    let on = move |event: leptos::ev::Event| {
        if let Some(value) = page::chosen(&event).and_then(|at| values.get(at).copied()) {
            choose(value);
        }
    };
    let option = move |(at, (value, words)): (usize, (T, String))| {
        view! { <option value=at.to_string() selected=move || chosen() == value>{words}</option> }
    };
    let described = (!hint.is_empty()).then(|| format!("{id}-hint"));
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {described.clone().map(|id| view! { <p class="hint" id=id>{hint}</p> })}
            <select id=id aria-describedby=described on:change=on>{all.into_iter().enumerate().map(option).collect_view()}</select>
        </div>
    }
}

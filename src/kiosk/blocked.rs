//! What to do when a record could not be stored: try again, take it away as a file, or leave without it, which is asked twice.

use crate::browser::{file, page};
use crate::shell::{Shell, use_shell};
use crate::widgets::{Attention, focus_soon};
use inkseal_domain::flow::Event;
use leptos::prelude::*;

/// It could not be stored; it is still here.
#[component]
pub fn Blocked() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().blocked;
    page::set_title(t.title);
    let told = RwSignal::new("");
    let leaving = RwSignal::new(false);
    view! {
        <div class="sheet">
            <h1 tabindex="-1">{t.title}</h1>
            {move || if leaving.get() { view! { <Sure leaving/> }.into_any() } else { view! { <Ways leaving told/> }.into_any() }}
            <p role="status">{move || told.get()}</p>
        </div>
    }
}

#[component]
fn Ways(leaving: RwSignal<bool>, told: RwSignal<&'static str>) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().blocked;
    let leave = move |_| {
        leaving.set(true);
        focus_soon("#sure");
    };
    view! {
        <Attention fact=t.fact.to_owned() act=t.do_.to_owned()/>
        <div class="row">
            <button class="button plain" on:click=leave>{t.give_up}</button>
            <span class="row-end">
                {shell.has_unstored().then(|| view! { <button class="button" on:click=move |_| rescue(shell, told)>{t.rescue}</button> })}
                <button class="button primary" on:click=move |_| shell.dispatch(Event::Retry)>{t.retry}</button>
            </span>
        </div>
    }
}

/// Whoever leaves now leaves nothing.
#[component]
fn Sure(leaving: RwSignal<bool>) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().blocked;
    let stay = move |_| {
        leaving.set(false);
        focus_soon("main h1");
    };
    view! {
        <div id="sure" tabindex="-1">
            <Attention fact=t.sure.to_owned() act=t.sure_do.to_owned()/>
            <div class="row">
                <button class="button danger" on:click=move |_| shell.dispatch(Event::HandOver)>{t.leave}</button>
                <span class="row-end">
                    <button class="button primary" on:click=stay>{t.stay}</button>
                </span>
            </div>
        </div>
    }
}

fn rescue(shell: Shell, told: RwSignal<&'static str>) {
    let t = &shell.text().blocked;
    leptos::task::spawn_local(async move {
        let saved = shell.rescue().await.is_some_and(|proved| {
            let name = format!("inkseal-rescue_{}.jws", proved.record().day());
            file::save(&name, "application/jose", proved.jws().as_bytes()).is_ok()
        });
        let _ = told.try_set(if saved { t.rescued } else { t.not_rescued });
    });
}

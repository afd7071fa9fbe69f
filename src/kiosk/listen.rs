//! Listen: the screen read aloud, held and gone on with, by a voice on the device.

use crate::browser::{page, speech};
use crate::shell::use_shell;
use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Off,
    On,
    Held,
}

/// One button to begin, hold and go on, and one to stop. Nothing where the device has no voice of its own.
#[component]
pub fn Listen(lang: String) -> impl IntoView {
    let t = &use_shell().text().controls;
    let reading = RwSignal::new(Reading::Off);
    on_cleanup(speech::stop);
    if !speech::can_listen(&lang) {
        return None;
    }
    // The screen may be gone by the end. The button to stop goes, and whoever was on it is led to the one that stays.
    let off = move || {
        let is_on_stop = page::is_focused("#stop-listening");
        if reading.try_set(Reading::Off).is_none() && is_on_stop {
            page::focus("#listen");
        }
    };
    let press = move |_| match reading.get_untracked() {
        Reading::Off => {
            reading.set(Reading::On);
            speech::listen("main", &lang, off);
        }
        Reading::On => {
            reading.set(Reading::Held);
            speech::pause();
        }
        Reading::Held => {
            reading.set(Reading::On);
            speech::resume();
        }
    };
    let stop = move |_| {
        off();
        speech::stop();
    };
    let words = move || match reading.get() {
        Reading::Off => t.listen,
        Reading::On => t.pause,
        Reading::Held => t.listen_on,
    };
    Some(view! {
        <button class="quiet" id="listen" on:click=press>{words}</button>
        {move || (reading.get() != Reading::Off).then(|| view! {
            <button class="quiet" id="stop-listening" on:click=stop>{t.stop}</button>
        })}
    })
}

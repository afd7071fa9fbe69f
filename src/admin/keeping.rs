//! A setting that is kept as soon as it is chosen, and the word that it was.

use super::choice::choice;
use super::kept_words;
use crate::shell::{Shell, use_shell};
use inkseal_domain::settings::Settings;
use leptos::prelude::*;

/// Keeps settings of one part of a screen, which says below them what came of it.
#[derive(Clone, Copy)]
pub struct Keeping {
    shell: Shell,
    told: RwSignal<String>,
}

impl Keeping {
    /// Nothing was chosen yet.
    pub fn new() -> Self {
        Self { shell: use_shell(), told: RwSignal::new(String::new()) }
    }

    /// Keeps a change of the setting that the log knows by that name.
    pub fn keep(self, name: &'static str, change: impl FnOnce(&mut Settings) + 'static) {
        leptos::task::spawn_local(async move {
            let text = self.shell.text();
            let kept = self.shell.change_setting(name, change).await;
            self.say(kept_words(text, kept, text.settings.saved));
        });
    }

    /// Says something else in the same place.
    pub fn say(self, words: String) {
        let _ = self.told.try_set(words);
    }

    /// What is chosen of a setting.
    pub fn now<T: Copy>(self, of: fn(&mut Settings) -> &mut T) -> T {
        self.shell.office.with(|office| *of(&mut office.settings.clone()))
    }

    /// A list with its label and hint, from which a setting is chosen: its name in the log, and where it stands among all of them.
    pub fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
        self,
        (name, of): (&'static str, fn(&mut Settings) -> &mut T),
        [id, label, hint]: [&'static str; 3],
        all: Vec<(T, String)>,
    ) -> impl IntoView {
        let choose = move |value| self.keep(name, move |settings| *of(settings) = value);
        choice(id, label, hint, all, move || self.now(of), choose)
    }

    /// Where it says what came of it.
    pub fn told(self) -> impl IntoView {
        view! { <p role="status">{move || self.told.get()}</p> }
    }
}

//! Who helped: read aloud, interpreted, wrote.

use crate::shell::use_shell;
use crate::widgets::{Errors, Field};
use inkseal_domain::flow::Event;
use inkseal_domain::identity::PrintedName;
use inkseal_domain::visit::{Help, Helper};
use leptos::prelude::*;

/// "Someone helped me": what the helper did, and who it was. `unnamed`: a kind of help is chosen, and nobody is named who can be kept.
#[component]
pub fn SomeoneHelped(unnamed: RwSignal<bool>, errors: Errors) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().sign;
    // Whoever was read to has said so on the first screens, and says by whom here.
    let (before, spoken_of) =
        shell.visit.with_untracked(|state| state.progress().map(|p| (p.helper.clone(), p.help))).unwrap_or_default();
    let what = RwSignal::new(before.as_ref().map(|helper| helper.what).or(spoken_of));
    let name = RwSignal::new(before.map(|helper| helper.name.to_string()).unwrap_or_default());
    Effect::new(move |_| {
        let parsed = PrintedName::parse(&name.get());
        unnamed.set(what.get().is_some() && parsed.is_err());
        let named = what.get().zip(parsed.ok()).map(|(what, name)| Helper { what, name });
        let open = what.get().filter(|_| named.is_none());
        // What is chosen and not named yet is kept too: whoever goes back a screen and comes again finds it.
        let now = shell.visit.with_untracked(|state| state.progress().map(|p| (p.help, p.helper.clone())));
        if now != Some((open, named.clone())) {
            shell.dispatch(open.map_or(Event::Helped(named), Event::HelpIs));
        }
    });
    let choices = [
        (None, t.helper_none),
        (Some(Help::Read), t.helper_read),
        (Some(Help::Interpreted), t.helper_interpreted),
        (Some(Help::Wrote), t.helper_wrote),
    ];
    view! {
        <details class="helper" open=what.get_untracked().is_some()>
            <summary>{t.helper}</summary>
            <fieldset class="choices">
                <legend class="visually-hidden">{t.helper}</legend>
                {choices.into_iter().map(|(help, words)| view! {
                    <label class="choice">
                        <input type="radio" name="helper" prop:checked=move || what.get() == help on:change=move |_| what.set(help)/>
                        <span>{words}</span>
                    </label>
                }).collect_view()}
            </fieldset>
            {move || what.get().map(|_| view! { <Field id="helper-name" label=t.helper_label value=name errors/> })}
        </details>
    }
}

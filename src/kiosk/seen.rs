//! Who sees a drawn or typed signature being made, where the office asks for a witness.

use super::start::name_error;
use crate::shell::use_shell;
use crate::widgets::{Errors, Field};
use inkseal_domain::flow::{Event, Progress};
use inkseal_domain::identity::{NameError, PrintedName};
use leptos::prelude::*;

/// The field and its id, for who names what is wrong with it.
pub const FIELD: &str = "seen-by";

/// The witness's name. `wrong`: what is the matter with it, in words.
#[component]
pub fn SeenBy(wrong: RwSignal<Option<String>>, errors: Errors) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().sign;
    let before = shell.visit.with_untracked(|state| state.progress().and_then(|progress| progress.witness.clone()));
    let name = RwSignal::new(before.map(|witness| witness.to_string()).unwrap_or_default());
    Effect::new(move |_| {
        let is_another = |name: &PrintedName| {
            let of = |progress: &Progress| progress.is_another(name);
            shell.visit.with_untracked(|state| state.progress().is_some_and(of))
        };
        let named = match PrintedName::parse(&name.get()) {
            Ok(witness) if is_another(&witness) => Ok(witness),
            Ok(_) => Err(t.witness_self.to_owned()),
            Err(NameError::Empty) => Err(t.witness_empty.to_owned()),
            Err(error) => Err(name_error(error)),
        };
        wrong.set(named.as_ref().err().cloned());
        let now = shell.visit.with_untracked(|state| state.progress().and_then(|progress| progress.witness.clone()));
        if now != named.clone().ok() {
            shell.dispatch(Event::SeenBy(named.ok()));
        }
    });
    // Whoever signs another way is asked for nobody here.
    on_cleanup(move || _ = wrong.try_set(None));
    view! { <Field id=FIELD label=t.witness_label hint=t.seen_about value=name errors/> }
}

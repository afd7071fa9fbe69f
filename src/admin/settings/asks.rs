//! What a visit asks for besides, and what of a signature is kept: each on or off, and explained in a sentence.

use crate::admin::keeping::Keeping;
use crate::shell::use_shell;
use inkseal_domain::settings::Settings;
use leptos::prelude::*;

/// A setting that is on or off.
type Flag = fn(&mut Settings) -> &mut bool;

/// The boxes, kept as soon as one is ticked or not.
#[component]
pub fn VisitAsks() -> impl IntoView {
    let t = &use_shell().text().settings;
    let keeping = Keeping::new();
    let one = move |name: &'static str, label: &'static str, about: &'static str, flag: Flag| {
        let is_on = move || keeping.now(flag);
        let change = move |_| {
            let on = !untrack(is_on);
            keeping.keep(name, move |settings| *flag(settings) = on);
        };
        let (id, hint) = (format!("asks-{name}"), format!("asks-{name}-hint"));
        view! {
            <label class="tick"><input type="checkbox" id=id aria-describedby=hint.clone() prop:checked=is_on on:change=change/><span>{label}</span></label>
            <p class="hint" id=hint>{about}</p>
        }
    };
    view! {
        <section aria-labelledby="asks">
            <h3 id="asks" tabindex="-1">{t.asks}</h3>
            {one("host", t.asks_host, t.asks_host_about, |settings| &mut settings.host)}
            {one("witness", t.asks_witness, t.asks_witness_about, |settings| &mut settings.witness)}
            {one("initials", t.asks_initials, t.asks_initials_about, |settings| &mut settings.initials)}
            {one("dynamics", t.asks_dynamics, t.asks_dynamics_about, |settings| &mut settings.dynamics)}
            {keeping.told()}
        </section>
    }
}

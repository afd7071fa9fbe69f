//! The file that is being made: how far it is, and the way to call it off.

use crate::shell::{Exporting, use_shell};
use crate::text::fill;
use leptos::prelude::*;

/// Shown while one is being made.
#[component]
pub fn Underway(
    /// Whether it is an earlier one that is made again; each has its place on the screen.
    again: bool,
) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().export;
    // Only the words change as it goes on: the button stays the same one, or it could not be pressed.
    let is_going = Memo::new(move |_| {
        shell.exporting.with(|now| matches!(now, Exporting::Going { again: other, .. } if *other == again))
    });
    let words = move || match shell.exporting.get() {
        Exporting::Going { verified, of, .. } if of > 0 => {
            fill(t.checked, &[("n", &verified.to_string()), ("of", &of.to_string())])
        }
        _ => String::new(),
    };
    move || {
        is_going.get().then(|| {
            view! {
                <p>{words}</p>
                <button class="button plain" type="button" on:click=move |_| shell.call_off()>{t.call_off}</button>
            }
        })
    }
}

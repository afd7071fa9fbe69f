//! A long list, a page at a time: what a screen does not show costs it nothing.

use crate::shell::use_shell;
use crate::text::fill;
use leptos::prelude::*;

/// How many rows are shown at first, and how many more at a time.
const PAGE_ROWS: usize = 100;

/// How many rows a list shows at first.
pub fn first_page() -> RwSignal<usize> {
    RwSignal::new(PAGE_ROWS)
}

/// The button below a list that shows more of it, while there is more.
#[component]
pub fn More(
    /// How many rows are shown.
    shown: RwSignal<usize>,
    /// How many there are.
    of: Memo<usize>,
) -> impl IntoView {
    let t = &use_shell().text().admin;
    let left = Memo::new(move |_| of.get().saturating_sub(shown.get()).min(PAGE_ROWS));
    move || {
        (left.get() > 0).then(|| {
            view! {
                <button class="button" on:click=move |_| shown.update(|shown| *shown += PAGE_ROWS)>
                    {fill(t.more, &[("n", &left.get().to_string())])}
                </button>
            }
        })
    }
}

//! How a version differs from the one in use, clause by clause, with the words that went and came.

use super::words::place;
use crate::admin::counted;
use crate::shell::use_shell;
use crate::text::fill;
use inkseal_domain::document::{Difference, Fate};
use leptos::prelude::*;

/// All places, in the order of the text.
#[component]
pub fn Differences(before: String, lang: String, found: Vec<Difference>) -> impl IntoView {
    let t = &use_shell().text().documents;
    let version = [("version", before.as_str())];
    let lead = counted(found.len(), t.differs_one, t.differs)
        .map_or_else(|| fill(t.same_text, &version), |words| fill(&words, &version));
    view! {
        <p>{lead}</p>
        <ol class="differences">
            {found.into_iter().map(|one| view! { <One one lang=lang.clone()/> }).collect_view()}
        </ol>
    }
}

#[component]
fn One(one: Difference, lang: String) -> impl IntoView {
    let text = use_shell().text();
    let t = &text.documents;
    let fates: Vec<Fate> = one.words.iter().map(|(fate, _)| *fate).collect();
    let what = match fates[..] {
        [Fate::Comes] => t.added,
        [Fate::Goes] => t.removed,
        _ => t.changed,
    };
    let run = |(fate, words): (Fate, String)| match fate {
        Fate::Stays => view! { <span>{words}</span> }.into_any(),
        Fate::Goes => view! { <del>{words}</del> }.into_any(),
        Fate::Comes => view! { <ins>{words}</ins> }.into_any(),
    };
    view! {
        <li>
            <p class="hint"><strong>{what}</strong>": "{place(text, &one)}</p>
            <p lang=lang dir="auto">{one.words.into_iter().map(run).collect_view()}</p>
        </li>
    }
}

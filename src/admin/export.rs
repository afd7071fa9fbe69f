//! Export: make the signed file, ask it back and compare it, take in filing codes, and make earlier files again.

mod check;
mod earlier;
mod make;
mod moved;
mod reading;
mod receipt;
mod underway;

use super::{Screen, Work, use_work};
use crate::browser::file;
use crate::shell::{Saved, use_shell};
use leptos::prelude::*;

/// The screen: while a file waits to be asked back, that comes first.
#[component]
pub fn Export() -> impl IntoView {
    let work = use_work();
    let t = &use_shell().text().export;
    // By its name: another file is another screen.
    let waits = Memo::new(move |_| work.saved.with(|saved| saved.as_ref().map(|saved| saved.name.clone())));
    view! {
        <Screen title=t.title about=t.about>
            {move || if waits.get().is_some() {
                view! { <check::CheckFile/> }.into_any()
            } else {
                view! { <moved::Moved/><make::Make/> }.into_any()
            }}
            <receipt::ReceiptForm/>
            <earlier::Earlier/>
        </Screen>
    }
}

/// Hands a batch to the engine's download, and remembers whether even that was refused.
fn save(work: Work, saved: &Saved) {
    work.refused.set(file::save(&saved.name, "application/json", &saved.file).is_err());
}

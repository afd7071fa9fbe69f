//! Documents come in as files.

use super::Desk;
use super::words::{offer_error, too_large};
use crate::browser::drop;
use crate::shell::use_shell;
use inkseal_domain::document::DOCUMENT_MAX_BYTES;
use leptos::prelude::*;

const FIELD: &str = "document-files";

/// The field.
#[component]
pub fn Bring(desk: Desk) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.documents;
    let chosen = move |event: leptos::ev::Event| {
        let files = drop::chosen(&event);
        if files.is_empty() {
            return;
        }
        leptos::task::spawn_local(async move {
            let mut read = vec![];
            for handed in drop::read(files, DOCUMENT_MAX_BYTES).await {
                match handed.bytes {
                    Some(Ok(bytes)) => read.push((handed.name, bytes)),
                    Some(Err(_)) => return desk.tell(true, too_large(text, &handed.name)),
                    None => return desk.tell(true, t.error_unread.to_owned()),
                }
            }
            let Some(library) = shell.library() else { return };
            match library.offer(&read) {
                Ok(offered) => desk.look_at(offered),
                Err(why) => desk.tell(true, offer_error(text, &why)),
            }
        });
    };
    view! {
        <section aria-labelledby="bring-documents">
            <h2 id="bring-documents" tabindex="-1">{t.bring}</h2>
            <div class="field">
                <label for=FIELD>{t.choose}</label>
                <p class="hint" id="document-files-hint">{t.bring_about}</p>
                <input id=FIELD type="file" multiple accept=".md,.txt,text/markdown,text/plain"
                    aria-describedby="document-files-hint" on:change=chosen/>
            </div>
        </section>
    }
}

//! The recovery kit's twelve words, on paper or in a file, and the end of set-up.

use super::phrase::NumberedWords;
use super::{Draft, Progress, Step, StepRow};
use crate::admin::focus_soon;
use crate::browser::{clock, file, page};
use crate::kiosk::{COPY_STYLE, day_words};
use crate::shell::{SetUpForm, Shell, use_shell};
use crate::text::fill;
use crate::widgets::Attention;
use inkseal_domain::copy::{escape, page as html_page};
use leptos::prelude::*;

/// How set-up itself stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Making {
    Not,
    Busy,
    Failed(String),
}

/// The twelve words.
#[component]
pub fn Kit() -> impl IntoView {
    let shell = use_shell();
    let draft: Draft = expect_context();
    let t = &shell.text().set_up;
    let words = draft.words.with_value(|form| form.kit.to_string());
    let making = RwSignal::new(Making::Not);
    let told = RwSignal::new("");
    let print = move |_| {
        page::set_print(&sheet(shell, &draft.form()));
        page::print();
    };
    // The words must not wait in the page for the next print.
    on_cleanup(|| page::set_print(""));
    let save = move |_| {
        let form = draft.form();
        let bytes =
            html_page(shell.lang.get_untracked(), t.sheet_title, COPY_STYLE, &[sheet(shell, &form)]).into_bytes();
        let saved = file::save("inkseal-recovery-kit.html", "text/html", &bytes).is_ok();
        told.set(if saved { t.kit_saved } else { t.kit_not_saved });
    };
    let finish = move |_| {
        if making.get_untracked() != Making::Busy {
            make(shell, draft, making);
        }
    };
    view! {
        <div class="sheet">
            {move || match making.get() {
                Making::Failed(why) => Some(view! {
                    <div class="error-summary" role="alert" tabindex="-1">
                        <h2>{fill(t.failed, &[("why", &why)])}</h2>
                        <p>{t.failed_do}</p>
                    </div>
                }),
                _ => None,
            }}
            <Progress step=Step::Kit title=t.kit_title/>
            <p class="lead">{t.kit_lead}</p>
            <NumberedWords words/>
            <div class="copy-ways">
                <button class="button" on:click=print>{t.kit_print}</button>
                <button class="button" on:click=save>{t.kit_save}</button>
            </div>
            <p role="status">{move || told.get()}</p>
            <Attention fact=t.kit_warning.to_owned() act=t.kit_warning_do.to_owned()/>
            <p role="status">{move || (making.get() == Making::Busy).then_some(t.busy_note)}</p>
            <StepRow step=Step::Kit>
                <button class="button primary" aria-disabled=move || (making.get() == Making::Busy).to_string() on:click=finish>
                    {move || match making.get() {
                        Making::Not => t.finish,
                        Making::Busy => t.busy,
                        Making::Failed(_) => t.retry,
                    }}
                </button>
            </StepRow>
        </div>
    }
}

fn make(shell: Shell, draft: Draft, making: RwSignal<Making>) {
    making.set(Making::Busy);
    leptos::task::spawn_local(async move {
        if let Err(why) = shell.set_up(&draft.form()).await {
            let _ = making.try_set(Making::Failed(why));
            focus_soon(".error-summary");
        }
    });
}

/// The kit as a sheet of paper.
fn sheet(shell: Shell, form: &SetUpForm) -> String {
    let text = shell.text();
    let t = &text.set_up;
    let line = |label: &str, content: &str| {
        format!(
            "<div class=\"form-line\"><span class=\"form-label\">{}</span><div>{content}</div></div>",
            escape(label)
        )
    };
    let words: String = form.kit.split(' ').map(|word| format!("<li>{}</li>", escape(word))).collect();
    let day = day_words(text, clock::now(), clock::utc_offset_min());
    let lines = line(t.sheet_office, &escape(form.office.trim()))
        + &line(t.sheet_kiosk, &escape(form.kiosk.trim()))
        + &line(t.sheet_day, &escape(&day))
        + &line(t.sheet_fingerprint, "<div class=\"form-blank\"></div>");
    format!(
        "<article class=\"form-copy\"><h1>{}</h1><p>{}</p><ol class=\"clauses\" lang=\"en\">{words}</ol>{lines}</article>",
        escape(t.sheet_title),
        escape(t.sheet_what)
    )
}

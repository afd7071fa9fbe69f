//! The recovery kit's twelve words, on paper or in a file, and the end of set-up.

use super::phrase::NumberedWords;
use super::{Draft, Making, Progress, Step, StepRow};
use crate::admin::focus_soon;
use crate::browser::{clock, file, page};
use crate::kiosk::{COPY_STYLE, day_words};
use crate::shell::{NotSetUp, SetUpForm, Shell, use_shell};
use crate::text::fill;
use crate::widgets::Attention;
use inkseal_domain::copy::{escape, page as html_page};
use leptos::prelude::*;

/// The twelve words.
#[component]
pub fn Kit() -> impl IntoView {
    let shell = use_shell();
    let draft: Draft = expect_context();
    let t = &shell.text().set_up;
    let SetUpForm { office, kiosk, .. } = draft.form();
    let words = draft.words.with_value(|form| form.kit.to_string());
    let making = draft.making;
    let useless = Memo::new(move |_| making.get() == Making::Ended(NotSetUp::Others));
    let busy = move || making.get() == Making::Busy;
    view! {
        <div class="sheet">
            {move || match making.get() {
                Making::Ended(how) => Some(view! { <Ended how/> }),
                _ => None,
            }}
            <Progress step=Step::Kit title=t.kit_title/>
            {move || (!useless.get()).then(|| view! {
                <p class="lead">{t.kit_lead}</p>
                <KitSheet office=office.clone() kiosk=kiosk.clone() words=words.clone()/>
            })}
            <Attention fact=t.kit_warning.to_owned() act=t.kit_warning_do.to_owned()/>
            <p role="status">{move || busy().then_some(t.busy_note)}</p>
            <StepRow step=Step::Kit>
                <button class="button primary" aria-disabled=move || busy().to_string() on:click=move |_| go_on(shell, draft)>
                    {move || match making.get() {
                        Making::Not => t.finish,
                        Making::Busy => t.busy,
                        Making::Ended(NotSetUp::Failed(_)) => t.retry,
                        Making::Ended(_) => shell.text().unavailable.reload,
                    }}
                </button>
            </StepRow>
        </div>
    }
}

/// How a try ended, and what to do.
#[component]
fn Ended(how: NotSetUp) -> impl IntoView {
    let text = use_shell().text();
    let t = &text.set_up;
    let (fact, act) = match &how {
        NotSetUp::Failed(why) => (fill(t.failed, &[("why", why)]), t.failed_do),
        NotSetUp::Made => (t.made.to_owned(), t.made_do),
        NotSetUp::Others => (t.others.to_owned(), t.others_do),
    };
    // On a home screen there is no other way to load the page again.
    let reload = matches!(how, NotSetUp::Failed(_)).then(|| {
        view! { <p><button class="button" on:click=move |_| page::reload()>{text.unavailable.reload}</button></p> }
    });
    view! {
        <div class="error-summary" role="alert" tabindex="-1">
            <h2>{fact}</h2>
            <p>{act}</p>
            {reload}
        </div>
    }
}

/// Makes the kiosk; one that stands is led into by loading the page again.
fn go_on(shell: Shell, draft: Draft) {
    match draft.making.get_untracked() {
        Making::Busy => {}
        Making::Not | Making::Ended(NotSetUp::Failed(_)) => make(shell, draft),
        Making::Ended(NotSetUp::Made | NotSetUp::Others) => page::reload(),
    }
}

fn make(shell: Shell, draft: Draft) {
    draft.making.set(Making::Busy);
    let form = draft.form();
    leptos::task::spawn_local(async move {
        if let Err(how) = shell.set_up(&form).await {
            let _ = draft.making.try_set(Making::Ended(how));
            focus_soon(".error-summary");
        }
    });
}

/// The twelve words, and the ways to take them along: on paper, or as a file.
#[component]
pub fn KitSheet(office: String, kiosk: String, words: String) -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().set_up;
    let told = RwSignal::new("");
    let html = StoredValue::new(sheet(shell, &office, &kiosk, &words));
    let print = move |_| {
        html.with_value(|html| page::set_print(html));
        page::print();
    };
    // The words must not wait in the page for the next print.
    on_cleanup(|| page::set_print(""));
    let save = move |_| {
        let (lang, direction) = (shell.lang.get_untracked(), shell.text().common.direction);
        let file = html_page(lang, direction, t.sheet_title, COPY_STYLE, &[html.get_value()]);
        let saved = file::save("inkseal-recovery-kit.html", "text/html", file.as_bytes()).is_ok();
        told.set(if saved { t.kit_saved } else { t.kit_not_saved });
    };
    view! {
        <NumberedWords words/>
        <div class="copy-ways">
            <button class="button" on:click=print>{t.kit_print}</button>
            <button class="button" on:click=save>{t.kit_save}</button>
        </div>
        <p role="status">{move || told.get()}</p>
    }
}

/// The kit as a sheet of paper.
fn sheet(shell: Shell, office: &str, kiosk: &str, words: &str) -> String {
    let text = shell.text();
    let t = &text.set_up;
    let line = |label: &str, content: &str| {
        format!(
            "<div class=\"form-line\"><span class=\"form-label\">{}</span><div>{content}</div></div>",
            escape(label)
        )
    };
    let words: String = words.split(' ').map(|word| format!("<li>{}</li>", escape(word))).collect();
    let day = day_words(text, clock::now(), clock::utc_offset_min());
    let lines = line(t.sheet_office, &escape(office.trim()))
        + &line(t.sheet_kiosk, &escape(kiosk.trim()))
        + &line(t.sheet_day, &escape(&day))
        + &line(t.sheet_fingerprint, "<div class=\"form-blank\"></div>");
    format!(
        "<article class=\"form-copy\"><h1>{}</h1><p>{}</p><ol class=\"clauses\" lang=\"en\" dir=\"ltr\">{words}</ol>{lines}</article>",
        escape(t.sheet_title),
        escape(t.sheet_what)
    )
}

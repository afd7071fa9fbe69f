//! Trying the tablet: some kiosk shells swallow prints, downloads and share sheets without a word, so each is tried once and somebody says
//! what came of it. Later screens offer what did not fail.

use crate::admin::kept_words;
use crate::browser::{file, page};
use crate::kiosk::COPY_STYLE;
use crate::shell::use_shell;
use crate::text::Text;
use inkseal_domain::copy::{escape, page as html_page};
use inkseal_domain::settings::Tried;
use leptos::prelude::*;

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Print,
    Save,
    Share,
}

impl What {
    fn of(self, tried: &mut Tried) -> &mut Option<bool> {
        match self {
            Self::Print => &mut tried.print,
            Self::Save => &mut tried.save,
            Self::Share => &mut tried.share,
        }
    }

    fn name(self, text: &Text) -> &'static str {
        let t = &text.settings;
        match self {
            Self::Print => t.try_print,
            Self::Save => t.try_save,
            Self::Share => t.try_share,
        }
    }
}

const FILE: &str = "inkseal-test.html";
const TYPE: &str = "text/html";

/// The section.
#[component]
pub fn TryTablet() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().settings;
    let asking = RwSignal::new(None::<What>);
    let told = RwSignal::new(String::new());
    on_cleanup(|| page::set_print(""));
    let shares = file::can_share(TYPE);
    let all = [What::Print, What::Save, What::Share].into_iter().filter(|what| shares || *what != What::Share);
    view! {
        <section class="try-tablet" aria-labelledby="try">
            <h3 id="try" tabindex="-1">{t.try_tablet}</h3>
            <p>{t.try_about}</p>
            <ul class="rows">{all.map(|what| view! { <Row what asking told/> }).collect_view()}</ul>
            <p role="status">{move || told.get()}</p>
        </section>
    }
}

#[component]
fn Row(what: What, asking: RwSignal<Option<What>>, told: RwSignal<String>) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.settings;
    let works = move || shell.office.with(|office| *what.of(&mut office.settings.tried.clone()));
    let state = move || match works() {
        None => t.try_not_yet,
        Some(true) => t.try_works,
        Some(false) => t.try_fails,
    };
    let attempt = move |_| {
        told.set(String::new());
        let page = test_page(text, shell.lang.get_untracked());
        match what {
            What::Print => {
                page::set_print(&sheet(text));
                page::print();
            }
            What::Save => {
                let _ = file::save(FILE, TYPE, page.as_bytes());
            }
            What::Share => leptos::task::spawn_local(async move {
                let _ = file::share(FILE, TYPE, page.as_bytes()).await;
            }),
        }
        asking.set(Some(what));
    };
    let answer = move |works: bool| {
        asking.set(None);
        leptos::task::spawn_local(async move {
            let kept = shell.change_setting("tried", |settings| *what.of(&mut settings.tried) = Some(works)).await;
            let _ = told.try_set(kept_words(text, kept, text.settings.saved));
        });
    };
    let name = what.name(text);
    let question = move || {
        (asking.get() == Some(what)).then(|| {
            view! {
                <span>{t.try_question}</span>
                <button class="button plain" type="button" on:click=move |_| answer(true)>{t.try_yes}<span class="visually-hidden">": "{name}</span></button>
                <button class="button plain" type="button" on:click=move |_| answer(false)>{t.try_no}<span class="visually-hidden">": "{name}</span></button>
            }
        })
    };
    view! {
        <li>
            <span>{name}" · "<span class="soft">{state}</span></span>
            <span class="try-answer" role="status">{question}</span>
            <button class="button plain" type="button" on:click=attempt>{t.try_go}<span class="visually-hidden">": "{name}</span></button>
        </li>
    }
}

fn sheet(text: &Text) -> String {
    let t = &text.settings;
    format!("<article class=\"form-copy\"><h1>{}</h1><p>{}</p></article>", escape(t.try_title), escape(t.try_page))
}

fn test_page(text: &Text, lang: &str) -> String {
    html_page(lang, text.common.direction, text.settings.try_title, COPY_STYLE, &[sheet(text)])
}

//! Everything once more, exactly as it will be kept, with a way back to every part (WCAG 3.3.4; C.R.S. 24-71.3-110).

use super::words::{copy_words, day_given, own_day_words, when_words};
use crate::browser::{clock, page};
use crate::shell::use_shell;
use crate::text::fill;
use crate::widgets::{BackRow, focus_soon};
use inkseal_domain::copy::mark_html;
use inkseal_domain::flow::{Event, Part, State};
use inkseal_domain::visit::{Help, Received};
use leptos::prelude::*;

/// The check screen.
#[component]
pub fn Check() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.check;
    page::set_title(t.title);
    let library = shell.library()?;
    let visit = shell.visit.with_untracked(|state| match state {
        State::Check(signed) => Some(signed.visit(&library.plan)),
        _ => None,
    })?;
    let signer = visit.signer.clone()?;
    let signature = visit.signature.clone()?;
    let title = |sha256| library.document(sha256).map(|document| document.title.clone()).unwrap_or_default();
    let main = visit.documents.first()?.clone();
    let main_title = title(&main.sha256);
    let (title_lang, meaning_lang) = (main.lang.clone(), main.lang.clone());
    let version = fill(t.version, &[("version", &main.version)]);
    let sections = fill(t.sections_all, &[("n", &main.confirmed.len().to_string())]);
    let mark = mark_html(&signature, &visit, &copy_words(text));
    let helper = visit.helper.as_ref().map_or(text.common.none.to_owned(), |helper| {
        let template = match helper.what {
            Help::Read => text.paper.helped_read,
            Help::Interpreted => text.paper.helped_interpreted,
            Help::Wrote => text.paper.helped_wrote,
        };
        fill(template, &[("name", helper.name.as_str())])
    });
    let references = visit.documents.iter().skip(1).enumerate().map(|(i, shown)| {
        let answer = if shown.received == Some(Received::Yes) { t.reference_yes } else { t.reference_not_yet };
        let (title, lang) = (title(&shown.sha256), shown.lang.clone());
        view! { <Row label=t.reference part=Part::Reference(i)><span lang=lang>{title}</span><br/>{answer}</Row> }
    });
    Some(view! {
        <div class="sheet">
            <h1 tabindex="-1">{t.title}</h1>
            <p class="lead">{t.lead}</p>
            <dl class="check-list">
                <Row label=t.name part=Part::Name><bdi>{signer.name.to_string()}</bdi></Row>
                {signer.employee_id.map(|id| view! { <Row label=t.employee part=Part::Name><bdi>{id.to_string()}</bdi></Row> })}
                <Row label=t.consent part=Part::Consent>{t.consent_yes}</Row>
                <Row label=t.agreement part=Part::Sections><span lang=title_lang>{main_title}</span>", "{version}</Row>
                <Row label=t.sections part=Part::Sections>{sections}</Row>
                {references.collect_view()}
                <Row label=t.meaning part=Part::Signature><span lang=meaning_lang>{signature.meaning}</span></Row>
                <Row label=t.signature part=Part::Signature><div class="check-mark" inner_html=mark></div></Row>
                <Row label=t.helper part=Part::Signature>{helper}</Row>
            </dl>
            <DateQuestion/>
            <BackRow back=Event::Back>
                <button class="button primary" on:click=move |_| shell.dispatch(Event::Finish)>{t.finish}</button>
            </BackRow>
        </div>
    })
}

#[component]
fn Row(label: &'static str, part: Part, children: Children) -> impl IntoView {
    let shell = use_shell();
    let change = shell.text().check.change;
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{children()}</dd>
            <dd class="check-change">
                <button class="quiet" on:click=move |_| shell.dispatch(Event::Change(part))>{change}<span class="visually-hidden">": "{label}</span></button>
            </dd>
        </div>
    }
}

/// "Is this date right?" If not, the signer's own date is kept beside the clock's: a day counts as soon as it stands in the field.
#[component]
fn DateQuestion() -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.check;
    let (now, offset) = (clock::now(), clock::utc_offset_min());
    let own = move || shell.visit.with(|state| state.progress().and_then(|p| p.signer_date.clone()));
    let before = shell.visit.with_untracked(|state| state.progress().and_then(|p| p.signer_date.clone()));
    let asking = RwSignal::new(before.is_some());
    let typed = RwSignal::new(before.unwrap_or_else(|| now.day(offset)));
    let counts = move || typed.with(|day| day_given(day).is_some());
    let ask = move |_| {
        asking.set(true);
        focus_soon("#own-date");
    };
    let choose = move |event| {
        typed.set(page::typed(&event));
        let day = Some(typed.get_untracked()).filter(|day| day_given(day).is_some() && *day != now.day(offset));
        shell.dispatch(Event::DateIs(day));
    };
    let drop_it = move |_| {
        typed.set(now.day(offset));
        asking.set(false);
        shell.dispatch(Event::DateIs(None));
        focus_soon(".date-question .quiet");
    };
    let said = move || match own() {
        Some(own) => own_day_words(text, &own, now, offset),
        None => (!counts()).then(|| t.date_bad.to_owned()),
    };
    view! {
        <section class="date-question" aria-label=t.date>
            <h2>{t.date}</h2>
            <p>{when_words(text, now, offset)}</p>
            {move || if asking.get() { view! {
                <div class="field">
                    <label for="own-date">{t.date_label}</label>
                    // Never written back: an engine would empty a half typed day.
                    <input id="own-date" type="date" min="2000-01-01" max="2199-12-31" value=typed.get_untracked()
                        aria-describedby="own-date-said" aria-invalid=move || (!counts()).then_some("true") on:input=choose/>
                </div>
                <p id="own-date-said" role="status">{said}</p>
                <button class="button plain" on:click=drop_it>{t.own_date_drop}</button>
            }.into_any() } else { view! {
                <p>{t.date_question}" "<button class="quiet" on:click=ask>{t.date_wrong}</button></p>
            }.into_any() }}
        </section>
    }
}

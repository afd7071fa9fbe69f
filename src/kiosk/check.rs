//! Everything once more, exactly as it will be kept, with a way back to every part (WCAG 3.3.4; C.R.S. 24-71.3-110).

use super::words::{copy_words, day_given, help_words, host_words, own_day_words, when_here_words};
use crate::browser::{clock, page};
use crate::shell::use_shell;
use crate::text::fill;
use crate::widgets::{BackRow, focus_soon};
use inkseal_domain::copy::mark_html;
use inkseal_domain::flow::{Event, Part, State};
use inkseal_domain::instant::Instant;
use inkseal_domain::visit::Received;
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
    let confirmed = main.confirmed.len().to_string();
    let sections = match &signer.initials {
        Some(initials) => fill(t.sections_initials, &[("n", &confirmed), ("initials", initials.as_str())]),
        None => fill(t.sections_all, &[("n", &confirmed)]),
    };
    let mark = mark_html(&signature, &visit, &copy_words(text));
    let helper = visit.helper.as_ref().map_or(text.common.none.to_owned(), |helper| help_words(text, helper));
    let references = visit.documents.iter().skip(1).enumerate().map(|(i, shown)| {
        let is_here = library.document(&shown.sha256).is_some_and(|document| document.agreement().is_some());
        let answer = match shown.received {
            Some(Received::Yes) if is_here => text.reference.have_read,
            Some(Received::Yes) => t.reference_yes,
            _ => t.reference_not_yet,
        };
        let (title, lang) = (title(&shown.sha256), shown.lang.clone());
        view! { <Row label=t.reference part=Part::Reference(i)><span lang=lang dir="auto">{title}</span><br/>{answer}</Row> }
    });
    let date =
        Date { shown: RwSignal::new(today()), has_changed: RwSignal::new(false), own_counts: RwSignal::new(true) };
    let finish = move |_| {
        // A field that says another day than any is neither the clock's day nor the signer's.
        if !date.own_counts.get_untracked() {
            return page::focus("#own-date");
        }
        // Whoever said yes to a date signs on that date.
        if date.is_still_right() {
            shell.dispatch(Event::Finish);
        } else {
            date.show_again();
        }
    };
    Some(view! {
        <div class="sheet">
            <h1 tabindex="-1">{t.title}</h1>
            <p class="lead">{t.lead}</p>
            <dl class="check-list">
                <Row label=t.name part=Part::Name><bdi>{signer.name.to_string()}</bdi></Row>
                {signer.employee_id.map(|id| view! { <Row label=t.employee part=Part::Name><bdi>{id.to_string()}</bdi></Row> })}
                <Row label=t.consent part=Part::Consent>{t.consent_yes}</Row>
                <Row label=t.agreement part=Part::Sections><span lang=title_lang dir="auto">{main_title}</span>", "{version}</Row>
                <Row label=t.sections part=Part::Sections>{sections}</Row>
                {references.collect_view()}
                // The document's own words: they come with it, and nobody changes them.
                <div><dt>{t.meaning}</dt><dd><span lang=meaning_lang dir="auto">{signature.meaning}</span></dd></div>
                <Row label=t.signature part=Part::Signature><div class="check-mark" inner_html=mark></div></Row>
                {visit.host.as_ref().map(|host| {
                    let words = host_words(text, host);
                    view! { <Row label=t.host part=Part::Host>{words}</Row> }
                })}
                <Row label=t.helper part=Part::Signature>{helper}</Row>
            </dl>
            <DateQuestion date/>
            <BackRow back=Event::Back>
                <button class="button primary" on:click=finish>{t.finish}</button>
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
                <button class="quiet" on:click=move |_| shell.dispatch(Event::Change(part))>{change}<span class="visually-hidden">", "{label}</span></button>
            </dd>
        </div>
    }
}

/// The clock's date as the screen shows it.
#[derive(Clone, Copy)]
struct Date {
    shown: RwSignal<(Instant, i32)>,
    /// Midnight, or a change between summer and winter time, went by while it was shown.
    has_changed: RwSignal<bool>,
    /// What stands in the field is a day, where there is a field.
    own_counts: RwSignal<bool>,
}

fn today() -> (Instant, i32) {
    (clock::now(), clock::utc_offset_min())
}

impl Date {
    fn is_still_right(self) -> bool {
        let ((now, offset), (shown, shown_offset)) = (today(), self.shown.get_untracked());
        offset == shown_offset && now.day(offset) == shown.day(offset)
    }

    fn show_again(self) {
        self.shown.set(today());
        self.has_changed.set(true);
        focus_soon(".date-question");
    }
}

/// "Is this date right?" If not, the signer's own date is kept beside the clock's: a day counts as soon as it stands in the field.
#[component]
fn DateQuestion(date: Date) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.check;
    let lang = shell.text_lang();
    let day = move || date.shown.with(|(now, offset)| now.day(*offset));
    let own = move || shell.visit.with(|state| state.progress().and_then(|p| p.signer_date.clone()));
    let before = shell.visit.with_untracked(|state| state.progress().and_then(|p| p.signer_date.clone()));
    let asking = RwSignal::new(before.is_some());
    let typed = RwSignal::new(before.unwrap_or_else(|| untrack(day)));
    let counts = move || typed.with(|day| day_given(day).is_some());
    let ask = move |_| {
        asking.set(true);
        focus_soon("#own-date");
    };
    let choose = move |event| {
        typed.set(page::typed(&event));
        date.own_counts.set(untrack(counts));
        let own = Some(typed.get_untracked()).filter(|own| day_given(own).is_some() && *own != untrack(day));
        shell.dispatch(Event::DateIs(own));
    };
    let drop_own = move || {
        typed.set(untrack(day));
        date.own_counts.set(true);
        asking.set(false);
        shell.dispatch(Event::DateIs(None));
    };
    let drop_it = move |_| {
        drop_own();
        focus_soon(".date-question .quiet");
    };
    // Past midnight, what stood in the field as the clock's day is so no longer: the question is asked anew.
    let shown_again = move |_: &(Instant, i32), _: Option<&(Instant, i32)>, _| {
        if untrack(own).is_none_or(|own| own == untrack(day)) {
            drop_own();
        }
    };
    Effect::watch(move || date.shown.get(), shown_again, false);
    let said = move || match (own(), date.shown.get()) {
        (Some(own), (now, offset)) => own_day_words(text, &own, now, offset),
        (None, _) => (!counts()).then(|| t.date_bad.to_owned()),
    };
    view! {
        <section class="date-question" aria-label=t.date tabindex="-1">
            <h2>{t.date}</h2>
            <p>{move || date.shown.with(|(now, offset)| when_here_words(text, &lang, *now, *offset))}</p>
            <div role="status">{move || date.has_changed.get().then(|| view! { <p><strong>{t.date_changed}</strong></p> })}</div>
            {move || if asking.get() { view! {
                <div class="field">
                    <label for="own-date">{t.date_label}</label>
                    // Never written back: an engine would empty a half typed day.
                    <input id="own-date" type="date" autocomplete="off" min="2000-01-01" max="2199-12-31" value=typed.get_untracked()
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

//! Why no signature can be taken, and what to do. Paper is always a way on.

use super::frame::Top;
use crate::browser::{file, page};
use crate::shell::{Door, Why, use_shell};
use crate::text::fill;
use crate::widgets::Attention;
use leptos::prelude::*;

/// The screen that stands instead of the visit.
#[component]
pub fn Unavailable(why: Why) -> impl IntoView {
    let shell = use_shell();
    let text = shell.text();
    let t = &text.unavailable;
    page::set_title(t.title);
    let (fact, act) = match &why {
        Why::OtherTab => (t.other_tab.to_owned(), t.other_tab_do),
        Why::Blocked => (t.blocked.to_owned(), t.blocked_do),
        Why::PlainTab => (t.plain_tab.to_owned(), t.plain_tab_do),
        Why::Private => (t.private.to_owned(), t.private_do),
        Why::Hangs => (t.hangs.to_owned(), t.hangs_do),
        Why::Full => (t.full.to_owned(), t.full_do),
        Why::OneCopy => (t.one_copy.to_owned(), t.one_copy_do),
        Why::Changed => (t.changed.to_owned(), t.changed_do),
        Why::JournalLost if shell.can_begin_again() => (t.journal_lost.to_owned(), t.journal_lost_do),
        Why::JournalLost => (t.journal_lost.to_owned(), t.journal_lost_no_key_do),
        Why::Later => (t.later.to_owned(), t.later_do),
        Why::Documents => (t.documents.to_owned(), t.documents_do),
        Why::NoReason => (t.no_reason.to_owned(), t.no_reason_do),
        Why::Failed(words) => (fill(t.failed, &[("why", words)]), t.failed_do),
    };
    let lost = why == Why::JournalLost;
    // A tab that lost the kiosk knows nothing of what is done in the other one.
    let can_unlock = why != Why::OtherTab && (shell.desk().is_some() || shell.can_begin_again());
    view! {
        <div class="frame">
            <Top/>
            <main class="frame-main">
                <div class="sheet">
                    <h1 tabindex="-1">{t.title}</h1>
                    <Attention fact act=act.to_owned()/>
                    {lost.then(|| view! { <SaveWhatIsLeft/> })}
                    {(lost && !can_unlock).then(|| view! { <SetUpAnew/> })}
                    <div class="row">
                        {can_unlock.then(|| view! {
                            <button class="button plain" on:click=move |_| shell.open(Door::Unlock)>{text.welcome.administrator}</button>
                        })}
                        <span class="row-end">
                            <button class="button" on:click=move |_| super::ways::print_blank(shell)>{text.welcome.print_blank}</button>
                            <button class="button primary" on:click=move |_| page::reload()>{t.reload}</button>
                        </span>
                    </div>
                </div>
            </main>
        </div>
    }
}

/// The sealed records that are left, for the office.
#[component]
fn SaveWhatIsLeft() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().unavailable;
    let told = RwSignal::new("");
    let save = move |_| {
        leptos::task::spawn_local(async move {
            let saved = match shell.what_is_left().await {
                Some(bytes) => file::save("inkseal-what-is-left.json", "application/json", &bytes).is_ok(),
                None => false,
            };
            let _ = told.try_set(if saved { t.left_saved } else { t.left_not_saved });
        });
    };
    view! {
        <p><button class="button" on:click=save>{t.left_save}</button></p>
        <p role="status">{move || told.get()}</p>
    }
}

/// Where nothing on the tablet can unlock it any more: what is left is set aside, and the tablet begins anew. Asked twice.
#[component]
fn SetUpAnew() -> impl IntoView {
    let shell = use_shell();
    let t = &shell.text().unavailable;
    let asked = RwSignal::new(false);
    move || {
        if asked.get() {
            view! {
                <p>{t.anew_ask}</p>
                <p><button class="button" on:click=move |_| shell.begin_set_up()>{t.anew_yes}</button></p>
            }
            .into_any()
        } else {
            view! { <p><button class="button plain" on:click=move |_| asked.set(true)>{t.anew}</button></p> }.into_any()
        }
    }
}

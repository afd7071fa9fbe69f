//! Ways to take something away: the signed form in print, as a file or shared, and the blank form on paper.

use super::words::copy_words;
use crate::browser::file::Shared;
use crate::browser::{file, page};
use crate::shell::Shell;
use crate::text::Text;
use inkseal_domain::batch::file_part;
use inkseal_domain::copy::{self, Context, agreement_html};
use inkseal_domain::document::Document;
use inkseal_domain::seal::Proved;
use inkseal_domain::settings::Link;
use inkseal_domain::visit::Outcome;
use leptos::prelude::*;

/// The style of a saved copy; the same rules that print it.
pub const COPY_STYLE: &str = include_str!("../../style/copy.css");

/// What a saved copy is.
pub const COPY_TYPE: &str = "text/html";

/// One record as HTML.
pub fn copy_html(shell: Shell, proved: &Proved) -> String {
    let words = copy_words(shell.text());
    let Some(library) = shell.library() else { return String::new() };
    let office = shell.office.get_untracked();
    let context = Context {
        words: &words,
        documents: &library.known,
        kiosk_name: &office.kiosk_name,
        verify_link: office.settings.verify_link.as_ref().map(Link::as_str),
        practice: shell.practice.get_untracked(),
    };
    context.fragment(proved)
}

/// Some records as one accessible HTML file.
pub fn copy_file(shell: Shell, copies: &[String]) -> Vec<u8> {
    let title = shell.library().and_then(|library| library.main().map(|main| main.title.clone())).unwrap_or_default();
    copy::page(&shell.text_lang(), shell.text().common.direction, &title, COPY_STYLE, copies).into_bytes()
}

/// The name of a copy's file: what it is, the day and the code. A signer's own copy bears no name on a shared tablet.
pub fn copy_name(text: &Text, proved: &Proved, practice: bool) -> String {
    let code = inkseal_domain::code::record_code(proved.hash()).to_string();
    let practice = if practice { "PRACTICE_" } else { "" };
    let t = &text.copy_file;
    let what = match proved.visit().map(|(_, visit)| visit.outcome) {
        Some(Outcome::Question) => t.question,
        Some(Outcome::Paper) => t.paper,
        Some(Outcome::Declined) => t.declined,
        Some(Outcome::Signed) | None => t.signed,
    };
    format!("{practice}{}_{}_{}.html", file_part(what), proved.record().day(), file_part(&code))
}

/// Prints a record.
pub fn print_copy(shell: Shell, proved: &Proved) {
    page::set_print(&copy_html(shell, proved));
    page::print();
}

/// Prints records, each on pages of its own.
pub fn print_copies<'a>(shell: Shell, records: impl Iterator<Item = &'a Proved>) {
    page::set_print(&records.map(|proved| copy_html(shell, proved)).collect::<String>());
    page::print();
}

/// Hands the copy to the engine's download.
pub fn save_copy(shell: Shell, proved: &Proved) -> bool {
    let bytes = copy_file(shell, &[copy_html(shell, proved)]);
    file::save(&copy_name(shell.text(), proved, shell.practice.get_untracked()), COPY_TYPE, &bytes).is_ok()
}

/// Offers the copy to the share sheet, and says where that fails.
pub fn share_copy(shell: Shell, proved: &Proved, told: RwSignal<Option<String>>) {
    let bytes = copy_file(shell, &[copy_html(shell, proved)]);
    let name = copy_name(shell.text(), proved, shell.practice.get_untracked());
    leptos::task::spawn_local(async move {
        match file::share(&name, COPY_TYPE, &bytes).await {
            Shared::Yes => shell.took_copy(),
            // No error, and no copy.
            Shared::Closed => {}
            // The screen may be the next person's by now.
            Shared::Failed => _ = told.try_set(Some(shell.text().recorded.share_failed.to_owned())),
        }
    });
}

/// Prints the blank agreement with its three lines, and a choice for each other document.
pub fn print_blank(shell: Shell) {
    let Some(library) = shell.library() else { return };
    let text = shell.text();
    let mut html = String::from("<article class=\"form-copy\">");
    if shell.practice.get_untracked() {
        html += &format!("<p class=\"form-practice\">{}</p>", copy::escape(text.common.practice));
    }
    if let Some((document, agreement)) = library.main().and_then(|main| Some((main, main.agreement()?))) {
        html += &agreement_html(document, agreement, 1);
        let others = library.documents.iter().filter(|other| other.sha256 != document.sha256);
        html += &others.map(|other| blank_other(text, other)).collect::<String>();
        let (lang, attestation) = (copy::escape(&document.lang), copy::escape(&agreement.attestation));
        let lines = [&agreement.signature_label, &agreement.date_label, &agreement.name_label];
        html += &format!(
            "<section class=\"form-foot\"><p class=\"attestation\" lang=\"{lang}\" dir=\"auto\">{attestation}</p>{}</section>",
            lines.map(|label| blank_line(&lang, label)).concat()
        );
        html += &format!(
            "<footer class=\"form-footer\">{} {} · {} {}</footer>",
            text.paper.version,
            copy::escape(&document.version),
            text.paper.digest,
            document.sha256
        );
    }
    page::set_print(&(html + "</article>"));
    page::print();
}

/// A line to write on.
fn blank_line(lang: &str, label: &str) -> String {
    format!(
        "<div class=\"form-line\"><span class=\"form-label\" lang=\"{lang}\" dir=\"auto\">{}</span><div class=\"form-blank\"></div></div>",
        copy::escape(label.trim_end_matches([' ', '_', ':']))
    )
}

/// Another document, whole or by reference, and the two answers to tick.
fn blank_other(text: &Text, document: &Document) -> String {
    let lang = copy::escape(&document.lang);
    let (what, answers) = match document.agreement() {
        Some(agreement) => {
            (agreement_html(document, agreement, 2), [text.reference.have_read, text.reference.not_read])
        }
        None => {
            let title = copy::escape(&document.title);
            let by_reference = copy::escape(text.paper.by_reference);
            let heading = format!("<h2><span lang=\"{lang}\" dir=\"auto\">{title}</span> ({by_reference})</h2>");
            (heading, [text.reference.have, text.reference.not_yet])
        }
    };
    let answers = answers.map(|answer| format!("<p>\u{2610} {}</p>", copy::escape(answer))).concat();
    format!("{what}<p lang=\"{lang}\" dir=\"auto\">{}</p>{answers}", copy::escape(document.meaning()))
}

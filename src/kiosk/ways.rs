//! Ways to take something away: the signed form in print, as a file or shared, and the blank form on paper.

use super::words::copy_words;
use crate::browser::{file, page};
use crate::shell::Shell;
use crate::text::Text;
use inkseal_domain::batch::file_part;
use inkseal_domain::copy::{self, Context, agreement_html};
use inkseal_domain::document::Document;
use inkseal_domain::seal::Proved;
use leptos::prelude::*;

/// The style of a saved copy; the same rules that print it.
pub const COPY_STYLE: &str = include_str!("../../style/copy.css");

/// One record as HTML.
pub fn copy_html(shell: Shell, proved: &Proved) -> String {
    let words = copy_words(shell.text());
    let Some(library) = shell.library() else { return String::new() };
    let kiosk_name = shell.office.with_untracked(|office| office.kiosk_name.clone());
    let practice = shell.practice.get_untracked();
    Context { words: &words, documents: &library.known, kiosk_name: &kiosk_name, practice }.fragment(proved)
}

/// Some records as one accessible HTML file.
pub fn copy_file(shell: Shell, copies: &[String]) -> Vec<u8> {
    let title = shell.library().and_then(|l| l.documents.first().map(|d| d.title.clone())).unwrap_or_default();
    copy::page(&shell.text_lang(), &title, COPY_STYLE, copies).into_bytes()
}

/// The name of a copy's file: `Last_First_day.html` is for the records office; the signer's own needs no name on a shared tablet.
pub fn copy_name(proved: &Proved, practice: bool) -> String {
    let code = inkseal_domain::code::record_code(proved.hash()).to_string();
    let practice = if practice { "PRACTICE_" } else { "" };
    format!("{practice}signed-copy_{}_{}.html", proved.record().day(), file_part(&code))
}

/// Prints a record.
pub fn print_copy(shell: Shell, proved: &Proved) {
    page::set_print(&copy_html(shell, proved));
    page::print();
}

/// Hands the copy to the engine's download.
pub fn save_copy(shell: Shell, proved: &Proved) -> bool {
    let bytes = copy_file(shell, &[copy_html(shell, proved)]);
    file::save(&copy_name(proved, shell.practice.get_untracked()), "text/html", &bytes).is_ok()
}

/// Offers the copy to the share sheet.
pub fn share_copy(shell: Shell, proved: &Proved) {
    let bytes = copy_file(shell, &[copy_html(shell, proved)]);
    let name = copy_name(proved, shell.practice.get_untracked());
    leptos::task::spawn_local(async move {
        // A share sheet that is closed again is no error, and no copy.
        if file::share(&name, "text/html", &bytes).await.is_ok() {
            shell.took_copy();
        }
    });
}

/// Prints the blank agreement with its three lines, and a choice for each document by reference.
pub fn print_blank(shell: Shell) {
    let Some(library) = shell.library() else { return };
    let text = shell.text();
    let mut html = String::from("<article class=\"form-copy\">");
    if shell.practice.get_untracked() {
        html += &format!("<p class=\"form-practice\">{}</p>", copy::escape(text.common.practice));
    }
    for document in &library.documents {
        if let Some(agreement) = document.agreement() {
            html += &agreement_html(document, agreement);
            html += &library.documents.iter().map(|document| blank_reference(text, document)).collect::<String>();
            let (lang, attestation) = (copy::escape(&document.lang), copy::escape(&agreement.attestation));
            let lines = [&agreement.signature_label, &agreement.date_label, &agreement.name_label];
            html += &format!(
                "<section class=\"form-foot\"><p class=\"attestation\" lang=\"{lang}\">{attestation}</p>{}</section>",
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
    }
    page::set_print(&(html + "</article>"));
    page::print();
}

/// A line to write on.
fn blank_line(lang: &str, label: &str) -> String {
    format!(
        "<div class=\"form-line\"><span class=\"form-label\" lang=\"{lang}\">{}</span><div class=\"form-blank\"></div></div>",
        copy::escape(label.trim_end_matches([' ', '_', ':']))
    )
}

/// A document by reference, and the two answers to tick.
fn blank_reference(text: &Text, document: &Document) -> String {
    let Some(reference) = document.reference() else { return String::new() };
    let lang = copy::escape(&document.lang);
    format!(
        "<h2><span lang=\"{lang}\">{}</span> ({})</h2><p lang=\"{lang}\">{}</p><p>\u{2610} {}</p><p>\u{2610} {}</p>",
        copy::escape(&document.title),
        copy::escape(text.paper.by_reference),
        copy::escape(&reference.acknowledgement),
        copy::escape(text.reference.have),
        copy::escape(text.reference.not_yet)
    )
}

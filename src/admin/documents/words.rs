//! Documents in words: their places, and what is wrong with a file.

use crate::text::{Text, fill};
use inkseal_domain::document::{DOCUMENT_MAX_BYTES, Difference, Document, DocumentError, Role};
use inkseal_domain::library::{MOST_FILES, OfferError, SHELF_MAX_BYTES};

/// A document as a sentence names it.
pub fn title_and_version(text: &Text, document: &Document) -> String {
    format!("{}, {}", document.title, fill(text.check.version, &[("version", &document.version)]))
}

/// Where a difference is.
pub fn place(text: &Text, one: &Difference) -> String {
    let t = &text.documents;
    match one.role {
        Role::Title => t.place_title.to_owned(),
        Role::Quotation | Role::QuotationSource => t.place_quotation.to_owned(),
        Role::Opening | Role::LeadIn => t.place_opening.to_owned(),
        Role::Heading => t.place_heading.to_owned(),
        Role::Clause => {
            let section = one.section.as_deref().unwrap_or_default().trim_end_matches(':');
            let number = one.number.map(|number| number.to_string()).unwrap_or_default();
            fill(t.place_clause, &[("section", section), ("n", &number)])
        }
        Role::Closing => t.place_closing.to_owned(),
        Role::Attestation | Role::Acknowledgement => t.place_meaning.to_owned(),
        Role::SignatureLabel | Role::DateLabel | Role::NameLabel => t.place_line.to_owned(),
        Role::AcknowledgementHeading => t.place_heading.to_owned(),
    }
}

/// Why files cannot be offered.
pub fn offer_error(text: &Text, error: &OfferError) -> String {
    let t = &text.documents;
    match error {
        OfferError::Files { .. } => fill(t.error_files, &[("most", &MOST_FILES.to_string())]),
        OfferError::Document { name, error: DocumentError::TooLarge { .. } } => too_large(text, name),
        OfferError::Document { name, error } => {
            let (line, why) = document_error(text, error);
            fill(t.error_line, &[("name", name), ("line", &line.to_string()), ("why", &why)])
        }
        OfferError::Edited { name, version } => fill(t.error_edited, &[("name", name), ("version", version)]),
        OfferError::Twice { name } => fill(t.error_twice, &[("name", name)]),
        OfferError::InForce => t.error_in_force.to_owned(),
        OfferError::NoRoom { bytes } => {
            let kib = |bytes: usize| bytes.div_ceil(1024).to_string();
            fill(t.error_room, &[("n", &kib(*bytes)), ("most", &kib(SHELF_MAX_BYTES))])
        }
    }
}

/// A file that is larger than a document may be.
pub fn too_large(text: &Text, name: &str) -> String {
    fill(text.documents.error_large, &[("name", name), ("most", &(DOCUMENT_MAX_BYTES / 1024).to_string())])
}

/// What is wrong with a file, and on which line.
fn document_error(text: &Text, error: &DocumentError) -> (usize, String) {
    let t = &text.documents;
    match error {
        DocumentError::TooLarge { .. } => (1, String::new()),
        DocumentError::NotUtf8 { line } => (*line, t.not_utf8.to_owned()),
        DocumentError::Hidden { line, code } => (*line, fill(t.hidden, &[("code", &format!("{code:04X}"))])),
        DocumentError::Space { line } => (*line, t.space.to_owned()),
        DocumentError::Html { line } => (*line, t.html.to_owned()),
        DocumentError::Link { line } => (*line, t.link.to_owned()),
        DocumentError::Markup { line, mark } => (*line, fill(t.markup, &[("mark", &mark.to_string())])),
        DocumentError::FrontMatter { line, .. } => (*line, t.front_matter.to_owned()),
        DocumentError::UnknownKey { line } => (*line, t.unknown_key.to_owned()),
        DocumentError::RepeatedKey { line, key } => (*line, fill(t.repeated_key, &[("key", key)])),
        DocumentError::MissingKey { line, key } => (*line, fill(t.missing_key, &[("key", key)])),
        DocumentError::BadValue { line, key } => (*line, fill(t.bad_value, &[("key", key)])),
        DocumentError::OtherTitle { line } => (*line, t.other_title.to_owned()),
        DocumentError::Expected { line, expected } => (*line, fill(t.expected, &[("what", expected)])),
        DocumentError::Unseparated { line } => (*line, t.unseparated.to_owned()),
        DocumentError::Heading { line } => (*line, t.heading.to_owned()),
        DocumentError::ClauseNumber { line, expected } => {
            (*line, fill(t.clause_number, &[("n", &expected.to_string())]))
        }
    }
}

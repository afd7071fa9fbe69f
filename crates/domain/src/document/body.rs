//! The order of blocks in a document: one function for each part of the form, read downwards.

use super::front_matter::FrontMatter;
use super::lines::{Line, Lines};
use super::{Agreement, Body, Clause, DocumentError, Kind, Quotation, Reference, Section, SectionId};
use std::collections::BTreeSet;

/// Reads what comes after the front matter.
pub(super) fn read(lines: &mut Lines<'_>, front: &FrontMatter<'_>) -> Result<Body, DocumentError> {
    title(lines, front.title)?;
    let body = match front.kind {
        Kind::Full => Body::Full(agreement(lines)?),
        Kind::ByReference => Body::ByReference(reference(lines, front)?),
    };
    match next_block(lines)? {
        None => Ok(body),
        Some(_) => Err(expected(lines, "the end of the file")),
    }
}

fn title(lines: &mut Lines<'_>, title: &str) -> Result<(), DocumentError> {
    match next_block(lines)? {
        Some(Line::Title(text)) if text == title => {}
        Some(Line::Title(_)) => return Err(DocumentError::OtherTitle { line: lines.number() }),
        _ => return Err(expected(lines, "the title")),
    }
    lines.pass();
    Ok(())
}

fn agreement(lines: &mut Lines<'_>) -> Result<Agreement, DocumentError> {
    let quotation = quotation(lines)?;
    let mut opening = paragraphs(lines)?;
    let lead_in = opening.pop().ok_or_else(|| expected(lines, "a paragraph that leads in to the sections"))?;
    let sections = sections(lines)?;
    rule(lines)?;
    let closing = paragraphs(lines)?;
    rule(lines)?;
    let attestation = paragraph(lines, "the attestation")?;
    rule(lines)?;
    Ok(Agreement {
        quotation,
        opening,
        lead_in,
        sections,
        closing,
        attestation,
        signature_label: paragraph(lines, "the line for the signature")?,
        date_label: paragraph(lines, "the line for the date")?,
        name_label: paragraph(lines, "the line for the printed name")?,
    })
}

fn reference(lines: &mut Lines<'_>, front: &FrontMatter<'_>) -> Result<Reference, DocumentError> {
    let Some(Line::Heading(heading)) = next_block(lines)? else {
        return Err(expected(lines, "a heading that says whose words follow"));
    };
    lines.pass();
    Ok(Reference {
        edition: (front.edition != "unknown").then(|| front.edition.to_owned()),
        paper_copy: front.paper_copy.to_owned(),
        heading: heading.to_owned(),
        acknowledgement: paragraph(lines, "the acknowledgement")?,
    })
}

fn quotation(lines: &mut Lines<'_>) -> Result<Option<Quotation>, DocumentError> {
    let Some(Line::Quote(text)) = next_block(lines)? else {
        return Ok(None);
    };
    if text.is_empty() {
        return Err(expected(lines, "the words of the quotation"));
    }
    lines.pass();
    let source = if lines.peek()? == Some(Line::Quote("")) { Some(source(lines)?) } else { None };
    Ok(Some(Quotation { text: text.to_owned(), source }))
}

fn source(lines: &mut Lines<'_>) -> Result<String, DocumentError> {
    lines.pass();
    match lines.peek()? {
        Some(Line::Quote(source)) if !source.is_empty() => {
            lines.pass();
            Ok(source.to_owned())
        }
        _ => Err(expected(lines, "the source of the quotation")),
    }
}

fn sections(lines: &mut Lines<'_>) -> Result<Vec<Section>, DocumentError> {
    let mut names = BTreeSet::new();
    let mut sections = vec![];
    while let Some(Line::Heading(heading)) = next_block(lines)? {
        let id = SectionId::of(heading).filter(|id| names.insert(id.clone()));
        let id = id.ok_or(DocumentError::Heading { line: lines.number() })?;
        lines.pass();
        let clauses = clauses(lines, &id)?;
        sections.push(Section { id, heading: heading.to_owned(), clauses });
    }
    if sections.is_empty() { Err(expected(lines, "a section")) } else { Ok(sections) }
}

fn clauses(lines: &mut Lines<'_>, section: &SectionId) -> Result<Vec<Clause>, DocumentError> {
    let mut clauses: Vec<Clause> = vec![];
    for expected in 1.. {
        // Clauses may follow each other with or without a blank line; the heading before the first needs one.
        let next = if expected > 1 && matches!(lines.peek()?, Some(Line::Item(..))) { lines.peek()? } else { next_block(lines)? };
        match next {
            Some(Line::Item(number, text)) if number == expected => {
                clauses.push(Clause { id: format!("{section}.{number}"), number, text: text.to_owned() });
            }
            Some(Line::Item(..)) => return Err(DocumentError::ClauseNumber { line: lines.number(), expected }),
            _ => break,
        }
        lines.pass();
    }
    if clauses.is_empty() { Err(expected(lines, "clause 1")) } else { Ok(clauses) }
}

fn paragraphs(lines: &mut Lines<'_>) -> Result<Vec<String>, DocumentError> {
    let mut paragraphs = vec![];
    while let Some(Line::Text(text)) = next_block(lines)? {
        paragraphs.push(text.to_owned());
        lines.pass();
    }
    Ok(paragraphs)
}

fn paragraph(lines: &mut Lines<'_>, name: &'static str) -> Result<String, DocumentError> {
    let Some(Line::Text(text)) = next_block(lines)? else {
        return Err(expected(lines, name));
    };
    lines.pass();
    Ok(text.to_owned())
}

fn rule(lines: &mut Lines<'_>) -> Result<(), DocumentError> {
    if next_block(lines)? != Some(Line::Rule) {
        return Err(expected(lines, "a line ---"));
    }
    lines.pass();
    Ok(())
}

/// Goes past the blank lines that must stand before a block, and looks at the block.
fn next_block<'a>(lines: &mut Lines<'a>) -> Result<Option<Line<'a>>, DocumentError> {
    todo!()
}

fn expected(lines: &Lines<'_>, expected: &'static str) -> DocumentError {
    DocumentError::Expected { line: lines.number(), expected }
}

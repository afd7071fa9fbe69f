//! The order of blocks in a document: one function for each part of the form, read downwards.

use super::front_matter::FrontMatter;
use super::lines::{Block, Blocks};
use super::{Agreement, Body, Clause, DocumentError, Kind, Quotation, Reference, Section, SectionId};
use std::collections::BTreeSet;

/// Reads what comes after the front matter.
pub(super) fn read(blocks: &mut Blocks<'_>, front: &FrontMatter<'_>) -> Result<Body, DocumentError> {
    title(blocks, front.title)?;
    let body = match front.kind {
        Kind::Full => Body::Full(agreement(blocks)?),
        Kind::ByReference => Body::ByReference(reference(blocks, front)?),
    };
    match blocks.peek() {
        None => Ok(body),
        Some(_) => Err(expected(blocks, "the end of the file")),
    }
}

fn title(blocks: &mut Blocks<'_>, title: &str) -> Result<(), DocumentError> {
    match blocks.peek() {
        Some(Block::Title(text)) if text == title => {}
        Some(Block::Title(_)) => return Err(DocumentError::OtherTitle { line: blocks.line() }),
        _ => return Err(expected(blocks, "the title")),
    }
    blocks.pass();
    Ok(())
}

fn agreement(blocks: &mut Blocks<'_>) -> Result<Agreement, DocumentError> {
    let quotation = quotation(blocks)?;
    let mut opening = paragraphs(blocks)?;
    let lead_in = opening.pop().ok_or_else(|| expected(blocks, "a paragraph that leads in to the sections"))?;
    let sections = sections(blocks)?;
    rule(blocks)?;
    let closing = paragraphs(blocks)?;
    rule(blocks)?;
    let attestation = paragraph(blocks, "the attestation")?;
    rule(blocks)?;
    Ok(Agreement {
        quotation,
        opening,
        lead_in,
        sections,
        closing,
        attestation,
        signature_label: paragraph(blocks, "the line for the signature")?,
        date_label: paragraph(blocks, "the line for the date")?,
        name_label: paragraph(blocks, "the line for the printed name")?,
    })
}

fn reference(blocks: &mut Blocks<'_>, front: &FrontMatter<'_>) -> Result<Reference, DocumentError> {
    let Some(Block::Heading(heading)) = blocks.peek() else {
        return Err(expected(blocks, "a heading that says whose words follow"));
    };
    blocks.pass();
    Ok(Reference {
        edition: (front.edition != "unknown").then(|| front.edition.to_owned()),
        paper_copy: front.paper_copy.to_owned(),
        heading: heading.to_owned(),
        acknowledgement: paragraph(blocks, "the acknowledgement")?,
    })
}

fn quotation(blocks: &mut Blocks<'_>) -> Result<Option<Quotation>, DocumentError> {
    let Some(Block::Quote(text)) = blocks.peek() else {
        return Ok(None);
    };
    if text.is_empty() {
        return Err(expected(blocks, "the words of the quotation"));
    }
    blocks.pass();
    let source = if blocks.peek() == Some(Block::Quote("")) { Some(source(blocks)?) } else { None };
    Ok(Some(Quotation { text: text.to_owned(), source }))
}

fn source(blocks: &mut Blocks<'_>) -> Result<String, DocumentError> {
    blocks.pass();
    match blocks.peek() {
        Some(Block::Quote(source)) if !source.is_empty() => {
            blocks.pass();
            Ok(source.to_owned())
        }
        _ => Err(expected(blocks, "the source of the quotation")),
    }
}

fn sections(blocks: &mut Blocks<'_>) -> Result<Vec<Section>, DocumentError> {
    let mut names = BTreeSet::new();
    let mut sections = vec![];
    while let Some(Block::Heading(heading)) = blocks.peek() {
        let id = SectionId::of(heading).filter(|id| names.insert(id.clone()));
        let id = id.ok_or(DocumentError::Heading { line: blocks.line() })?;
        blocks.pass();
        let clauses = clauses(blocks, &id)?;
        sections.push(Section { id, heading: heading.to_owned(), clauses });
    }
    if sections.is_empty() { Err(expected(blocks, "a section")) } else { Ok(sections) }
}

fn clauses(blocks: &mut Blocks<'_>, section: &SectionId) -> Result<Vec<Clause>, DocumentError> {
    let mut clauses: Vec<Clause> = vec![];
    for expected in 1.. {
        match blocks.peek() {
            Some(Block::Item(number, text)) if number == expected => {
                clauses.push(Clause { id: format!("{section}.{number}"), number, text: text.to_owned() });
            }
            Some(Block::Item(..)) => return Err(DocumentError::ClauseNumber { line: blocks.line(), expected }),
            _ => break,
        }
        blocks.pass();
    }
    if clauses.is_empty() { Err(expected(blocks, "clause 1")) } else { Ok(clauses) }
}

fn paragraphs(blocks: &mut Blocks<'_>) -> Result<Vec<String>, DocumentError> {
    let mut paragraphs = vec![];
    while let Some(Block::Text(text)) = blocks.peek() {
        paragraphs.push(text.to_owned());
        blocks.pass();
    }
    Ok(paragraphs)
}

fn paragraph(blocks: &mut Blocks<'_>, name: &'static str) -> Result<String, DocumentError> {
    let Some(Block::Text(text)) = blocks.peek() else {
        return Err(expected(blocks, name));
    };
    blocks.pass();
    Ok(text.to_owned())
}

fn rule(blocks: &mut Blocks<'_>) -> Result<(), DocumentError> {
    if blocks.peek() != Some(Block::Rule) {
        return Err(expected(blocks, "a line ---"));
    }
    blocks.pass();
    Ok(())
}

fn expected(blocks: &Blocks<'_>, expected: &'static str) -> DocumentError {
    DocumentError::Expected { line: blocks.line(), expected }
}

//! Every paragraph of a document in the order of its text, so that a screen, a print and a test leave none out.

use super::{Agreement, Body, Document, Reference};

/// One paragraph. It displays as the text has it, a clause with its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph<'a> {
    /// What it is.
    pub role: Role,
    /// The clause's number, where it is a clause.
    pub number: Option<u32>,
    /// Its words.
    pub text: &'a str,
}

/// What a paragraph is within a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The title.
    Title,
    /// The quotation at the head.
    Quotation,
    /// Where the quotation comes from.
    QuotationSource,
    /// An opening paragraph.
    Opening,
    /// The words that lead in to the sections.
    LeadIn,
    /// A section's heading.
    Heading,
    /// A numbered clause.
    Clause,
    /// A paragraph after the sections.
    Closing,
    /// What signing means.
    Attestation,
    /// What stands at the line for the signature.
    SignatureLabel,
    /// What stands at the line for the date.
    DateLabel,
    /// What stands at the line for the printed name.
    NameLabel,
    /// Says whose words the acknowledgement is.
    AcknowledgementHeading,
    /// What is agreed to about a document by reference.
    Acknowledgement,
}

impl Document {
    /// Every paragraph, in the order of the text.
    pub fn paragraphs(&self) -> Vec<Paragraph<'_>> {
        let mut all = vec![words(Role::Title, &self.title)];
        match &self.body {
            Body::Full(agreement) => agreement.add_to(&mut all),
            Body::ByReference(reference) => reference.add_to(&mut all),
        }
        all
    }
}

impl Agreement {
    fn add_to<'a>(&'a self, all: &mut Vec<Paragraph<'a>>) {
        if let Some(quotation) = &self.quotation {
            all.push(words(Role::Quotation, &quotation.text));
            all.extend(quotation.source.iter().map(|source| words(Role::QuotationSource, source)));
        }
        all.extend(self.opening.iter().map(|text| words(Role::Opening, text)));
        all.push(words(Role::LeadIn, &self.lead_in));
        for section in &self.sections {
            all.push(words(Role::Heading, &section.heading));
            let clauses = section.clauses.iter();
            all.extend(
                clauses.map(|clause| Paragraph { number: Some(clause.number), ..words(Role::Clause, &clause.text) }),
            );
        }
        all.extend(self.closing.iter().map(|text| words(Role::Closing, text)));
        all.push(words(Role::Attestation, &self.attestation));
        all.push(words(Role::SignatureLabel, &self.signature_label));
        all.push(words(Role::DateLabel, &self.date_label));
        all.push(words(Role::NameLabel, &self.name_label));
    }
}

impl Reference {
    fn add_to<'a>(&'a self, all: &mut Vec<Paragraph<'a>>) {
        all.push(words(Role::AcknowledgementHeading, &self.heading));
        all.push(words(Role::Acknowledgement, &self.acknowledgement));
    }
}

fn words(role: Role, text: &str) -> Paragraph<'_> {
    Paragraph { role, number: None, text }
}

impl std::fmt::Display for Paragraph<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.number {
            Some(number) => write!(f, "{number}. {}", self.text),
            None => f.write_str(self.text),
        }
    }
}

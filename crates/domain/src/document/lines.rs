//! A file as lines, and its text as blocks: everything that can be said about a line and the one before it.

use super::{DOCUMENT_MAX_BYTES, DocumentError};
use crate::identity::is_hidden;

/// One line of the text, without its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block<'a> {
    /// `---`
    Rule,
    /// `# words`
    Title(&'a str),
    /// `## words`
    Heading(&'a str),
    /// `> words`, or `>` alone
    Quote(&'a str),
    /// `1. words`
    Item(u32, &'a str),
    /// Words alone.
    Text(&'a str),
}

/// The blocks of a text, read downwards.
#[derive(Debug)]
pub(super) struct Blocks<'a> {
    blocks: Vec<(usize, Block<'a>)>,
    at: usize,
    end: usize,
}

/// Cuts a file into lines, and checks every character of them.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<&str>, DocumentError> {
    if bytes.len() > DOCUMENT_MAX_BYTES {
        return Err(DocumentError::TooLarge { bytes: bytes.len() });
    }
    let text =
        std::str::from_utf8(bytes).map_err(|e| DocumentError::NotUtf8 { line: line_of(bytes, e.valid_up_to()) })?;
    let lines: Vec<&str> = text.strip_suffix('\n').unwrap_or(text).split('\n').collect();
    for (i, line) in lines.iter().enumerate() {
        check(line, i + 1)?;
    }
    Ok(lines)
}

impl<'a> Blocks<'a> {
    /// Takes the lines after the first `skip` as blocks. A blank line must stand between two of them, except between
    /// clauses and inside a quotation.
    pub(super) fn read(lines: &[&'a str], skip: usize) -> Result<Self, DocumentError> {
        let mut blocks = vec![];
        let mut above = Some(Block::Rule);
        for (i, text) in lines.iter().enumerate().skip(skip) {
            let line = i + 1;
            let block = if text.is_empty() { None } else { Some(classify(text, line)?) };
            if let Some(block) = block {
                match (above, block) {
                    (None, _) | (Some(Block::Item(..)), Block::Item(..)) | (Some(Block::Quote(_)), Block::Quote(_)) => {
                    }
                    _ => return Err(DocumentError::Unseparated { line }),
                }
                blocks.push((line, block));
            }
            above = block;
        }
        Ok(Self { blocks, at: 0, end: lines.len() + 1 })
    }

    /// The next block; `None` at the end.
    pub(super) fn peek(&self) -> Option<Block<'a>> {
        self.blocks.get(self.at).map(|(_, block)| *block)
    }

    /// Goes past the next block.
    pub(super) fn pass(&mut self) {
        self.at += 1;
    }

    /// Line of the next block; one past the last line at the end.
    pub(super) fn line(&self) -> usize {
        self.blocks.get(self.at).map_or(self.end, |(line, _)| *line)
    }
}

fn line_of(bytes: &[u8], offset: usize) -> usize {
    1 + bytes.iter().take(offset).filter(|b| **b == b'\n').count()
}

fn check(text: &str, line: usize) -> Result<(), DocumentError> {
    if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
        return Err(DocumentError::Hidden { line, code: hidden.into() });
    }
    if text.trim() != text {
        return Err(DocumentError::Space { line });
    }
    if text.contains('<') {
        return Err(DocumentError::Html { line });
    }
    if ["![", "](", "][", "]:"].iter().any(|mark| text.contains(mark)) {
        return Err(DocumentError::Link { line });
    }
    match text.chars().find(|c| matches!(c, '*' | '`' | '\\' | '|')) {
        Some(mark) => Err(DocumentError::Markup { line, mark }),
        None => Ok(()),
    }
}

fn classify(text: &str, line: usize) -> Result<Block<'_>, DocumentError> {
    let words = |rest| words(rest, line);
    if text == "---" {
        Ok(Block::Rule)
    } else if text == ">" {
        Ok(Block::Quote(""))
    } else if let Some(rest) = text.strip_prefix("# ") {
        words(rest).map(Block::Title)
    } else if let Some(rest) = text.strip_prefix("## ") {
        words(rest).map(Block::Heading)
    } else if let Some(rest) = text.strip_prefix("> ") {
        words(rest).map(Block::Quote)
    } else if let Some((number, rest)) = item(text) {
        words(rest).map(|rest| Block::Item(number, rest))
    } else {
        words(text).map(Block::Text)
    }
}

/// What is left of these marks at the beginning of words is a bullet, another heading, an underline or a fence.
fn words(text: &str, line: usize) -> Result<&str, DocumentError> {
    if text.trim_start() != text {
        return Err(DocumentError::Space { line });
    }
    match text.chars().next() {
        Some(mark @ ('#' | '>' | '-' | '+' | '=')) => Err(DocumentError::Markup { line, mark }),
        _ => Ok(text),
    }
}

/// Number and words of `12. words`; a number spelled in another way is no clause's.
fn item(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_once(". ")?;
    let number: u32 = digits.parse().ok()?;
    (number.to_string() == digits).then_some((number, rest))
}

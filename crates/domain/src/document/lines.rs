//! A file as classified lines: everything that can be said about one line without its neighbours.

use super::{DOCUMENT_MAX_BYTES, DocumentError};
use crate::identity::is_hidden;

/// One line without its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'a> {
    Blank,
    /// `---`
    Rule,
    /// `# text`
    Title(&'a str),
    /// `## text`
    Heading(&'a str),
    /// `> text`, or `>` alone
    Quote(&'a str),
    /// `1. text`
    Item(u32, &'a str),
    Text(&'a str),
}

/// The lines not read yet.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    raw: Vec<&'a str>,
    at: usize,
}

/// Checks the bytes and each character of a file, and cuts it into lines.
pub(super) fn read(bytes: &[u8]) -> Result<Lines<'_>, DocumentError> {
    if bytes.len() > DOCUMENT_MAX_BYTES {
        return Err(DocumentError::TooLarge { bytes: bytes.len() });
    }
    let text = std::str::from_utf8(bytes).map_err(|e| DocumentError::NotUtf8 { line: line_of(bytes, e.valid_up_to()) })?;
    let raw: Vec<&str> = text.strip_suffix('\n').unwrap_or(text).split('\n').collect();
    for (i, line) in raw.iter().enumerate() {
        check(line, i + 1)?;
    }
    Ok(Lines { raw, at: 0 })
}

impl<'a> Lines<'a> {
    /// Number of the line that comes next; one past the last at the end.
    pub(super) fn number(&self) -> usize {
        self.at + 1
    }

    /// The next line as it stands.
    pub(super) fn take_raw(&mut self) -> Option<&'a str> {
        let line = self.raw.get(self.at).copied();
        self.at += usize::from(line.is_some());
        line
    }

    /// What the next line is, or `None` at the end.
    pub(super) fn peek(&self) -> Result<Option<Line<'a>>, DocumentError> {
        self.raw.get(self.at).map(|raw| classify(raw, self.number())).transpose()
    }

    /// Goes past the next line.
    pub(super) fn pass(&mut self) {
        self.at += 1;
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

fn classify(text: &str, line: usize) -> Result<Line<'_>, DocumentError> {
    match text {
        "" => return Ok(Line::Blank),
        "---" => return Ok(Line::Rule),
        ">" => return Ok(Line::Quote("")),
        _ => {}
    }
    if let Some(item) = item(text) {
        return Ok(item);
    }
    let marked = [("# ", Line::Title as fn(_) -> _), ("## ", Line::Heading), ("> ", Line::Quote)];
    if let Some((mark, kind)) = marked.iter().find(|(mark, _)| text.starts_with(mark)) {
        return Ok(kind(text[mark.len()..].trim_start()));
    }
    match text.chars().next() {
        // What is left of these at the start of a line is a bullet, another heading, an underline or a fence.
        Some(mark @ ('#' | '>' | '-' | '+' | '=')) => Err(DocumentError::Markup { line, mark }),
        _ => Ok(Line::Text(text)),
    }
}

/// `12. text`; a number that does not fit is no clause of any document, and stays text.
fn item(text: &str) -> Option<Line<'_>> {
    let (number, rest) = text.split_once(". ")?;
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| number.parse().ok().map(|number| Line::Item(number, rest)))?
}

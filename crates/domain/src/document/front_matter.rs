//! Front matter: `key: value` lines between two `---` lines.

use super::{DocumentError, Kind};

/// Keys in the order in which they are looked for.
const KEYS: [&str; 8] = ["kind", "slug", "version", "lang", "title", "issuer", "edition", "paper_copy"];
/// How many of [`KEYS`] every document has; the rest are for a document by reference.
const COMMON: usize = 6;
const MAX_NAME_CHARS: usize = 64;

/// What a document says about itself before its text.
#[derive(Debug)]
pub(super) struct FrontMatter<'a> {
    pub(super) kind: Kind,
    pub(super) slug: &'a str,
    pub(super) version: &'a str,
    pub(super) lang: &'a str,
    pub(super) title: &'a str,
    pub(super) issuer: &'a str,
    /// Empty for a full document.
    pub(super) edition: &'a str,
    /// Empty for a full document.
    pub(super) paper_copy: &'a str,
}

impl<'a> FrontMatter<'a> {
    /// Reads the front matter at the head of a file; also gives the number of lines it takes.
    pub(super) fn read(lines: &[&'a str]) -> Result<(Self, usize), DocumentError> {
        if lines.first() != Some(&"---") {
            return Err(DocumentError::FrontMatter { line: 1, expected: "first line ---" });
        }
        let mut values = [""; KEYS.len()];
        for (i, text) in lines.iter().enumerate().skip(1) {
            let line = i + 1;
            if *text == "---" {
                return Ok((Self::complete(values, line)?, line));
            }
            take_value(text, line, &mut values)?;
        }
        Err(DocumentError::FrontMatter { line: lines.len() + 1, expected: "last line ---" })
    }

    fn complete(values: [&'a str; KEYS.len()], line: usize) -> Result<Self, DocumentError> {
        let [kind, slug, version, lang, title, issuer, edition, paper_copy] = values;
        let kind = if kind == "full" { Kind::Full } else { Kind::ByReference };
        for (i, (key, value)) in KEYS.into_iter().zip(values).enumerate() {
            let wanted = i < COMMON || kind == Kind::ByReference;
            if wanted == value.is_empty() {
                return Err(DocumentError::MissingKey { line, key });
            }
        }
        Ok(Self { kind, slug, version, lang, title, issuer, edition, paper_copy })
    }
}

fn take_value<'a>(text: &'a str, line: usize, values: &mut [&'a str; KEYS.len()]) -> Result<(), DocumentError> {
    let (name, value) = text.split_once(": ").ok_or(DocumentError::UnknownKey { line })?;
    let found = KEYS.into_iter().zip(values).find(|(key, _)| *key == name);
    let (key, slot) = found.ok_or(DocumentError::UnknownKey { line })?;
    if !slot.is_empty() {
        return Err(DocumentError::RepeatedKey { line, key });
    }
    if !has_form(key, value) {
        return Err(DocumentError::BadValue { line, key });
    }
    *slot = value;
    Ok(())
}

fn has_form(key: &str, value: &str) -> bool {
    match key {
        "kind" => matches!(value, "full" | "by_reference"),
        "slug" => is_slug(value),
        "version" => is_version(value),
        "lang" => is_lang(value),
        _ => value.trim() == value && !value.is_empty(),
    }
}

/// Lower-case letters, digits and `-`, at most 64 of them.
pub(super) fn is_slug(text: &str) -> bool {
    is_name(text, |b| b == b'-')
}

/// As a slug, with `.` too, but not at either end: a version is a folder's name.
pub(super) fn is_version(text: &str) -> bool {
    is_name(text, |b| b == b'-' || b == b'.')
}

/// A language tag of the common shape (BCP 47): `en`, `es`, `es-MX`, `zh-Hant`.
pub(super) fn is_lang(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().is_some_and(|p| matches!(p.len(), 2 | 3) && p.bytes().all(|b| b.is_ascii_lowercase()));
    let rest = parts.all(|p| matches!(p.len(), 2..=8) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    primary && rest && text.len() <= MAX_NAME_CHARS
}

fn is_name(text: &str, joins: impl Fn(u8) -> bool) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let ends = text.bytes().next().is_some_and(plain) && text.bytes().last().is_some_and(plain);
    ends && text.len() <= MAX_NAME_CHARS && text.bytes().all(|b| plain(b) || joins(b))
}

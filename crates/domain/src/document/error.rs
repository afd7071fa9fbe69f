//! Why a file is not a document.

/// Why a file is not a document. Lines are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Larger than [`DOCUMENT_MAX_BYTES`](super::DOCUMENT_MAX_BYTES).
    #[error("the file has {bytes} bytes")]
    TooLarge {
        /// How many bytes it has.
        bytes: usize,
    },
    /// Not UTF-8.
    #[error("line {line}: not UTF-8")]
    NotUtf8 {
        /// Where.
        line: usize,
    },
    /// A control, direction-changing or zero-width character.
    #[error("line {line}: hidden character U+{code:04X}")]
    Hidden {
        /// Where.
        line: usize,
        /// Its code point.
        code: u32,
    },
    /// White space at the beginning or the end of a line.
    #[error("line {line}: white space at its beginning or end")]
    Space {
        /// Where.
        line: usize,
    },
    /// HTML, or what a Markdown reader would take for it.
    #[error("line {line}: HTML")]
    Html {
        /// Where.
        line: usize,
    },
    /// A link or an image.
    #[error("line {line}: a link or an image")]
    Link {
        /// Where.
        line: usize,
    },
    /// Markdown that documents don't have, such as emphasis, code, bullets or a third level of headings.
    #[error("line {line}: markup that documents don't have: {mark}")]
    Markup {
        /// Where.
        line: usize,
        /// What was found.
        mark: char,
    },
    /// The first line is not `---`, or the front matter does not end.
    #[error("line {line}: the front matter has no {expected}")]
    FrontMatter {
        /// Where.
        line: usize,
        /// What is missing.
        expected: &'static str,
    },
    /// A front matter line that is not `key: value` with a known key.
    #[error("line {line}: not a line of front matter")]
    UnknownKey {
        /// Where.
        line: usize,
    },
    /// A front matter key that stands twice.
    #[error("line {line}: {key} stands twice")]
    RepeatedKey {
        /// Where.
        line: usize,
        /// Which.
        key: &'static str,
    },
    /// A front matter key that is missing, or does not belong to this kind of document.
    #[error("line {line}: {key} is missing or does not belong here")]
    MissingKey {
        /// The end of the front matter.
        line: usize,
        /// Which.
        key: &'static str,
    },
    /// A front matter value that does not have the form that its key asks for.
    #[error("line {line}: {key} has another form")]
    BadValue {
        /// Where.
        line: usize,
        /// Which.
        key: &'static str,
    },
    /// The title in the text is not the one in the front matter.
    #[error("line {line}: not the title of the front matter")]
    OtherTitle {
        /// Where.
        line: usize,
    },
    /// Something else than what comes next in a document.
    #[error("line {line}: expected {expected}")]
    Expected {
        /// Where; one past the last line at the end of the file.
        line: usize,
        /// What comes next.
        expected: &'static str,
    },
    /// A block that no blank line separates from the one before.
    #[error("line {line}: no blank line before it")]
    Unseparated {
        /// Where.
        line: usize,
    },
    /// A heading that gives no name, or one that an earlier section has.
    #[error("line {line}: the heading gives the section no name of its own")]
    Heading {
        /// Where.
        line: usize,
    },
    /// A clause out of order.
    #[error("line {line}: expected clause {expected}")]
    ClauseNumber {
        /// Where.
        line: usize,
        /// The number that comes next.
        expected: u32,
    },
}

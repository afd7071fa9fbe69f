//! A printed name: what a person types as their name, made safe to show, print and file.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use serde::{Deserialize, Serialize};

/// Most characters that a printed name may have, after normalisation.
pub const NAME_MAX_CHARS: usize = 200;

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing that could be read as a name: white space, signs, or marks on no letter.
    #[error("the name is empty")]
    Empty,
    /// More than [`NAME_MAX_CHARS`] characters.
    #[error("the name has {chars} characters")]
    TooLong {
        /// How many it has.
        chars: usize,
    },
    /// A control, bidirectional-control or zero-width character, which could hide or turn around what is shown.
    #[error("the name has a hidden character U+{code:04X}")]
    Hidden {
        /// Its code point.
        code: u32,
    },
}

/// A name in Unicode normal form C, trimmed, 1 to 200 characters, none of them hidden, one a letter or a digit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PrintedName(String);

impl PrintedName {
    /// Trims, normalises (NFC) and checks a typed name.
    pub fn parse(typed: &str) -> Result<Self, NameError> {
        let name: String = ComposingNormalizerBorrowed::new_nfc().normalize_iter(typed.trim().chars()).collect();
        let chars = name.chars().count();
        if let Some(hidden) = name.chars().find(|c| is_hidden(*c)) {
            return Err(NameError::Hidden { code: hidden.into() });
        }
        if !name.chars().any(is_base) {
            return Err(NameError::Empty);
        }
        if chars > NAME_MAX_CHARS { Err(NameError::TooLong { chars }) } else { Ok(Self(name)) }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PrintedName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PrintedName {
    type Error = NameError;
    /// Accepts only what [`PrintedName::parse`] would write, so that a stored name has one spelling.
    fn try_from(text: String) -> Result<Self, NameError> {
        Self::parse(&text)
    }
}

impl From<PrintedName> for String {
    fn from(name: PrintedName) -> Self {
        name.0
    }
}

/// A letter or a digit of any script, and not one of the marks that count as letters but stand on others.
fn is_base(c: char) -> bool {
    c.is_alphanumeric() && CanonicalCombiningClassMapBorrowed::new().get_u8(c) == 0
}

/// Controls, bidirectional controls (Unicode TR9), zero-width and other invisible characters.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_composed() {
        let name = PrintedName::parse("  Jose\u{301} Sample ").expect("a name");
        assert_eq!(name.as_str(), "Jos\u{e9} Sample");
    }

    #[test]
    fn an_empty_name_is_refused() {
        assert_eq!(PrintedName::parse(" \t "), Err(NameError::Empty));
    }

    #[test]
    fn marks_on_no_letter_are_no_name() {
        for marks in ["\u{301}", "\u{345}\u{345}", "\u{20DD} \u{308}", "\u{651}"] {
            assert_eq!(PrintedName::parse(marks), Err(NameError::Empty), "{marks:?}");
        }
        for name in ["Q\u{308}", "\u{5d0}\u{5b8}", "\u{915}\u{94d}\u{937}", "王", "4100"] {
            assert!(PrintedName::parse(name).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn a_name_of_200_characters_passes_and_one_more_does_not() {
        assert!(PrintedName::parse(&"é".repeat(200)).is_ok());
        assert_eq!(PrintedName::parse(&"é".repeat(201)), Err(NameError::TooLong { chars: 201 }));
    }

    #[test]
    fn hidden_characters_are_refused_by_code() {
        for hidden in ['\u{202E}', '\u{200B}', '\u{0}', '\u{2066}', '\u{FEFF}', '\n'] {
            let typed = format!("Sample{hidden}Person");
            assert_eq!(PrintedName::parse(&typed), Err(NameError::Hidden { code: hidden.into() }));
        }
    }
}

//! A printed name and initials: what a person types as their own, made safe to show, print and file.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use serde::{Deserialize, Serialize};

/// Most characters that a printed name may have, after normalisation.
pub const NAME_MAX_CHARS: usize = 200;

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing.
    #[error("the name is empty")]
    Empty,
    /// Nothing that could be read as a name: signs, pictures, or marks on no letter.
    #[error("the name has neither a letter nor a digit")]
    NoLetter,
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

/// A name in Unicode normal form C, trimmed, 1 to 200 characters, none of them hidden but where a script asks for it, one a letter or a digit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PrintedName(String);

impl PrintedName {
    /// Trims, normalises (NFC) and checks a typed name.
    pub fn parse(typed: &str) -> Result<Self, NameError> {
        let name: String = ComposingNormalizerBorrowed::new_nfc().normalize_iter(typed.trim().chars()).collect();
        let chars = name.chars().count();
        if let Some(hidden) = hidden_in(&name) {
            return Err(NameError::Hidden { code: hidden.into() });
        }
        if !name.chars().any(is_base) {
            return Err(if name.is_empty() { NameError::Empty } else { NameError::NoLetter });
        }
        if chars > NAME_MAX_CHARS { Err(NameError::TooLong { chars }) } else { Ok(Self(name)) }
    }

    /// Whether both would be read as the same name: capitals and the white space between words make no other.
    pub fn reads_like(&self, other: &Self) -> bool {
        let words = |name: &Self| name.0.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        words(self) == words(other)
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

/// Most characters that initials may have, after normalisation.
pub const INITIALS_MAX_CHARS: usize = 6;

/// What stands for a signer at each section: a name as above, of at most 6 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Initials(PrintedName);

impl Initials {
    /// Trims, normalises (NFC) and checks typed initials.
    pub fn parse(typed: &str) -> Result<Self, NameError> {
        let initials = PrintedName::parse(typed)?;
        let chars = initials.0.chars().count();
        if chars > INITIALS_MAX_CHARS { Err(NameError::TooLong { chars }) } else { Ok(Self(initials)) }
    }

    /// What a name suggests while it is being typed: the first letters of its words, in capitals; nothing where it has none.
    pub fn suggested(name: &str) -> String {
        let name: String = ComposingNormalizerBorrowed::new_nfc().normalize_iter(name.chars()).collect();
        let words = name.split(|c: char| c.is_whitespace() || c == '-');
        let letters = words.filter_map(|word| word.chars().find(|c| is_base(*c) && !is_hidden(*c)));
        letters.map(capital).take(INITIALS_MAX_CHARS).collect()
    }

    /// The initials as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl TryFrom<String> for Initials {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, NameError> {
        Self::parse(&text)
    }
}

impl From<Initials> for String {
    fn from(initials: Initials) -> Self {
        initials.0.into()
    }
}

/// The capital of a letter, where it is one letter and names are written with it: Georgian ones are not.
fn capital(letter: char) -> char {
    let mut capital = letter.to_uppercase();
    match (capital.next(), capital.next()) {
        (Some(one), None) if !matches!(letter, '\u{10D0}'..='\u{10FF}') => one,
        _ => letter,
    }
}

/// A letter or a digit of any script, and not one of the marks that count as letters but stand on others.
fn is_base(c: char) -> bool {
    c.is_alphanumeric() && CanonicalCombiningClassMapBorrowed::new().get_u8(c) == 0
}

/// The first hidden character that no script asks for where it stands.
fn hidden_in(name: &str) -> Option<char> {
    let chars: Vec<char> = name.chars().collect();
    let beside = |at: usize, is: fn(char) -> bool| chars.get(at).is_some_and(|c| is(*c));
    let hidden = |(at, c): &(usize, &char)| {
        let (before, after) = (at.wrapping_sub(1), at + 1);
        match **c {
            // Within a word they join letters or part them: Persian and Indic names are misspelt without.
            '\u{200C}' | '\u{200D}' => !(beside(before, is_joined) && beside(after, is_joined)),
            // Which form of an ideograph it is.
            '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => !beside(before, is_ideograph),
            other => is_hidden(other),
        }
    };
    chars.iter().enumerate().find(hidden).map(|(_, c)| *c)
}

/// Letters and marks of scripts whose letters join: Arabic with its kin, and from Devanagari to Sinhala (Unicode, chapters 9, 12 and 13).
fn is_joined(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{08FF}' | '\u{0900}'..='\u{0DFF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Controls, bidirectional controls (Unicode TR9), zero-width and other invisible characters, wherever they stand.
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
            assert_eq!(PrintedName::parse(marks), Err(NameError::NoLetter), "{marks:?}");
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
    fn what_a_script_asks_for_within_a_word_is_part_of_a_name() {
        for name in ["علی\u{200C}رضا", "क्\u{200D}ष", "王\u{E0100}", "葛\u{FE00}城"] {
            assert!(PrintedName::parse(name).is_ok(), "{name:?}");
        }
        for typed in [
            "Sam\u{200D}ple",
            "علی\u{200C}",
            "\u{200C}علی",
            "علی\u{200C}\u{200C}رضا",
            "A\u{FE00}",
            "王\u{FE00}\u{FE00}",
        ] {
            assert!(matches!(PrintedName::parse(typed), Err(NameError::Hidden { .. })), "{typed:?}");
        }
    }

    #[test]
    fn initials_are_one_to_six_characters_and_never_hidden_ones() {
        let parsed = Initials::parse(" J\u{301}S ").expect("initials");
        assert_eq!(String::from(parsed.clone()), parsed.as_str());
        for initials in ["A", "A.S.", "MJDLC", "李小", "ABCDEF"] {
            assert_eq!(Initials::parse(initials).as_ref().map(Initials::as_str), Ok(initials));
        }
        assert_eq!(Initials::parse(" "), Err(NameError::Empty));
        assert_eq!(Initials::parse("--"), Err(NameError::NoLetter));
        assert_eq!(Initials::parse("ABCDEFG"), Err(NameError::TooLong { chars: 7 }));
        for hidden in ['\u{202E}', '\u{200B}', '\u{0}'] {
            assert_eq!(Initials::parse(&format!("A{hidden}S")), Err(NameError::Hidden { code: hidden.into() }));
        }
    }

    #[test]
    fn a_name_suggests_the_first_letters_of_its_words() {
        for (name, initials) in [
            ("Ana Sample", "AS"),
            ("  ana  sample ", "AS"),
            ("María José de la Cruz", "MJDLC"),
            ("E\u{301}va Jean-Luc O’Brien", "ÉJLO"),
            ("李 小龍", "李小"),
            ("ანა მაისურაძე", "ამ"),
            ("“Ana” (Sample)", "AS"),
            ("One Two Three Four Five Six Seven", "OTTFFS"),
            ("\u{202E}Ana", "A"),
            ("", ""),
            (" - ", ""),
        ] {
            assert_eq!(Initials::suggested(name), initials, "{name:?}");
            assert!(initials.is_empty() || Initials::parse(initials).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn hidden_characters_are_refused_by_code() {
        for hidden in ['\u{202E}', '\u{200B}', '\u{0}', '\u{2066}', '\u{FEFF}', '\n'] {
            let typed = format!("Sample{hidden}Person");
            assert_eq!(PrintedName::parse(&typed), Err(NameError::Hidden { code: hidden.into() }));
        }
    }
}

//! Text that runs the other way inside a sentence, such as a Hebrew name in an English one: without care, the sentence's own words and signs
//! would be laid out around it in another order (Unicode Standard Annex 9).

use std::borrow::Cow;

/// FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// A value as it is put into a sentence: isolated where either of them runs from right to left, else as it is.
pub fn within<'a>(sentence: &str, value: &'a str) -> Cow<'a, str> {
    if runs_leftwards(sentence) || runs_leftwards(value) {
        Cow::Owned(format!("{}{value}{}", ISOLATE.0, ISOLATE.1))
    } else {
        Cow::Borrowed(value)
    }
}

/// Whether a text has a letter of a script that is written from right to left: those in the blocks that Unicode keeps for such scripts.
fn runs_leftwards(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_where_a_direction_changes_is_a_value_isolated() {
        assert_eq!(within("Sign as {name}", "Ana Sample"), "Ana Sample");
        assert_eq!(within("Sign as {name}", "דנה"), "\u{2068}דנה\u{2069}");
        assert_eq!(within("توقيع باسم {name}", "Ana Sample"), "\u{2068}Ana Sample\u{2069}");
    }
}

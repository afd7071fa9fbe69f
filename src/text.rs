//! The words of the screens. They stand in `text/<language>.json`; the build turns them into one type.

include!(concat!(env!("OUT_DIR"), "/text.rs"));

/// The texts of a language by its BCP 47 tag; English where there is no such language.
pub fn text(lang: &str) -> &'static Text {
    let of = |lang: &str| LANGUAGES.iter().find(|(tag, _)| *tag == lang).map(|(_, text)| *text);
    of(lang).unwrap_or(LANGUAGES[0].1)
}

/// Puts values into the `{places}` of a text.
pub fn fill(text: &str, places: &[(&str, &str)]) -> String {
    places.iter().fold(text.to_owned(), |text, (place, value)| text.replace(&format!("{{{place}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_at_least_two_languages_and_english_is_first() {
        assert_eq!(LANGUAGES[0].0, "en");
        assert!(LANGUAGES.iter().any(|(tag, _)| *tag == "es"));
    }

    #[test]
    fn an_unknown_language_reads_english() {
        assert_eq!(text("xx").common.language, "English");
    }

    #[test]
    fn places_are_filled() {
        assert_eq!(fill("{n} of {of}", &[("n", "3"), ("of", "6")]), "3 of 6");
    }
}

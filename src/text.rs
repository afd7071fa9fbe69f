//! The words of the screens. They stand in `text/<language>.json`; the build turns them into one type.

use inkseal_domain::bidi::within;

include!(concat!(env!("OUT_DIR"), "/text.rs"));

/// The languages on offer by their BCP 47 tags.
pub fn languages() -> &'static [(&'static str, &'static Text)] {
    #[cfg(feature = "testing")]
    if let Some(languages) = OFFERED.get() {
        return languages;
    }
    LANGUAGES
}

/// The texts of a language by its BCP 47 tag; those of the first where there is no such language.
pub fn text(lang: &str) -> &'static Text {
    let found = languages().iter().find(|(tag, _)| *tag == lang);
    found.unwrap_or(&languages()[0]).1
}

/// The first language on offer that somebody prefers, whatever its region (RFC 5646, section 2.2.4); the first of all where there is none.
pub fn offered(preferred: &[String]) -> &'static str {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let on_offer = |wanted: &String| languages().iter().find(|(tag, _)| primary(tag) == primary(wanted));
    preferred.iter().find_map(on_offer).unwrap_or(&languages()[0]).0
}

#[cfg(feature = "testing")]
static OFFERED: std::sync::OnceLock<&[(&str, &Text)]> = std::sync::OnceLock::new();

/// The languages with a pseudo-locale before them; `None`: there is no pseudo-locale of that tag.
#[cfg(feature = "testing")]
fn with_pseudo(tag: &str) -> Option<&'static [(&'static str, &'static Text)]> {
    PSEUDO.iter().copied().find(|languages| languages[0].0 == tag)
}

/// Texts of a pseudo-locale by its tag.
#[cfg(feature = "testing")]
pub fn pseudo(tag: &str) -> Option<&'static Text> {
    with_pseudo(tag).map(|languages| languages[0].1)
}

/// Offers a pseudo-locale before the other languages from now on, where one is asked for by its tag.
#[cfg(feature = "testing")]
pub fn offer_pseudo(asked: &str) {
    if let Some(languages) = asked.split(' ').find_map(with_pseudo) {
        _ = OFFERED.set(languages);
    }
}

/// Puts values into the `{places}` of a text. What runs the other way than the text keeps its own direction and disturbs none of the words
/// around it.
pub fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let place =
            places.iter().find_map(|(place, value)| Some((value, from.strip_prefix(place)?.strip_prefix('}')?)));
        rest = match place {
            Some((value, after)) => {
                filled.push_str(&within(text, value));
                after
            }
            None => {
                filled.push('{');
                from
            }
        };
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_at_least_two_languages_and_english_is_first() {
        assert_eq!(languages()[0].0, "en");
        assert!(languages().iter().any(|(tag, _)| *tag == "es"));
    }

    #[test]
    fn the_screens_start_in_the_first_preferred_language_that_is_on_offer() {
        let preferred = |tags: &[&str]| offered(&tags.iter().map(|&tag| tag.to_owned()).collect::<Vec<_>>());
        assert_eq!(preferred(&["es-MX", "en"]), "es");
        assert_eq!(preferred(&["xx", "ES"]), "es");
        assert_eq!(preferred(&["en-GB", "es"]), "en");
        assert_eq!(preferred(&["xx"]), "en");
        assert_eq!(preferred(&[]), "en");
    }

    #[test]
    fn an_unknown_language_reads_english() {
        assert_eq!(text("xx").common.language, "English");
    }

    #[test]
    fn places_are_filled() {
        assert_eq!(fill("{n} of {of}", &[("n", "3"), ("of", "6")]), "3 of 6");
    }

    #[test]
    fn a_value_that_looks_like_a_place_is_a_value() {
        let places = [("name", "{number}"), ("number", "7")];
        assert_eq!(fill("{name}, {number}, {other", &places), "{number}, 7, {other");
    }

    #[test]
    fn a_name_from_right_to_left_stays_in_its_place() {
        assert_eq!(fill("{name} (7) signs", &[("name", "דנה")]), "\u{2068}דנה\u{2069} (7) signs");
    }
}

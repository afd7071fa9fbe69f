//! Finding a record by what a person remembers of it: part of a name, an employee number, or its code.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

/// Whether every word that was typed is in one of the texts. Case and accents do not matter; a code may be typed with or without hyphens.
pub fn fits(typed: &str, texts: &[&str], code: &str) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| plain(text)).collect();
    let in_texts = plain(typed).split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)));
    let typed = compact(typed);
    in_texts || !typed.is_empty() && compact(code).contains(&typed)
}

/// Lower case without accents.
fn plain(text: &str) -> String {
    let class = CanonicalCombiningClassMapBorrowed::new();
    let parts = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(text.chars());
    parts.filter(|c| class.get_u8(*c) == 0).flat_map(char::to_lowercase).collect()
}

fn compact(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 2] = ["José Sample Persona", "4103"];
    const CODE: &str = "R-3KDM-9QX2-7ABC-0123";

    #[test]
    fn a_part_of_a_name_without_its_accent_finds_it() {
        for typed in ["jose", "PERS", "persona josé", "", "4103", "sample 41"] {
            assert!(fits(typed, &TEXTS, CODE), "{typed}");
        }
    }

    #[test]
    fn a_code_is_found_with_and_without_hyphens() {
        for typed in ["R-3KDM", "r3kdm9qx2", "9qx2 7abc"] {
            assert!(fits(typed, &TEXTS, CODE), "{typed}");
        }
    }

    #[test]
    fn what_is_nowhere_is_not_found() {
        for typed in ["maria", "jose maria", "R-0000", "9999", "李", "—"] {
            assert!(!fits(typed, &TEXTS, CODE), "{typed}");
        }
    }
}

//! Languages that nobody speaks, for the tests: English with accents and with every vowel doubled, in brackets. They are longer than any language
//! that the screens are likely to get; words that stay plain are not in the tables, and what is cut off lacks its bracket. The second one
//! runs from right to left.

use super::Table;

/// Tag and direction of each. The tags are English with a private-use region, as pseudo-locales have.
pub const LOCALES: [(&str, &str); 2] = [("en-XA", "ltr"), ("en-XB", "rtl")];

/// The table of one, made of the English one.
pub fn table(english: &Table, tag: &str, direction: &str) -> Table {
    let mut table = english.clone();
    for (group, texts) in &mut table {
        for (key, text) in texts {
            *text = match (group.as_str(), key.as_str()) {
                ("common", "direction") => direction.to_owned(),
                ("common", "language") => tag.to_owned(),
                ("common", "months") => text.split(',').map(pseudo).collect::<Vec<_>>().join(","),
                _ => pseudo(text),
            };
        }
    }
    table
}

/// `[Sìígn ààs {name}]`: what stands in a `{place}` stays.
fn pseudo(text: &str) -> String {
    let mut place = false;
    let mut out = String::from("[");
    for letter in text.chars() {
        place = (place || letter == '{') && letter != '}';
        let doubled = match letter {
            'a' => "àá",
            'e' => "èé",
            'i' => "ìí",
            'o' => "òó",
            'u' => "ùú",
            'A' => "ÀÁ",
            'E' => "ÈÉ",
            'I' => "ÌÍ",
            'O' => "ÒÓ",
            'U' => "ÙÚ",
            _ => "",
        };
        if place || doubled.is_empty() { out.push(letter) } else { out.push_str(doubled) }
    }
    out + "]"
}

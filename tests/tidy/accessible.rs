//! What everybody can see and reach, as far as the sources say it; docs/accessibility.md names each of these facts beside its criterion.

use crate::tree::{files, read};
use inkseal_domain::settings::Accent;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A light and a dark colour.
type Pair = [f64; 2];
type Tokens = BTreeMap<String, Pair>;

/// The luminance of `#rrggbb` (WCAG 2.2, "relative luminance").
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let share = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/// The colours that a block of rules sets, by name.
fn tokens(rules: &str) -> Tokens {
    let pairs = rules.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": ")?;
        let colours: Vec<&str> = value.split(['(', ',', ')', ' ', ';']).filter(|part| part.starts_with('#')).collect();
        let pair = match colours[..] {
            [one] => [luminance(one); 2],
            [light, dark] => [luminance(light), luminance(dark)],
            _ => return None,
        };
        Some((name.to_owned(), pair))
    });
    pairs.collect()
}

/// The page's colours, the same with each accent that an office may choose, and with more contrast, which comes after them and counts.
fn themes() -> Vec<(String, Tokens)> {
    let style = read("style/tokens.css");
    let (before, more) = style.split_once("html[data-contrast=\"more\"] {").unwrap();
    let mut accents = before.split("html[data-accent=\"");
    let usual = tokens(accents.next().unwrap());
    let more = tokens(more.split_once('}').unwrap().0);
    assert!(more.len() > 10, "{more:?}");
    let over = |other: Tokens| -> Tokens { usual.clone().into_iter().chain(other).collect() };
    let accents = accents.map(|rules| {
        let (name, rules) = rules.split_once("\"] {").unwrap();
        let accent = tokens(rules.split_once('}').unwrap().0);
        assert!(accent.keys().eq(["action", "action-strong"]) && accent.keys().all(|token| more.contains_key(token)));
        (name.to_owned(), over(accent))
    });
    let mut themes: Vec<(String, Tokens)> = accents.collect();
    themes.extend([("usual".to_owned(), usual.clone()), ("more contrast".to_owned(), over(more.clone()))]);
    themes
}

/// Every accent that can be chosen is in the style sheet, which has no other, and so is measured below.
#[test]
fn every_accent_is_in_the_style_sheet() {
    let offered: BTreeSet<String> = Accent::ALL.iter().filter_map(|accent| accent.style()).map(str::to_owned).collect();
    let there: BTreeSet<String> = themes().into_iter().map(|(name, _)| name).collect();
    let usual = ["usual", "more contrast"].map(str::to_owned);
    assert_eq!(there, offered.into_iter().chain(usual).collect());
}

/// Every pair of one of these on one of those reaches a ratio, light and dark.
fn reach(ratio: f64, fronts: &[&str], grounds: &[&str]) {
    for (theme, tokens) in themes() {
        for (front, ground) in fronts.iter().flat_map(|front| grounds.iter().map(move |ground| (front, ground))) {
            for (front_light, ground_light) in tokens[*front].into_iter().zip(tokens[*ground]) {
                let (high, low) = (front_light.max(ground_light), front_light.min(ground_light));
                let found = (high + 0.05) / (low + 0.05);
                assert!(found >= ratio, "{theme}: {front} on {ground} is {found:.2}");
            }
        }
    }
}

/// WCAG 1.4.3.
#[test]
fn words_stand_out_from_their_ground() {
    reach(4.5, &["ink", "soft", "action", "action-strong", "recorded", "error", "attention"], &["sheet", "table"]);
    reach(4.5, &["ink", "attention"], &["attention-ground"]);
    reach(4.5, &["ink", "error"], &["error-ground"]);
    reach(4.5, &["on-action"], &["action", "action-strong"]);
    reach(7.0, &["pen"], &["paper"]);
}

/// WCAG 1.4.11: edges of fields, buttons and the pad, and the ring of the focus.
#[test]
fn edges_of_controls_stand_out_from_their_ground() {
    reach(3.0, &["edge", "action"], &["sheet", "table"]);
}

fn styles() -> Vec<(String, String)> {
    files("style").into_iter().map(|path| (path.clone(), read(&path))).collect()
}

fn sources() -> Vec<(String, String)> {
    files("src").into_iter().filter(|path| path.ends_with(".rs")).map(|path| (path.clone(), read(&path))).collect()
}

/// WCAG 2.2.2 and 2.3.1: the only animation is a fade that ends within an eighth of a second.
#[test]
fn nothing_moves_by_itself_or_flashes() {
    let moving =
        |line: &&str| line.trim_start().starts_with("animation") || line.trim_start().starts_with("transition");
    for (path, style) in styles() {
        for line in style.lines().filter(moving) {
            assert!(line.contains("none") || line.trim() == "animation: appear 120ms ease-out;", "{path}: {line}");
        }
    }
    for (path, source) in sources() {
        assert!(!["<video", "<marquee", "<blink", "<audio"].iter().any(|moves| source.contains(moves)), "{path}");
    }
}

/// WCAG 1.4.5: the only pictures are the pad, drawn signatures and codes for a camera, which are drawn by the page.
#[test]
fn no_words_are_pictures() {
    for (path, source) in sources() {
        assert!(!source.contains("<img"), "{path}");
    }
    for (path, style) in styles() {
        assert!(!style.contains("url("), "{path}");
    }
}

/// WCAG 2.5.1, 2.5.2 and 2.5.7: everything else is done by a click, which comes when one lets go and can be called off by moving away.
#[test]
fn only_the_pad_acts_when_a_pointer_goes_down_or_moves() {
    let acts = ["on:pointer", "on:mouse", "on:touch", "on:dblclick", "on:wheel"];
    for (path, source) in sources().into_iter().filter(|(path, _)| path != "src/widgets/ink_canvas.rs") {
        assert!(!acts.iter().any(|act| source.contains(act)), "{path}");
    }
}

/// WCAG 3.3.8: a passphrase may be pasted, and is never asked for letter by letter.
#[test]
fn nothing_that_is_pasted_is_refused() {
    for (path, source) in sources() {
        assert!(!source.contains("on:paste") && !source.contains("on:beforeinput"), "{path}");
    }
}

/// WCAG 1.3.3: colours, shapes and sides, in a language of the screens.
const SENSES: [(&str, [&str; 8]); 2] = [
    ("en", ["red", "green", "blue", "grey", "round", "square", "left-hand", "right-hand"]),
    ("es", ["rojo", "verde", "azul", "gris", "redondo", "cuadrado", "izquierda", "derecha"]),
];

#[test]
fn no_text_points_by_colour_shape_or_side() {
    for (language, senses) in SENSES {
        let texts: Value = serde_json::from_str(&read(&format!("src/text/{language}.json"))).unwrap();
        let texts = texts.as_object().unwrap().values().flat_map(|part| part.as_object().unwrap());
        for (key, text) in texts {
            let text = text.as_str().unwrap().to_lowercase();
            let mut words = text.split(|letter: char| !letter.is_alphabetic() && letter != '-');
            assert!(!words.any(|word| senses.contains(&word)), "{key}: {text}");
        }
    }
}

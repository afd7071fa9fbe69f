//! The signer's words are plain: short sentences of short words, measured as school grades are.

use crate::tree::read;
use serde_json::Value;

/// What a signer reads in a visit.
const VISIT: [&str; 21] = [
    "common",
    "controls",
    "exits",
    "unavailable",
    "welcome",
    "competence",
    "name",
    "consent",
    "opening",
    "section",
    "reference",
    "host",
    "sign",
    "check",
    "exit",
    "blocked",
    "saving",
    "recorded",
    "panic",
    "idle",
    "starting",
];
/// Vowels that sound by themselves, written with an accent or not.
const VOWELS: &str = "aeiouyáéíóúü";

/// Sentences, words and syllables.
#[derive(Debug, Default)]
struct Counted {
    sentences: f64,
    words: f64,
    syllables: f64,
}

/// A text that is longer than a label is sentences; what stands in braces is somebody's name or a number.
fn count(text: &str, counted: &mut Counted) {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    if words.len() < 4 {
        return;
    }
    counted.sentences +=
        text.split(['.', '?', ':', ';']).filter(|part| part.chars().any(char::is_alphabetic)).count() as f64;
    counted.words += words.len() as f64;
    counted.syllables += words.iter().map(|word| syllables(word)).sum::<usize>() as f64;
}

/// Groups of vowels, without an English silent e.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(|letter| letter.is_alphabetic()).collect();
    let is_vowel = |letter: char| VOWELS.contains(letter);
    let starts = word.chars().zip(std::iter::once(' ').chain(word.chars()));
    let groups = starts.filter(|(letter, before)| is_vowel(*letter) && !is_vowel(*before)).count();
    groups.max(1)
}

fn counted(language: &str) -> Counted {
    let texts: Value = serde_json::from_str(&read(&format!("src/text/{language}.json"))).unwrap();
    let mut counted = Counted::default();
    for part in VISIT {
        for text in texts[part].as_object().unwrap().values() {
            count(text.as_str().unwrap(), &mut counted);
        }
    }
    counted
}

/// Flesch and Kincaid (1975). A silent e counts as a syllable here, so the grade is, if anything, too high.
#[test]
fn the_visit_in_english_reads_at_grade_eight_or_below() {
    let Counted { sentences, words, syllables } = counted("en");
    let grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
    assert!(grade <= 8.0, "grade {grade:.1}: {sentences} sentences, {words} words, {syllables} syllables");
}

/// Szigriszt and Pazos (1993), on the scale of Barrio: from 55 on a text is "normal", from 65 on "quite easy".
#[test]
fn the_visit_in_spanish_reads_easily() {
    let Counted { sentences, words, syllables } = counted("es");
    let ease = 206.835 - 62.3 * syllables / words - words / sentences;
    assert!(ease >= 65.0, "{ease:.1}: {sentences} sentences, {words} words, {syllables} syllables");
}

#[test]
fn groups_of_vowels_are_counted() {
    assert_eq!(["name", "signature", "the", "registro", "oficina", "día"].map(syllables), [2, 4, 1, 3, 4, 1]);
}

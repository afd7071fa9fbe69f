//! Words: what may stand where.

use crate::tree::{PLACES, files, is_program, read, root};
use serde_json::Value;

/// The city whose agreement is the sample. In two parts, so that this file passes its own test.
const CITY: &str = concat!("long", "mont");

/// Where a document's text is the document's own, or stands as it is on a screen.
const ISSUERS: [&str; 3] = ["public/documents/", "crates/domain/tests/fixtures/", "tests/journeys/trees.txt"];

/// Every text file of the project, by path.
fn texts() -> Vec<(String, String)> {
    let top = std::fs::read_dir(root()).unwrap().map(|entry| entry.unwrap());
    let top = top.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name().into_string().unwrap());
    let all = PLACES.into_iter().flat_map(files).chain(top);
    all.filter_map(|path| Some((path.clone(), std::fs::read_to_string(root().join(path)).ok()?))).collect()
}

#[test]
fn only_the_documents_name_their_city() {
    let folders = std::fs::read_dir(root().join("public/documents")).unwrap().map(|entry| entry.unwrap());
    let documents: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    for (path, text) in texts() {
        let may = ISSUERS.iter().any(|folder| path.starts_with(folder));
        // A document's folder may be named where sizes of files are listed.
        let text = documents.iter().fold(text, |text, slug| text.replace(slug, ""));
        assert!(may || !text.to_lowercase().contains(CITY), "{path} names the city of the sample");
        assert!(may || !path.to_lowercase().contains(CITY), "{path}");
    }
}

/// The program takes any document: none of those in use is known to it by name.
#[test]
fn no_program_names_a_document() {
    let index: Value = serde_json::from_str(&read("public/documents/index.json")).unwrap();
    let documents = index["documents"].as_array().unwrap();
    assert!(!documents.is_empty());
    for document in documents {
        let slug = document["slug"].as_str().unwrap();
        for path in ["src", "crates"].into_iter().flat_map(files).filter(|path| is_program(path)) {
            let text = std::fs::read_to_string(root().join(&path)).unwrap_or_default();
            assert!(!text.contains(slug), "{path} names {slug}");
        }
    }
}

/// Calm: no screen shouts.
#[test]
fn no_text_of_the_screens_has_an_exclamation_mark() {
    let tables: Vec<String> = files("src/text").into_iter().filter(|path| path.ends_with(".json")).collect();
    assert!(tables.len() >= 2);
    for path in tables {
        let text = read(&path);
        let loud = text.lines().find(|line| line.contains(['!', '¡', '！']));
        assert_eq!(loud, None, "{path}");
    }
}

/// Words of the trade stand where verify.html gives technical details, and nowhere else.
#[test]
fn no_screen_but_the_technical_details_speaks_the_words_of_the_trade() {
    const TRADE: [&str; 12] = [
        "jws",
        "hash",
        "hpke",
        "chain",
        "cadena",
        "indexeddb",
        "localstorage",
        "payload",
        "ed25519",
        "jose",
        "json",
        "certificate",
    ];
    for path in files("src/text").into_iter().filter(|path| path.ends_with(".json")) {
        let table: Value = serde_json::from_str(&read(&path)).unwrap();
        let rooms = table.as_object().unwrap().iter().filter(|(room, _)| *room != "verify");
        for (name, text) in rooms.flat_map(|(_, room)| room.as_object().unwrap()) {
            let text = text.as_str().unwrap().to_lowercase();
            let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '.');
            // A file's name is no word.
            let found = words.find(|word| TRADE.contains(&word.trim_end_matches('.')));
            assert_eq!(found, None, "{path}: {name}");
        }
    }
}

/// Nor does a document; `![` begins a picture, and `<!` stands in code.
#[test]
fn no_document_has_an_exclamation_mark_in_its_prose() {
    for path in files("docs").into_iter().filter(|path| path.ends_with(".md")).chain(["README.md".to_owned()]) {
        let text = read(&path);
        for line in text.split("```").step_by(2).flat_map(str::lines) {
            let prose: String = line.split('`').step_by(2).collect();
            assert!(!prose.replace("![", "[").replace("<!--", "").contains('!'), "{path}: {line}");
        }
    }
}

/// Nothing was left to be filled in.
#[test]
fn no_document_has_a_place_without_a_value() {
    for path in files("docs").into_iter().filter(|path| path.ends_with(".md")).chain(["README.md".to_owned()]) {
        assert!(!read(&path).contains("{{"), "{path}");
    }
}

//! Turns the text tables beside this file into one Rust type and one static table per language. English is the list of what
//! there is; a language with a missing or a stale key does not compile.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

mod pseudo;

type Table = BTreeMap<String, BTreeMap<String, String>>;

fn main() {
    // Asked when it runs: one that was built in another checkout, with the same target folder, would read that one's tables.
    let root = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is");
    let folder = Path::new(&root).join("src/text");
    println!("cargo::rerun-if-changed={}", folder.display());
    let english = read(&folder.join("en.json"));
    let mut code = structs(&english);
    let mut names = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("src/text is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    for file in files {
        let lang = file.file_stem().and_then(|s| s.to_str()).expect("a language tag").to_owned();
        let table = read(&file);
        compare(&lang, &english, &table);
        let _ = writeln!(code, "static {}: Text = {};", constant(&lang), literal(&table));
        names.push(lang);
    }
    names.sort_by_key(|lang| (lang != "en", lang.clone()));
    let rows: String = names.iter().map(|lang| row(lang)).collect();
    let _ = writeln!(
        code,
        "/// Every language of the screens by its BCP 47 tag, English first.\npub static LANGUAGES: &[(&str, &Text)] = &[{rows}];"
    );
    if std::env::var_os("CARGO_FEATURE_TESTING").is_some() {
        code.push_str(&pseudo_locales(&english, &rows));
    }
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("text.rs"), code).expect("OUT_DIR can be written");
}

/// Each pseudo-locale with the other languages behind it.
fn pseudo_locales(english: &Table, rows: &str) -> String {
    let mut code = String::new();
    for (tag, direction) in pseudo::LOCALES {
        let table = literal(&pseudo::table(english, tag, direction));
        let _ = writeln!(code, "static {}: Text = {table};", constant(tag));
    }
    let lists: String = pseudo::LOCALES.iter().map(|(tag, _)| format!("&[{}{rows}],", row(tag))).collect();
    let _ = writeln!(code, "static PSEUDO: &[&[(&str, &Text)]] = &[{lists}];");
    code
}

fn row(lang: &str) -> String {
    format!("({lang:?}, &{}),", constant(lang))
}

fn read(path: &Path) -> Table {
    let json = std::fs::read_to_string(path).expect("a text table can be read");
    let value: Value = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_value(value).unwrap_or_else(|e| panic!("{}: two levels of texts: {e}", path.display()))
}

/// Same groups, same keys, same `{places}` in every text.
fn compare(lang: &str, english: &Table, other: &Table) {
    for (group, texts) in english {
        for (key, text) in texts {
            let Some(translated) = other.get(group).and_then(|g| g.get(key)) else {
                panic!("{lang}.json lacks {group}.{key}");
            };
            assert_eq!(places(text), places(translated), "{lang}.json, {group}.{key}: other places than in English");
        }
    }
    for (group, texts) in other {
        for key in texts.keys() {
            assert!(english.get(group).is_some_and(|g| g.contains_key(key)), "{lang}.json has a stale {group}.{key}");
        }
    }
}

fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    places.sort_unstable();
    places
}

fn structs(table: &Table) -> String {
    let mut code = String::from("/// Every text of the screens.\npub struct Text {\n");
    for group in table.keys() {
        let _ = writeln!(code, "/// Texts of `{group}`.\npub {group}: {},", camel(group));
    }
    code.push_str("}\n");
    for (group, texts) in table {
        let _ = writeln!(code, "/// Texts of `{group}`.\npub struct {} {{", camel(group));
        for (key, text) in texts {
            let _ = writeln!(code, "#[doc = {text:?}]\npub {key}: &'static str,");
        }
        code.push_str("}\n");
    }
    code
}

fn literal(table: &Table) -> String {
    let mut code = String::from("Text {");
    for (group, texts) in table {
        let _ = write!(code, "{group}: {} {{", camel(group));
        for (key, text) in texts {
            let _ = write!(code, "{key}: {text:?},");
        }
        code.push_str("},");
    }
    code.push('}');
    code
}

fn camel(group: &str) -> String {
    group.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

fn constant(lang: &str) -> String {
    lang.to_uppercase().replace('-', "_")
}

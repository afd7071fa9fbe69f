//! The documents are true: what they name is there, and what is there is named.

use crate::tree::{PLACES, code, crates, exists, files, folders, names_in, read, root, section, ticked};
use std::collections::BTreeSet;
use std::path::Path;

const DOMAIN: &str = "### `crates/domain/src/`, in reading order";

/// Every document for people, but for those that are signed.
fn documents() -> Vec<String> {
    let docs = files("docs").into_iter().filter(|path| path.ends_with(".md"));
    docs.chain(["CHANGELOG.md", "README.md", "public/documents/README.md"].map(str::to_owned)).collect()
}

/// The targets of the links in a text: `[words](target)`, pictures among them.
fn links(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|part| part.split("](").skip(1)).filter_map(|rest| rest.split(')').next()).collect()
}

/// A relative link as a path from the root; `None` for an address elsewhere.
fn target(document: &str, link: &str) -> Option<String> {
    let path = link.split('#').next().unwrap_or_default();
    if link.contains("://") {
        return None;
    }
    let folder = Path::new(document).parent().unwrap_or(Path::new("")).to_string_lossy().into_owned();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." { _ = parts.pop() } else { parts.push(part) }
    }
    Some(if path.is_empty() { document.to_owned() } else { parts.join("/") })
}

#[test]
fn every_link_leads_somewhere() {
    for document in documents() {
        let text = read(&document);
        for link in links(&text) {
            let Some(path) = target(&document, link) else { continue };
            assert!(exists(&path), "{document}: {link}");
            if let Some((_, anchor)) = link.split_once('#') {
                assert!(anchors(&read(&path)).contains(anchor), "{document}: {link}");
            }
        }
    }
}

/// The headings of a text as links name them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter_map(|line| Some(line.trim_start_matches('#')).filter(|rest| *rest != line));
    let keep = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    headings.map(|h| h.trim().to_lowercase().chars().filter(keep).collect::<String>().replace(' ', "-")).collect()
}

#[test]
fn everything_in_docs_is_linked_from_a_document() {
    let all = documents();
    let linked: BTreeSet<String> = all
        .iter()
        .flat_map(|document| {
            let text = read(document);
            let found: Vec<String> = links(&text).into_iter().filter_map(|link| target(document, link)).collect();
            // A document that only names itself is not linked.
            found.into_iter().filter(move |path| path != document)
        })
        .collect();
    for path in files("docs").iter().chain(&all).filter(|path| *path != "README.md") {
        assert!(linked.contains(path), "no document links to {path}");
    }
}

#[test]
fn every_path_in_the_readme_exists() {
    let text = read("README.md");
    let starts = |path: &str| PLACES.iter().any(|place| path.strip_prefix(place).is_some_and(|r| r.starts_with('/')));
    let paths: Vec<&str> = ticked(&text).into_iter().filter(|path| starts(path)).collect();
    assert!(paths.len() > 30);
    for path in paths {
        assert!(exists(path), "README.md names {path}");
        assert_eq!(path.ends_with('/'), is_folder(path), "README.md: folders end with /, files do not: {path}");
    }
}

fn is_folder(path: &str) -> bool {
    root().join(path).is_dir()
}

#[test]
fn the_code_map_names_every_folder_and_every_room() {
    let text = read("README.md");
    let map = section(&text, "## Code map");
    let named: BTreeSet<&str> = ticked(&map).into_iter().collect();
    let mut places: Vec<String> = folders("src");
    places.extend(crates().iter().map(|name| format!("crates/{name}/")));
    for name in crates().iter().filter(|name| *name != "domain") {
        places.push(format!("crates/{name}/src/"));
        places.extend(folders(&format!("crates/{name}/src")));
    }
    // A file beside a folder of its name is that folder's room.
    let is_room = |name: &str| name.strip_suffix(".rs").is_some_and(|stem| exists(&format!("src/{stem}")));
    let alone = names_in("src").into_iter().filter(|name| name.ends_with(".rs") && !is_room(name));
    places.extend(alone.map(|name| format!("src/{name}")));
    places.extend(names_in("tests").into_iter().map(|name| format!("tests/{name}")));
    places.extend(["docs/", "public/", "style/"].map(str::to_owned));
    for place in places {
        assert!(named.contains(place.as_str()), "the code map lacks {place}");
    }
}

#[test]
fn the_code_map_has_the_domains_modules_in_reading_order() {
    let text = read("README.md");
    let rows = section(&text, DOMAIN);
    let named: Vec<&str> = rows.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let lib = code("crates/domain/src/lib.rs");
    let modules: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(named, modules);
    let files = names_in("crates/domain/src").into_iter().filter_map(|name| Some(name.strip_suffix(".rs")?.to_owned()));
    let files: BTreeSet<String> = files.filter(|name| name != "lib").collect();
    assert_eq!(files, modules.iter().map(ToString::to_string).collect());
    for folder in names_in("crates/domain/src").iter().filter_map(|name| name.strip_suffix('/')) {
        assert!(modules.contains(&folder), "crates/domain/src/{folder}/ belongs to no module");
    }
}

#[test]
fn every_command_that_a_document_names_is_there_and_the_readme_names_all() {
    let main = read("crates/xtask/src/main.rs");
    let commands: BTreeSet<&str> =
        main.split("Some(\"").skip(1).filter_map(|rest| rest.split_once("\") =>")).map(|(name, _)| name).collect();
    let named = |text: &str| -> BTreeSet<String> {
        let after = text.split("cargo xtask ").skip(1);
        let word = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphabetic()).collect::<String>();
        after.map(word).filter(|word| !word.is_empty()).collect()
    };
    for document in documents() {
        for name in named(&read(&document)) {
            assert!(commands.contains(name.as_str()), "{document}: cargo xtask {name}");
        }
    }
    assert_eq!(named(&read("README.md")), commands.iter().map(ToString::to_string).collect());
}

#[test]
fn the_readme_names_the_address_that_is_served() {
    assert!(read("README.md").contains(&format!("http://127.0.0.1:{}/", xtask::server::PORT)));
}

#[test]
fn the_format_names_every_act_with_its_members() {
    let text = read("docs/format.md");
    let activities = section(&text, "### An activity");
    let code = code("crates/domain/src/activity.rs");
    let acts = code.split("pub enum Act {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap_or_default();
    let mut known = String::new();
    for line in acts.lines() {
        let word: String = line.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if line.starts_with("    ") && word.starts_with(char::is_uppercase) {
            known = snake(&word);
            assert!(activities.contains(&format!("`{known}`")), "docs/format.md lacks {known}");
        } else if line.starts_with("        ") && !word.is_empty() {
            let row = activities.lines().find(|row| row.starts_with('|') && row.contains(&format!("`{known}`")));
            assert!(row.is_some_and(|row| row.contains(&format!("`{word}`"))), "docs/format.md: {known} has {word}");
        }
    }
    assert_eq!(known, "updated");
}

fn snake(word: &str) -> String {
    let small = |(i, c): (usize, char)| match c.is_uppercase() && i > 0 {
        true => format!("_{}", c.to_lowercase()),
        false => c.to_lowercase().to_string(),
    };
    word.chars().enumerate().map(small).collect()
}

/// What browsers ask of a page before they offer to install it; any orientation (WCAG 1.3.4).
#[test]
fn the_manifest_makes_the_page_installable() {
    let manifest: serde_json::Value = serde_json::from_str(&read("public/manifest.webmanifest")).unwrap();
    assert_eq!((&manifest["display"], &manifest["orientation"]), (&"standalone".into(), &"any".into()));
    assert!(manifest["name"].is_string() && manifest["start_url"].is_string());
    let icons = manifest["icons"].as_array().unwrap();
    for size in ["192x192", "512x512"] {
        assert!(icons.iter().any(|icon| icon["sizes"] == size), "{size}");
    }
    for icon in icons {
        let path = format!("public/{}", icon["src"].as_str().unwrap());
        assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&path).is_file(), "{path}");
    }
}

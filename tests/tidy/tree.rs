//! Reading the tree: files by their paths from its root, and the little of Rust and Markdown that the facts need.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where sources and documents are; everything else is built or fetched.
pub const PLACES: [&str; 7] = [".ci", "crates", "docs", "public", "src", "style", "tests"];

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn exists(path: &str) -> bool {
    root().join(path).exists()
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Everything below a folder, folders with `/` at their end, in order.
fn below(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let path = root().join(folder);
    for entry in fs::read_dir(&path).unwrap_or_else(|error| panic!("{folder}: {error}")) {
        let path = format!("{folder}/{}", entry.unwrap().file_name().into_string().unwrap());
        if Path::new(&root().join(&path)).is_dir() {
            found.extend(below(&path));
            found.push(path + "/");
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Files below a folder.
pub fn files(folder: &str) -> Vec<String> {
    below(folder).into_iter().filter(|path| !path.ends_with('/')).collect()
}

/// Folders below a folder, each with `/` at its end.
pub fn folders(folder: &str) -> Vec<String> {
    below(folder).into_iter().filter(|path| path.ends_with('/')).collect()
}

/// What stands directly in a folder, by name; folders with `/` at their end.
pub fn names_in(folder: &str) -> Vec<String> {
    let all = below(folder).into_iter().map(|path| path[folder.len() + 1..].to_owned());
    all.filter(|name| !name.trim_end_matches('/').contains('/')).collect()
}

/// The crates beside the kiosk.
pub fn crates() -> Vec<String> {
    names_in("crates").iter().map(|name| name.trim_end_matches('/').to_owned()).collect()
}

/// Every Rust file of the project.
pub fn rust() -> Vec<String> {
    let all = ["src", "crates", "tests"].into_iter().flat_map(files);
    all.filter(|path| path.ends_with(".rs")).collect()
}

/// Whether a file is part of a program, and not of its tests or its build.
pub fn is_program(path: &str) -> bool {
    let of_tests = path.contains("/tests/")
        || path.starts_with("tests/")
        || path.ends_with("/tests.rs")
        || path.contains("/examples/");
    !of_tests && !path.ends_with("/build.rs")
}

/// A Rust file without comments.
pub fn code(path: &str) -> String {
    let text = read(path);
    let lines = text.lines().map(|line| line.split_once(" // ").map_or(line, |(code, _)| code));
    lines.filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// A Rust file without comments and without what is compiled for its tests only.
pub fn program(path: &str) -> String {
    without_tests(&code(path))
}

fn without_tests(code: &str) -> String {
    let mut lines = code.lines();
    let mut kept = String::new();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push_str(line);
            kept.push('\n');
        } else if let Some(item) = lines.next().filter(|item| item.ends_with('{')) {
            let indent = &item[..item.len() - item.trim_start().len()];
            lines.by_ref().find(|line| line.strip_prefix(indent) == Some("}"));
        }
    }
    kept
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every identifier (and keyword) in some code, with what stands after it.
pub fn identifiers(code: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = code;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c| !is_word(c));
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        (!word.is_empty()).then_some((word, after))
    })
}

/// Which of these words a piece of code names.
pub fn named<'a>(code: &'a str, words: &[&str]) -> BTreeSet<&'a str> {
    identifiers(code).map(|(word, _)| word).filter(|word| words.contains(word)).collect()
}

/// The modules of `parent` that some code names: `parent::one`, `parent::{one, two::{Three, Four}}`, and `*` for all of them.
pub fn modules_of<'a>(code: &'a str, parent: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for (word, after) in identifiers(code) {
        let Some(after) = after.strip_prefix("::").filter(|_| word == parent) else { continue };
        match after.strip_prefix('{') {
            Some(list) => found.extend(items(list).into_iter().map(first)),
            None => _ = found.insert(first(after)),
        }
    }
    found.remove("");
    found
}

/// The first part of a path.
fn first(path: &str) -> &str {
    let path = path.trim();
    if path.starts_with('*') { "*" } else { path.split(|c| !is_word(c)).next().unwrap_or_default() }
}

/// What stands between commas, up to the brace that closes a list.
fn items(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0usize, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        if c == '}' && start == at + 1 {
            break;
        }
    }
    found
}

/// What stands in quotation marks in a text.
pub fn quoted(text: &str) -> Vec<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

/// The part of a Markdown text below a heading, up to the next one of its depth or above.
pub fn section(text: &str, heading: &str) -> String {
    let depth = heading.chars().take_while(|c| *c == '#').count();
    let ends = |line: &str| {
        let own = line.chars().take_while(|c| *c == '#').count();
        (1..=depth).contains(&own) && line[own..].starts_with(' ')
    };
    let below = text.lines().skip_while(|line| !line.starts_with(heading)).skip(1);
    below.take_while(|line| !ends(line)).map(|line| format!("{line}\n")).collect()
}

/// What stands in backticks, outside fenced blocks.
pub fn ticked(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn the_modules_that_some_code_names_are_found_however_they_are_written() {
    let code =
        "use crate::rooms::{one, two::{Three, Four},\n five}; rooms::six::seven(); other::eight(); use rooms::*;";
    assert_eq!(modules_of(code, "rooms"), BTreeSet::from(["*", "five", "one", "six", "two"]));
}

#[test]
fn a_section_ends_at_the_next_heading_of_its_depth() {
    let text = "## A\none `a`\n### B\ntwo `b/`\n## C\nthree `c`\n";
    assert_eq!(ticked(&section(text, "## A")), ["a", "b/"]);
    assert_eq!(ticked(&section(text, "### B")), ["b/"]);
}

#[test]
fn what_stands_after_tests_is_still_program() {
    let code = "one\n#[cfg(test)]\nmod tests {\n    two\n    }\n}\nthree\n#[cfg(test)]\nmod tests;\nfour\n";
    assert_eq!(without_tests(code), "one\nthree\nfour\n");
}

//! Nothing is forgotten, and nothing grows out of reading.

use crate::tree::{code, crates, exists, files, is_program, names_in, program, quoted, read, rust};
use std::collections::BTreeSet;

/// Longest Rust file, in lines. Aim at 300: a file is read in one sitting.
const MAX_LINES: usize = 450;

/// Where cargo begins: the programs, libraries and tests of every package.
fn beginnings() -> BTreeSet<String> {
    let packages = crates().into_iter().map(|name| format!("crates/{name}/")).chain([String::new()]);
    let mut found = BTreeSet::new();
    for package in packages {
        let manifest = read(&format!("{package}Cargo.toml"));
        let paths = manifest.lines().filter_map(|line| line.split_once("path = \"").or(line.split_once("build = \"")));
        let named = paths.filter_map(|(_, rest)| rest.split('"').next()).filter(|path| path.ends_with(".rs"));
        found.extend(named.map(|path| format!("{package}{path}")));
        found.extend(["src/lib.rs", "src/main.rs", "build.rs"].map(|path| format!("{package}{path}")));
        for folder in ["src/bin", "tests", "benches", "examples"].map(|name| format!("{package}{name}")) {
            if !exists(&folder) {
                continue;
            }
            for name in names_in(&folder) {
                let main = format!("{folder}/{name}main.rs");
                found.extend(name.ends_with(".rs").then(|| format!("{folder}/{name}")));
                found.extend((name.ends_with('/') && exists(&main)).then_some(main));
            }
        }
    }
    found.into_iter().filter(|path| exists(path)).collect()
}

/// Where the modules that a file declares may stand. `begins`: cargo begins here, so they stand beside it.
fn children(path: &str, begins: bool) -> Vec<String> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.trim_end_matches(".rs");
    let beside = begins || stem == "mod";
    let home = if beside { folder.to_owned() } else { format!("{folder}/{stem}") };
    let code = code(path);
    let mut place = None;
    let mut found = Vec::new();
    for line in code.lines().map(str::trim) {
        if let Some(named) = line.strip_prefix("#[path = \"").and_then(|rest| rest.strip_suffix("\"]")) {
            let from = if begins { folder } else { &home };
            place = Some(match named.strip_prefix("../") {
                Some(up) => format!("{}/{up}", from.rsplit_once('/').map_or("", |(up, _)| up)),
                None => format!("{from}/{named}"),
            });
            continue;
        }
        let words: Vec<&str> = line.split([' ', '(', ')']).filter(|word| !word.is_empty()).collect();
        let name = match words[..] {
            ["mod", name] | ["pub", "mod", name] | ["pub", _, "mod", name] => name.strip_suffix(';'),
            _ => None,
        };
        if let Some(name) = name {
            let places = [format!("{home}/{name}.rs"), format!("{home}/{name}/mod.rs")];
            found.extend(place.take().map_or(places.to_vec(), |place| vec![place]));
        }
    }
    found
}

#[test]
fn every_rust_file_is_reached_by_a_mod() {
    let mut reached = BTreeSet::new();
    let mut left: Vec<(String, bool)> = beginnings().into_iter().map(|path| (path, true)).collect();
    while let Some((path, begins)) = left.pop() {
        if exists(&path) && reached.insert(path.clone()) {
            left.extend(children(&path, begins).into_iter().map(|child| (child, false)));
        }
    }
    let forgotten: Vec<String> = rust().into_iter().filter(|path| !reached.contains(path)).collect();
    assert_eq!(forgotten, Vec::<String>::new());
}

/// Data beside the sources: included, read or started by a name that stands in some source.
#[test]
fn every_other_file_beside_the_sources_is_named_by_one() {
    let sources: String = rust().iter().map(|path| code(path)).collect();
    // The build reads the text tables by their folder, and the command's tests their pinned outputs.
    let by_folder = ["src/text/", "crates/cli/tests/cmd/", "crates/domain/tests/vectors/"];
    for path in ["src", "crates", "tests"].into_iter().flat_map(files) {
        let name = path.rsplit('/').next().unwrap_or_default();
        let known = path.ends_with(".rs") || name == "Cargo.toml" || path.contains("/proptest-regressions/");
        let read_as_one = by_folder.iter().any(|folder| path.starts_with(folder));
        assert!(known || read_as_one || sources.contains(name), "no source names {path}");
    }
}

#[test]
fn every_style_sheet_is_in_the_list_of_the_build() {
    let dist = code("crates/xtask/src/dist.rs");
    let list = dist.split("const STYLES").nth(1).and_then(|rest| rest.split(';').nth(1)).unwrap_or_default();
    let listed: BTreeSet<String> = quoted(list).into_iter().map(|name| format!("style/{name}.css")).collect();
    assert_eq!(listed, files("style").into_iter().collect());
}

#[test]
fn every_golden_file_is_named_in_a_test() {
    let tests: String = files("crates/domain/tests/golden").iter().map(|path| code(path)).collect();
    let named: BTreeSet<&str> = quoted(&tests).into_iter().collect();
    for name in names_in("crates/domain/tests/vectors") {
        let stem = name.strip_suffix(".jws.json").unwrap_or(&name);
        assert!(named.contains(stem), "no golden test names {name}");
    }
}

#[test]
fn every_journey_is_run() {
    let main = read("tests/journeys/main.rs");
    for path in files("tests/journeys") {
        let module = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        for line in code(&path).lines().filter(|line| line.contains("(engine: Engine) -> Journey")) {
            let name = line.split("fn ").nth(1).and_then(|rest| rest.split('(').next()).unwrap_or_default();
            assert!(main.contains(&format!("{module}::{name}")), "{path}: {name} is in no list");
        }
    }
}

#[test]
fn no_rust_file_is_longer_than_one_sitting() {
    for path in rust() {
        let lines = read(&path).lines().count();
        assert!(lines <= MAX_LINES, "{path} has {lines} lines; at most {MAX_LINES}");
    }
}

/// Clippy refuses `unwrap`; an `expect` says in its words why it cannot happen.
#[test]
fn nothing_panics_without_a_reason() {
    for path in rust().into_iter().filter(|path| is_program(path)) {
        let code = program(&path);
        for word in [".unwrap()", "panic!(", "todo!(", "unimplemented!(", "unreachable!(", "dbg!("] {
            assert!(!code.contains(word), "{path}: {word}");
        }
        for rest in code.split(".expect(").skip(1) {
            let reason = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            let words = reason.unwrap_or_default().split_whitespace().count();
            assert!(words >= 4, "{path}: expect({:?}) gives no reason", reason.unwrap_or_default());
        }
    }
}

//! The golden batches under JOSE libraries that are not ours: Python's joserfc (docs/verify.py) and node's jose. Each is installed
//! once into `target/tools` from its registry; at least one of python3 with pip and node with npm must be there.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask::jose;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Runs a command and gives its output; what it cannot do at all is a failure of the test.
fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(error.is_empty() || output.status.success(), "{command:?}\n{error}");
    out.into_owned()
}

fn python() -> Option<Command> {
    let mut command = jose::python().unwrap()?;
    command.args(["--office", "inkseal-office.json"]);
    Some(command)
}

fn node() -> Option<Command> {
    let mut command = jose::node().unwrap()?;
    command.arg("inkseal-office.json");
    Some(command)
}

/// What a verifier says of files, a line each.
fn says(command: &mut Command, files: &[&str]) -> Vec<String> {
    let golden = root().join("crates/domain/tests/vectors");
    let files = files.iter().map(|name| format!("{name}.jws.json"));
    let said = output(command.args(files).current_dir(golden));
    said.lines().map(str::to_owned).collect()
}

const GOOD: [&str; 8] =
    ["good", "good-next", "good-third", "good-whole", "good-with-damage", "good-elsewhere", "fork", "namesakes"];

fn golden_names() -> Vec<String> {
    let files = fs::read_dir(root().join("crates/domain/tests/vectors")).unwrap();
    let names = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter_map(|name| name.strip_suffix(".jws.json").map(str::to_owned)).collect()
}

#[test]
fn good_batches_are_good_to_other_libraries_too() {
    let verifiers: Vec<Command> = [python(), node()].into_iter().flatten().collect();
    assert!(!verifiers.is_empty(), "install python3 with pip, or node with npm");
    for mut verifier in verifiers {
        let said = says(&mut verifier, &GOOD);
        assert_eq!(said.len(), GOOD.len());
        assert!(said.iter().all(|line| line.contains(": good, records ")), "{verifier:?}\n{said:#?}");
    }
}

#[test]
fn every_flaw_is_found_by_the_python_verifier_of_the_documentation() {
    let Some(mut verifier) = python() else { return };
    let names = golden_names();
    let flawed: Vec<&str> = names.iter().map(String::as_str).filter(|name| !GOOD.contains(name)).collect();
    let said = says(&mut verifier, &flawed);
    assert_eq!(said.len(), flawed.len());
    assert!(said.iter().all(|line| line.contains(": WRONG: ")), "{said:#?}");
}

#[test]
fn a_library_alone_may_be_content_with_one_signature_of_two() {
    let Some(mut verifier) = node() else { return };
    let said = says(verifier.env("LENIENT", "1"), &["flipped-bit", "one-signature-twice"]);
    assert_eq!(said[0], "flipped-bit.jws.json: accepted");
    assert!(said[1].contains("WRONG"), "{said:?}");
}

/// The lines of docs/format.md that open a locked file without a line of ours.
fn opener() -> String {
    let format = fs::read_to_string(root().join("docs/format.md")).unwrap();
    let block = format.split("```python\n").nth(1).and_then(|rest| rest.split("```").next());
    block.unwrap().to_owned()
}

#[test]
fn a_locked_file_opens_by_the_lines_in_the_format_as_well() {
    let Some(mut python) = jose::python_to_open().unwrap() else { return };
    let golden = root().join("crates/domain/tests/vectors");
    let words = fs::File::open(golden.join("locked-words.txt")).unwrap();
    let opened = python.args(["-c", &opener(), "good.locked.json"]).current_dir(&golden).stdin(words).output().unwrap();
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    assert_eq!(opened.stdout, fs::read(golden.join("good.jws.json")).unwrap());
}

//! Whole outputs, as the files in `cmd/` have them: a command after `$`, what it says, and how it ends after `?`.
//! Commands run in the folder of the golden files. `INKSEAL_BLESS=1 cargo test -p inkseal-cli --test cmd` writes the outputs anew.
#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs one command line and says everything about it.
fn run(line: &str) -> String {
    let golden = here().join("../domain/tests/vectors");
    let (words, input) = line.split_once(" < ").unwrap_or((line, ""));
    let stdin = if input.is_empty() { Stdio::null() } else { File::open(golden.join(input)).unwrap().into() };
    let args = words.split_whitespace().skip(1);
    let mut command = Command::new(env!("CARGO_BIN_EXE_inkseal"));
    let output = command.args(args).current_dir(&golden).stdin(stdin).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    format!("$ {line}\n{}\n? {}\n", String::from_utf8(said).unwrap().trim_end(), output.status.code().unwrap())
}

fn check(file: &Path) {
    let pinned = fs::read_to_string(file).unwrap();
    let commands = pinned.lines().filter_map(|line| line.strip_prefix("$ "));
    let said = commands.map(run).collect::<Vec<_>>().join("\n");
    if std::env::var_os("INKSEAL_BLESS").is_some() {
        return fs::write(file, &said).unwrap();
    }
    let difference = said.lines().zip(pinned.lines()).find(|(said, pinned)| said != pinned);
    assert!(said == pinned, "{}: first difference {difference:?}", file.display());
}

#[test]
fn the_command_says_exactly_what_is_pinned() {
    let mut files: Vec<PathBuf> =
        fs::read_dir(here().join("tests/cmd")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10);
    files.iter().for_each(|file| check(file));
}

#[test]
fn every_golden_file_is_tried() {
    let pinned: String = fs::read_dir(here().join("tests/cmd"))
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    for entry in fs::read_dir(here().join("../domain/tests/vectors")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.ends_with(".json") || pinned.contains(&name), "{name}");
    }
}

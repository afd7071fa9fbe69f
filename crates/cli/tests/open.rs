//! What comes out of a locked file.
#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Output};

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../domain/tests/vectors").join(name)
}

fn open(words: &str, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inkseal"));
    command.args(["open", "good.locked.json"]).args(more);
    command.current_dir(golden("")).stdin(File::open(golden(words)).unwrap()).output().unwrap()
}

#[test]
fn the_words_give_the_batch_byte_for_byte_to_standard_output_or_a_file() {
    let batch = fs::read(golden("good.jws.json")).unwrap();
    assert_eq!(open("locked-words.txt", &[]).stdout, batch);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(&folder).unwrap();
    let out = folder.join("opened.jws.json");
    let output = open("locked-words.txt", &["--out", out.to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert_eq!(fs::read(out).unwrap(), batch);
}

#[test]
fn other_words_give_nothing_and_are_not_repeated() {
    let output = open("kit.txt", &[]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains(fs::read_to_string(golden("kit.txt")).unwrap().trim()), "{said}");
}

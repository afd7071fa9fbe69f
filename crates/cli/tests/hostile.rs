//! Files that nobody would export: too large, too deep, or made to steer the terminal.
#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Output};

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

fn verify(file: &PathBuf) -> (String, Option<i32>) {
    let Output { stdout, stderr, status } =
        Command::new(env!("CARGO_BIN_EXE_inkseal")).arg("verify").arg(file).output().unwrap();
    assert!(stderr.is_empty(), "{}", String::from_utf8_lossy(&stderr));
    (String::from_utf8(stdout).unwrap(), status.code())
}

#[test]
fn a_file_of_100_megabytes_is_refused_in_words() {
    let file = scratch("large.jws.json");
    File::create(&file).unwrap().set_len(100 * 1024 * 1024).unwrap();
    let (said, code) = verify(&file);
    fs::remove_file(&file).unwrap();
    assert!(
        said.contains("It is larger than 64 MB, so it is no batch and was not read. Ask for the file again."),
        "{said}"
    );
    assert_eq!(code, Some(3));
}

#[test]
fn deep_nesting_is_refused_in_words() {
    for (name, text) in [
        ("deep-list.jws.json", "[".repeat(1_000_000)),
        ("deep-member.jws.json", format!("{{\"payload\":{}", "{\"a\":".repeat(1_000_000))),
        ("deep-about.jws.json", format!("{{\"comment\":{}", "[".repeat(1_000_000))),
    ] {
        let file = scratch(name);
        fs::write(&file, text).unwrap();
        let (said, code) = verify(&file);
        assert!(said.contains("CANNOT BE READ") && said.contains("Ask for the file again"), "{said}");
        assert_eq!(code, Some(3), "{name}");
    }
}

#[test]
fn a_file_cannot_steer_the_terminal() {
    let file = scratch("steering.jws.json");
    fs::write(&file, "{\"\\u001b[2J\\u202e\\u009b31m\":1}").unwrap();
    let (said, code) = verify(&file);
    assert!(said.contains("\\u001b[2J\\u202e\\u009b31m"), "{said}");
    assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
    assert_eq!(code, Some(3));
}

#[test]
fn a_signature_becomes_a_picture_and_the_form_a_page() {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../domain/tests/vectors/good.jws.json");
    for (place, picture) in [("2", "<path "), ("3", ">Sample Person Two</text>")] {
        let (svg, html) = (scratch(&format!("{place}.svg")), scratch(&format!("{place}.html")));
        let status = Command::new(env!("CARGO_BIN_EXE_inkseal"))
            .args([
                "show",
                golden.to_str().unwrap(),
                place,
                "--svg",
                svg.to_str().unwrap(),
                "--html",
                html.to_str().unwrap(),
            ])
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(4));
        let (svg, html) = (fs::read_to_string(svg).unwrap(), fs::read_to_string(html).unwrap());
        assert!(svg.starts_with("<svg ") && svg.contains(picture), "{svg}");
        assert!(html.contains("<h1>Sample Agreement</h1>") && html.contains("I keep to myself what I learn"), "{html}");
        assert!(!html.contains("<script"));
    }
}

//! The golden batches under JOSE libraries that are not ours: Python's joserfc (docs/verify.py) and node's jose. Each is installed
//! once into `target/tools` from its registry; at least one of python3 with pip and node with npm must be there.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const JOSERFC: &str = "joserfc==1.8.0";
const JOSE: &str = "jose@6.2.18";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn tool(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools").join(name)
}

fn there(program: &str, args: &[&str]) -> bool {
    Command::new(program).args(args).output().is_ok_and(|output| output.status.success())
}

/// Runs a command and gives its output; a failure to install is a failure of the test.
fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(error.is_empty() || output.status.success(), "{command:?}\n{error}");
    out.into_owned()
}

fn python() -> Option<Command> {
    let folder = tool("joserfc-1.8.0");
    if !there("python3", &["-m", "pip", "--version"]) {
        return None;
    }
    if !folder.join("joserfc").exists() {
        let pip =
            ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore", "--target"];
        output(Command::new("python3").args(pip).arg(&folder).arg(JOSERFC));
    }
    let mut command = Command::new("python3");
    command.env("PYTHONPATH", folder).arg(root().join("docs/verify.py")).args(["--office", "inkseal-office.json"]);
    Some(command)
}

fn node() -> Option<Command> {
    let folder = tool("jose-6.2.18");
    if !there("npm", &["--version"]) {
        return None;
    }
    if !folder.join("node_modules/jose").exists() {
        fs::create_dir_all(&folder).unwrap();
        let npm = ["install", "--no-audit", "--no-fund", "--silent", "--prefix"];
        output(Command::new("npm").args(npm).arg(&folder).arg(JOSE));
    }
    // Modules are looked for beside the script.
    let script = folder.join("verify.mjs");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/verify.mjs"), &script).unwrap();
    let mut command = Command::new("node");
    command.arg(script).arg("inkseal-office.json");
    Some(command)
}

/// What a verifier says of files, a line each.
fn says(command: &mut Command, files: &[&str]) -> Vec<String> {
    let golden = root().join("crates/domain/tests/vectors");
    let files = files.iter().map(|name| format!("{name}.jws.json"));
    let said = output(command.args(files).current_dir(golden));
    said.lines().map(str::to_owned).collect()
}

const GOOD: [&str; 6] = ["good", "good-next", "good-third", "good-whole", "good-with-damage", "fork"];

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

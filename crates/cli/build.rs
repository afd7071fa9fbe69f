//! The kiosk that the command carries, as a list of files: all of the folder that `INKSEAL_KIOSK_FOLDER` names when the command is built
//! (`cargo xtask binary` does), or none.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "INKSEAL_KIOSK_FOLDER";

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={FOLDER}");
    let files = match env::var_os(FOLDER) {
        Some(folder) => kiosk(&PathBuf::from(folder))?,
        None => Vec::new(),
    };
    let line = |(path, file): &(String, PathBuf)| format!("    ({path:?}, include_bytes!({file:?})),\n");
    let list: String = files.iter().map(line).collect();
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?);
    fs::write(out.join("carried.rs"), format!("&[\n{list}]\n")).map_err(|error| error.to_string())
}

/// The files of a built kiosk, by the paths of their addresses.
fn kiosk(folder: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    // A build script runs in its package's folder, where a relative path means something else than where it was typed.
    if !folder.is_absolute() {
        return Err(format!("{FOLDER} is not an absolute path: {}", folder.display()));
    }
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    below(folder, "", &mut files)?;
    match files.iter().any(|(path, _)| path == "index.html") {
        true => Ok(files),
        false => Err(format!("{} has no index.html, so it is no built kiosk", folder.display())),
    }
}

fn below(folder: &Path, under: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), String> {
    let words = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut entries = fs::read_dir(folder).map_err(words)?.collect::<Result<Vec<_>, _>>().map_err(words)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().into_string().map_err(|name| format!("a name that is no text: {name:?}"))?;
        if entry.path().is_dir() {
            below(&entry.path(), &format!("{under}{name}/"), files)?;
        } else if !is_for_hosts(&name) {
            files.push((format!("{under}{name}"), entry.path()));
        }
    }
    Ok(())
}

/// What only a host reads: hidden files, and the headers, which our server sends by itself.
fn is_for_hosts(name: &str) -> bool {
    name.starts_with('.') || name == "_headers"
}

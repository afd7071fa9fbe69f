//! Where the pages come from: a folder, or the program itself.

use hyper::body::Bytes;
use std::path::{Path, PathBuf};

/// Files that a program carries: the path of each, and its bytes.
pub type Carried = &'static [(&'static str, &'static [u8])];

/// What is served.
#[derive(Debug, Clone)]
pub enum Files {
    /// Everything in a folder that is not hidden.
    Folder(PathBuf),
    /// What the program carries, and nothing else.
    Carried(Carried),
}

impl Files {
    /// The file at a path that [`path_of`] gave.
    pub(crate) fn find(&self, path: &str) -> Option<Bytes> {
        match self {
            Self::Folder(folder) => in_folder(folder, path).map(Bytes::from),
            Self::Carried(files) => {
                let (_, bytes) = files.iter().find(|(name, _)| *name == path)?;
                Some(Bytes::from_static(bytes))
            }
        }
    }
}

/// Reads a file below a folder. A link that leads out of the folder is as if it were not there.
fn in_folder(folder: &Path, path: &str) -> Option<Vec<u8>> {
    let folder = folder.canonicalize().ok()?;
    let file = folder.join(path).canonicalize().ok()?;
    if file.starts_with(&folder) && file.is_file() { std::fs::read(file).ok() } else { None }
}

/// The file that an address means; `None` for one that is hidden, or that would leave the folder.
///
/// Percent signs are not decoded (RFC 3986 §2.1): none of our names needs one, so `%2e%2e` and `%2f` are letters that no file has.
pub(crate) fn path_of(address: &str) -> Option<String> {
    let path = address.strip_prefix('/')?;
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    // A part that begins with a dot is hidden, or leads up. What Windows would take for a drive or a separator belongs to no name of ours.
    let safe = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']));
    safe.then_some(path)
}

/// The media type of a file, by its ending.
pub(crate) fn media_type(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("md") => "text/markdown; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leaves_the_folder() {
        let out = ["/../Cargo.toml", "/a/../../b", "/a/./b", "//etc/passwd", "/a//b", "/C:/x", "/a\\..\\b", "*", ""];
        for address in out {
            assert_eq!(path_of(address), None, "{address}");
        }
        assert_eq!(path_of("/"), Some("index.html".into()));
        assert_eq!(path_of("/a/"), Some("a/index.html".into()));
    }

    #[test]
    fn what_is_hidden_has_no_address() {
        assert_eq!(path_of("/.git/config"), None);
        assert_eq!(path_of("/a/.env"), None);
    }
}

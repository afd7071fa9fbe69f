//! The service worker: every file of the page, kept under one name that is the hash of them all.

use crate::page::short_hash;
use std::collections::BTreeMap;

const TEMPLATE: &str = include_str!("../../../public/sw.js");

/// Fills the worker's list. `files`: path and hash of each file, in any order.
pub fn worker(files: &[(String, String)]) -> String {
    let list: BTreeMap<&str, &str> = files.iter().map(|(path, hash)| (path.as_str(), hash.as_str())).collect();
    let name: String = list.iter().map(|(path, hash)| format!("{path} {hash}\n")).collect();
    TEMPLATE
        .replace("\"{{version}}\"", &format!("{:?}", short_hash(name.as_bytes())))
        .replace("\"{{files}}\"", &serde_json::to_string(&list).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_changed_file_changes_the_name_of_the_whole() {
        let files = |hash: &str| vec![("a.js".to_owned(), "1".to_owned()), ("b.css".to_owned(), hash.to_owned())];
        assert_ne!(worker(&files("1")), worker(&files("2")));
        assert_eq!(worker(&files("1")), worker(&files("1").into_iter().rev().collect::<Vec<_>>()));
    }

    #[test]
    fn every_place_is_filled() {
        assert!(!worker(&[]).contains("{{"));
    }

    #[test]
    fn the_worker_knows_the_hash_of_every_file() {
        let files = [("index.html".to_owned(), "0123456789abcdef".to_owned())];
        assert!(worker(&files).contains(r#"const FILES = {"index.html":"0123456789abcdef"};"#));
    }
}

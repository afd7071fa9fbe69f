//! The key file as a file of its own, kept outside the tablet: with it and the recovery kit another tablet goes on in the same office.

use super::{KeyFile, KeyFileError};
use serde::{Deserialize, Serialize};

/// Largest file that is read, in bytes.
pub const KEYS_MAX_BYTES: usize = 64 * 1024;

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    v: u32,
    keys: String,
    #[serde(default)]
    about: String,
}

/// What the file says about itself, for whoever finds it.
const ABOUT: &str = "The keys of an Inkseal office, sealed. The recovery kit or an administrator's passphrase opens them, nothing else.";

/// The name under which it is saved on a day, `YYYY-MM-DD`: an old one is told from a new one by it.
pub fn keys_file_name(day: &str, practice: bool) -> String {
    let practice = if practice { "PRACTICE_" } else { "" };
    format!("{practice}inkseal-keys_{day}.json")
}

/// Writes a key file as a file of its own.
pub fn keys_to_file(key_file: &str) -> Vec<u8> {
    let keys = Keys { v: 1, keys: key_file.to_owned(), about: ABOUT.to_owned() };
    serde_json::to_vec_pretty(&keys).expect("three plain members are JSON")
}

/// The key file in such a file, as signed by its office.
///
/// # Errors
/// [`KeyFileError`]: not such a file, or altered.
pub fn keys_from_file(file: &[u8]) -> Result<String, KeyFileError> {
    let keys: Keys = serde_json::from_slice(file).map_err(|error| KeyFileError::Shape(error.to_string()))?;
    if keys.v != 1 {
        return Err(KeyFileError::Shape(format!("version {}", keys.v)));
    }
    KeyFile::parse(&keys.keys)?;
    Ok(keys.keys)
}

#[cfg(test)]
mod tests {
    use super::super::tests::office;
    use super::*;

    #[test]
    fn the_files_name_has_the_day_and_practice_first() {
        assert_eq!(keys_file_name("2026-11-24", false), "inkseal-keys_2026-11-24.json");
        assert_eq!(keys_file_name("2026-11-24", true), "PRACTICE_inkseal-keys_2026-11-24.json");
    }

    #[test]
    fn the_keys_come_back_from_their_file_and_from_no_other() {
        let (_, text, _) = office();
        let file = keys_to_file(&text);
        assert_eq!(keys_from_file(&file), Ok(text.clone()));
        let altered = String::from_utf8(file).expect("text").replace(&text[40..44], "AAAA");
        for other in [altered.as_bytes(), b"", b"{}", br#"{"v":2,"keys":""}"#, text.as_bytes()] {
            assert!(keys_from_file(other).is_err());
        }
    }
}

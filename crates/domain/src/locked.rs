//! A locked file: a signed batch for the road, encrypted under a fresh key that six generated words open. The words travel apart from it.
//!
//! The office's own keys are not in it and do not open it. What comes out is the batch, byte for byte.

use crate::batch::FILE_MAX_BYTES;
use crate::codec::{Fixed, b64, unb64};
use crate::entropy::Entropy;
use crate::passphrase::{self, Stretch, UnwrapError, Wrapped, generate_passphrase};
use crate::proofread::agreed;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Largest locked file that is read, in bytes: what the largest batch makes.
pub const LOCKED_MAX_BYTES: usize = FILE_MAX_BYTES / 3 * 4 + 4096;

/// The version that is written and read.
const VERSION: u32 = 1;

/// How the name of a signed batch ends, and that of a locked one.
const ENDINGS: (&str, &str) = (".jws.json", ".locked.json");

/// Authenticated beside the batch, so that no other ciphertext is taken for one.
const LABEL: &[u8] = b"inkseal/1/locked";

const ABOUT: &str = "A signed batch of an Inkseal kiosk, locked for the road: ChaCha20-Poly1305 (RFC 8439) under a random key, and that key under \
six words (Argon2id, RFC 9106). Whoever has the words opens it in verify.html, or by the command inkseal open.";

/// A locked file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locked {
    v: u32,
    /// The batch's key under the words.
    wrapped: Wrapped,
    nonce: Fixed<12>,
    /// The batch, encrypted, as base64url.
    locked: String,
    about: String,
}

/// Why a file was not locked, or did not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LockedError {
    /// Not the JSON of a locked file.
    #[error("not a locked file: {0}")]
    Form(String),
    /// Of a later version of this program.
    #[error("a locked file of version {0}")]
    Version(u32),
    /// The words do not open it, or ask for what this device cannot pay.
    #[error(transparent)]
    Words(#[from] UnwrapError),
    /// The words are right, and what they open was altered.
    #[error("the locked file was altered")]
    Altered,
    /// The device did not compute the same twice. Nothing was locked.
    #[error("it did not come out the same twice")]
    Miscomputed,
}

impl Locked {
    /// Locks a batch. The six words that open it are made here, and are in no file.
    ///
    /// # Errors
    /// [`LockedError`]: costs that this device cannot pay, or it computes wrongly.
    pub fn lock(
        batch: &[u8],
        stretch: Stretch,
        entropy: &mut Entropy,
    ) -> Result<(Self, Zeroizing<String>), LockedError> {
        let words = generate_passphrase(entropy);
        let key = Zeroizing::new(entropy.take::<32>());
        let nonce = Fixed(entropy.take());
        let wrapped = passphrase::wrap(&key, &words, stretch, entropy)?;
        let message = || Payload { msg: batch, aad: LABEL };
        let encrypted =
            agreed(|| ChaCha20Poly1305::new(&Key::from(*key)).encrypt(&Nonce::from(nonce.0), message()).ok());
        let locked = b64(&encrypted.ok_or(LockedError::Miscomputed)?);
        let file = Self { v: VERSION, wrapped, nonce, locked, about: ABOUT.to_owned() };
        // Nobody could put it right later.
        match file.open(&words) {
            Ok(opened) if opened == batch => Ok((file, words)),
            _ => Err(LockedError::Miscomputed),
        }
    }

    /// The file's bytes.
    pub fn to_file(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("strings and small integers are JSON")
    }

    /// Reads a locked file; nothing is opened yet.
    ///
    /// # Errors
    /// [`LockedError::Form`], [`LockedError::Version`].
    pub fn parse(file: &[u8]) -> Result<Self, LockedError> {
        let locked: Self = serde_json::from_slice(file).map_err(|error| LockedError::Form(error.to_string()))?;
        if locked.v == VERSION { Ok(locked) } else { Err(LockedError::Version(locked.v)) }
    }

    /// The batch in it. Nothing is said of the batch itself: that is verified like any other.
    ///
    /// # Errors
    /// [`LockedError`]
    pub fn open(&self, typed: &str) -> Result<Vec<u8>, LockedError> {
        let key = passphrase::unwrap(&self.wrapped, typed)?;
        let encrypted = unb64(&self.locked).ok_or(LockedError::Altered)?;
        let message = Payload { msg: &encrypted, aad: LABEL };
        ChaCha20Poly1305::new(&Key::from(*key))
            .decrypt(&Nonce::from(self.nonce.0), message)
            .map_err(|_| LockedError::Altered)
    }
}

/// What a locked file is called, by the name of its batch.
pub fn locked_name(batch: &str) -> String {
    format!("{}{}", batch.strip_suffix(ENDINGS.0).unwrap_or(batch), ENDINGS.1)
}

/// What the batch in a locked file is called.
pub fn batch_name(locked: &str) -> String {
    format!("{}{}", locked.strip_suffix(ENDINGS.1).unwrap_or(locked), ENDINGS.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: Stretch = Stretch { memory_kib: 64, passes: 1 };

    fn locked(batch: &[u8]) -> (Locked, Zeroizing<String>) {
        Locked::lock(batch, LIGHT, &mut Entropy::new([5; 32])).expect("locks")
    }

    #[test]
    fn a_batch_comes_out_of_its_locked_file_byte_for_byte_and_only_with_its_words() {
        let batch = b"{\"payload\": \"\xc3\xa9\"}\n".repeat(500);
        let (file, words) = locked(&batch);
        let read = Locked::parse(&file.to_file()).expect("a locked file");
        assert_eq!(read.open(&words.to_uppercase()), Ok(batch));
        assert_eq!(read.open("one two three four five six"), Err(UnwrapError::WrongPassphrase.into()));
    }

    #[test]
    fn nothing_of_the_batch_or_the_words_is_in_the_file() {
        let (file, words) = locked(b"Sample Person");
        let text = String::from_utf8(file.to_file()).expect("text");
        assert!(!text.contains("Sample"));
        assert!(!words.split(' ').any(|word| text.contains(&format!(" {word} "))));
    }

    #[test]
    fn the_same_batch_is_locked_under_other_words_each_time() {
        let (one, words) = locked(b"{}");
        let (other, others) = Locked::lock(b"{}", LIGHT, &mut Entropy::new([6; 32])).expect("locks");
        assert!(one != other && words != others);
    }

    #[test]
    fn any_character_that_was_altered_keeps_it_shut_or_makes_it_no_locked_file() {
        let (file, words) = locked(b"{}");
        let text = file.to_file();
        let about = text.windows(7).position(|found| found == b"\"about\"").expect("it says what it is");
        for at in 0..about {
            let mut altered = text.clone();
            altered[at] = if altered[at] == b'x' { b'y' } else { b'x' };
            assert!(Locked::parse(&altered).and_then(|read| read.open(&words)).is_err(), "{at}");
        }
    }

    #[test]
    fn what_is_no_locked_file_says_so() {
        for other in [&b""[..], b"{}", b"[]", br#"{"v":1,"locked":""}"#] {
            assert!(matches!(Locked::parse(other), Err(LockedError::Form(_))));
        }
        let (file, _) = locked(b"{}");
        let later = String::from_utf8(file.to_file()).expect("text").replacen("\"v\":1", "\"v\":2", 1);
        assert_eq!(Locked::parse(later.as_bytes()), Err(LockedError::Version(2)));
    }

    #[test]
    fn a_locked_file_is_called_like_its_batch() {
        assert_eq!(locked_name("inkseal_a_2026-11-24_1-4.jws.json"), "inkseal_a_2026-11-24_1-4.locked.json");
        assert_eq!(batch_name("inkseal_a_2026-11-24_1-4.locked.json"), "inkseal_a_2026-11-24_1-4.jws.json");
        assert_eq!(batch_name("copy.json"), "copy.json.jws.json");
    }
}

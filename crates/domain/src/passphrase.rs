//! Passphrases of six generated words, the recovery kit's twelve, and the wrap under a passphrase.
//!
//! The words are the English list of BIP-39: 2,048 words, no two alike in their first four letters. Six of them are 66 bits, stretched
//! by Argon2id (RFC 9106); the kit's twelve carry 128 bits and a checksum and need no stretching.

use crate::codec::Fixed;
use crate::entropy::Entropy;
use crate::hpke_box::BoxSecret;
use argon2::{Algorithm, Argon2, Params, Version};
use bip39::{Language, Mnemonic};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// How many words a passphrase has.
pub const PASSPHRASE_WORDS: usize = 6;
/// How many words the recovery kit has.
pub const KIT_WORDS: usize = 12;

/// Argon2id's costs (RFC 9106 §4): memory in KiB, passes; one lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Stretch {
    /// 64 MiB and three passes: RFC 9106's second recommendation, with one lane.
    pub const FULL: Self = Self { memory_kib: 65_536, passes: 3 };
    /// 19 MiB and two passes, where memory is short.
    pub const SMALL: Self = Self { memory_kib: 19_456, passes: 2 };
    /// The most that a key file may ask for, so that a hostile one cannot hang the page.
    const MOST: Self = Self { memory_kib: 262_144, passes: 10 };
}

/// A secret under a passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wrapped {
    /// Costs.
    pub stretch: Stretch,
    /// Salt, 16 bytes.
    pub salt: Fixed<16>,
    /// Nonce, 12 bytes.
    pub nonce: Fixed<12>,
    /// ChaCha20-Poly1305 (RFC 8439) of 32 bytes, with its tag.
    pub ct: Fixed<48>,
}

/// Why a wrap did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnwrapError {
    /// Not this passphrase, or the file was altered.
    #[error("the passphrase does not open it")]
    WrongPassphrase,
    /// Costs that this device cannot or must not pay.
    #[error("the file asks for {memory_kib} KiB and {passes} passes")]
    Costs {
        /// Memory asked for.
        memory_kib: u32,
        /// Passes asked for.
        passes: u32,
    },
}

/// Six random words, separated by spaces.
pub fn generate_passphrase(entropy: &mut Entropy) -> Zeroizing<String> {
    let words = Language::English.word_list();
    let chosen: Vec<&str> =
        (0..PASSPHRASE_WORDS).map(|_| words[usize::from(u16::from_be_bytes(entropy.take()) % 2048)]).collect();
    Zeroizing::new(chosen.join(" "))
}

/// The word list, for completion while typing.
pub fn words() -> &'static [&'static str; 2048] {
    Language::English.word_list()
}

/// One spelling of what a person typed: lower case, single spaces.
pub fn normalise(typed: &str) -> Zeroizing<String> {
    let lower = Zeroizing::new(typed.to_lowercase());
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || c == '-' || c == ',').filter(|w| !w.is_empty()).collect();
    Zeroizing::new(words.join(" "))
}

/// Twelve random words for the recovery kit.
pub fn generate_kit(entropy: &mut Entropy) -> Zeroizing<String> {
    let bytes = Zeroizing::new(entropy.take::<16>());
    let mnemonic = Mnemonic::from_entropy_in(Language::English, bytes.as_slice()).expect("16 bytes are twelve words");
    Zeroizing::new(mnemonic.words().collect::<Vec<_>>().join(" "))
}

/// The kit's key, from its twelve words; `None` when a word is misspelt or the checksum does not fit.
pub fn kit_key(typed: &str) -> Option<BoxSecret> {
    let mnemonic = Mnemonic::parse_in_normalized(Language::English, &normalise(typed)).ok()?;
    let (bytes, len) = mnemonic.to_entropy_array();
    let material = Zeroizing::new([b"inkseal/1/recovery-kit/".as_slice(), &bytes[..len]].concat());
    (len == 16).then(|| BoxSecret::derive(&material))
}

/// Wraps 32 bytes under a passphrase.
pub fn wrap(
    secret: &[u8; 32],
    passphrase: &str,
    stretch: Stretch,
    entropy: &mut Entropy,
) -> Result<Wrapped, UnwrapError> {
    let (salt, nonce) = (Fixed(entropy.take()), Fixed(entropy.take()));
    let cipher = cipher(passphrase, &salt, stretch)?;
    let ct = cipher
        .encrypt(&Nonce::from(nonce.0), secret.as_slice())
        .ok()
        .and_then(|ct| ct.try_into().ok())
        .expect("32 bytes encrypt to 48");
    Ok(Wrapped { stretch, salt, nonce, ct: Fixed(ct) })
}

/// Opens a wrap.
pub fn unwrap(wrapped: &Wrapped, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, UnwrapError> {
    // Nobody is told that their words are wrong before that came out twice ([`crate::proofread`]); it takes a second each time.
    unwrap_once(wrapped, passphrase).or_else(|_| unwrap_once(wrapped, passphrase))
}

fn unwrap_once(wrapped: &Wrapped, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, UnwrapError> {
    let cipher = cipher(passphrase, &wrapped.salt, wrapped.stretch)?;
    let plain = cipher
        .decrypt(&Nonce::from(wrapped.nonce.0), wrapped.ct.0.as_slice())
        .map_err(|_| UnwrapError::WrongPassphrase)?;
    let plain = Zeroizing::new(plain);
    plain.as_slice().try_into().map(Zeroizing::new).map_err(|_| UnwrapError::WrongPassphrase)
}

fn cipher(passphrase: &str, salt: &Fixed<16>, stretch: Stretch) -> Result<ChaCha20Poly1305, UnwrapError> {
    let refused = UnwrapError::Costs { memory_kib: stretch.memory_kib, passes: stretch.passes };
    if stretch.memory_kib > Stretch::MOST.memory_kib || stretch.passes > Stretch::MOST.passes {
        return Err(refused);
    }
    let params = Params::new(stretch.memory_kib, stretch.passes, 1, Some(32)).map_err(|_| refused)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut key = Zeroizing::new([0; 32]);
    argon2.hash_password_into(normalise(passphrase).as_bytes(), &salt.0, key.as_mut_slice()).map_err(|_| refused)?;
    Ok(ChaCha20Poly1305::new(&Key::from(*key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: Stretch = Stretch { memory_kib: 64, passes: 1 };

    #[test]
    fn a_passphrase_opens_however_it_is_spaced_or_capitalised() {
        let mut entropy = Entropy::new([7; 32]);
        let wrapped = wrap(&[9; 32], "apple brick cat", LIGHT, &mut entropy).expect("wraps");
        assert_eq!(*unwrap(&wrapped, " Apple  brick-CAT\n").expect("opens"), [9; 32]);
        assert_eq!(unwrap(&wrapped, "apple brick"), Err(UnwrapError::WrongPassphrase));
    }

    #[test]
    fn a_key_file_cannot_ask_for_a_gigabyte() {
        let mut entropy = Entropy::new([7; 32]);
        let mut wrapped = wrap(&[9; 32], "apple", LIGHT, &mut entropy).expect("wraps");
        wrapped.stretch.memory_kib = 1 << 20;
        assert!(matches!(unwrap(&wrapped, "apple"), Err(UnwrapError::Costs { .. })));
    }

    #[test]
    fn a_kit_is_twelve_words_with_a_checksum() {
        let kit = generate_kit(&mut Entropy::new([3; 32]));
        assert_eq!(kit.split(' ').count(), KIT_WORDS);
        assert!(kit_key(&kit.to_uppercase()).is_some());
        let mut words: Vec<&str> = kit.split(' ').collect();
        words.swap(0, 1);
        assert!(kit_key(&words.join(" ")).is_none());
    }

    #[test]
    fn a_passphrase_has_six_words_of_the_list() {
        let phrase = generate_passphrase(&mut Entropy::new([3; 32]));
        assert_eq!(phrase.split(' ').filter(|w| words().contains(w)).count(), PASSPHRASE_WORDS);
    }
}

//! Bytes as text: strict unpadded base64url (RFC 4648 §5) and SHA-256.
//!
//! Decoding refuses padding, foreign characters and unused bits that are not zero, so that every value has one
//! spelling only: a re-encoded signature or digest is another text, and is refused.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

/// Writes bytes as unpadded base64url.
pub fn b64(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// Reads unpadded base64url; `None` when the text is not the one canonical spelling of some bytes. (The decoder compares the last
/// characters, the only ones that could be spelt otherwise, with what it would write.)
pub fn unb64(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

/// SHA-256 (FIPS 180-4).
pub fn sha256(bytes: &[u8]) -> Hash {
    Fixed(Sha256::digest(bytes).into())
}

/// `N` bytes that stand as base64url in JSON: keys, digests, signatures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fixed<const N: usize>(pub [u8; N]);

/// A SHA-256 digest, 32 bytes.
pub type Hash = Fixed<32>;
/// An Ed25519 signature, 64 bytes.
pub type SignatureBytes = Fixed<64>;

impl<const N: usize> Fixed<N> {
    /// Reads the canonical base64url text; `None` for anything else or another length.
    pub fn parse(text: &str) -> Option<Self> {
        unb64(text)?.try_into().ok().map(Self)
    }
}

impl<const N: usize> std::fmt::Display for Fixed<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&b64(&self.0))
    }
}

impl<const N: usize> std::fmt::Debug for Fixed<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

impl<const N: usize> Serialize for Fixed<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Fixed<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not canonical base64url of the right length"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_can_be_read_is_written_the_same(text in "[A-Za-z0-9_-]{0,40}|[ -~]{0,12}") {
            if let Some(bytes) = unb64(&text) {
                prop_assert_eq!(b64(&bytes), text);
            }
        }
    }

    #[test]
    fn every_value_has_one_spelling() {
        assert_eq!(unb64("AA"), Some(vec![0]));
        for other in ["AA==", "AB", "A", "A A", "+/", "AA\n"] {
            assert_eq!(unb64(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_digest_of_the_wrong_length_is_refused() {
        assert!(Hash::parse(&b64(&[0; 31])).is_none());
        assert!(Hash::parse(&b64(&[0; 32])).is_some());
    }
}

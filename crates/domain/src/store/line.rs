//! A checksummed line: ASCII text whose last dot-separated member is a checksum of what stands before it.
//! It finds accidents (a torn or flipped value), not forgeries: those are found by the chain and the signatures.

use crate::proofread::insist;
use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

/// Bytes of SHA-256 kept in a checksum: 12, that is 16 characters.
const SUM_BYTES: usize = 12;

/// Why a stored value is not what was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// It does not have the members of such a line.
    #[error("not such a line")]
    Shape,
    /// The checksum does not match.
    #[error("the checksum does not match")]
    Checksum,
    /// The checksum matches and this member is not well-formed.
    #[error("member {0} is not well-formed")]
    Member(&'static str),
    /// A good line that stands under another's key.
    #[error("it stands under another's key")]
    Misplaced,
}

/// base64url of the first 12 bytes of SHA-256 over `text`: 16 ASCII characters.
pub fn sum(text: &str) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(text.as_bytes())[..SUM_BYTES])
}

/// `body` with its checksum: `<body>.<sum>`.
pub(super) fn close(body: &str) -> String {
    format!("{body}.{}", sum(body))
}

/// The version of the format, in the mark at the beginning of every line.
const VERSION: u32 = 1;

/// What the marks of our lines begin with.
const KINDS: [&str; 4] = ["inkseal", "inkhead", "inkslot", "inkback"];

/// The version of a good line that a later program wrote; `None` for every other text.
pub(super) fn later_version(text: &str) -> Option<u32> {
    let mark = text.split('.').next()?;
    let version: u32 = KINDS.iter().find_map(|kind| mark.strip_prefix(kind))?.parse().ok()?;
    (version > VERSION && open(text).is_ok()).then_some(version)
}

/// The body of a line whose checksum matches.
pub(super) fn open(text: &str) -> Result<&str, Damage> {
    let (body, found) = text.rsplit_once('.').ok_or(Damage::Shape)?;
    insist(|| if found == sum(body) { Ok(body) } else { Err(Damage::Checksum) })
}

/// Strict unpadded base64url.
pub(super) fn bytes(text: &str, member: &'static str) -> Result<Vec<u8>, Damage> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| Damage::Member(member))
}

/// A SHA-256 in base64url, 43 characters, as it stands in `text`.
pub(super) fn hash(text: &str, member: &'static str) -> Result<String, Damage> {
    match bytes(text, member)?.len() {
        32 => Ok(text.to_owned()),
        _ => Err(Damage::Member(member)),
    }
}

/// A decimal number written in its one way: no sign, no leading zero, at most ten digits.
pub(super) fn number(text: &str, member: &'static str) -> Result<u64, Damage> {
    let number: u64 = text.parse().map_err(|_| Damage::Member(member))?;
    if text.len() <= 10 && number.to_string() == text { Ok(number) } else { Err(Damage::Member(member)) }
}

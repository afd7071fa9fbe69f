//! Ed25519 keys (RFC 8032): how one is named, how one verifies, and a signing key held in memory.

use crate::codec::{Fixed, Hash, SignatureBytes, sha256};
use crate::proofread::insist;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use zeroize::ZeroizeOnDrop;

/// The public half of an Ed25519 key, 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PublicKey(pub Fixed<32>);

/// The name of a key: its JWK thumbprint (RFC 7638), 32 bytes.
pub type KeyId = Hash;

/// A signature that does not hold, or a key that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not hold under this key")]
pub struct BadSignature;

impl PublicKey {
    /// SHA-256 of `{"crv":"Ed25519","kty":"OKP","x":"…"}` (RFC 7638 §3, RFC 8037 appendix A.3).
    pub fn kid(&self) -> KeyId {
        sha256(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, self.0).as_bytes())
    }

    /// Verifies strictly: no small-order keys, no malleable signatures (RFC 8032 §5.1.7, cofactorless).
    pub fn verify(&self, message: &[u8], signature: &SignatureBytes) -> Result<(), BadSignature> {
        let key = VerifyingKey::from_bytes(&self.0.0).map_err(|_| BadSignature)?;
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        insist(|| key.verify_strict(message, &signature)).map_err(|_| BadSignature)
    }
}

/// A signing key whose secret is in memory: the office's root while unlocked, practice keys, and the fallback for an
/// engine whose WebCrypto has no Ed25519. Wiped on drop.
#[derive(ZeroizeOnDrop)]
pub struct MemoryKey {
    seed: [u8; 32],
}

impl MemoryKey {
    /// A key from its 32-byte seed (RFC 8032 §5.1.5).
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self { seed }
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(Fixed(SigningKey::from_bytes(&self.seed).verifying_key().to_bytes()))
    }

    /// Signs a message; the same message gives the same signature.
    pub fn sign(&self, message: &[u8]) -> SignatureBytes {
        Fixed(SigningKey::from_bytes(&self.seed).sign(message).to_bytes())
    }

    /// The seed, for wrapping only.
    pub(crate) fn seed(&self) -> &[u8; 32] {
        &self.seed
    }
}

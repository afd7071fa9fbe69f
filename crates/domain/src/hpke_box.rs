//! Sealing to a public key: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305, single shot, empty AAD.

use crate::codec::Fixed;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::ZeroizeOnDrop;

/// What is sealed: the encapsulated key (32 bytes) and the ciphertext (16 bytes longer than the plaintext).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBox {
    /// Encapsulated key.
    pub enc: Vec<u8>,
    /// Ciphertext with its tag.
    pub ct: Vec<u8>,
}

/// An X25519 public key (RFC 7748), 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BoxPublic(pub Fixed<32>);

/// An X25519 private key, 32 bytes, wiped on drop.
#[derive(ZeroizeOnDrop)]
pub struct BoxSecret([u8; 32]);

/// It was not sealed to this key, or for another purpose, or it was altered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cannot be opened with this key")]
pub struct CannotOpen;

impl BoxSecret {
    /// Derives a key pair from at least 32 bytes of key material (RFC 9180 §7.1.3).
    pub fn derive(material: &[u8]) -> Self {
        let (secret, _) = X25519HkdfSha256::derive_keypair(material);
        Self::from_bytes(secret.to_bytes().into())
    }

    /// From the 32 bytes of [`BoxSecret::bytes`].
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, for wrapping only.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn key(&self) -> <X25519HkdfSha256 as Kem>::PrivateKey {
        <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&self.0).expect("any 32 bytes are an X25519 private key")
    }

    /// Its public half.
    pub fn public(&self) -> BoxPublic {
        BoxPublic(Fixed(X25519HkdfSha256::sk_to_pk(&self.key()).to_bytes().into()))
    }

    /// Opens what was sealed to this key for the purpose `info`.
    pub fn open(&self, info: &[u8], sealed: &SealedBox) -> Result<Vec<u8>, CannotOpen> {
        let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&sealed.enc).map_err(|_| CannotOpen)?;
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.key(),
            &enc,
            info,
            &sealed.ct,
            b"",
        )
        .map_err(|_| CannotOpen)
    }
}

impl BoxPublic {
    /// Seals a text to this key for the purpose `info`; fails only for a public key of small order.
    pub fn seal(&self, info: &[u8], plaintext: &[u8], random: &mut impl CryptoRng) -> Result<SealedBox, CannotOpen> {
        let key = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&self.0.0).map_err(|_| CannotOpen)?;
        let (enc, ct) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &key,
            info,
            plaintext,
            b"",
            random,
        )
        .map_err(|_| CannotOpen)?;
        Ok(SealedBox { enc: enc.to_bytes().to_vec(), ct })
    }
}

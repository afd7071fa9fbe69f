//! A kiosk's certificate: the office root says that a key belongs to a kiosk.

use crate::codec::{Hash, sha256};
use crate::instant::Instant;
use crate::jws::{self, JwsError, Typ};
use crate::keys::{KeyId, MemoryKey, PublicKey};
use crate::{jcs, record};
use serde::{Deserialize, Serialize};

/// Where a kiosk's key lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyHome {
    /// A WebCrypto key that the page cannot read.
    NonExtractable,
    /// In storage, because the engine has no Ed25519 of its own.
    Software,
}

/// What a certificate says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Format version, 1.
    pub v: u32,
    /// The kiosk's name.
    pub kiosk_name: String,
    /// The kiosk's public key.
    pub key: PublicKey,
    /// Where its private half lives.
    pub key_home: KeyHome,
    /// The office's root key, by thumbprint.
    pub office: KeyId,
    /// When it was made.
    pub issued_at: Instant,
    /// Chains that ended before this one began, by kiosk key, the last of them first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<KeyId>,
    /// Practice: never evidence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
}

/// Why a certificate is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// Its signature.
    #[error(transparent)]
    Jws(#[from] JwsError),
    /// Its content.
    #[error("not a certificate: {0}")]
    Shape(String),
    /// Issued for another office than the one that signed it.
    #[error("the certificate names another office")]
    OtherOffice,
}

impl Certificate {
    /// Signs it with the office root, compact.
    pub fn issue(&self, root: &MemoryKey) -> String {
        let payload = jcs::to_vec(self).expect("a certificate holds only strings, booleans and one small integer");
        jws::sign(Typ::Certificate, root, &payload)
    }

    /// Verifies a certificate under an office root.
    pub fn verify(text: &str, root: &PublicKey) -> Result<Self, CertificateError> {
        let payload = jws::Unverified::parse(text, Typ::Certificate)?.verify(root)?;
        let certificate: Self = serde_json::from_slice(&payload).map_err(|e| CertificateError::Shape(e.to_string()))?;
        if certificate.v != record::VERSION {
            return Err(CertificateError::Shape(format!("version {} is not known here", certificate.v)));
        }
        if certificate.office != root.kid() {
            return Err(CertificateError::OtherOffice);
        }
        Ok(certificate)
    }
}

/// The `prev` of a kiosk's first record: SHA-256 of its certificate as text.
pub fn chain_start(certificate: &str) -> Hash {
    sha256(certificate.as_bytes())
}

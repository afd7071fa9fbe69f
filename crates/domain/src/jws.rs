//! JSON Web Signature (RFC 7515) with Ed25519 (RFC 8037, RFC 9864), the small part that is safe.
//!
//! A header names the algorithm, the key and the type, and nothing else: `jwk`, `jku`, `x5c`, `crit` and any other
//! member are refused, so that no file can bring its own key. Nothing is parsed out of a payload before its signature holds.

use crate::codec::{Fixed, SignatureBytes, b64, unb64};
use crate::keys::{KeyId, PublicKey};
use serde::{Deserialize, Serialize};

/// What is signed: each type has its own name, so that one can never be passed off as another (RFC 8725 §3.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typ {
    /// One record, by the kiosk.
    Record,
    /// A batch, by the kiosk.
    BatchKiosk,
    /// A batch, by the office.
    BatchOffice,
    /// A kiosk's certificate, by the office root.
    Certificate,
    /// The recipient list of the key file, by the office root.
    Recipients,
    /// A receipt, by the office root.
    Receipt,
    /// What the signer photographs, by the kiosk.
    Slip,
    /// A record that could not be stored, by the kiosk.
    Rescue,
}

impl Typ {
    /// The `typ` header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "inkseal-record+jws",
            Self::BatchKiosk => "inkseal-batch-kiosk+jws",
            Self::BatchOffice => "inkseal-batch-office+jws",
            Self::Certificate => "inkseal-certificate+jws",
            Self::Recipients => "inkseal-recipients+jws",
            Self::Receipt => "inkseal-receipt+jws",
            Self::Slip => "inkseal-slip+jws",
            Self::Rescue => "inkseal-rescue+jws",
        }
    }
}

/// Why a JWS is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    /// Not three parts of canonical base64url.
    #[error("not a signature in the JWS form")]
    Form,
    /// The header is not the few members that are allowed, once each.
    #[error("the header is not allowed: {0}")]
    Header(String),
    /// Another algorithm than Ed25519.
    #[error("algorithm {0} is not accepted")]
    Algorithm(String),
    /// A signature over another type of file.
    #[error("this is signed as {found}, not as {wanted}")]
    Type {
        /// The type in the header.
        found: String,
        /// The type that belongs here.
        wanted: &'static str,
    },
    /// Another key than the one that must have signed.
    #[error("signed by key {found}, not by {wanted}")]
    Key {
        /// The key in the header.
        found: KeyId,
        /// The key that must have signed.
        wanted: KeyId,
    },
    /// The bytes are not what was signed.
    #[error("the signature does not hold")]
    Signature,
}

/// The protected header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    alg: String,
    /// Which key signed.
    pub kid: KeyId,
    typ: String,
}

/// The protected header as it goes into the file, base64url of its canonical JSON.
pub fn protected(typ: Typ, kid: &KeyId) -> String {
    b64(format!(r#"{{"alg":"Ed25519","kid":"{kid}","typ":"{}"}}"#, typ.name()).as_bytes())
}

/// What a signer signs: `protected.payload` (RFC 7515 §5.1).
pub fn signing_input(protected: &str, payload: &[u8]) -> String {
    format!("{protected}.{}", b64(payload))
}

/// Joins the signing input and its signature into the compact form (RFC 7515 §7.1).
pub fn compact(signing_input: &str, signature: &SignatureBytes) -> String {
    format!("{signing_input}.{signature}")
}

/// Signs with a key in memory, compact.
pub fn sign(typ: Typ, key: &crate::keys::MemoryKey, payload: &[u8]) -> String {
    let input = signing_input(&protected(typ, &key.public().kid()), payload);
    let signature = key.sign(input.as_bytes());
    compact(&input, &signature)
}

/// A compact JWS taken apart, not yet verified; its payload is out of reach until it is.
#[derive(Debug, Clone)]
pub struct Unverified<'a> {
    signing_input: &'a str,
    payload: Vec<u8>,
    signature: SignatureBytes,
    header: Header,
}

impl<'a> Unverified<'a> {
    /// Takes a compact JWS of a given type apart.
    pub fn parse(text: &'a str, typ: Typ) -> Result<Self, JwsError> {
        let (signing_input, signature) = text.rsplit_once('.').ok_or(JwsError::Form)?;
        let (protected, payload) = signing_input.split_once('.').ok_or(JwsError::Form)?;
        Ok(Self {
            header: header(protected, typ)?,
            payload: unb64(payload).ok_or(JwsError::Form)?,
            signature: Fixed::parse(signature).ok_or(JwsError::Form)?,
            signing_input,
        })
    }

    /// The key that the header names: a claim until verified.
    pub fn kid(&self) -> KeyId {
        self.header.kid
    }

    /// The payload, once the signature holds under the one key that must have made it.
    pub fn verify(self, key: &PublicKey) -> Result<Vec<u8>, JwsError> {
        check_kid(&self.header, key)?;
        key.verify(self.signing_input.as_bytes(), &self.signature).map_err(|_| JwsError::Signature)?;
        Ok(self.payload)
    }
}

/// Verifies one signature of a general-serialisation JWS (RFC 7515 §7.2.1), whose payload stands once for all.
pub fn verify_detached(
    typ: Typ,
    key: &PublicKey,
    protected: &str,
    payload_b64: &str,
    signature: &SignatureBytes,
) -> Result<(), JwsError> {
    check_kid(&header(protected, typ)?, key)?;
    key.verify(format!("{protected}.{payload_b64}").as_bytes(), signature).map_err(|_| JwsError::Signature)
}

fn header(protected: &str, typ: Typ) -> Result<Header, JwsError> {
    let bytes = unb64(protected).ok_or(JwsError::Form)?;
    let header: Header = serde_json::from_slice(&bytes).map_err(|e| JwsError::Header(e.to_string()))?;
    // RFC 9864 names the curve; older libraries write EdDSA, which with an Ed25519 key means the same.
    if !matches!(header.alg.as_str(), "Ed25519" | "EdDSA") {
        return Err(JwsError::Algorithm(header.alg));
    }
    if header.typ != typ.name() {
        return Err(JwsError::Type { found: header.typ, wanted: typ.name() });
    }
    Ok(header)
}

fn check_kid(header: &Header, key: &PublicKey) -> Result<(), JwsError> {
    let wanted = key.kid();
    if header.kid == wanted { Ok(()) } else { Err(JwsError::Key { found: header.kid, wanted }) }
}

//! RFC 9180 appendix A.2: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, base mode.

use super::{Hex, same, table};
use crate::codec::Fixed;
use crate::hpke_box::{BoxPublic, BoxSecret};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, setup_receiver, setup_sender_with_rng};
use rand_core::{TryCryptoRng, TryRng};
use serde::Deserialize;
use std::convert::Infallible;

#[derive(Deserialize)]
#[expect(non_snake_case, reason = "named as in the RFC")]
struct Vectors {
    info: Hex,
    ikmR: Hex,
    ikmE: Hex,
    skRm: Hex,
    pkRm: Hex,
    pkEm: Hex,
    enc: Hex,
    encryptions: Vec<Encryption>,
    exports: Vec<Export>,
}

#[derive(Deserialize)]
struct Encryption {
    aad: Hex,
    pt: Hex,
    ct: Hex,
}

#[derive(Deserialize)]
struct Export {
    exporter_context: Hex,
    #[serde(rename = "L")]
    length: usize,
    exported_value: Hex,
}

fn vectors() -> Result<Vectors, String> {
    table(include_str!("rfc9180_a2.json"))
}

/// Yields the vector's key material, so that the encapsulated key is the vector's.
struct Given(Vec<u8>);

impl TryRng for Given {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(0)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(0)
    }
    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        out.copy_from_slice(&self.0[..out.len()]);
        Ok(())
    }
}

impl TryCryptoRng for Given {}

/// Our own box: derived key pair, encapsulated key, and what was sealed opens again, for its own purpose only.
pub fn encapsulation() -> Result<(), String> {
    let v = vectors()?;
    let secret = BoxSecret::derive(&v.ikmR.0);
    same("skRm", *secret.bytes(), clamped(v.skRm.fixed()?))?;
    same("pkRm", secret.public(), BoxPublic(Fixed(v.pkRm.fixed()?)))?;
    let sealed = secret.public().seal(&v.info.0, b"text", &mut Given(v.ikmE.0)).map_err(|error| error.to_string())?;
    same("enc", &sealed.enc, &v.enc.0)?;
    same("pkEm", &sealed.enc, &v.pkEm.0)?;
    same("opens", secret.open(&v.info.0, &sealed), Ok(b"text".to_vec()))?;
    same("other purpose", secret.open(b"other", &sealed).is_err(), true)
}

/// The same private key with the bits set that X25519 sets before it computes (RFC 7748 §5): that is how the library writes it.
fn clamped(mut scalar: [u8; 32]) -> [u8; 32] {
    scalar[0] &= 248;
    scalar[31] = scalar[31] & 127 | 64;
    scalar
}

/// The library below it: ciphertexts in their order, and exported secrets, on both sides.
pub fn encryptions() -> Result<(), String> {
    let v = vectors()?;
    let words = |error: hpke::HpkeError| error.to_string();
    let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&v.pkRm.0).map_err(words)?;
    let private = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&v.skRm.0).map_err(words)?;
    let (enc, mut sender) = setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        &v.info.0,
        &mut Given(v.ikmE.0),
    )
    .map_err(words)?;
    let mut receiver =
        setup_receiver::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(&OpModeR::Base, &private, &enc, &v.info.0)
            .map_err(words)?;
    for (i, encryption) in v.encryptions.iter().enumerate() {
        let ct = sender.seal(&encryption.pt.0, &encryption.aad.0).map_err(words)?;
        same(&format!("ciphertext {i}"), &ct, &encryption.ct.0)?;
        let pt = receiver.open(&ct, &encryption.aad.0).map_err(words)?;
        same(&format!("plaintext {i}"), &pt, &encryption.pt.0)?;
    }
    for export in &v.exports {
        let mut out = vec![0; export.length];
        sender.export(&export.exporter_context.0, &mut out).map_err(words)?;
        same("exported", &out, &export.exported_value.0)?;
    }
    Ok(())
}

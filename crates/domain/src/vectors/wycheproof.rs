//! Wycheproof: what is known to go wrong in implementations of Ed25519, X25519 and ChaCha20-Poly1305.

use super::{Hex, same, table};
use crate::codec::Fixed;
use crate::entropy::Entropy;
use crate::hpke_box::BoxPublic;
use crate::keys::PublicKey;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde::Deserialize;

#[derive(Deserialize)]
struct Signed {
    id: u32,
    key: Hex,
    msg: Hex,
    sig: Hex,
    valid: bool,
}

/// Every valid signature holds under our strict verification; no other does.
pub fn ed25519() -> Result<(), String> {
    for test in table::<Vec<Signed>>(include_str!("wycheproof_ed25519.json"))? {
        let key = PublicKey(Fixed(test.key.fixed()?));
        let held = match test.sig.fixed() {
            Ok(signature) => key.verify(&test.msg.0, &Fixed(signature)).is_ok(),
            Err(_) => false,
        };
        same(&format!("test {}", test.id), held, test.valid)?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct Agreed {
    id: u32,
    public: Hex,
    private: Hex,
    shared: Hex,
}

/// Every shared secret is the expected one, and nothing is sealed to a key that would make it zero (RFC 9180 §7.1.4).
pub fn x25519() -> Result<(), String> {
    for test in table::<Vec<Agreed>>(include_str!("wycheproof_x25519.json"))? {
        let public = test.public.fixed()?;
        let shared = x25519_dalek::x25519(test.private.fixed()?, public);
        same(&format!("test {}", test.id), shared.as_slice(), &test.shared.0)?;
        let sealed = BoxPublic(Fixed(public)).seal(b"", b"", &mut Entropy::new([7; 32]));
        same(&format!("test {}, sealing", test.id), sealed.is_err(), shared == [0; 32])?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct Encrypted {
    id: u32,
    key: Hex,
    nonce: Hex,
    aad: Hex,
    msg: Hex,
    ct: Hex,
    valid: bool,
}

/// Every valid ciphertext is made and opened; no other opens.
pub fn chacha20_poly1305() -> Result<(), String> {
    for test in table::<Vec<Encrypted>>(include_str!("wycheproof_chacha20_poly1305.json"))? {
        let what = format!("test {}", test.id);
        let Ok(nonce) = test.nonce.fixed() else {
            same(&what, test.valid, false)?;
            continue;
        };
        let cipher = ChaCha20Poly1305::new(&Key::from(test.key.fixed()?));
        let payload = |msg| Payload { msg, aad: &test.aad.0 };
        let opened = cipher.decrypt(&Nonce::from(nonce), payload(&test.ct.0)).ok();
        same(&what, opened, test.valid.then(|| test.msg.0.clone()))?;
        let made = cipher.encrypt(&Nonce::from(nonce), payload(&test.msg.0)).ok();
        same(&what, made.as_ref() == Some(&test.ct.0), test.valid)?;
    }
    Ok(())
}

//! The kiosk's own Ed25519 key: made by WebCrypto so that not even this page can read it, or in memory where the engine has none
//! that signs a whole batch.

use inkseal_domain::certificate::KeyHome;
use inkseal_domain::codec::{Fixed, SignatureBytes, b64, unb64};
use inkseal_domain::desk::{Sign, SignFailed};
use inkseal_domain::keys::{MemoryKey, PublicKey};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// The kiosk's key.
pub enum DeviceKey {
    /// A non-extractable WebCrypto key.
    Device(CryptoKey),
    /// A key in memory: practice, or an engine without Ed25519, or with one that cuts long messages off.
    Memory(MemoryKey),
}

/// A key just made, with what must be stored to have it again.
pub struct NewKey {
    /// The key.
    pub key: DeviceKey,
    /// Its public half.
    pub public: PublicKey,
    /// Where it lives.
    pub home: KeyHome,
    /// What to put into the journal's key store.
    pub stored: JsValue,
}

impl DeviceKey {
    /// Makes a key, by WebCrypto if it can; otherwise from `seed`.
    pub async fn generate(seed: [u8; 32]) -> NewKey {
        match generate().await {
            Ok((key, public)) => {
                let stored = key.clone().into();
                NewKey { key: Self::Device(key), public, home: KeyHome::NonExtractable, stored }
            }
            Err(_) => {
                let key = MemoryKey::from_seed(seed);
                let (public, stored) = (key.public(), JsValue::from_str(&b64(&seed)));
                NewKey { key: Self::Memory(key), public, home: KeyHome::Software, stored }
            }
        }
    }

    /// The key from what was stored; `None` when that is no key.
    pub fn restore(stored: JsValue) -> Option<Self> {
        if let Some(text) = stored.as_string() {
            let seed = unb64(&text)?.try_into().ok()?;
            return Some(Self::Memory(MemoryKey::from_seed(seed)));
        }
        stored.dyn_into::<CryptoKey>().ok().map(Self::Device)
    }
}

impl Sign for DeviceKey {
    async fn sign(&self, message: &[u8]) -> Result<SignatureBytes, SignFailed> {
        match self {
            Self::Memory(key) => Ok(key.sign(message)),
            Self::Device(key) => sign_whole(key, message).await.map_err(|error| SignFailed(super::words_of(&error))),
        }
    }
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    Ok(window.crypto()?.subtle())
}

fn algorithm() -> Result<Object, JsValue> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"Ed25519".into())?;
    Ok(algorithm)
}

async fn generate() -> Result<(CryptoKey, PublicKey), JsValue> {
    let subtle = subtle()?;
    let usages = Array::of2(&"sign".into(), &"verify".into());
    let pair = JsFuture::from(subtle.generate_key_with_object(&algorithm()?, false, &usages)?).await?;
    let half = |name: &str| Reflect::get(&pair, &name.into())?.dyn_into::<CryptoKey>();
    let (private, public) = (half("privateKey")?, half("publicKey")?);
    if cuts_off(&private).await? {
        return Err(JsValue::from_str(CUT_OFF));
    }
    let raw = JsFuture::from(subtle.export_key("raw", &public)?).await?;
    let raw: [u8; 32] = Uint8Array::new(&raw).to_vec().try_into().map_err(|_| JsValue::NULL)?;
    Ok((private, PublicKey(Fixed(raw))))
}

/// From how many bytes on a message does not fit the 16 bits in which libgcrypt counts it, with which WebKitGTK signs.
const LONG_BYTES: usize = 1 << 16;

const CUT_OFF: &str = "the engine signs at most 65535 bytes at once";

/// A long message is given only to an engine that signs all of it. The others end the page's whole process.
async fn sign_whole(key: &CryptoKey, message: &[u8]) -> Result<SignatureBytes, JsValue> {
    if message.len() >= LONG_BYTES && cuts_off(key).await? {
        return Err(JsValue::from_str(CUT_OFF));
    }
    sign(key, message).await
}

/// Whether the engine signs only the beginning of a long message. The message that shows it is harmless to such an engine: behind its
/// beginning stands what closes libgcrypt's expression.
async fn cuts_off(key: &CryptoKey) -> Result<bool, JsValue> {
    const BEGINNING: usize = 3;
    let mut long = vec![0; LONG_BYTES + BEGINNING];
    long[..BEGINNING + 3].copy_from_slice(&[b'c', b'u', b't', 4, 4, 0]);
    Ok(sign(key, &long).await? == sign(key, &long[..BEGINNING]).await?)
}

async fn sign(key: &CryptoKey, message: &[u8]) -> Result<SignatureBytes, JsValue> {
    let signature = subtle()?.sign_with_object_and_u8_array(&algorithm()?, key, message)?;
    let signature = Uint8Array::new(&JsFuture::from(signature).await?).to_vec();
    signature.try_into().map(Fixed).map_err(|_| JsValue::from_str("a signature has 64 bytes"))
}

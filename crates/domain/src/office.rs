//! The office: its secret (two private keys), its public card, and the fingerprint that people compare with paper.

use crate::codec::{Fixed, sha256};
use crate::entropy::Entropy;
use crate::hpke_box::{BoxPublic, BoxSecret};
use crate::keys::{MemoryKey, PublicKey};
use crate::{code, jcs};
use serde::{Deserialize, Serialize};
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// The office's public keys (`inkseal-office.json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeCard {
    /// Format version, 1.
    pub v: u32,
    /// The office's name.
    pub name: String,
    /// Signs certificates and batches.
    pub root: PublicKey,
    /// Records are sealed to it.
    pub reading: BoxPublic,
    /// Practice: never evidence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
}

/// The office's two private keys. Wiped on drop.
#[derive(ZeroizeOnDrop)]
pub struct OfficeSecret {
    root: MemoryKey,
    reading: BoxSecret,
}

impl OfficeSecret {
    /// Makes a new office.
    pub fn generate(entropy: &mut Entropy) -> Self {
        Self { root: MemoryKey::from_seed(entropy.take()), reading: BoxSecret::derive(&entropy.take::<32>()) }
    }

    /// From the 64 bytes of [`OfficeSecret::to_bytes`].
    pub fn from_bytes(bytes: &[u8; 64]) -> Self {
        let half = |at: usize| std::array::from_fn(|i| bytes[at + i]);
        Self { root: MemoryKey::from_seed(half(0)), reading: BoxSecret::from_bytes(half(32)) }
    }

    /// Root seed and reading key, for wrapping only.
    pub(crate) fn to_bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(self.root.seed());
        bytes[32..].copy_from_slice(self.reading.bytes());
        bytes
    }

    /// Both private keys, for tests that look for them where they must not be.
    #[cfg(feature = "testing")]
    pub fn in_the_clear(&self) -> Zeroizing<[u8; 64]> {
        Zeroizing::new(self.to_bytes())
    }

    /// A second holder of the same secret, wiped on its own drop.
    pub fn duplicate(&self) -> Self {
        Self::from_bytes(&Zeroizing::new(self.to_bytes()))
    }

    /// The key that signs certificates and batches.
    pub fn root(&self) -> &MemoryKey {
        &self.root
    }

    /// The key that opens records.
    pub fn reading(&self) -> &BoxSecret {
        &self.reading
    }

    /// The public card under a name.
    pub fn card(&self, name: &str, practice: bool) -> OfficeCard {
        OfficeCard { v: 1, name: name.to_owned(), root: self.root.public(), reading: self.reading.public(), practice }
    }
}

impl OfficeCard {
    /// The card as a file: canonical JSON.
    pub fn to_file(&self) -> Vec<u8> {
        jcs::to_vec(self).expect("a card holds only strings, booleans and one small integer")
    }

    /// Reads a card; `None` when it is none.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let card: Self = serde_json::from_slice(bytes).ok()?;
        (card.v == 1).then_some(card)
    }

    /// What people compare with paper: 100 bits over both public keys, five groups of four.
    pub fn fingerprint(&self) -> String {
        let Fixed(root) = self.root.0;
        let Fixed(reading) = self.reading.0;
        code::fingerprint(&sha256(&[b"inkseal/1/office".as_slice(), &root, &reading].concat()))
    }
}

//! A kiosk's key, and the keys of its chains that ended before the one that it writes now.

use crate::certificate::Certificate;
use crate::keys::{KeyId, PublicKey};

/// Whose signatures count in one chain: the kiosk's own under its records, those before under what it brings back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// The kiosk's key.
    pub key: PublicKey,
    /// The keys of chains that ended before this one began, the last of them first.
    pub before: Vec<PublicKey>,
}

impl From<PublicKey> for Lineage {
    fn from(key: PublicKey) -> Self {
        Self { key, before: vec![] }
    }
}

impl Lineage {
    /// What certificates of one office say: the kiosk's own, and of others those that it supersedes.
    pub fn of(own: &Certificate, others: &[String], root: &PublicKey) -> Self {
        let others = others.iter().filter_map(|text| Certificate::verify(text, root).ok());
        let others: Vec<PublicKey> = others.map(|other| other.key).collect();
        let before = own.supersedes.iter().filter_map(|kid| others.iter().find(|key| key.kid() == *kid));
        Self { key: own.key, before: before.copied().collect() }
    }

    /// The key of a chain that ended before, as the root of what that chain may have brought back itself.
    pub fn earlier(&self, kid: &KeyId) -> Option<Self> {
        let key = self.before.iter().find(|key| key.kid() == *kid)?;
        Some(Self { key: *key, before: self.before.clone() })
    }
}

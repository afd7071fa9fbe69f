//! Where a chain ends and where it now begins, as one line: `inkhead1.<seq>.<hash>.<purged seq>.<purged hash>.<sum>`.
//! One value for both, so that one guard stops every kind of overtaking.

use super::line::{self, Damage};

const MARK: &str = "inkhead1";

/// One point of the chain: a record's number and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The record's number; 0 stands for the certificate before the first record.
    pub seq: u64,
    /// base64url SHA-256 of the record (of the certificate), 43 characters.
    pub hash: String,
}

/// The chain as a medium knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The last record.
    pub head: Head,
    /// The last record that was purged: the one before the first that is kept.
    pub purged: Head,
}

impl Chain {
    /// A chain without a record; `first_prev` is the hash of the certificate.
    pub fn starting_at(first_prev: &str) -> Self {
        let start = Head { seq: 0, hash: first_prev.to_owned() };
        Chain { head: start.clone(), purged: start }
    }

    /// Whether the record `seq` is one that the media should hold.
    pub fn holds(&self, seq: u64) -> bool {
        self.purged.seq < seq && seq <= self.head.seq
    }

    /// The stored line.
    pub fn write(&self) -> String {
        let Chain { head, purged } = self;
        line::close(&format!("{MARK}.{}.{}.{}.{}", head.seq, head.hash, purged.seq, purged.hash))
    }

    /// Reads a stored line.
    ///
    /// # Errors
    /// [`Damage`], when it is not what [`Chain::write`] makes.
    pub fn parse(text: &str) -> Result<Self, Damage> {
        let members: Vec<&str> = line::open(text)?.split('.').collect();
        let [MARK, seq, hash, purged_seq, purged_hash] = members[..] else {
            return Err(Damage::Shape);
        };
        let head = Head { seq: line::number(seq, "seq")?, hash: line::hash(hash, "hash")? };
        let purged =
            Head { seq: line::number(purged_seq, "purged seq")?, hash: line::hash(purged_hash, "purged hash")? };
        if purged.seq > head.seq {
            return Err(Damage::Member("purged seq"));
        }
        Ok(Chain { head, purged })
    }
}

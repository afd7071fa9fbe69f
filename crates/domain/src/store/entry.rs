//! A sealed record as it stands on a medium: one line of ASCII,
//! `inkseal1.<seq>.<prev>.<hash>.<kind>.<day>.<enc>.<ct>.<sum>`.

use base64ct::{Base64UrlUnpadded, Encoding};

use super::{
    head::Head,
    line::{self, Damage},
};

/// What begins every entry; a later format begins differently.
const MARK: &str = "inkseal1";

/// Whether a record is a visit or an activity; stands in the clear, so that both can be counted while locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Somebody stood at the kiosk: signed, declined, asked, or took paper.
    Visit,
    /// Something was done to the kiosk or to the records.
    Activity,
}

impl Kind {
    /// `visit` or `activity`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Visit => "visit",
            Kind::Activity => "activity",
        }
    }

    fn parse(text: &str) -> Result<Self, Damage> {
        match text {
            "visit" => Ok(Kind::Visit),
            "activity" => Ok(Kind::Activity),
            _ => Err(Damage::Member("kind")),
        }
    }
}

/// A sealed record and what stands beside it in the clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the kiosk's chain; the first is 1.
    pub seq: u64,
    /// base64url SHA-256 of the record before it (the first: of the certificate), 43 characters.
    pub prev: String,
    /// base64url SHA-256 of the record inside, 43 characters.
    pub hash: String,
    /// Visit or activity.
    pub kind: Kind,
    /// The day, `YYYY-MM-DD`; nothing finer stands in the clear.
    pub day: String,
    /// HPKE's encapsulated key.
    pub enc: Vec<u8>,
    /// HPKE's ciphertext with its tag.
    pub ct: Vec<u8>,
}

impl Entry {
    /// The stored line.
    pub fn write(&self) -> String {
        line::close(&format!(
            "{MARK}.{}.{}.{}.{}.{}.{}.{}",
            self.seq,
            self.prev,
            self.hash,
            self.kind.name(),
            self.day,
            Base64UrlUnpadded::encode_string(&self.enc),
            Base64UrlUnpadded::encode_string(&self.ct),
        ))
    }

    /// Reads a stored line; `Entry::parse(text)?.write() == text`.
    ///
    /// # Errors
    /// [`Damage`], when the checksum or a member is not what [`Entry::write`] makes.
    pub fn parse(text: &str) -> Result<Self, Damage> {
        let members: Vec<&str> = line::open(text)?.split('.').collect();
        let [mark, seq, prev, hash, kind, day, enc, ct] = members[..] else {
            return Err(Damage::Shape);
        };
        if mark != MARK {
            return Err(Damage::Shape);
        }
        let seq = line::number(seq, "seq")?;
        if seq == 0 {
            return Err(Damage::Member("seq"));
        }
        Ok(Entry {
            seq,
            prev: line::hash(prev, "prev")?,
            hash: line::hash(hash, "hash")?,
            kind: Kind::parse(kind)?,
            day: parse_day(day)?,
            enc: line::bytes(enc, "enc")?,
            ct: line::bytes(ct, "ct")?,
        })
    }

    /// The chain's head once this entry is its last.
    pub fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash.clone() }
    }

    /// Whether this entry is the one that comes after `head`.
    pub fn follows(&self, head: &Head) -> bool {
        head.seq.checked_add(1) == Some(self.seq) && self.prev == head.hash
    }
}

fn parse_day(text: &str) -> Result<String, Damage> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if shaped { Ok(text.to_owned()) } else { Err(Damage::Member("day")) }
}

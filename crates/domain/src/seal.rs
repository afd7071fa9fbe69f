//! From what happened to what is stored: a record is stamped, signed by the kiosk, and sealed to the office's reading key.
//!
//! `Unsigned → Proved → Entry`, and back: `Entry → Proved` only when the seal, the signature and the chain's claims all hold.

use crate::codec::{Fixed, Hash, SignatureBytes, sha256, unb64};
use crate::entropy::Entropy;
use crate::hpke_box::{BoxPublic, BoxSecret, SealedBox};
use crate::jws::{self, JwsError, Typ};
use crate::keys::{BadSignature, KeyId, PublicKey};
use crate::record::{Body, Record, RecordError, Stamp};
use crate::store::{Entry, Kind};

/// A record that waits for the kiosk's signature.
#[derive(Debug, Clone)]
pub struct Unsigned {
    record: Record,
    hash: Hash,
    signing_input: String,
}

/// A record with the kiosk's signature over it, which holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    record: Record,
    hash: Hash,
    jws: String,
}

/// Why a sealed record did not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not sealed to this office, not at this place of the chain, or altered.
    #[error("the record cannot be opened with this office's key")]
    Seal,
    /// What was inside has not the form of a signed record.
    #[error("what was sealed is not a signed record")]
    Form,
    /// The kiosk's signature.
    #[error(transparent)]
    Jws(#[from] JwsError),
    /// The record itself.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Outside and inside disagree about the record's place in the chain.
    #[error("the record's label does not fit the record")]
    Label,
}

impl Unsigned {
    /// Stamps what happened.
    pub fn new(stamp: Stamp, body: Body) -> Self {
        let record = Record::new(stamp, body);
        let payload = record.to_payload();
        let signing_input = jws::signing_input(&jws::protected(Typ::Record, &record.kiosk), &payload);
        Self { record, hash: sha256(&payload), signing_input }
    }

    /// What the kiosk's key must sign.
    pub fn signing_input(&self) -> &str {
        &self.signing_input
    }

    /// Adds the kiosk's signature, which must hold.
    pub fn prove(self, kiosk: &PublicKey, signature: &SignatureBytes) -> Result<Proved, BadSignature> {
        kiosk.verify(self.signing_input.as_bytes(), signature)?;
        let jws = jws::compact(&self.signing_input, signature);
        Ok(Proved { record: self.record, hash: self.hash, jws })
    }
}

impl Proved {
    /// The record.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// SHA-256 of its payload.
    pub fn hash(&self) -> &Hash {
        &self.hash
    }

    /// Its compact JWS, which proves it without the others.
    pub fn jws(&self) -> &str {
        &self.jws
    }

    /// Verifies a compact JWS as a record of that kiosk.
    pub fn verify(jws: &str, kiosk: &PublicKey) -> Result<Self, OpenError> {
        let payload = jws::Unverified::parse(jws, Typ::Record)?.verify(kiosk)?;
        let record = Record::parse(&payload)?;
        if record.kiosk != kiosk.kid() {
            return Err(OpenError::Label);
        }
        Ok(Self { record, hash: sha256(&payload), jws: jws.to_owned() })
    }

    /// Seals it to the office: the payload's own bytes with header and signature before them, so that nothing is encoded twice.
    pub fn seal(&self, reading: &BoxPublic, entropy: &mut Entropy) -> Option<Entry> {
        let (protected, payload, signature) = self.parts()?;
        let plain = [protected.as_bytes(), b".", signature.as_bytes(), b"\n", &unb64(payload)?].concat();
        let record = &self.record;
        let info = info(&record.kiosk, record.seq, &record.prev);
        let sealed = reading.seal(&info, &plain, entropy).ok()?;
        Some(Entry {
            seq: record.seq,
            prev: record.prev.to_string(),
            hash: self.hash.to_string(),
            kind: if record.visit().is_some() { Kind::Visit } else { Kind::Activity },
            day: record.at.day(0),
            enc: sealed.enc,
            ct: sealed.ct,
        })
    }

    /// Opens a stored record.
    pub fn open(entry: &Entry, reading: &BoxSecret, kiosk: &PublicKey) -> Result<Self, OpenError> {
        let prev = Fixed::parse(&entry.prev).ok_or(OpenError::Label)?;
        let sealed = SealedBox { enc: entry.enc.clone(), ct: entry.ct.clone() };
        let plain = reading.open(&info(&kiosk.kid(), entry.seq, &prev), &sealed).map_err(|_| OpenError::Seal)?;
        let end = plain.iter().position(|b| *b == b'\n').ok_or(OpenError::Form)?;
        let (protected, signature) =
            std::str::from_utf8(&plain[..end]).ok().and_then(|head| head.split_once('.')).ok_or(OpenError::Form)?;
        let signature = Fixed::parse(signature).ok_or(OpenError::Form)?;
        let jws = jws::compact(&jws::signing_input(protected, &plain[end + 1..]), &signature);
        let proved = Self::verify(&jws, kiosk)?;
        let fits =
            proved.record.seq == entry.seq && proved.record.prev == prev && proved.hash.to_string() == entry.hash;
        if fits { Ok(proved) } else { Err(OpenError::Label) }
    }

    fn parts(&self) -> Option<(&str, &str, &str)> {
        let mut parts = self.jws.split('.');
        Some((parts.next()?, parts.next()?, parts.next()?))
    }
}

/// Binds a seal to its place: a sealed record cannot be moved along the chain or to another kiosk.
fn info(kiosk: &KeyId, seq: u64, prev: &Hash) -> Vec<u8> {
    format!("inkseal/1|{kiosk}|{seq}|{prev}").into_bytes()
}

//! From what happened to what is stored: a record is stamped, signed by the kiosk, and sealed to the office's reading key.
//!
//! `Unsigned → Proved → Entry`, and back: `Entry → Proved` only when the seal, the signature and the chain's claims all hold.

use crate::activity::Act;
use crate::codec::{Fixed, Hash, SignatureBytes, sha256, unb64};
use crate::entropy::Entropy;
use crate::hpke_box::{BoxPublic, BoxSecret, SealedBox};
use crate::jws::{self, JwsError, Typ};
use crate::keys::{BadSignature, KeyId};
use crate::lineage::Lineage;
use crate::proofread::{agreed, insist};
use crate::record::{Body, Record, RecordError, Stamp};
use crate::store::{Entry, Kind};
use crate::visit::Visit;

/// A record that waits for the kiosk's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    imported: Option<Box<Proved>>,
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
    /// The record that it brings back.
    #[error("the record that it brings back: {0}")]
    Imported(Box<OpenError>),
}

impl Unsigned {
    /// Stamps what happened. `None`: it never came out the same twice ([`crate::proofread`]).
    pub fn new(stamp: Stamp, body: Body) -> Option<Self> {
        Self::of(&Record::new(stamp, body), Typ::Record)
    }

    /// A record that could not be stored, as a file: signed as something else, so that it can never be taken for a record of the chain.
    /// `None`: as for [`Unsigned::new`].
    pub fn rescued(record: &Record) -> Option<Self> {
        Self::of(&record.rescued(), Typ::Rescue)
    }

    fn of(record: &Record, typ: Typ) -> Option<Self> {
        agreed(|| {
            let payload = record.to_payload();
            let signing_input = jws::signing_input(&jws::protected(typ, &record.kiosk), &payload);
            Some(Self { record: record.clone(), hash: sha256(&payload), signing_input })
        })
    }

    /// What the kiosk's key must sign.
    pub fn signing_input(&self) -> &str {
        &self.signing_input
    }

    /// Adds the kiosk's signature, which must hold.
    pub fn prove(self, lineage: &Lineage, signature: &SignatureBytes) -> Result<Proved, OpenError> {
        let kiosk = &lineage.key;
        kiosk.verify(self.signing_input.as_bytes(), signature).map_err(|BadSignature| JwsError::Signature)?;
        if self.record.kiosk != kiosk.kid() {
            return Err(OpenError::Label);
        }
        let jws = jws::compact(&self.signing_input, signature);
        Ok(Proved { imported: imported(&self.record, lineage)?, record: self.record, hash: self.hash, jws })
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

    /// The visit that it holds or brings back, with the record that proves it.
    pub fn visit(&self) -> Option<(&Proved, &Visit)> {
        match &self.imported {
            Some(imported) => imported.visit(),
            None => Some((self, self.record.visit()?)),
        }
    }

    /// What it is about: the record of the visit that it brings back, or itself.
    pub fn told(&self) -> &Proved {
        self.visit().map_or(self, |(proved, _)| proved)
    }

    /// Whether it brings another record back.
    pub fn is_import(&self) -> bool {
        self.imported.is_some()
    }

    /// Itself, the record that it brings back, what that one brought back in its own chain, and so on.
    pub fn with_imported(&self) -> impl Iterator<Item = &Proved> {
        std::iter::successors(Some(self), |proved| proved.imported.as_deref())
    }

    /// Verifies a compact JWS as a record of that kiosk, and with it what it brings back.
    pub fn verify(jws: &str, lineage: &Lineage) -> Result<Self, OpenError> {
        let unverified = jws::Unverified::parse(jws, Typ::Record)?;
        Self::check(jws, unverified, lineage, Record::parse)
    }

    /// Verifies a compact JWS as something that this kiosk may bring back: a record that it could not store, or one of a chain before.
    pub fn verify_imported(jws: &str, lineage: &Lineage) -> Result<Self, OpenError> {
        match jws::Unverified::parse(jws, Typ::Rescue) {
            Ok(rescued) => {
                let earlier = lineage.earlier(&rescued.kid());
                Self::check(jws, rescued, earlier.as_ref().unwrap_or(lineage), Record::parse_rescued)
            }
            Err(JwsError::Type { .. }) => {
                let record = jws::Unverified::parse(jws, Typ::Record)?;
                let (found, wanted) = (record.kid(), lineage.key.kid());
                let earlier = lineage.earlier(&found).ok_or(JwsError::Key { found, wanted })?;
                Self::check(jws, record, &earlier, Record::parse)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn check(
        jws: &str,
        unverified: jws::Unverified,
        lineage: &Lineage,
        parse: fn(&[u8]) -> Result<Record, RecordError>,
    ) -> Result<Self, OpenError> {
        let payload = unverified.verify(&lineage.key)?;
        let record = parse(&payload)?;
        if record.kiosk != lineage.key.kid() {
            return Err(OpenError::Label);
        }
        Ok(Self { imported: imported(&record, lineage)?, record, hash: sha256(&payload), jws: jws.to_owned() })
    }

    /// Seals it to the office: the payload's own bytes with header and signature before them, so that nothing is encoded twice.
    /// Nobody at the kiosk can open it again to see whether it is right, so it must come out the same twice. `None`: it did not.
    pub fn seal(&self, reading: &BoxPublic, entropy: &mut Entropy) -> Option<Entry> {
        let start = entropy.same_again();
        agreed(|| {
            *entropy = start.same_again();
            self.seal_once(reading, entropy)
        })
    }

    fn seal_once(&self, reading: &BoxPublic, entropy: &mut Entropy) -> Option<Entry> {
        let (protected, payload, signature) = self.parts()?;
        let plain = [protected.as_bytes(), b".", signature.as_bytes(), b"\n", &unb64(payload)?].concat();
        let record = &self.record;
        let info = info(&record.kiosk, record.seq, &record.prev);
        let sealed = reading.seal(&info, &plain, entropy).ok()?;
        Some(Entry {
            seq: record.seq,
            prev: record.prev.to_string(),
            hash: self.hash.to_string(),
            kind: if self.visit().is_some() { Kind::Visit } else { Kind::Activity },
            day: record.at.day(0),
            enc: sealed.enc,
            ct: sealed.ct,
        })
    }

    /// Opens a stored record.
    pub fn open(entry: &Entry, reading: &BoxSecret, lineage: &Lineage) -> Result<Self, OpenError> {
        insist(|| Self::open_once(entry, reading, lineage))
    }

    fn open_once(entry: &Entry, reading: &BoxSecret, lineage: &Lineage) -> Result<Self, OpenError> {
        let prev = Fixed::parse(&entry.prev).ok_or(OpenError::Label)?;
        let sealed = SealedBox { enc: entry.enc.clone(), ct: entry.ct.clone() };
        let plain = reading.open(&info(&lineage.key.kid(), entry.seq, &prev), &sealed).map_err(|_| OpenError::Seal)?;
        let end = plain.iter().position(|b| *b == b'\n').ok_or(OpenError::Form)?;
        let (protected, signature) =
            std::str::from_utf8(&plain[..end]).ok().and_then(|head| head.split_once('.')).ok_or(OpenError::Form)?;
        let signature = Fixed::parse(signature).ok_or(OpenError::Form)?;
        let jws = jws::compact(&jws::signing_input(protected, &plain[end + 1..]), &signature);
        let proved = Self::verify(&jws, lineage)?;
        let fits =
            proved.record.seq == entry.seq && proved.record.prev == prev && proved.hash.to_string() == entry.hash;
        if fits { Ok(proved) } else { Err(OpenError::Label) }
    }

    fn parts(&self) -> Option<(&str, &str, &str)> {
        let mut parts = self.jws.split('.');
        Some((parts.next()?, parts.next()?, parts.next()?))
    }
}

fn imported(record: &Record, lineage: &Lineage) -> Result<Option<Box<Proved>>, OpenError> {
    let Some(Act::Imported { jws }) = record.activity().map(|activity| &activity.act) else { return Ok(None) };
    let proved = Proved::verify_imported(jws, lineage).map_err(|why| OpenError::Imported(Box::new(why)))?;
    Ok(Some(Box::new(proved)))
}

/// Binds a seal to its place: a sealed record cannot be moved along the chain or to another kiosk.
fn info(kiosk: &KeyId, seq: u64, prev: &Hash) -> Vec<u8> {
    format!("inkseal/1|{kiosk}|{seq}|{prev}").into_bytes()
}

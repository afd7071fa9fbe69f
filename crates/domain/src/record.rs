//! A record: what one visit or one administrator's act leaves behind, chained to the record before it.

use crate::codec::{Fixed, Hash};
use crate::identity::PrintedName;
use crate::instant::Instant;
use crate::keys::KeyId;
use crate::visit::Visit;
use crate::{activity::Activity, jcs};
use serde::{Deserialize, Serialize};

/// The version of the record format.
pub const VERSION: u32 = 1;

/// One record. Written once, as canonical JSON; afterwards only its bytes count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Format version, 1.
    pub v: u32,
    /// A random UUID (RFC 9562 version 4).
    pub id: String,
    /// The kiosk's key.
    pub kiosk: KeyId,
    /// Position in this kiosk's chain; the first record is 1. A rescued record has none: 0, and not written.
    #[serde(default, skip_serializing_if = "is_nowhere")]
    pub seq: u64,
    /// SHA-256 of the payload before; for the first record, of the kiosk's certificate. A rescued record follows none: zeros, and not written.
    #[serde(default = "no_hash", skip_serializing_if = "is_no_hash")]
    pub prev: Hash,
    /// When the kiosk's clock said it happened.
    pub at: Instant,
    /// The wall clock's distance from UTC then, in minutes east.
    pub utc_offset_min: i32,
    /// What is known of the clock.
    pub clock: Clock,
    /// The program that made the record.
    pub app: App,
    /// What happened.
    pub body: Body,
}

/// What happened: somebody stood at the kiosk, or somebody looked after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Body {
    /// A signer's visit.
    Visit(Box<Visit>),
    /// An act of an administrator or of the kiosk itself.
    Activity(Box<Activity>),
}

/// The kiosk's clock as far as it can be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Random name of this run of the page; within one run the order of times can be trusted more.
    pub session: String,
    /// What looked wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<ClockFlag>,
}

/// What can look wrong about a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockFlag {
    /// Earlier than the record before.
    Backwards,
    /// Before this program was made.
    BeforeBuild,
    /// The steady clock and the wall clock drifted apart within one run of the page.
    Jumped,
}

/// The program that made a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct App {
    /// Its version.
    pub version: String,
    /// A digest of its build, where known.
    pub build: String,
}

/// Everything about a record that is not what happened.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// 16 random bytes for the id.
    pub id: [u8; 16],
    /// The kiosk's key.
    pub kiosk: KeyId,
    /// Position in the chain.
    pub seq: u64,
    /// Hash of the record before.
    pub prev: Hash,
    /// When.
    pub at: Instant,
    /// Minutes east of UTC.
    pub utc_offset_min: i32,
    /// What is known of the clock.
    pub clock: Clock,
    /// The program.
    pub app: App,
}

/// Why bytes are not a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Not JSON, a member missing, doubled or unknown.
    #[error("not a record: {0}")]
    Shape(String),
    /// Made by a later format.
    #[error("record format {0} is not known here")]
    Version(u32),
    /// Its parts contradict each other.
    #[error("the record contradicts itself: {0}")]
    Contradiction(&'static str),
}

impl Record {
    /// Puts a stamp on what happened.
    pub fn new(stamp: Stamp, body: Body) -> Self {
        Self {
            v: VERSION,
            id: uuid_v4(stamp.id),
            kiosk: stamp.kiosk,
            seq: stamp.seq,
            prev: stamp.prev,
            at: stamp.at,
            utc_offset_min: stamp.utc_offset_min,
            clock: stamp.clock,
            app: stamp.app,
            body,
        }
    }

    /// The canonical bytes that are hashed, signed and sealed.
    pub fn to_payload(&self) -> Vec<u8> {
        jcs::to_vec(self).expect("a record holds only strings, booleans and small integers")
    }

    /// The same without a place in the chain: what is offered as a file when it could not be stored. It must never claim a place that
    /// another record may get.
    pub fn rescued(&self) -> Self {
        Self { seq: 0, prev: no_hash(), ..self.clone() }
    }

    /// Reads a record's payload whose signature has been verified.
    pub fn parse(payload: &[u8]) -> Result<Self, RecordError> {
        let record = Self::read(payload)?;
        if !record.has_place() {
            return Err(RecordError::Contradiction("it has no place in a chain"));
        }
        Ok(record)
    }

    /// Whether it has a place in a chain; a rescued record has none.
    pub fn has_place(&self) -> bool {
        self.seq > 0 && !is_no_hash(&self.prev)
    }

    /// Reads a rescued record's payload whose signature has been verified: a visit without a place in the chain.
    pub fn parse_rescued(payload: &[u8]) -> Result<Self, RecordError> {
        let record = Self::read(payload)?;
        if record.seq != 0 || !is_no_hash(&record.prev) || record.visit().is_none() {
            return Err(RecordError::Contradiction("a rescued record is a visit without a place in a chain"));
        }
        Ok(record)
    }

    fn read(payload: &[u8]) -> Result<Self, RecordError> {
        let record: Self = serde_json::from_slice(payload).map_err(|e| RecordError::Shape(e.to_string()))?;
        if record.v != VERSION {
            return Err(RecordError::Version(record.v));
        }
        if let Body::Visit(visit) = &record.body {
            visit.check().map_err(RecordError::Contradiction)?;
        }
        Ok(record)
    }

    /// The visit, where it is one.
    pub fn visit(&self) -> Option<&Visit> {
        match &self.body {
            Body::Visit(visit) => Some(visit),
            Body::Activity(_) => None,
        }
    }

    /// The activity, where it is one.
    pub fn activity(&self) -> Option<&Activity> {
        match &self.body {
            Body::Activity(activity) => Some(activity),
            Body::Visit(_) => None,
        }
    }

    /// The signer's printed name, where the visit has one.
    pub fn signer_name(&self) -> Option<&PrintedName> {
        self.visit()?.signer.as_ref().map(|signer| &signer.name)
    }

    /// The local day on which it was made, `YYYY-MM-DD`.
    pub fn day(&self) -> String {
        self.at.day(self.utc_offset_min)
    }
}

fn is_nowhere(seq: &u64) -> bool {
    *seq == 0
}

fn no_hash() -> Hash {
    Fixed([0; 32])
}

fn is_no_hash(hash: &Hash) -> bool {
    *hash == no_hash()
}

/// A random UUID (RFC 9562 §5.4) from 16 random bytes.
/// The 16 bytes of an id, as [`Stamp`] takes them; `None` for anything but a UUID.
pub fn id_bytes(id: &str) -> Option<[u8; 16]> {
    let digits = id.replace('-', "");
    let mut bytes = [0; 16];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

fn uuid_v4(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

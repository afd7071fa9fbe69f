//! JSON in canonical form (RFC 8785), for strings, booleans and integers up to 2^53-1: what our own files contain.
//!
//! Only writers canonicalise. A verifier hashes the bytes that it received.

use serde::Serialize;
use serde_json::Value;

/// Largest integer that every JSON reader keeps exactly (RFC 8785 §3.2.2.3, I-JSON).
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

/// Why a value has no canonical form here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JcsError {
    /// A fraction, or an integer beyond ±(2^53-1).
    #[error("number {0} is not an integer within 2^53-1")]
    Number(String),
    /// The value could not be turned into JSON at all.
    #[error("not JSON: {0}")]
    NotJson(String),
}

/// The canonical bytes of a value.
pub fn to_vec<T: Serialize>(value: &T) -> Result<Vec<u8>, JcsError> {
    let value = serde_json::to_value(value).map_err(|e| JcsError::NotJson(e.to_string()))?;
    let mut out = String::new();
    write(&value, &mut out)?;
    Ok(out.into_bytes())
}

fn write(value: &Value, out: &mut String) -> Result<(), JcsError> {
    match value {
        Value::Number(number) => {
            let within = match (number.as_u64(), number.as_i64()) {
                (Some(n), _) => n <= MAX_INTEGER,
                (None, Some(n)) => n.unsigned_abs() <= MAX_INTEGER,
                (None, None) => false,
            };
            if !within {
                return Err(JcsError::Number(number.to_string()));
            }
            out.push_str(&number.to_string());
        }
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out)?;
            }
            out.push(']');
        }
        Value::Object(members) => {
            // RFC 8785 §3.2.3 sorts by UTF-16 code units, which is not the order of UTF-8 bytes.
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (i, (name, member)) in members.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(&Value::String(name.clone()), out)?;
                out.push(':');
                write(member, out)?;
            }
            out.push('}');
        }
        // serde_json escapes strings just as RFC 8785 §3.2.2.2 asks: short escapes, lower-case \u00xx, nothing else.
        plain => out.push_str(&plain.to_string()),
    }
    Ok(())
}

//! What could not stand where it was found, as a file for whoever looks into what happened. Nothing in it is evidence.

use crate::codec::b64;
use serde::Serialize;

const ABOUT: &str = "Values that an Inkseal kiosk found in its storage and could not let stand: damaged, or of an earlier chain. Each by the name \
under which it is kept, the key under which it was found, on which side, and its bytes in base64url. Records among them are sealed to the office's reading key.";

#[derive(Serialize)]
struct File<'a> {
    v: u32,
    about: &'a str,
    values: Vec<Value<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    found_under: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'a str>,
    bytes: String,
}

/// Everything that the vault has set aside, by the name under which it is kept.
pub fn file(kept: &[(String, String)]) -> Vec<u8> {
    let file = File { v: 1, about: ABOUT, values: kept.iter().map(|(name, text)| value(name, text)).collect() };
    let mut bytes = serde_json::to_vec_pretty(&file).expect("a file of strings is JSON");
    bytes.push(b'\n');
    bytes
}

/// A name is `quarantine.<side>.<sum>.<key>`, or `past.<n>.<sum>.<key>`, which does not say on which side.
fn value<'a>(name: &'a str, text: &str) -> Value<'a> {
    let parts: Vec<&str> = name.splitn(4, '.').collect();
    let side = parts.get(1).copied().filter(|_| parts[0] == "quarantine");
    Value { name, found_under: parts.get(3).copied(), side, bytes: b64(text.as_bytes()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn every_value_stands_there_with_its_place_and_its_exact_bytes() {
        let kept = [
            ("quarantine.local.abc.record.0000000003".to_owned(), "1.2.torn".to_owned()),
            ("past.1.def.slot.keys.0".to_owned(), "\u{e9}".to_owned()),
        ];
        let file: serde_json::Value = serde_json::from_slice(&file(&kept)).unwrap();
        let values = json!([
            { "name": kept[0].0, "found_under": "record.0000000003", "side": "local", "bytes": b64(b"1.2.torn") },
            { "name": kept[1].0, "found_under": "slot.keys.0", "bytes": b64(&[0xc3, 0xa9]) },
        ]);
        assert_eq!(file["values"], values);
    }
}

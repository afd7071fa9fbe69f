//! Ways of altering a batch file: as somebody without keys would, and as a dishonest office with the tablet could.

use crate::common::Sample;
use inkseal_domain::codec::{b64, unb64};
use inkseal_domain::keys::MemoryKey;
use serde_json::{Value, json};

/// The file as JSON.
pub fn outer(file: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut file: Value = serde_json::from_slice(file).unwrap();
    change(&mut file);
    line(&file)
}

/// Changes what is signed, and leaves the signatures as they are.
pub fn altered(file: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
    outer(file, |file| {
        let mut payload: Value = serde_json::from_slice(&unb64(file["payload"].as_str().unwrap()).unwrap()).unwrap();
        change(&mut payload);
        file["payload"] = b64(&serde_json::to_vec(&payload).unwrap()).into();
    })
}

/// Changes what is signed, and signs it again with both real keys.
pub fn resigned(sample: &Sample, file: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
    outer(&altered(file, change), |file| {
        let payload = file["payload"].as_str().unwrap().to_owned();
        let sign = |key: &MemoryKey, i: usize| {
            let protected = file["signatures"][i]["protected"].as_str().unwrap();
            let signature = key.sign(format!("{protected}.{payload}").as_bytes());
            json!({"protected": protected, "signature": signature.to_string()})
        };
        file["signatures"] = json!([sign(sample.desk.signer(), 0), sign(sample.secret.root(), 1)]);
    })
}

pub fn records(payload: &mut Value) -> &mut Vec<Value> {
    payload["records"].as_array_mut().unwrap()
}

/// The payload of a compact JWS with one text in it replaced; its signature stays.
pub fn reworded(jws: &Value, from: &str, to: &str) -> Value {
    let parts: Vec<&str> = jws.as_str().unwrap().split('.').collect();
    let text = String::from_utf8(unb64(parts[1]).unwrap()).unwrap();
    assert!(text.contains(from));
    [parts[0], &b64(text.replace(from, to).as_bytes()), parts[2]].join(".").into()
}

fn line(file: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(file).unwrap();
    bytes.push(b'\n');
    bytes
}

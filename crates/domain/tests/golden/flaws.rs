//! Batches with one flaw each.

use crate::Golden;
use crate::edit::{altered, outer, records, resigned, reworded};
use crate::good::begun;
use crate::history::{History, drawn};
use inkseal_domain::batch::ReadError;
use inkseal_domain::codec::{b64, sha256, unb64};
use inkseal_domain::jws::JwsError;
use inkseal_domain::seal::OpenError;
use inkseal_domain::verdict::{Fault, Role, Standing};
use serde_json::{Value, json};

const BOTH_BROKEN: [Fault; 2] =
    [Fault::Signature(Role::Kiosk, JwsError::Signature), Fault::Signature(Role::Office, JwsError::Signature)];

fn bad(name: &'static str, bytes: Vec<u8>, faults: &[Fault]) -> Golden {
    Golden { name, bytes, standing: Standing::Bad, faults: faults.to_vec() }
}

fn unreadable(name: &'static str, bytes: Vec<u8>, error: ReadError) -> Golden {
    Golden { name, bytes, standing: Standing::Unreadable, faults: vec![Fault::Unreadable(error)] }
}

pub fn files(good: &[u8]) -> Vec<Golden> {
    [changed(good), rearranged(good), misframed(good), signatures(good), headers(good), no_batch(good)]
        .into_iter()
        .flatten()
        .collect()
}

/// Something was written over.
fn changed(good: &[u8]) -> Vec<Golden> {
    let name = |p: &mut Value| records(p)[1] = reworded(&records(p)[1], "Sample Person One", "Sample Person Won");
    let record = Fault::Record { position: 2, why: OpenError::Jws(JwsError::Signature) };
    let history = begun();
    vec![
        bad("flipped-bit", flipped(good), &BOTH_BROKEN[..1]),
        bad("changed-name", altered(good, name), &[&BOTH_BROKEN[..], std::slice::from_ref(&record)].concat()),
        bad("changed-name-signed-again", resigned(&history.sample, good, name), &[record]),
        bad(
            "changed-document",
            resigned(&history.sample, good, |p| p["documents"][0]["text"] = "Something else.\n".into()),
            &[Fault::Document { slug: "sample-agreement".into(), version: "2026-1".into() }],
        ),
        bad(
            "document-not-listed",
            resigned(&history.sample, good, |p| drop(p["documents"].as_array_mut().unwrap().remove(1))),
            &[2, 3, 4].map(|seq| Fault::DocumentNotListed { seq }),
        ),
    ]
}

/// The kiosk's signature with one bit flipped.
fn flipped(good: &[u8]) -> Vec<u8> {
    outer(good, |file| {
        let mut signature = unb64(file["signatures"][0]["signature"].as_str().unwrap()).unwrap();
        signature[10] ^= 1;
        file["signatures"][0]["signature"] = b64(&signature).into();
    })
}

/// Records are missing, doubled or elsewhere, and whoever did it has both keys.
fn rearranged(good: &[u8]) -> Vec<Golden> {
    let history = begun();
    let sign = |change: &dyn Fn(&mut Value)| resigned(&history.sample, good, change);
    let count = Fault::Frame("the number of records is not the one announced");
    let head = Fault::Frame("the last record is not the one announced");
    let elsewhere = other_record(2);
    let two = &[Fault::Duplicated(2), count.clone()];
    vec![
        bad("dropped", sign(&|p| drop(records(p).remove(2))), &[Fault::Dropped { from: 3, to: 3 }, count.clone()]),
        bad("reordered", sign(&|p| records(p).swap(1, 2)), &[Fault::Reordered(2)]),
        bad(
            "duplicated",
            sign(&|p| {
                let twice = records(p)[1].clone();
                records(p).insert(2, twice)
            }),
            two,
        ),
        bad(
            "truncated",
            sign(&|p| records(p).truncate(3)),
            &[Fault::Truncated { from: 4, to: 4 }, count.clone(), head],
        ),
        bad("two-in-one-place", sign(&|p| records(p).insert(2, elsewhere.clone())), &[Fault::Forked(2), count]),
        bad("other-history", sign(&|p| records(p)[1] = elsewhere.clone()), &[Fault::ChainBroken(3)]),
    ]
}

/// A good record of the same kiosk, but of another history.
fn other_record(seq: u64) -> Value {
    let mut other = History::new(1, false);
    other.signs("Sample Somebody Else", drawn(4));
    let log = other.sample.log();
    let proved = log.proved().find(|proved| proved.record().seq == seq).unwrap();
    proved.jws().into()
}

/// What the batch says of itself does not fit.
fn misframed(good: &[u8]) -> Vec<Golden> {
    let history = begun();
    let sign = |change: &dyn Fn(&mut Value)| resigned(&history.sample, good, change);
    let stranger = History::new(9, false).sample;
    let mut practice = history.sample.desk.kiosk.clone();
    practice.practice = true;
    let practice = practice.issue(history.sample.secret.root());
    let start = Fault::Frame("the first record does not start from the kiosk's certificate");
    vec![
        bad(
            "other-start",
            sign(&|p| p["prev"] = sha256(b"elsewhere").to_string().into()),
            &[start.clone(), Fault::ChainBroken(1)],
        ),
        bad(
            "other-end",
            sign(&|p| p["head"] = sha256(b"elsewhere").to_string().into()),
            &[Fault::Frame("the last record is not the one announced")],
        ),
        bad("practice-mixed", sign(&|p| p["certificates"] = json!([practice])), &[Fault::PracticeMixed, start]),
        bad(
            "kiosk-not-certified",
            sign(&|p| p["kiosk"] = stranger.desk.kiosk.key.kid().to_string().into()),
            &[Fault::KioskNotCertified(None)],
        ),
    ]
}

/// Too few signatures, too many, or somebody else's.
fn signatures(good: &[u8]) -> Vec<Golden> {
    let office = begun().sample.desk.card.root.kid();
    let stranger = History::new(3, false).sample;
    let root = stranger.desk.card.root.kid();
    let first = |f: &Value| f["signatures"][0].clone();
    let foreign = outer(good, |f| {
        let protected = inkseal_domain::jws::protected(inkseal_domain::jws::Typ::BatchOffice, &root);
        let input = format!("{protected}.{}", f["payload"].as_str().unwrap());
        let signature = stranger.secret.root().sign(input.as_bytes()).to_string();
        f["signatures"][1] = json!({"protected": protected, "signature": signature});
    });
    let twice = JwsError::Type { found: "inkseal-batch-kiosk+jws".into(), wanted: "inkseal-batch-office+jws" };
    vec![
        bad(
            "one-signature",
            outer(good, |f| drop(f["signatures"].as_array_mut().unwrap().pop())),
            &[Fault::SignatureMissing(Role::Office)],
        ),
        bad(
            "one-signature-twice",
            outer(good, |f| f["signatures"][1] = first(f)),
            &[Fault::Signature(Role::Office, twice)],
        ),
        bad(
            "three-signatures",
            outer(good, |f| {
                let first = first(f);
                f["signatures"].as_array_mut().unwrap().push(first)
            }),
            &[Fault::SignatureForeign],
        ),
        bad(
            "other-offices-signature",
            foreign,
            &[Fault::Signature(Role::Office, JwsError::Key { found: root, wanted: office })],
        ),
    ]
}

/// A header that says more than it may.
fn headers(good: &[u8]) -> Vec<Golden> {
    let kid = begun().sample.desk.kiosk.key.kid().to_string();
    let with = |header: Value| {
        let protected = b64(&serde_json::to_vec(&header).unwrap());
        outer(good, |f| f["signatures"][0]["protected"] = protected.into())
    };
    let typ = "inkseal-batch-kiosk+jws";
    let own_key = json!({"alg": "Ed25519", "jwk": {"crv": "Ed25519", "kty": "OKP", "x": kid}, "kid": kid, "typ": typ});
    let unknown = "unknown field `jwk`, expected one of `alg`, `kid`, `typ` at line 1 column 22".to_owned();
    let none = json!({"alg": "none", "kid": kid, "typ": typ});
    vec![
        bad("header-with-a-key", with(own_key), &[Fault::Signature(Role::Kiosk, JwsError::Header(unknown))]),
        bad("algorithm-none", with(none), &[Fault::Signature(Role::Kiosk, JwsError::Algorithm("none".into()))]),
    ]
}

/// Not a batch file, or not one of this form.
fn no_batch(good: &[u8]) -> Vec<Golden> {
    let text = std::str::from_utf8(good).unwrap();
    let json = |file: &[u8]| serde_json::from_slice::<Value>(file).unwrap_err().to_string();
    let half = &good[..good.len() / 2];
    let padded = |f: &mut Value| f["payload"] = format!("{}=", f["payload"].as_str().unwrap()).into();
    let foreign = text.replacen('{', "{\"comment\":\"x\",", 1);
    let unknown = "unknown field `comment`, expected one of `payload`, `signatures`, `about` at line 1 column 10";
    let doubled = text.replacen('{', "{\"about\":\"x\",", 1);
    let second = doubled.rfind("\"about\"").unwrap() + "\"about\"".len();
    let twice = format!("duplicate field `about` at line 1 column {second}");
    let utf_16 = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        unreadable("foreign-member", foreign.into_bytes(), ReadError::NotABatch(unknown.into())),
        unreadable("doubled-member", doubled.into_bytes(), ReadError::NotABatch(twice)),
        unreadable("re-encoded", outer(good, padded), ReadError::ReEncoded),
        unreadable("later-format", altered(good, |p| p["v"] = 2.into()), ReadError::Version(2)),
        unreadable("cut-short", half.to_vec(), ReadError::NotJson(json(half))),
        unreadable("empty", vec![], ReadError::Empty),
        unreadable("byte-order-mark", format!("\u{feff}{text}").into_bytes(), ReadError::SavedAgain),
        unreadable("utf-16", utf_16, ReadError::SavedAgain),
        unreadable("not-json", b"Dear records office,\n".to_vec(), ReadError::NotJson(json(b"Dear"))),
    ]
}

//! Receipts: who can give one, what it says, and what is taken for one.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::Sample;
use inkseal_domain::codec::{b64, unb64};
use inkseal_domain::export::Exports;
use inkseal_domain::instant::Instant;
use inkseal_domain::jws::{self, JwsError, Typ};
use inkseal_domain::keys::PublicKey;
use inkseal_domain::receipt::{FILE_MAX_BYTES, Receipt, ReceiptError};
use inkseal_domain::verdict::{FileReport, Standing, verify};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

fn exported(seed: u8, practice: bool) -> (Sample, Exports) {
    let mut sample = Sample::new(seed, practice);
    sample.sign("Sample Person One");
    let exports = sample.export(None);
    (sample, exports)
}

fn report(sample: &Sample, exports: &Exports) -> FileReport {
    verify(&exports.file, std::slice::from_ref(&sample.desk.card))
}

fn at() -> Instant {
    Instant::from_unix_ms(1_795_600_000_000)
}

fn receipt() -> (Sample, Exports, Vec<u8>) {
    let (sample, exports) = exported(1, false);
    let file = Receipt::issue(&report(&sample, &exports), &sample.secret, at()).unwrap();
    (sample, exports, file)
}

/// The receipt with something of its file another.
fn edited(file: &[u8], edit: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut value: Value = serde_json::from_slice(file).unwrap();
    edit(&mut value);
    serde_json::to_vec(&value).unwrap()
}

/// A file that the office itself signed over some content, as some type.
fn signed(sample: &Sample, typ: Typ, content: &Value) -> Vec<u8> {
    let payload = serde_json::to_vec(content).unwrap();
    let compact = jws::sign(typ, sample.secret.root(), &payload);
    let parts: Vec<&str> = compact.split('.').collect();
    serde_json::to_vec(&json!({ "protected": parts[0], "payload": parts[1], "signature": parts[2] })).unwrap()
}

fn content(file: &[u8]) -> Value {
    let file: Value = serde_json::from_slice(file).unwrap();
    serde_json::from_slice(&unb64(file["payload"].as_str().unwrap()).unwrap()).unwrap()
}

#[test]
fn a_receipt_says_which_records_of_which_kiosk_the_office_has() {
    let (sample, exports, file) = receipt();
    let read = Receipt::verify(&file, &sample.desk.card.root).unwrap();
    let batch = report(&sample, &exports).batch.unwrap();
    let wanted = Receipt {
        v: 1,
        kiosk: sample.desk.kiosk.key.kid(),
        first: 1,
        last: 2,
        batch: exports.exported.payload,
        head: batch.head,
        at: at(),
    };
    assert_eq!(read, wanted);
    assert!(read.is_for(&exports.exported));
    let mut other = exports.exported.clone();
    other.last += 1;
    assert!(!read.is_for(&other));
    assert_eq!(Receipt::issue(&report(&sample, &exports), &sample.secret, at()).unwrap(), file);
    assert!(file.len() < FILE_MAX_BYTES / 8);
}

#[test]
fn none_is_given_for_a_batch_that_does_not_stand_good_or_is_of_another_office() {
    let (sample, exports) = exported(1, false);
    let (other, _) = exported(3, false);
    let refused = |report: &FileReport, of: &Sample| Receipt::issue(report, &of.secret, at()).unwrap_err();
    assert_eq!(refused(&report(&sample, &exports), &other), ReceiptError::OtherOffice);
    let unconfirmed = report(&other, &exports);
    assert_eq!(refused(&unconfirmed, &other), ReceiptError::NotGood(Standing::OfficeUnconfirmed));
    assert_eq!(refused(&unconfirmed, &sample), ReceiptError::NotGood(Standing::OfficeUnconfirmed));
    let altered = String::from_utf8(exports.file.clone()).unwrap().replacen("\"signature\":\"", "\"signature\":\"A", 1);
    let unreadable = verify(altered.as_bytes(), std::slice::from_ref(&sample.desk.card));
    assert_eq!(refused(&unreadable, &sample), ReceiptError::NotGood(Standing::Unreadable));
    let mut bad = report(&sample, &exports);
    bad.standing = Standing::Bad;
    assert_eq!(refused(&bad, &sample), ReceiptError::NotGood(Standing::Bad));
}

#[test]
fn practice_has_no_receipts() {
    let (sample, exports) = exported(2, true);
    let refused = Receipt::issue(&report(&sample, &exports), &sample.secret, at());
    assert_eq!(refused, Err(ReceiptError::NotGood(Standing::Practice)));
}

#[test]
fn what_was_altered_is_no_receipt() {
    let (sample, _, file) = receipt();
    let refused = |file: &[u8]| Receipt::verify(file, &sample.desk.card.root).unwrap_err();
    let mut later = content(&file);
    later["last"] = json!(9);
    let payload = b64(&serde_json::to_vec(&later).unwrap());
    assert_eq!(refused(&edited(&file, |file| file["payload"] = json!(payload))), JwsError::Signature.into());
    let signature = b64(&[7; 64]);
    assert_eq!(refused(&edited(&file, |file| file["signature"] = json!(signature))), JwsError::Signature.into());
    let kid = sample.desk.card.root.kid();
    // The same header, spelt otherwise: it was not signed.
    let respelt = b64(format!(r#"{{"typ":"inkseal-receipt+jws","kid":"{kid}","alg":"Ed25519"}}"#).as_bytes());
    assert_eq!(refused(&edited(&file, |file| file["protected"] = json!(respelt))), JwsError::Signature.into());
    let none = b64(format!(r#"{{"alg":"none","kid":"{kid}","typ":"inkseal-receipt+jws"}}"#).as_bytes());
    let none = edited(&file, |file| file["protected"] = json!(none));
    assert_eq!(refused(&none), JwsError::Algorithm("none".into()).into());
}

#[test]
fn what_another_office_signed_is_called_so() {
    let (_, _, file) = receipt();
    let (other, _) = exported(3, false);
    assert_eq!(Receipt::verify(&file, &other.desk.card.root), Err(ReceiptError::OtherOffice));
}

#[test]
fn what_the_office_signed_as_something_else_is_no_receipt() {
    let (sample, _, file) = receipt();
    for typ in [Typ::Record, Typ::BatchKiosk, Typ::BatchOffice, Typ::Certificate, Typ::Recipients, Typ::Slip] {
        let refused = Receipt::verify(&signed(&sample, typ, &content(&file)), &sample.desk.card.root);
        let error = JwsError::Type { found: typ.name().into(), wanted: "inkseal-receipt+jws" };
        assert_eq!(refused, Err(error.into()));
    }
    assert!(Receipt::verify(&signed(&sample, Typ::Receipt, &content(&file)), &sample.desk.card.root).is_ok());
}

#[test]
fn only_about_may_say_anything_and_nothing_stands_there_twice() {
    let (sample, exports, file) = receipt();
    let root = &sample.desk.card.root;
    for about in [json!(null), json!("anything")] {
        assert!(Receipt::verify(&edited(&file, |file| file["about"] = about), root).is_ok());
    }
    let form = |file: &[u8]| assert!(matches!(Receipt::verify(file, root), Err(ReceiptError::Form(_))));
    form(&edited(&file, |file| file["header"] = json!({})));
    let text = String::from_utf8(file.clone()).unwrap();
    form(text.replacen('{', "{\"signature\":\"\",", 1).as_bytes());
    form(text.replacen('{', "{\"payload\":\"\",", 1).as_bytes());
    let listed: Value = serde_json::from_slice(&file).unwrap();
    form(&serde_json::to_vec(&json!([listed["payload"], listed["protected"], listed["signature"], null])).unwrap());
    for other in [b"".as_slice(), b"{}", b"[]", b"null", &exports.file, &sample.desk.card.to_file()] {
        form(other);
    }
    let large = vec![b' '; FILE_MAX_BYTES + 1];
    assert_eq!(Receipt::verify(&large, root), Err(ReceiptError::TooLarge(large.len())));
}

#[test]
fn what_was_signed_is_read_as_strictly_as_the_file() {
    let (sample, _, file) = receipt();
    let refused = |edit: &dyn Fn(&mut Value)| {
        let mut content = content(&file);
        edit(&mut content);
        Receipt::verify(&signed(&sample, Typ::Receipt, &content), &sample.desk.card.root).unwrap_err()
    };
    assert_eq!(refused(&|content| content["v"] = json!(2)), ReceiptError::Version(2));
    for edit in [
        (&|content: &mut Value| content["first"] = json!(0)) as &dyn Fn(&mut Value),
        &|content| content["first"] = json!(3),
        &|content| content["note"] = json!(""),
        &|content| content["head"] = json!("AA"),
        &|content| content["at"] = json!("2026-11-24"),
        &|content| _ = content.as_object_mut().unwrap().remove("batch"),
        &|content| *content = json!([]),
    ] {
        assert!(matches!(refused(edit), ReceiptError::Content(_)));
    }
}

static FILE: LazyLock<(PublicKey, Vec<u8>)> = LazyLock::new(|| {
    let (sample, _, file) = receipt();
    (sample.desk.card.root, file)
});

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Receipt::verify(&bytes, &FILE.0).is_err());
    }

    #[test]
    fn any_changed_byte_is_refused_or_stands_in_what_is_not_signed(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let (root, file) = &*FILE;
        let mut changed = file.clone();
        let at = at.index(changed.len());
        changed[at] = to;
        if let Ok(read) = Receipt::verify(&changed, root) {
            prop_assert_eq!(read, Receipt::verify(file, root).unwrap());
        }
    }
}

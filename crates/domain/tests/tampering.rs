//! Every way of altering a batch is found and called by its own name.
#![allow(clippy::unwrap_used)]

mod common;

use common::Sample;
use inkseal_domain::batch::{FILE_MAX_BYTES, ReadError};
use inkseal_domain::codec::{b64, sha256, unb64};
use inkseal_domain::export::Exports;
use inkseal_domain::jws::JwsError;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::office::OfficeCard;
use inkseal_domain::seal::OpenError;
use inkseal_domain::verdict::{Between, Fault, FileReport, RecordReport, Role, Standing, between, verify};
use serde_json::{Value, json};

fn exported() -> (Sample, Exports) {
    let mut sample = Sample::new(1, false);
    for i in 1..=5 {
        sample.sign(&format!("Sample Person {i}"));
    }
    let exports = sample.export(None);
    (sample, exports)
}

fn check(sample: &Sample, file: &[u8]) -> FileReport {
    verify(file, std::slice::from_ref(&sample.desk.card))
}

/// Changes the payload as somebody would who has no key.
fn altered(exports: &Exports, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut file: Value = serde_json::from_slice(&exports.file).unwrap();
    let mut payload: Value = serde_json::from_slice(&unb64(file["payload"].as_str().unwrap()).unwrap()).unwrap();
    change(&mut payload);
    file["payload"] = b64(&serde_json::to_vec(&payload).unwrap()).into();
    serde_json::to_vec(&file).unwrap()
}

/// Changes the payload and signs it again with both real keys: what a dishonest office with the tablet could do.
fn resigned(sample: &Sample, exports: &Exports, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let file: Value = serde_json::from_slice(&altered(exports, change)).unwrap();
    let payload = file["payload"].as_str().unwrap();
    let sign = |key: &MemoryKey, i: usize| {
        let protected = file["signatures"][i]["protected"].as_str().unwrap();
        json!({"protected": protected, "signature": key.sign(format!("{protected}.{payload}").as_bytes()).to_string()})
    };
    let signatures = json!([sign(sample.desk.signer(), 0), sign(sample.secret.root(), 1)]);
    serde_json::to_vec(&json!({"payload": payload, "signatures": signatures})).unwrap()
}

fn records(payload: &mut Value) -> &mut Vec<Value> {
    payload["records"].as_array_mut().unwrap()
}

fn outer(exports: &Exports, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut file: Value = serde_json::from_slice(&exports.file).unwrap();
    change(&mut file);
    serde_json::to_vec(&file).unwrap()
}

const BOTH_BROKEN: [Fault; 2] =
    [Fault::Signature(Role::Kiosk, JwsError::Signature), Fault::Signature(Role::Office, JwsError::Signature)];

#[test]
fn an_untouched_batch_is_good_and_has_a_filing_code() {
    let (sample, exports) = exported();
    let report = check(&sample, &exports.file);
    assert_eq!((report.standing, report.faults.as_slice()), (Standing::Good, &[][..]));
    assert_eq!(report.records.len(), 6);
    assert!(report.filing_code.is_some());
}

#[test]
fn without_the_offices_card_the_office_is_unconfirmed() {
    let (_, exports) = exported();
    assert_eq!(verify(&exports.file, &[]).standing, Standing::OfficeUnconfirmed);
}

#[test]
fn practice_is_never_good() {
    let mut sample = Sample::new(2, true);
    sample.sign("Sample Person");
    let exports = sample.export(None);
    assert!(exports.name.starts_with("PRACTICE_"));
    assert_eq!(check(&sample, &exports.file).standing, Standing::Practice);
}

#[test]
fn every_flipped_bit_of_the_file_is_found() {
    let (sample, exports) = exported();
    let about = exports.file.windows(7).position(|w| w == b"\"about\"").unwrap();
    for at in (0..about).step_by(37) {
        let mut file = exports.file.clone();
        file[at] ^= 1;
        let report = check(&sample, &file);
        assert!(matches!(report.standing, Standing::Bad | Standing::Unreadable), "byte {at}");
        assert!(report.filing_code.is_none(), "byte {at}");
    }
}

#[test]
fn a_changed_record_is_named_by_its_place() {
    let (sample, exports) = exported();
    let file = altered(&exports, |payload| {
        let record = records(payload)[3].as_str().unwrap().to_owned();
        let mut parts: Vec<String> = record.split('.').map(str::to_owned).collect();
        let text = String::from_utf8(unb64(&parts[1]).unwrap()).unwrap().replace("Sample Person 3", "Sample Person 9");
        parts[1] = b64(text.as_bytes());
        records(payload)[3] = parts.join(".").into();
    });
    let report = check(&sample, &file);
    let named = Fault::Record { position: 4, why: OpenError::Jws(JwsError::Signature) };
    assert_eq!(report.faults, [&BOTH_BROKEN[..], &[named]].concat());
    assert!(matches!(report.records[3], RecordReport::Bad { position: 4, .. }));
}

#[test]
fn a_dropped_record_is_named_even_when_both_keys_sign_again() {
    let (sample, exports) = exported();
    let drop = |payload: &mut Value| drop(records(payload).remove(2));
    let dropped = Fault::Dropped { from: 3, to: 3 };
    assert!(check(&sample, &altered(&exports, drop)).faults.contains(&dropped));
    let report = check(&sample, &resigned(&sample, &exports, drop));
    assert!(report.faults.contains(&dropped) && !report.faults.contains(&BOTH_BROKEN[0]));
}

#[test]
fn reordered_duplicated_and_truncated_records_are_named() {
    let (sample, exports) = exported();
    let faults = |change: &dyn Fn(&mut Value)| check(&sample, &resigned(&sample, &exports, change)).faults;
    assert!(faults(&|p| records(p).swap(2, 3)).contains(&Fault::Reordered(3)));
    assert!(
        faults(&|p| {
            let r = records(p)[1].clone();
            records(p).insert(2, r)
        })
        .contains(&Fault::Duplicated(2))
    );
    assert!(faults(&|p| records(p).truncate(4)).contains(&Fault::Truncated { from: 5, to: 6 }));
}

#[test]
fn a_record_of_another_history_breaks_the_chain() {
    let (sample, exports) = exported();
    let mut other = Sample::new(1, false);
    other.sign("Sample Somebody");
    other.sign("Sample Other");
    let foreign = other.log().proved().last().unwrap().jws().to_owned();
    let report = check(&sample, &resigned(&sample, &exports, |p| records(p)[2] = foreign.into()));
    assert!(report.faults.contains(&Fault::ChainBroken(3)) && report.faults.contains(&Fault::ChainBroken(4)));
}

#[test]
fn two_records_in_one_place_are_a_fork() {
    let (sample, exports) = exported();
    let mut other = Sample::new(1, false);
    other.sign("Sample Somebody");
    let foreign = other.log().proved().last().unwrap().jws().to_owned();
    let report = check(&sample, &resigned(&sample, &exports, |p| records(p).insert(2, foreign.into())));
    assert!(report.faults.contains(&Fault::Forked(2)));
}

#[test]
fn another_kiosks_key_is_not_certified() {
    let (sample, exports) = exported();
    let stranger = Sample::new(9, false);
    let report =
        check(&sample, &resigned(&sample, &exports, |p| p["kiosk"] = stranger.desk.kiosk.key.kid().to_string().into()));
    assert!(report.faults.contains(&Fault::KioskNotCertified(None)));
}

#[test]
fn another_offices_batch_is_not_confirmed_by_this_offices_card() {
    let (sample, _) = exported();
    let mut stranger = Sample::new(9, false);
    stranger.sign("Sample Person");
    let exports = stranger.export(None);
    assert_eq!(check(&sample, &exports.file).standing, Standing::OfficeUnconfirmed);
    let lookalike = OfficeCard { name: "Other name".into(), ..stranger.desk.card.clone() };
    assert_eq!(verify(&exports.file, &[lookalike]).standing, Standing::OfficeUnconfirmed);
}

#[test]
fn one_of_two_signatures_is_not_enough() {
    let (sample, exports) = exported();
    let faults = |change: &dyn Fn(&mut Value)| check(&sample, &outer(&exports, change)).faults;
    assert_eq!(
        faults(&|f| drop(f["signatures"].as_array_mut().unwrap().pop())),
        [Fault::SignatureMissing(Role::Office)]
    );
    assert_eq!(
        faults(&|f| f["signatures"] = json!([])),
        [Fault::SignatureMissing(Role::Kiosk), Fault::SignatureMissing(Role::Office)]
    );
    let doubled = |f: &mut Value| {
        let first = f["signatures"][0].clone();
        f["signatures"][1] = first
    };
    assert!(matches!(&faults(&doubled)[..], [Fault::Signature(Role::Office, JwsError::Type { .. })]));
    let third = |f: &mut Value| {
        let first = f["signatures"][0].clone();
        f["signatures"].as_array_mut().unwrap().push(first)
    };
    assert_eq!(faults(&third), [Fault::SignatureForeign]);
}

#[test]
fn a_header_may_not_bring_its_own_key_or_another_algorithm() {
    let (sample, exports) = exported();
    let key = "x".repeat(43);
    for (header, wanted) in [
        (
            json!({"alg":"Ed25519","kid":sample.desk.kiosk.key.kid().to_string(),"typ":"inkseal-batch-kiosk+jws","jwk":{"x":key}}),
            "unknown field",
        ),
        (
            json!({"alg":"none","kid":sample.desk.kiosk.key.kid().to_string(),"typ":"inkseal-batch-kiosk+jws"}),
            "Algorithm",
        ),
        (
            json!({"alg":"HS256","kid":sample.desk.kiosk.key.kid().to_string(),"typ":"inkseal-batch-kiosk+jws"}),
            "Algorithm",
        ),
    ] {
        let protected = b64(&serde_json::to_vec(&header).unwrap());
        let report = check(&sample, &outer(&exports, |f| f["signatures"][0]["protected"] = protected.into()));
        assert!(format!("{:?}", report.faults).contains(wanted), "{:?}", report.faults);
    }
}

#[test]
fn a_foreign_member_a_doubled_key_and_another_spelling_are_refused() {
    let (sample, exports) = exported();
    let foreign = outer(&exports, |f| f["comment"] = "hello".into());
    assert!(matches!(check(&sample, &foreign).faults[..], [Fault::Unreadable(ReadError::NotABatch(_))]));
    let doubled = String::from_utf8(exports.file.clone()).unwrap().replacen('{', "{\"about\":\"x\",", 1);
    assert!(matches!(check(&sample, doubled.as_bytes()).faults[..], [Fault::Unreadable(ReadError::NotABatch(_))]));
    let padded = outer(&exports, |f| f["payload"] = format!("{}=", f["payload"].as_str().unwrap()).into());
    assert!(matches!(check(&sample, &padded).faults[..], [Fault::Unreadable(ReadError::ReEncoded)]));
    let inner = altered(&exports, |p| p["comment"] = "hello".into());
    assert!(matches!(check(&sample, &inner).faults[..], [Fault::Unreadable(ReadError::Content(_))]));
}

#[test]
fn the_line_about_the_file_may_say_anything() {
    let (sample, exports) = exported();
    assert_eq!(check(&sample, &outer(&exports, |f| f["about"] = "filed".into())).standing, Standing::Good);
}

#[test]
fn what_is_no_batch_is_refused_in_words() {
    let (sample, exports) = exported();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let half = &exports.file[..exports.file.len() / 2];
    let read = |bytes: &[u8]| check(&sample, bytes).faults;
    assert!(matches!(read(b"").as_slice(), [Fault::Unreadable(ReadError::Empty)]));
    assert!(matches!(read(&[0xff; 9]).as_slice(), [Fault::Unreadable(ReadError::NotJson(_))]));
    assert!(matches!(read(half).as_slice(), [Fault::Unreadable(ReadError::NotJson(_))]));
    assert!(matches!(read(deep.as_bytes()).as_slice(), [Fault::Unreadable(_)]));
    assert_eq!(
        read(&vec![b' '; FILE_MAX_BYTES + 1]),
        [Fault::Unreadable(ReadError::TooLarge { bytes: FILE_MAX_BYTES + 1 })]
    );
}

#[test]
fn a_documents_text_must_be_the_one_that_was_signed_for() {
    let (sample, exports) = exported();
    let report =
        check(&sample, &resigned(&sample, &exports, |p| p["documents"][0]["text"] = "Something else.\n".into()));
    assert_eq!(report.faults, [Fault::Document { slug: "sample".into(), version: "1".into() }]);
    let report = check(&sample, &resigned(&sample, &exports, |p| p["documents"] = json!([])));
    assert_eq!(report.faults.len(), 5);
    assert_eq!(report.faults[0], Fault::DocumentNotListed { seq: 2 });
}

#[test]
fn several_batches_show_gaps_and_forks_and_allow_repeats() {
    let mut sample = Sample::new(1, false);
    sample.sign("Sample Person 1");
    let first = sample.export(None);
    sample.sign("Sample Person 2");
    let second = sample.export(None);
    sample.sign("Sample Person 3");
    let third = sample.export(None);
    let all = sample.export(Some((1, 6)));
    let report = |e: &Exports| check(&sample, &e.file);
    let (a, b, c, whole) = (report(&first), report(&second), report(&third), report(&all));
    assert_eq!(between(&[&c, &a, &b]), []);
    assert_eq!(between(&[&a, &c]), [Between::Gap { from: 3, to: 4 }]);
    assert_eq!(between(&[&b]), [Between::NotFromTheStart { first: 3 }]);
    assert_eq!(between(&[&whole, &b]), [Between::Repeated { from: 3, to: 4 }]);

    let mut other = Sample::new(1, false);
    other.sign("Sample Somebody");
    let forked = other.export(None);
    assert_eq!(between(&[&a, &check(&sample, &forked.file)]), [Between::Fork { seq: 2 }]);
}

#[test]
fn a_receipt_code_finds_its_record_and_no_other() {
    let mut sample = Sample::new(1, false);
    let kept = sample.sign("Sample Person 1");
    sample.sign("Sample Person 2");
    let file = sample.export(None).file;
    let found = check(&sample, &file);
    assert_eq!(found.find(&kept.receipt().code).unwrap().record().seq, 2);
    let foreign = inkseal_domain::code::record_code(&sha256(b"other"));
    assert!(found.find(&foreign).is_none());
}

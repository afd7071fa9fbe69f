//! What a phone's picture says beside the files of its kiosk.
#![allow(clippy::unwrap_used)]

mod common;

use common::Sample;
use inkseal_domain::codec::{b64, unb64};
use inkseal_domain::jws::{self, JwsError, Typ};
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::slip::{Finding, Slip, SlipError, find, look_up};
use inkseal_domain::verdict::{FileReport, verify};
use pollster::block_on;

/// Ana's slip, and the batch that she is in.
fn ana() -> (Sample, String, FileReport) {
    let mut sample = Sample::new(1, false);
    let kept = sample.sign("Ana Sample");
    let slip = block_on(sample.desk.slip(&kept.proved)).unwrap();
    let report = report(&mut sample, None);
    (sample, slip, report)
}

fn report(sample: &mut Sample, range: Option<(u64, u64)>) -> FileReport {
    let file = sample.export(range).file;
    verify(&file, std::slice::from_ref(&sample.desk.card))
}

#[test]
fn a_slip_says_which_record_it_is_in_which_file() {
    let (mut sample, slip, first) = ana();
    sample.sign("Ben Sample");
    let second = report(&mut sample, None);
    let day = Slip::verify(&slip, &sample.desk.kiosk.key).unwrap().day;
    assert_eq!(look_up(&slip, &[second, first]), Finding::Here { file: 1, seq: 2, day });
}

#[test]
fn a_slip_whose_record_never_arrived_says_so() {
    let (mut sample, slip, _) = ana();
    sample.sign("Ben Sample");
    let later = report(&mut sample, Some((3, 4)));
    assert!(matches!(look_up(&slip, &[later]), Finding::Absent { seq: 2, .. }));
}

#[test]
fn a_slip_beside_another_story_of_its_kiosk_contradicts_it() {
    let (_, slip, _) = ana();
    let mut other = Sample::new(1, false);
    other.sign("Somebody Else");
    let told = report(&mut other, None);
    assert!(matches!(look_up(&slip, &[told]), Finding::Contradicted { file: 0, seq: 2, .. }));
}

#[test]
fn a_slip_of_another_kiosk_says_nothing() {
    let (sample, slip, _) = ana();
    let mut other = Sample::new(2, false);
    other.sign("Ana Sample");
    let kiosk = sample.desk.kiosk.key.kid();
    assert_eq!(look_up(&slip, &[report(&mut other, None)]), Finding::OtherKiosk { kiosk });
    assert_eq!(look_up(&slip, &[]), Finding::OtherKiosk { kiosk });
}

#[test]
fn a_slip_is_not_looked_for_in_a_file_that_is_wrong() {
    let (mut sample, slip, _) = ana();
    let text = String::from_utf8(sample.export(Some((1, 3))).file).unwrap();
    let wrong = verify(text.replacen("\"signature\":\"", "\"signature\":\"A", 1).as_bytes(), &[]);
    assert!(matches!(look_up(&slip, &[wrong]), Finding::OtherKiosk { .. }));
}

#[test]
fn whoever_alters_a_slip_or_signs_one_with_another_key_is_found_out() {
    let (sample, slip, report) = ana();
    let reports = [report];
    let parts: Vec<&str> = slip.split('.').collect();
    let payload = String::from_utf8(unb64(parts[1]).unwrap()).unwrap();
    let altered = [parts[0], &b64(payload.replace("\"seq\":2", "\"seq\":3").as_bytes()), parts[2]].join(".");
    assert_eq!(look_up(&altered, &reports), Finding::Bad(SlipError::Jws(JwsError::Signature)));

    let forger = MemoryKey::from_seed([9; 32]);
    let input = format!("{}.{}", parts[0], parts[1]);
    let forged = jws::compact(&input, &forger.sign(input.as_bytes()));
    assert_eq!(look_up(&forged, &reports), Finding::Bad(SlipError::Jws(JwsError::Signature)));

    // Another thing that the kiosk signed is not a slip.
    let record = sample.log().at(2).unwrap().jws().to_owned();
    assert!(matches!(look_up(&record, &reports), Finding::Bad(SlipError::Jws(JwsError::Type { .. }))));
    for text in ["", "a.b", "a.b.c"] {
        assert!(matches!(look_up(text, &reports), Finding::Bad(_)), "{text:?}");
    }
}

#[test]
fn what_a_kiosk_signed_as_a_slip_and_is_none_is_refused() {
    let key = MemoryKey::from_seed([9; 32]);
    for payload in ["", "{}", r#"{"day":"2026-01-31","hash":"short","seq":1}"#, r#"{"day":"x","seq":1}"#] {
        let slip = jws::sign(Typ::Slip, &key, payload.as_bytes());
        assert_eq!(Slip::verify(&slip, &key.public()), Err(SlipError::Form), "{payload}");
    }
}

#[test]
fn a_slip_is_found_in_what_a_phone_shows_however_it_was_broken() {
    let (_, slip, _) = ana();
    assert_eq!(find(&format!("Ana Sample\nSigned: A thing\nR-1234\n{slip}\n")), Some(slip.clone()));
    assert_eq!(find(&format!("  {slip}  ")), Some(slip.clone()));
    let (start, end) = slip.split_at(90);
    assert_eq!(find(&format!("Ana Sample\r\n{start}\r\n{end}\r\n")), Some(slip.clone()));
    assert_eq!(find("Ana Sample\nR-1234"), None);
}

#[test]
fn a_slip_leaves_room_for_the_words_in_one_code() {
    let (sample, slip, _) = ana();
    let kiosk = sample.desk.kiosk.key.kid();
    let latest = Slip { seq: 9_999_999, ..Slip::verify(&slip, &sample.desk.kiosk.key).unwrap() };
    let longest = latest.signing_input(&kiosk).len() + ".".len() + 86;
    assert!(longest <= 644 - 300, "{longest}");
}

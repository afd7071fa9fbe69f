#![allow(clippy::unwrap_used)]
use super::*;
use crate::codec::sha256;
use crate::settings::Tried;
use serde_json::{Value, json};

fn chosen() -> Settings {
    Settings {
        contact: "Room 12, 555 0100".into(),
        support: vec!["Sample line, 555 0101".into()],
        languages: Languages::default().with("en", false, &["en", "es"]).unwrap(),
        host: true,
        witness: true,
        initials: true,
        dynamics: true,
        verify_link: Some(Link::parse("https://records.example/verify.html").unwrap()),
        accent: Accent::Plum,
        renew_after_months: Some(12),
        keep_months: Some(3),
        idle: IdleMinutes { reading: 20, ..IdleMinutes::STANDARD },
        ..Settings::default()
    }
}

fn value() -> Value {
    serde_json::from_slice(&chosen().to_file()).unwrap()
}

fn read(value: &Value) -> Result<Settings, FileError> {
    Settings::default().with_file(value.to_string().as_bytes())
}

#[test]
fn what_one_kiosk_saves_the_next_one_takes_over() {
    let taken = Settings::default().with_file(&chosen().to_file()).unwrap();
    assert_eq!(taken, chosen());
    assert_eq!(taken.changed_since(&Settings::default()), Setting::ALL);
    assert_eq!(taken.changed_since(&chosen()), []);
    let back = taken.with_file(&Settings::default().to_file()).unwrap();
    assert_eq!(back, Settings::default());
}

#[test]
fn a_file_of_before_initials_were_asked_for_has_them_off_and_one_with_them_off_reads_as_before() {
    let mut before = value();
    assert_eq!(before.as_object_mut().unwrap().remove("initials"), Some(json!(true)));
    assert_eq!(read(&before), Ok(Settings { initials: false, ..chosen() }));
    let off = Settings { initials: false, ..chosen() }.to_file();
    assert_eq!(serde_json::from_slice::<Value>(&off).unwrap(), before);
}

#[test]
fn what_belongs_to_one_tablet_neither_leaves_it_nor_comes_from_another() {
    let tried = Tried { print: Some(true), ..Tried::default() };
    let keys_saved = Some(sha256(b"a key file"));
    let own = Settings { kit_proved: true, card_saved: true, keys_saved, tried, ..chosen() };
    assert_eq!(own.to_file(), chosen().to_file());
    let taken = own.with_file(&Settings::default().to_file()).unwrap();
    assert_eq!(taken, Settings { kit_proved: true, card_saved: true, keys_saved, tried, ..Settings::default() });
    for member in ["kit_proved", "card_saved", "keys_saved", "tried"] {
        let mut foreign = value();
        foreign[member] = json!(true);
        assert!(matches!(read(&foreign), Err(FileError::Altered(_))), "{member}");
    }
}

#[test]
fn what_is_no_file_of_settings_is_called_so() {
    let large = [&chosen().to_file()[..], &[b' '; FILE_MAX_BYTES]].concat();
    for bytes in [
        &b""[..],
        b"nonsense",
        b"{}",
        b"[]",
        b"\xff",
        br#"{"kind":"other","v":1}"#,
        br#"["inkseal-settings",1]"#,
        &large,
    ] {
        assert_eq!(Settings::default().with_file(bytes), Err(FileError::NotSettings));
    }
}

#[test]
fn a_later_version_is_left_alone() {
    let mut later = value();
    later["v"] = json!(2);
    later["hologram"] = json!(true);
    assert_eq!(read(&later), Err(FileError::Later { v: 2 }));
    later["v"] = json!(0);
    assert_eq!(read(&later), Err(FileError::NotSettings));
}

#[test]
fn a_member_that_is_missing_foreign_doubled_or_of_another_kind_is_refused() {
    for member in ["contact", "support", "languages", "host", "idle", "accent"] {
        let mut lacks = value();
        lacks.as_object_mut().unwrap().remove(member);
        assert!(matches!(read(&lacks), Err(FileError::Altered(_))), "{member}");
    }
    let text = String::from_utf8(chosen().to_file()).unwrap();
    let doubled = text.replacen("\"host\": true", "\"host\": true, \"host\": false", 1);
    assert!(matches!(Settings::default().with_file(doubled.as_bytes()), Err(FileError::Altered(_))));
    let mut other = value();
    other["accent"] = json!("invisible");
    assert!(matches!(read(&other), Err(FileError::Altered(_))));
}

#[test]
fn a_value_that_nobody_can_choose_is_refused_by_name() {
    let long = "x".repeat(201);
    for (member, wrong, setting) in [
        ("contact", json!("Room\u{202e}12"), Setting::Contact),
        ("contact", json!(long), Setting::Contact),
        ("support", json!(["a", "b", "c", "d"]), Setting::Support),
        ("support", json!([""]), Setting::Support),
        ("verify_link", json!("http://records.example"), Setting::VerifyLink),
        ("languages", json!(["<b>"]), Setting::Languages),
        ("idle", json!({"reading": 1, "elsewhere": 3, "administrator": 10}), Setting::Times),
        ("renew_after_months", json!(0), Setting::Renewal),
        ("keep_months", json!(1200), Setting::Retention),
    ] {
        let mut hostile = value();
        hostile[member] = wrong;
        assert_eq!(read(&hostile), Err(FileError::Value(setting)), "{hostile}");
    }
}

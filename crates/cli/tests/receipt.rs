//! The receipt that is written, as its kiosk reads it.
#![allow(clippy::unwrap_used)]

use inkseal_domain::entropy::Entropy;
use inkseal_domain::key_file::{KeyFile, keys_from_file, keys_to_file};
use inkseal_domain::office::OfficeCard;
use inkseal_domain::passphrase::Stretch;
use inkseal_domain::receipt::Receipt;
use inkseal_domain::verdict::verify;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../domain/tests/vectors").join(name)
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

fn receipt(words: &str, more: &[&str]) -> Output {
    receipt_with(&golden("inkseal-keys.json"), words, more)
}

fn receipt_with(keys: &Path, words: &str, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inkseal"));
    command.args(["receipt", "good.jws.json", "--keys"]).arg(keys).args(more);
    command.current_dir(golden("")).stdin(File::open(golden(words)).unwrap()).output().unwrap()
}

#[test]
fn the_kit_and_a_passphrase_make_a_receipt_that_counts_at_the_kiosk() {
    let card = OfficeCard::parse(&fs::read(golden("inkseal-office.json")).unwrap()).unwrap();
    let batch = verify(&fs::read(golden("good.jws.json")).unwrap(), std::slice::from_ref(&card));
    let saved = scratch("receipt.json");
    let with_kit = receipt("kit.txt", &[]);
    let with_passphrase =
        receipt("passphrase.txt", &["--by", "Sample Administrator", "--out", saved.to_str().unwrap()]);
    assert!(with_passphrase.stdout.is_empty());
    for (output, file) in [(&with_kit, with_kit.stdout.clone()), (&with_passphrase, fs::read(&saved).unwrap())] {
        assert_eq!(output.status.code(), Some(0));
        let receipt = Receipt::verify(&file, &card.root).unwrap();
        assert_eq!((receipt.first, receipt.last, Some(receipt.batch)), (1, 4, batch.payload));
    }
}

#[test]
fn nothing_but_a_receipt_goes_to_standard_output() {
    for (words, more) in [("other-kit.txt", &[][..]), ("phone.txt", &[]), ("kit.txt", &["--by", "Somebody"])] {
        let output = receipt(words, more);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("No receipt was made. "), "{said}");
        let typed = fs::read_to_string(golden(words)).unwrap();
        assert!(!said.contains(typed.lines().next().unwrap()), "{said}");
    }
}

#[test]
fn the_keys_must_be_those_of_a_card_that_is_given() {
    let other = verify(&fs::read(golden("other-office.jws.json")).unwrap(), &[]).batch.unwrap().office;
    let card = scratch("other-office.json");
    fs::write(&card, other.to_file()).unwrap();
    let output = receipt("kit.txt", &["--office", card.to_str().unwrap()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("No receipt was made. The keys are of another office than the card."), "{said}");
    assert!(said.contains(&other.fingerprint()), "{said}");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
}

#[test]
fn of_several_administrators_one_is_named_and_the_kit_needs_none() {
    let text = keys_from_file(&fs::read(golden("inkseal-keys.json")).unwrap()).unwrap();
    let one = KeyFile::parse(&text).unwrap();
    let secret = one.open_with_kit(&fs::read_to_string(golden("kit.txt")).unwrap()).unwrap();
    let (person, stretch) = (("Second Person", "six five four three two one"), Stretch { memory_kib: 64, passes: 1 });
    let two = one.with_administrator(&secret, person, stretch, &mut Entropy::new([7; 32])).unwrap();
    let keys = scratch("two-administrators.json");
    fs::write(&keys, keys_to_file(&two)).unwrap();
    let ends = |words: &str, more: &[&str]| {
        let output = receipt_with(&keys, words, more);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(ends("kit.txt", &[]).0, Some(0));
    assert_eq!(ends("passphrase.txt", &["--by", "Sample Administrator"]).0, Some(0));
    let (exit, said) = ends("passphrase.txt", &[]);
    assert_eq!(exit, Some(1));
    assert!(said.contains("say whose with --by NAME: Sample Administrator, Second Person."), "{said}");
    let (exit, said) = ends("passphrase.txt", &["--by", "Second Person"]);
    assert_eq!(exit, Some(1));
    assert!(said.contains("This is not the passphrase of Second Person"), "{said}");
}

#[test]
fn the_golden_receipt_is_for_the_golden_batch() {
    let card = OfficeCard::parse(&fs::read(golden("inkseal-office.json")).unwrap()).unwrap();
    let receipt = Receipt::verify(&fs::read(golden("good-receipt.json")).unwrap(), &card.root).unwrap();
    assert_eq!(Some(receipt.batch), verify(&fs::read(golden("good.jws.json")).unwrap(), &[card]).payload);
}

//! The worked examples of docs/format.md are what the program writes, and read back as what they are said to be.

use crate::{good, office};
use inkseal_domain::certificate::{Certificate, chain_start};
use inkseal_domain::code::{Code, CodeKind, filing_code, record_code};
use inkseal_domain::codec::{b64, sha256, unb64};
use inkseal_domain::entropy::Entropy;
use inkseal_domain::hpke_box::BoxSecret;
use inkseal_domain::office::OfficeCard;
use inkseal_domain::receipt::Receipt;
use inkseal_domain::seal::Proved;
use inkseal_domain::slip::Slip;
use inkseal_domain::store::{Entry, Item};
use pollster::block_on;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/format.md")
}

/// The third record of the good batch is the worked example.
const RECORD: usize = 2;

fn payload(jws: &str) -> Value {
    serde_json::from_slice(&unb64(jws.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

/// Every example by its name, from the golden file.
fn examples() -> BTreeMap<&'static str, String> {
    let golden = good::files().remove(0).bytes;
    let file: Value = serde_json::from_slice(&golden).unwrap();
    let bytes = unb64(file["payload"].as_str().unwrap()).unwrap();
    let batch: Value = serde_json::from_slice(&bytes).unwrap();
    let sample = good::begun().sample;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let header =
        |i: usize| String::from_utf8(unb64(file["signatures"][i]["protected"].as_str().unwrap()).unwrap()).unwrap();
    let record = text(&batch["records"][RECORD]);
    let hash = sha256(&unb64(record.split('.').nth(1).unwrap()).unwrap());
    let Item::Good(sealed) = block_on(sample.desk.vault().entries()).unwrap().remove(RECORD) else {
        panic!("no entry")
    };
    let slip = block_on(sample.desk.slip(sample.log().at(RECORD as u64 + 1).unwrap())).unwrap();
    let slip_payload = String::from_utf8(unb64(slip.split('.').nth(1).unwrap()).unwrap()).unwrap();
    let receipt = office::receipt();
    let receipt_file: Value = serde_json::from_slice(&receipt).unwrap();
    let receipt_part = |part: &str| unb64(receipt_file[part].as_str().unwrap()).unwrap();
    let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap();
    BTreeMap::from([
        ("office-card", String::from_utf8(sample.desk.card.to_file()).unwrap()),
        ("fingerprint", sample.desk.card.fingerprint()),
        ("certificate", text(&batch["certificates"][0])),
        ("certificate-payload", pretty(&payload(batch["certificates"][0].as_str().unwrap()))),
        ("record-payload", pretty(&payload(&record))),
        ("record-hash", hash.to_string()),
        ("record-code", record_code(&hash).to_string()),
        ("record", record),
        ("slip", slip),
        ("slip-payload", slip_payload),
        ("kiosk-header", header(0)),
        ("office-header", header(1)),
        ("filing-code", filing_code(&sha256(&bytes), &sample.desk.card.root).to_string()),
        ("receipt", String::from_utf8(receipt.trim_ascii_end().to_vec()).unwrap()),
        ("receipt-header", String::from_utf8(receipt_part("protected")).unwrap()),
        ("receipt-payload", pretty(&serde_json::from_slice(&receipt_part("payload")).unwrap())),
        ("sealed-record", sealed.write()),
        ("reading-key-material", b64(&reading_key_material())),
    ])
}

/// The sample office is made from the seed 1: first the root's 32 bytes, then these.
fn reading_key_material() -> [u8; 32] {
    let mut entropy = Entropy::new([1; 32]);
    let _root: [u8; 32] = entropy.take();
    entropy.take()
}

/// The examples as they stand in a text: fenced blocks with a language and a name.
fn found(text: &str) -> BTreeMap<String, String> {
    let mut blocks = text.split("\n```").skip(1).step_by(2);
    let named = blocks.by_ref().filter_map(|block| {
        let (info, content) = block.split_once('\n').unwrap_or((block, ""));
        Some((info.split_once(' ')?.1.to_owned(), content.to_owned()))
    });
    named.collect()
}

fn blessed(text: &str, examples: &BTreeMap<&str, String>) -> String {
    let parts = text.split("\n```").enumerate().map(|(i, part)| {
        let info = part.split('\n').next().unwrap_or_default();
        let example = info.split_once(' ').and_then(|(_, name)| examples.get(name));
        match (i % 2, example) {
            (1, Some(example)) => format!("{info}\n{example}"),
            _ => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("\n```")
}

#[test]
fn the_examples_in_the_documentation_are_what_is_written() {
    let text = std::fs::read_to_string(path()).unwrap();
    let wanted = examples();
    if std::env::var_os("INKSEAL_BLESS").is_some() {
        std::fs::write(path(), blessed(&text, &wanted)).unwrap();
    }
    let found = found(&std::fs::read_to_string(path()).unwrap());
    let wanted: BTreeMap<String, String> =
        wanted.into_iter().map(|(name, example)| (name.to_owned(), example)).collect();
    assert_eq!(found, wanted);
}

#[test]
fn the_examples_in_the_documentation_verify() {
    let found = found(&std::fs::read_to_string(path()).unwrap());
    let card = OfficeCard::parse(found["office-card"].as_bytes()).unwrap();
    assert_eq!(card.fingerprint(), found["fingerprint"]);
    let certificate = Certificate::verify(&found["certificate"], &card.root).unwrap();
    assert_eq!(
        serde_json::to_value(&certificate).unwrap(),
        serde_json::from_str::<Value>(&found["certificate-payload"]).unwrap()
    );
    let record = Proved::verify(&found["record"], &certificate.key.into()).unwrap();
    assert_eq!(record.hash().to_string(), found["record-hash"]);
    assert_eq!(
        serde_json::to_value(record.record()).unwrap(),
        serde_json::from_str::<Value>(&found["record-payload"]).unwrap()
    );
    assert!(Code::parse(&found["record-code"], CodeKind::Record).unwrap().names(record.hash()));
    let slip = Slip::verify(&found["slip"], &certificate.key).unwrap();
    assert_eq!((slip.seq, slip.hash), (record.record().seq, *record.hash()));
    assert!(Code::parse(&found["filing-code"], CodeKind::Filing).is_ok());
    let receipt = Receipt::verify(found["receipt"].as_bytes(), &card.root).unwrap();
    assert_eq!(
        serde_json::to_value(&receipt).unwrap(),
        serde_json::from_str::<Value>(&found["receipt-payload"]).unwrap()
    );
    assert_eq!(filing_code(&receipt.batch, &card.root).to_string(), found["filing-code"]);
    let reading = BoxSecret::derive(&unb64(&found["reading-key-material"]).unwrap());
    assert_eq!(reading.public(), card.reading);
    let entry = Entry::parse(&found["sealed-record"]).unwrap();
    assert_eq!(Proved::open(&entry, &reading, &certificate.key.into()).unwrap(), record);
    assert_ne!(record.record().prev, chain_start(&found["certificate"]));
}

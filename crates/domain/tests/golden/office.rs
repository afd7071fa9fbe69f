//! What an office has beside its batches: its card, its keys with the words that open them, a receipt, a locked file with its words, and
//! what a phone shows.

use crate::good;
use crate::history::History;
use inkseal_domain::code::record_code;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::instant::Instant;
use inkseal_domain::key_file::keys_to_file;
use inkseal_domain::locked::Locked;
use inkseal_domain::office::OfficeCard;
use inkseal_domain::passphrase::{Stretch, generate_kit};
use inkseal_domain::receipt::Receipt;
use inkseal_domain::slip::Note;
use inkseal_domain::verdict::verify;
use pollster::block_on;
use zeroize::Zeroizing;

/// Every file, by name.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let sample = History::new(1, false).sample;
    let (locked, words) = locked();
    let kit = |seed: u8| format!("{}\n", *generate_kit(&mut Entropy::new([seed; 32]))).into_bytes();
    vec![
        ("inkseal-office.json", sample.desk.card.to_file()),
        ("inkseal-keys.json", keys_to_file(&sample.key_file)),
        ("kit.txt", kit(1)),
        ("other-kit.txt", kit(3)),
        ("passphrase.txt", b"one two three four five six\n".to_vec()),
        ("good-receipt.json", receipt()),
        ("good.locked.json", locked.to_file()),
        ("locked-words.txt", format!("{}\n", *words).into_bytes()),
        ("phone.txt", phone().into_bytes()),
    ]
}

/// The office card.
pub fn card() -> OfficeCard {
    History::new(1, false).sample.desk.card.clone()
}

/// The receipt for the good batch.
pub fn receipt() -> Vec<u8> {
    let mut history = good::begun();
    let report = verify(&history.export(None), &[card()]);
    Receipt::issue(&report, &history.sample.secret, Instant::parse("2026-11-26T16:30:00Z").unwrap()).unwrap()
}

/// The good batch, locked for the road, and its words.
fn locked() -> (Locked, Zeroizing<String>) {
    let stretch = Stretch { memory_kib: 64, passes: 1 };
    Locked::lock(&good::begun().export(None), stretch, &mut Entropy::new([9; 32])).unwrap()
}

/// What the code says that the third record's signer took along.
fn phone() -> String {
    let history = good::begun();
    let log = history.sample.log();
    let record = log.at(3).unwrap();
    let slip = block_on(history.sample.desk.slip(record)).unwrap();
    let facts = [
        "Signed: Sample Agreement (2026-1)".to_owned(),
        format!("Record code {}", record_code(record.hash())),
        "November 24, 2026, 07:13 (UTC-07:00), Front desk".to_owned(),
    ];
    Note { name: "Sample Person Two", facts: &facts, contact: "Sample Office, room 1" }.with_slip(&slip)
}

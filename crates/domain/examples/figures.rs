//! The figures that need no browser, as one JSON object on stdout; `cargo xtask bench` runs this.
//!
//! What a drawn visit weighs as it is stored, and how long a batch takes to verify beside ed25519-dalek's `verify_strict` over the same
//! messages. Both verify one after the other on one core, in turn (A B A B …), in this one run.
//!
//! `cargo run --release -p inkseal-domain --example figures -- [records] [rounds]`
#![allow(clippy::unwrap_used)]

use ed25519_dalek::{Signature as RawSignature, VerifyingKey};
use inkseal_domain::batch::{Batch, BatchDocument, BatchEntry, Mode};
use inkseal_domain::certificate::{Certificate, KeyHome, chain_start};
use inkseal_domain::codec::{Fixed, sha256, unb64};
use inkseal_domain::document::{Document, Index};
use inkseal_domain::entropy::Entropy;
use inkseal_domain::flow::Plan;
use inkseal_domain::identity::PrintedName;
use inkseal_domain::ink::{Capture, Pointer, PointerKind, Sample};
use inkseal_domain::instant::Instant as Time;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::office::{OfficeCard, OfficeSecret};
use inkseal_domain::record::{App, Body, Clock, Stamp};
use inkseal_domain::seal::{Proved, Unsigned};
use inkseal_domain::verdict::{Standing, verify};
use inkseal_domain::visit::{Consent, Mark, Outcome, Received, Signature, Signer, Visit};
use serde_json::json;
use std::path::Path;
use std::time::Instant;

const AT_MS: i64 = 1_795_529_482_000;

fn main() {
    let mut args = std::env::args().skip(1).map(|arg| arg.parse::<u64>().unwrap());
    let (records, rounds) = (args.next().unwrap_or(10_000), args.next().unwrap_or(7));
    let office = Office::new();
    let ink = ink();
    let proved = office.chain(&ink, records);
    let stored = proved[0].seal(&office.card.reading, &mut Entropy::new([3; 32])).unwrap().write();
    let (batch, raw, file_bytes) = office.verify_in_turn(&proved, rounds);
    let figures = json!({
        "record": {
            "stored": stored.len(),
            "payload": unb64(proved[0].jws().split('.').nth(1).unwrap()).unwrap().len(),
            "ink_bytes": unb64(&ink).unwrap().len(),
            "ink_text": ink.len(),
        },
        "verify": { "records": records, "file_bytes": file_bytes, "batch_ms": batch, "raw_ms": raw },
    });
    println!("{figures}");
}

/// The made-up signature of the fixtures, as the pad keeps it.
fn ink() -> String {
    let mut pad = Capture::default();
    let pen = Pointer { id: 1, kind: PointerKind::Pen };
    let mut strokes: Vec<Vec<Sample>> = vec![];
    for line in include_str!("../tests/fixtures/signature.csv").lines().skip(1) {
        let numbers: Vec<f64> = line.split(',').map(|number| number.parse().unwrap()).collect();
        let [stroke, x, y, time_ms, pressure] = numbers[..] else { panic!("{line}") };
        strokes.resize_with(strokes.len().max(stroke as usize + 1), Vec::new);
        strokes.last_mut().unwrap().push(Sample { x, y, time_ms, pressure });
    }
    for samples in &strokes {
        pad.down(pen, samples[0]);
        pad.moved(pen, &samples[1..]);
        pad.up(pen);
    }
    pad.ink().unwrap().encode()
}

/// One office with one kiosk and the two published documents.
struct Office {
    secret: OfficeSecret,
    card: OfficeCard,
    kiosk: MemoryKey,
    certificate: String,
    plan: Plan,
    documents: Vec<BatchDocument>,
}

impl Office {
    fn new() -> Self {
        let secret = OfficeSecret::generate(&mut Entropy::new([1; 32]));
        let card = secret.card("Sample Office", false);
        let kiosk = MemoryKey::from_seed([2; 32]);
        let certificate = Certificate {
            v: 1,
            kiosk_name: "Front desk".into(),
            key: kiosk.public(),
            key_home: KeyHome::NonExtractable,
            office: card.root.kid(),
            issued_at: Time::from_unix_ms(AT_MS),
            supersedes: vec![],
            practice: false,
        }
        .issue(secret.root());
        let (plan, documents) = published();
        Self { secret, card, kiosk, certificate, plan, documents }
    }

    /// A signed visit to both documents, after `prev`.
    fn record(&self, ink: &str, seq: u64, prev: Fixed<32>) -> Proved {
        let name = PrintedName::parse(&format!("Sample Person {}", 10_000 + seq)).unwrap();
        let mut entropy = Entropy::new(sha256(&seq.to_be_bytes()).0);
        let visit = Visit {
            outcome: Outcome::Signed,
            lang: "en".into(),
            signer: Some(Signer { name, employee_id: PrintedName::parse("4100").ok(), initials: None }),
            consent: Some(Consent { terms: sha256(b"terms") }),
            documents: self.plan.confirmed_whole(Received::Yes),
            signature: Some(Signature {
                meaning: self.plan.meaning.clone(),
                mark: Mark::Drawn { ink: ink.to_owned() },
                witness: None,
            }),
            helper: None,
            host: None,
            reason: None,
            asked_from: None,
            signer_date: None,
        };
        let stamp = Stamp {
            id: entropy.take(),
            kiosk: self.kiosk.public().kid(),
            seq,
            prev,
            at: Time::from_unix_ms(AT_MS + seq as i64 * 60_000),
            utc_offset_min: -420,
            clock: Clock { session: "c2Vzc2lvbg".into(), flags: vec![] },
            app: App { version: "0.1.0".into(), build: "0123456789abcdef".into() },
        };
        let unsigned = Unsigned::new(stamp, Body::Visit(Box::new(visit))).expect("the same bytes come out the same");
        let signature = self.kiosk.sign(unsigned.signing_input().as_bytes());
        unsigned.prove(&self.kiosk.public().into(), &signature).unwrap()
    }

    fn chain(&self, ink: &str, records: u64) -> Vec<Proved> {
        let mut prev = chain_start(&self.certificate);
        let mut chain = Vec::new();
        for seq in 1..=records {
            let proved = self.record(ink, seq, prev);
            prev = *proved.hash();
            chain.push(proved);
        }
        chain
    }

    fn file(&self, chain: &[Proved]) -> Vec<u8> {
        let batch = Batch {
            v: 1,
            kiosk: self.kiosk.public().kid(),
            office: self.card.clone(),
            mode: Mode::Plain,
            first: 1,
            count: chain.len() as u64,
            prev: chain_start(&self.certificate),
            head: *chain.last().unwrap().hash(),
            certificates: vec![self.certificate.clone()],
            documents: self.documents.clone(),
            exported_at: Time::from_unix_ms(AT_MS + 1),
            exported_by: "Sample Administrator".into(),
            records: chain.iter().map(|proved| BatchEntry::Proved(proved.jws().to_owned())).collect(),
        };
        let unsigned = batch.fix();
        let kiosk = self.kiosk.sign(unsigned.kiosk_input().as_bytes());
        let office = self.secret.root().sign(unsigned.office_input().as_bytes());
        unsigned.finish(kiosk, office)
    }

    /// Milliseconds of each round, of our verifier over the file and of the peer over the records' own messages, and the file's size.
    fn verify_in_turn(&self, chain: &[Proved], rounds: u64) -> (Vec<f64>, Vec<f64>, usize) {
        let file = self.file(chain);
        let key = VerifyingKey::from_bytes(&self.kiosk.public().0.0).unwrap();
        let messages: Vec<(&str, RawSignature)> = chain.iter().map(|proved| message(proved.jws())).collect();
        let cards = std::slice::from_ref(&self.card);
        let (mut batch, mut raw) = (vec![], vec![]);
        for _ in 0..rounds {
            batch.push(timed(|| assert_eq!(verify(&file, cards).standing, Standing::Good)));
            raw.push(timed(|| {
                assert!(messages.iter().all(|(text, signature)| key.verify_strict(text.as_bytes(), signature).is_ok()));
            }));
        }
        (batch, raw, file.len())
    }
}

/// What ed25519-dalek is given: the message that was signed, and the signature.
fn message(jws: &str) -> (&str, RawSignature) {
    let (message, signature) = jws.rsplit_once('.').unwrap();
    (message, RawSignature::from_bytes(&Fixed::<64>::parse(signature).unwrap().0))
}

fn timed(run: impl FnOnce()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64() * 1000.0
}

/// The documents that the kiosk comes with.
fn published() -> (Plan, Vec<BatchDocument>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/documents");
    let index = Index::parse(&std::fs::read(folder.join("index.json")).unwrap()).unwrap();
    let files = index.paths().into_iter().map(|path| std::fs::read(folder.join(path)).unwrap());
    let (parsed, texts): (Vec<Document>, Vec<BatchDocument>) = files
        .map(|bytes| {
            let document = Document::parse(&bytes).unwrap();
            let text = BatchDocument::of(&document, bytes);
            (document, text)
        })
        .unzip();
    (Plan::of(&parsed).unwrap(), texts)
}

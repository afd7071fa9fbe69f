//! A sample kiosk in memory, for tests.
#![allow(clippy::unwrap_used, dead_code, missing_docs)]

use inkseal_domain::activity::{Act, Activity};
use inkseal_domain::batch::BatchDocument;
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::codec::sha256;
use inkseal_domain::desk::{Desk, Kept, Moment};
use inkseal_domain::entropy::Entropy;
use inkseal_domain::export::{Export, Exports};
use inkseal_domain::identity::PrintedName;
use inkseal_domain::instant::Instant;
use inkseal_domain::key_file::NewOffice;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::log::Log;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::passphrase::{self, Stretch};
use inkseal_domain::record::{App, Body};
use inkseal_domain::samples;
use inkseal_domain::setup::{NewKiosk, Settings, set_up};
use inkseal_domain::store::{MemoryMedium, Vault};
use inkseal_domain::visit::*;
use pollster::block_on;

pub type SampleDesk = Desk<MemoryMedium, MemoryMedium, MemoryKey>;

pub const TEXT: &str = "I have read it.\n";

/// A kiosk that was set up, with its clock at a fixed day.
pub struct Sample {
    pub desk: SampleDesk,
    pub secret: OfficeSecret,
    pub key_file: String,
    pub local: MemoryMedium,
    pub journal: MemoryMedium,
    ticks: u8,
}

impl Sample {
    pub fn new(seed: u8, practice: bool) -> Self {
        let (local, journal) = (MemoryMedium::default(), MemoryMedium::default());
        let (vault, _) = block_on(Vault::open(local.clone(), journal.clone())).unwrap();
        let signer = MemoryKey::from_seed([seed; 32]);
        let kit = passphrase::generate_kit(&mut Entropy::new([seed; 32]));
        let new = NewKiosk {
            office: NewOffice {
                name: "Sample Office",
                administrator: "Sample Administrator",
                passphrase: "one two three four five six",
                kit: &kit,
                stretch: Stretch { memory_kib: 64, passes: 1 },
                practice,
            },
            kiosk_name: "Front desk",
            key: signer.public(),
            key_home: KeyHome::Software,
            settings: &Settings { contact: "Sample Office, room 1".into(), ..Settings::default() },
            app: App { version: "0.1.0".into(), build: "test".into() },
            supersedes: &[],
        };
        let (desk, secret, key_file) = block_on(set_up(vault, signer, &new, &moment(seed, 0), [seed; 32])).unwrap();
        Self { desk, secret, key_file, local, journal, ticks: 0 }
    }

    pub fn moment(&mut self) -> Moment {
        self.ticks += 1;
        moment(200, self.ticks)
    }

    pub fn sign(&mut self, name: &str) -> Kept {
        let moment = self.moment();
        block_on(self.desk.keep(Body::Visit(Box::new(visit(name))), &moment)).unwrap()
    }

    pub fn note(&mut self, act: Act, about: Vec<String>) -> Kept {
        let moment = self.moment();
        let activity = Activity { by: "Sample Administrator".into(), about, act };
        block_on(self.desk.keep(Body::Activity(Box::new(activity)), &moment)).unwrap()
    }

    pub fn log(&self) -> Log {
        block_on(self.desk.open(&self.secret)).unwrap()
    }

    /// Exports a range; everything new when none is given.
    pub fn export(&mut self, range: Option<(u64, u64)>) -> Exports {
        let (log, moment, library) = (self.log(), self.moment(), library());
        let export = Export { log: &log, secret: &self.secret, library: &library, by: "Sample Administrator" };
        let (first, last) = range.or_else(|| export.new_range()).unwrap();
        block_on(export.make(&self.desk, first, last, &moment)).unwrap()
    }
}

pub fn moment(a: u8, b: u8) -> Moment {
    Moment {
        at: Instant::from_unix_ms(1_795_529_482_000 + i64::from(b) * 60_000),
        utc_offset_min: -420,
        session: "c2Vzc2lvbg".into(),
        flags: vec![],
        seed: sha256(&[a, b]).0,
    }
}

pub fn name(text: &str) -> PrintedName {
    PrintedName::parse(text).unwrap()
}

pub fn library() -> Vec<BatchDocument> {
    vec![BatchDocument {
        slug: "sample".into(),
        version: "1".into(),
        lang: "en".into(),
        sha256: sha256(TEXT.as_bytes()),
        text: Some(TEXT.into()),
    }]
}

pub fn visit(signer: &str) -> Visit {
    samples::typed(&name(signer), &library()[0])
}

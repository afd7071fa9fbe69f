//! The sample office that the tablet belongs to: who, which documents, which program, and what somebody signs.

use inkseal_domain::batch::BatchDocument;
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::codec::sha256;
use inkseal_domain::desk::Moment;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::identity::PrintedName;
use inkseal_domain::instant::Instant;
use inkseal_domain::key_file::{self, NewOffice};
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::passphrase::{self, Stretch};
use inkseal_domain::record::App;
use inkseal_domain::samples;
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::NewKiosk;
use inkseal_domain::visit::Visit;
use std::sync::LazyLock;

/// The administrator.
pub const ADMINISTRATOR: &str = "Sample Administrator";
/// Their words. Few and weakly stretched: what is simulated is storage, not guessing.
pub const PASSPHRASE: &str = "one two three four five six";

/// The kiosk's key of the nth set-up.
pub fn key(attempt: u8) -> MemoryKey {
    MemoryKey::from_seed([attempt; 32])
}

/// The recovery kit of the nth set-up.
pub fn kit(attempt: u8) -> String {
    passphrase::generate_kit(&mut Entropy::new([attempt; 32])).to_string()
}

/// The secret of the office that the nth set-up made.
pub fn secret(attempt: u8) -> OfficeSecret {
    let kit = kit(attempt);
    let made = key_file::create(&new_kiosk(attempt, &kit, 1).office, &mut Entropy::new([attempt; 32]));
    made.expect("the kit is a kit").0
}

/// What the nth set-up asks for.
pub fn new_kiosk(attempt: u8, kit: &str, program: u8) -> NewKiosk<'_> {
    NewKiosk {
        office: NewOffice {
            name: "Sample Office",
            administrator: ADMINISTRATOR,
            passphrase: PASSPHRASE,
            kit,
            stretch: Stretch { memory_kib: 8, passes: 1 },
            practice: false,
        },
        kiosk_name: "Front desk",
        key: key(attempt).public(),
        key_home: KeyHome::Software,
        settings: &SETTINGS,
        app: app(program),
        supersedes: &[],
    }
}

static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);

/// The nth version of the program.
pub fn app(program: u8) -> App {
    App { version: format!("0.{program}.0"), build: format!("build{program}") }
}

/// The nth moment of a run, with the clock so many minutes off.
pub fn moment(n: u64, clock_off_min: i64) -> Moment {
    Moment {
        at: Instant::from_unix_ms(1_795_529_482_000 + (n as i64 + clock_off_min) * 60_000),
        utc_offset_min: -420,
        session: "c2Vzc2lvbg".into(),
        flags: vec![],
        seed: sha256(&n.to_le_bytes()).0,
    }
}

/// The document's version `n`, with its exact bytes.
pub fn document(n: u8) -> BatchDocument {
    let text = format!("I have read version {n}.\n");
    BatchDocument {
        slug: "sample".into(),
        version: n.to_string(),
        lang: "en".into(),
        sha256: sha256(text.as_bytes()),
        text: Some(text),
    }
}

/// A visit that ends with a signature under version `n` of the document.
pub fn visit(name: &PrintedName, n: u8) -> Visit {
    samples::typed(name, &document(n))
}

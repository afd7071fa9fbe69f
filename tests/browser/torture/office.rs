//! The sample office: its words, its document, and what somebody signs.

use inkseal::browser::{clock, random};
use inkseal_domain::batch::BatchDocument;
use inkseal_domain::codec::{b64, sha256};
use inkseal_domain::desk::Moment;
use inkseal_domain::identity::PrintedName;
use inkseal_domain::passphrase::Stretch;
use inkseal_domain::record::App;
use inkseal_domain::samples;
use inkseal_domain::visit::Visit;

/// The administrator.
pub const ADMINISTRATOR: &str = "Sample Administrator";
/// Their words.
pub const PASSPHRASE: &str = "one two three four five six";
/// Weak, so that a start is quick: what is tried is storage, not guessing.
pub const STRETCH: Stretch = Stretch { memory_kib: 8, passes: 1 };

/// The program.
pub fn app() -> App {
    App { version: "0.1.0".into(), build: "torture".into() }
}

/// Now, and random bytes for it.
pub fn moment() -> Moment {
    Moment {
        at: clock::now(),
        utc_offset_min: clock::utc_offset_min(),
        session: b64(&random::seed()[..8]),
        flags: vec![],
        seed: random::seed(),
    }
}

/// The document, with its exact bytes.
pub fn document() -> BatchDocument {
    let text = "I have read this.\n".to_owned();
    BatchDocument {
        slug: "sample".into(),
        version: "1".into(),
        lang: "en".into(),
        sha256: sha256(text.as_bytes()),
        text: Some(text),
    }
}

/// A visit that ends with a signature under it.
pub fn visit(name: &PrintedName) -> Visit {
    samples::typed(name, &document())
}

//! What takes how long with few records and with many: the whole of a kiosk's office, on one that is filled step by step.

use crate::Counts;
use drive::browser::Browser;
use drive::engine::Storage;
use drive::growth::{Grown, Step};
use drive::{Engine, Failure, Kiosk};
use inkseal::text::{fill, text};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use xtask::server;

/// The administrator's words on a filled kiosk (`tests/browser/torture/office.rs`), stretched so little that unlocking is opening.
const PASSPHRASE: &str = "one two three four five six";
/// No page: an origin's storage without a program.
const BARE: &str = "nothing-here";
/// How many visits are kept before the driver hears of it.
const PART: usize = 200;
/// How many bytes the records' signatures are over, near enough.
const SIGNED_BYTES: u64 = 1_800;

/// What is measured, and beside what.
const STEPS: [(&str, Option<&str>); 6] = [
    ("start-up, until the welcome screen", Some("a bare page reads the same values")),
    ("unlocking, without stretching the passphrase", Some("WebCrypto verifies as many signatures")),
    ("the list of records", None),
    ("two letters typed into its search", None),
    ("export, until the file is given out", Some("WebCrypto verifies as many signatures")),
    ("start-up after localStorage was cleared", Some("a bare page writes the same values there")),
];

/// One round: milliseconds of each step, and of its peer.
type Round = [(f64, Option<f64>); STEPS.len()];

/// Fills a kiosk to each size in turn and measures there.
pub async fn measure(engine: Engine, served: &Path, sizes: &[u64], counts: &Counts) -> Result<Grown, Failure> {
    // The page that fills a kiosk tells how it gets on, and waits until it was heard.
    let server = server::serve_and_listen(served, Arc::new(|_| String::new()))?;
    let kiosk = Kiosk { browser: Browser::start(engine, Storage::Allowed).await?, server, text: text("en") };
    kiosk.browser.resize(768, 1024).await?;
    let (mut rounds, mut memory_bytes, mut stored_bytes) = (vec![], vec![], vec![]);
    for size in sizes {
        let office = Office { kiosk: &kiosk, size: *size };
        office.fill().await?;
        // The first round is not counted: engines compile while a program runs.
        office.round().await?;
        let mut of_size = Vec::new();
        for _ in 0..counts.rounds_of_growth {
            of_size.push(office.round().await?);
        }
        rounds.push(of_size);
        stored_bytes.push(office.read().await?.1);
        memory_bytes.extend(office.memory().await?);
    }
    let steps = STEPS.iter().enumerate().map(|(i, (what, peer))| {
        let ours: Vec<Vec<f64>> = rounds.iter().map(|of| of.iter().map(|round: &Round| round[i].0).collect()).collect();
        let theirs =
            rounds.iter().map(|of| of.iter().filter_map(|round| round[i].1).collect()).collect::<Vec<Vec<f64>>>();
        Step::of(what, &ours, peer.map(|peer| (peer, &theirs[..])))
    });
    let steps = steps.collect();
    Ok(Grown { engine: engine.name().to_owned(), records: sizes.to_vec(), stored_bytes, memory_bytes, steps })
}

/// A kiosk with so many records.
struct Office<'a> {
    kiosk: &'a Kiosk,
    size: u64,
}

impl Office<'_> {
    fn browser(&self) -> &Browser {
        &self.kiosk.browser
    }

    async fn open(&self, path: &str) -> Result<(), Failure> {
        self.browser().open(&format!("{}{path}", self.kiosk.server.address())).await
    }

    /// A part at a time, because a driver gives up on a script that takes long.
    async fn fill(&self) -> Result<(), Failure> {
        // Whatever page was open lets go of the kiosk's lock first.
        self.open(BARE).await?;
        for visits in (0..self.size).step_by(PART).skip(1).chain([self.size]) {
            self.open(&format!("torture/index.html?fill.{visits}")).await?;
            let filled = json!(format!("filled {visits}"));
            self.browser().until("a filled kiosk", "return document.title === arguments[0]", vec![filled]).await?;
        }
        Ok(())
    }

    /// What a script gives first.
    async fn time(&self, script: &str, arguments: Vec<Value>) -> Result<f64, Failure> {
        let found = self.browser().js_async(script, arguments).await?;
        found.get(0).and_then(Value::as_f64).ok_or_else(|| format!("a step gave no time, but {found}"))
    }

    /// Milliseconds of the bare reading, and how many bytes the journal's values have.
    async fn read(&self) -> Result<(f64, u64), Failure> {
        self.open(BARE).await?;
        let found = self.browser().js_async(include_str!("grow/read.js"), vec![]).await?;
        let ms = found.get(0).and_then(Value::as_f64).ok_or("the bare reading gave no time")?;
        Ok((ms, found.get(1).and_then(Value::as_u64).unwrap_or_default()))
    }

    async fn round(&self) -> Result<Round, Failure> {
        let (b, t) = (self.browser(), self.kiosk.text);
        let (read, _) = self.read().await?;
        let verified = self.time(include_str!("grow/verify.js"), vec![json!(self.size), json!(SIGNED_BYTES)]).await?;
        let start = self.start().await?;
        b.press(t.welcome.administrator).await?;
        b.type_into("passphrase", PASSPHRASE).await?;
        let unlock = self.press(t.unlock.unlock, "h1", t.overview.title).await?;
        let count = fill(t.records.count, &[("n", &self.size.to_string())]);
        let list = self.press(t.admin.records, ".count", &count).await?;
        let letters = self.time(include_str!("grow/letters.js"), vec![json!("07")]).await?;
        b.press(t.admin.export).await?;
        b.press(t.export.range).await?;
        b.js(include_str!("grow/days.js"), vec![]).await?;
        let export = self.press(t.export.make, "#check-file", t.export.check_title).await?;
        self.open(BARE).await?;
        let written = self.time(include_str!("grow/write.js"), vec![]).await?;
        let repair = self.start().await?;
        let (read, verified) = (Some(read), Some(verified));
        Ok([
            (start, read),
            (unlock, verified),
            (list, None),
            (letters, None),
            (export, verified),
            (repair, Some(written)),
        ])
    }

    async fn start(&self) -> Result<f64, Failure> {
        self.open("").await?;
        self.time(include_str!("grow/shown.js"), vec![json!(self.kiosk.text.welcome.lead)]).await
    }

    async fn press(&self, button: &str, selector: &str, words: &str) -> Result<f64, Failure> {
        let b = self.browser();
        b.js(include_str!("grow/press.js"), vec![json!(button), json!(selector), json!(words)]).await?;
        let took = b.until(words, "return window.took", vec![]).await?;
        took.get(0).and_then(Value::as_f64).ok_or_else(|| format!("no time until {words}, but {took}"))
    }

    /// How large the program's memory has become after all of it, where the engine tells: WebAssembly's never shrinks.
    async fn memory(&self) -> Result<Option<u64>, Failure> {
        if self.browser().engine != Engine::Chromium {
            return Ok(None);
        }
        let (b, t) = (self.browser(), self.kiosk.text);
        self.open("").await?;
        b.see(t.welcome.lead).await?;
        self.kiosk.unlock(PASSPHRASE).await?;
        b.press(t.admin.export).await?;
        b.press(t.export.range).await?;
        b.js(include_str!("grow/days.js"), vec![]).await?;
        self.press(t.export.make, "#check-file", t.export.check_title).await?;
        let prototype = self.ask("Runtime.evaluate", json!({ "expression": "WebAssembly.Memory.prototype" })).await?;
        let all = json!({ "prototypeObjectId": prototype["result"]["objectId"] });
        let all = self.ask("Runtime.queryObjects", all).await?;
        let sum = "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) }";
        let sum = json!({ "objectId": all["objects"]["objectId"], "functionDeclaration": sum, "returnByValue": true });
        let sum = self.ask("Runtime.callFunctionOn", sum).await?;
        sum["result"]["value"].as_u64().map(Some).ok_or_else(|| format!("no memory, but {sum}"))
    }

    async fn ask(&self, command: &'static str, parameters: Value) -> Result<Value, Failure> {
        self.browser().cdp(command, parameters).await
    }
}

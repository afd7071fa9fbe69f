//! `cargo xtask bench`: size and speed, each beside a named peer in the same run. A run writes `docs/figures.json`, the tables of
//! `docs/performance.md` and `docs/threat-model.md`, and `docs/growth.svg`; with `--only growth` or `--only guess` it measures that part and
//! leaves the other figures as they are; with `--quick` everything runs once, with tiny counts, and nothing is written.

mod finish;
mod grow;
mod machine;
mod native;
mod peer;
mod pen;

use drive::figures::{self, Figures, Spread, Weight};
use drive::growth::Growth;
use drive::guess::{self, Guess};
use drive::{Engine, Failure, block_on};
use std::path::Path;
use tempfile::TempDir;
use xtask::dist::{self, Profile, brotli_len};
use xtask::step::step;

/// How often each thing is done.
pub struct Counts {
    records: u64,
    rounds: u64,
    signatures: usize,
    strokes: usize,
    samples: usize,
    visits: usize,
    guesses: usize,
    /// How many records a kiosk has: in Chromium each of these, in Firefox the first and the last.
    sizes: &'static [u64],
    rounds_of_growth: usize,
}

const FULL: Counts = Counts {
    records: 10_000,
    rounds: 9,
    signatures: 15,
    strokes: 100,
    samples: 100,
    visits: 15,
    guesses: 25,
    sizes: &[10, 100, 500, 1000, 2000],
    rounds_of_growth: 5,
};
const QUICK: Counts = Counts {
    records: 20,
    rounds: 1,
    signatures: 1,
    strokes: 2,
    samples: 20,
    visits: 1,
    guesses: 1,
    sizes: &[10, 20],
    rounds_of_growth: 1,
};

fn main() -> Result<(), Failure> {
    drive::driver::as_shipped();
    let args: Vec<String> = std::env::args().collect();
    let has = |arg: &str| args.iter().any(|given| given == arg);
    let counts = if has("--quick") { QUICK } else { FULL };
    let figures = match args.iter().skip_while(|arg| *arg != "--only").nth(1).map(String::as_str) {
        None => everything(&counts)?,
        Some("growth") => Figures { growth: Some(growth(&counts)?), ..before()? },
        Some("guess") => Figures { guess: Some(guess(&counts)?), ..before()? },
        Some(other) => return Err(format!("no part of the figures is called {other}")),
    };
    println!("\n{}", figures.tables());
    figures.growth.iter().for_each(|growth| println!("\n{}", growth.tables()));
    if let Some(guess) = &figures.guess {
        println!("\n{}\nA graphics card stands for {:.0} such cores.", guess.table(), guess.cores_of_a_card());
    }
    if has("--quick") { Ok(()) } else { write(&figures) }
}

fn everything(counts: &Counts) -> Result<Figures, Failure> {
    let native = step("figures without a browser", || native::measure(counts))?;
    let dist = dist::build(Profile::Release)?;
    let served = copied(&dist.folder)?;
    peer::put_into(served.path())?;
    let pen = step("strokes", || block_on(pen::measure(served.path(), counts)))?;
    let mut finish = Vec::new();
    for engine in Engine::ALL {
        let name = format!("visits in {}", engine.name());
        finish.push(step(&name, || block_on(finish::measure(engine, served.path(), counts)))?);
    }
    Ok(Figures {
        date: xtask::machine::day(),
        machine: machine::facts(),
        first_load: dist.first_load.iter().map(|(file, bytes, brotli)| weight(file, *bytes, *brotli)).collect(),
        verify_page: verify_page(&dist.folder)?,
        record: native.record.clone(),
        pen: pen.samples,
        lift: pen.lift,
        finish,
        verify: native.verify.compared(),
        verify_records: native.verify.records,
        verify_bytes: native.verify.file_bytes,
        growth: Some(growth(counts)?),
        guess: Some(guess(counts)?),
    })
}

/// The figures as they stand.
fn before() -> Result<Figures, Failure> {
    let before = std::fs::read(figures::file()).map_err(|error| error.to_string())?;
    serde_json::from_slice(&before).map_err(|error| error.to_string())
}

/// What it costs to guess.
fn guess(counts: &Counts) -> Result<Guess, Failure> {
    let native::Guesses { passphrase_ms, kit_us } = step("guesses", || native::guess(counts))?;
    let (passphrase_ms, kit_us) = (Spread::of(&passphrase_ms), Spread::of(&kit_us));
    Ok(Guess { date: xtask::machine::day(), machine: machine::of(&["rustc"]), passphrase_ms, kit_us })
}

/// The tests' folder has the same kiosk, and beside it the page that fills one.
fn growth(counts: &Counts) -> Result<Growth, Failure> {
    let served = copied(&dist::build(Profile::Tests)?.folder)?;
    // A worker would take in every file while the first start is measured.
    std::fs::remove_file(served.path().join("sw.js")).map_err(|error| error.to_string())?;
    let ends = [counts.sizes[0], counts.sizes[counts.sizes.len() - 1]];
    let mut engines = Vec::new();
    // Not in WebKit: steered like this, its page and its driver stand still after some exports.
    for engine in [Engine::Chromium, Engine::Firefox] {
        let sizes = if engine == Engine::Chromium { counts.sizes } else { &ends };
        let name = format!("more and more records in {}", engine.name());
        engines.push(step(&name, || block_on(grow::measure(engine, served.path(), sizes, counts)))?);
    }
    let machine = machine::of(&["rustc", "Chromium", "Firefox"]);
    Ok(Growth { date: xtask::machine::day(), machine, engines })
}

fn copied(folder: &Path) -> Result<TempDir, Failure> {
    let served = TempDir::with_prefix("inkseal-bench-").map_err(|error| error.to_string())?;
    drive::kiosk::copy_folder(folder, served.path())?;
    Ok(served)
}

/// A file of the folder, named without its hash.
fn weight(file: &str, bytes: usize, brotli: usize) -> Weight {
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let stem = stem.rsplit_once('-').filter(|(_, hash)| hash.len() == 16).map_or(stem, |(stem, _)| stem);
    Weight { file: format!("{stem}.{ending}"), bytes, brotli }
}

fn verify_page(folder: &Path) -> Result<Weight, Failure> {
    let bytes = std::fs::read(folder.join("verify.html")).map_err(|error| error.to_string())?;
    Ok(weight("verify.html (not in the first load)", bytes.len(), brotli_len(&bytes)))
}

fn write(figures: &Figures) -> Result<(), Failure> {
    let words = |error: std::io::Error| error.to_string();
    let json = serde_json::to_string_pretty(figures).map_err(|error| error.to_string())?;
    let page = std::fs::read_to_string(figures::page()).map_err(words)?;
    std::fs::write(figures::page(), figures::quoted_in(&page, figures)?).map_err(words)?;
    std::fs::write(figures::file(), json + "\n").map_err(words)?;
    let picture = figures.growth.as_ref().map_or(String::new(), Growth::picture);
    std::fs::write(figures::picture(), picture).map_err(words)?;
    if let Some(guess) = &figures.guess {
        let page = std::fs::read_to_string(guess::page()).map_err(words)?;
        std::fs::write(guess::page(), figures::between(&page, "guess", &guess.table())?).map_err(words)?;
    }
    println!("written: docs/figures.json, docs/performance.md, docs/threat-model.md, docs/growth.svg");
    Ok(())
}

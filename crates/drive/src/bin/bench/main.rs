//! `cargo xtask bench`: size and speed, each beside a named peer in the same run. A run writes `docs/figures.json` and the tables of
//! `docs/performance.md`; with `--quick` everything runs once, with tiny counts, and nothing is written.

mod finish;
mod machine;
mod native;
mod peer;
mod pen;

use drive::figures::{self, Figures, Weight};
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
}

const FULL: Counts = Counts { records: 10_000, rounds: 9, signatures: 15, strokes: 25, samples: 100, visits: 15 };
const QUICK: Counts = Counts { records: 20, rounds: 1, signatures: 1, strokes: 2, samples: 20, visits: 1 };

fn main() -> Result<(), Failure> {
    let quick = std::env::args().any(|arg| arg == "--quick");
    let counts = if quick { QUICK } else { FULL };
    let native = step("figures without a browser", || native::measure(&counts))?;
    let dist = dist::build(Profile::Release)?;
    let served = TempDir::with_prefix("inkseal-bench-").map_err(|error| error.to_string())?;
    drive::kiosk::copy_folder(&dist.folder, served.path())?;
    peer::put_into(served.path())?;
    let pen = step("strokes", || block_on(pen::measure(served.path(), &counts)))?;
    let mut finish = Vec::new();
    for engine in Engine::ALL {
        let name = format!("visits in {}", engine.name());
        finish.push(step(&name, || block_on(finish::measure(engine, served.path(), &counts)))?);
    }
    let figures = Figures {
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
    };
    println!("\n{}", figures.tables());
    if quick { Ok(()) } else { write(&figures) }
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
    println!("written: docs/figures.json, docs/performance.md");
    Ok(())
}

//! `cargo xtask torture`: browsers that are killed while people sign, an engine to a thread.
//! Arguments: `--kills N`, `--engine NAME`, `--seed S`, `--json FILE`.

use drive::torture;
use drive::{Engine, Failure, block_on};
use std::time::Instant;
use xtask::machine;
use xtask::reliability::{Killed, Kills, Run, Torture};

/// Kills of the kiosk to one of the naive page, which is only there to show that the harness sees a loss.
const KIOSK_TO_NAIVE: u64 = 10;
/// Kills of the kiosk to one page that computes.
const KILLS_TO_PAGES: u64 = 3;
/// How often progress is printed.
const SAY_EVERY: u64 = 10;

fn main() -> Result<(), Failure> {
    drive::driver::as_shipped();
    let args: Vec<String> = std::env::args().collect();
    let value = |flag: &str| args.iter().position(|arg| arg == flag).and_then(|at| args.get(at + 1));
    let number = |flag: &str, otherwise: u64| value(flag).map_or(Ok(otherwise), |text| text.parse());
    let kills = number("--kills", 300).map_err(|error| format!("--kills: {error}"))?;
    let seed = number("--seed", 1).map_err(|error| format!("--seed: {error}"))?;
    let only = value("--engine");
    let engines: Vec<Engine> =
        Engine::ALL.into_iter().filter(|engine| only.is_none_or(|only| only == engine.name())).collect();
    println!("{kills} kills in each of {engines:?}, seed {seed}");
    let start = Instant::now();
    let threads: Vec<_> =
        engines.into_iter().map(|engine| std::thread::spawn(move || run(engine, kills, seed))).collect();
    let ended = threads.into_iter().map(|thread| thread.join().map_err(|_| "an engine's thread stopped".to_owned())?);
    let (mut engines, mut failures) = (Vec::new(), Vec::new());
    for ended in ended {
        match ended.and_then(verdict) {
            Ok(killed) => engines.push(killed),
            Err(failure) => failures.push(failure),
        }
    }
    let report = Torture { run: Run::default(), seed, seconds: start.elapsed().as_secs_f64(), engines };
    let json = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())? + "\n";
    match value("--json") {
        Some(file) => std::fs::write(file, &json).map_err(|error| format!("{file}: {error}"))?,
        None => print!("{json}"),
    }
    if !report.engines.is_empty() && report.engines.iter().all(|engine| engine.naive.lost == 0) {
        failures.push("localStorage alone lost nobody: the harness does not bite".to_owned());
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

fn run(engine: Engine, kills: u64, seed: u64) -> Result<Killed, Failure> {
    let start = Instant::now();
    let named = |error: Failure| format!("{}: {error}", engine.name());
    // Each engine its own moments.
    let seed = seed * Engine::ALL.len() as u64 + engine as u64;
    let naive = block_on(torture::naive(engine, kills.div_ceil(KIOSK_TO_NAIVE), seed)).map_err(named)?;
    let name = engine.name();
    println!("{name}: localStorage alone lost {} of {} in {} kills", naive.lost, naive.acknowledged, naive.kills);
    let progress = |sofar: &Kills| {
        if sofar.kills.is_multiple_of(SAY_EVERY) {
            println!("{name}: {} kills, {} recorded, {} lost", sofar.kills, sofar.acknowledged, sofar.lost);
        }
    };
    let kiosk = block_on(torture::kiosk(engine, kills, seed, progress)).map_err(named)?;
    println!("{name}: lost {} of {} in {} kills", kiosk.lost, kiosk.acknowledged, kiosk.kills);
    let computed = block_on(torture::compute(engine, kills.div_ceil(KILLS_TO_PAGES))).map_err(named)?;
    println!("{name}: {} of {} boxes came out wrong", computed.wrong, computed.count);
    let version = machine::engines().swap_remove(engine as usize);
    Ok(Killed { engine: name.to_owned(), version, seconds: start.elapsed().as_secs_f64(), kiosk, naive, computed })
}

/// Nothing may be lost.
fn verdict(killed: Killed) -> Result<Killed, Failure> {
    let Killed { engine, kiosk, .. } = &killed;
    if kiosk.lost > 0 || !kiosk.faults.is_empty() {
        return Err(format!("{engine}: {} lost\n{}", kiosk.lost, kiosk.faults.join("\n")));
    }
    Ok(killed)
}

//! `simulate HISTORIES FIRST_SEED`: plays them, then looks for every planted defect, and prints what came of it as JSON. Progress goes
//! to standard error. A violation is printed with its seed and its shortest history, and the exit says so.

use serde_json::json;
use simulate::campaign::{Campaign, Found, campaign};
use simulate::defect::Defect;
use std::process::ExitCode;
use std::time::Instant;

/// Within how many histories a planted defect must be found.
const DEFECT_HISTORIES: u64 = 20_000;

fn main() -> ExitCode {
    // A panic in a history is a violation like any other; its words are in what is found.
    std::panic::set_hook(Box::new(|_| {}));
    let mut args = std::env::args().skip(1).map(|arg| arg.parse::<u64>());
    let (Some(Ok(histories)), Some(Ok(first))) = (args.next(), args.next()) else {
        eprintln!("simulate HISTORIES FIRST_SEED");
        return ExitCode::FAILURE;
    };
    let start = Instant::now();
    let done = campaign(first..first + histories, None, |played| eprintln!("  {played} of {histories} histories"));
    if let Some(found) = &done.found {
        report(found);
        return ExitCode::FAILURE;
    }
    let mut defects = Vec::new();
    for defect in Defect::ALL {
        let looked = campaign(first..first + DEFECT_HISTORIES, Some(defect), |_| {});
        let Some(found) = looked.found else {
            eprintln!("{defect:?} was not found: the simulation is wrong");
            return ExitCode::FAILURE;
        };
        eprintln!("  {defect:?}: found in history {}", found.seed - first + 1);
        defects.push(json!({ "name": format!("{defect:?}"), "histories": found.seed - first + 1 }));
    }
    println!("{:#}", result(&done, first, start.elapsed().as_secs(), defects));
    ExitCode::SUCCESS
}

fn report(found: &Found) {
    eprintln!("\nseed {}: {}", found.seed, found.what);
    for (at, step) in found.history.iter().enumerate() {
        eprintln!("  {:2}  {step:?}", at + 1);
    }
}

fn result(done: &Campaign, first: u64, seconds: u64, defects: Vec<serde_json::Value>) -> serde_json::Value {
    json!({
        "first_seed": first,
        "histories": done.histories,
        "told": done.sum.told,
        "crashes": done.sum.cuts,
        "batches": done.sum.batches,
        "reported": done.sum.reported,
        "refusals": done.sum.refusals.values().sum::<u64>(),
        "seconds": seconds,
        "defects": defects,
    })
}

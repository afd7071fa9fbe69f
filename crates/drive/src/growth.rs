//! The figures of a kiosk that has more and more to keep, and the tables and the picture that `docs/performance.md` makes of them.

use crate::figures::{Machine, Spread};
use crate::plot::{Curve, plot};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use xtask::reliability::grouped;

/// What one run measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// Where it ran.
    pub machine: Machine,
    /// Engine by engine; the first one is drawn.
    pub engines: Vec<Grown>,
}

/// One engine; every list has a value for each size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grown {
    /// Its name.
    pub engine: String,
    /// How many visits the kiosk had.
    pub records: Vec<u64>,
    /// How many bytes the journal held.
    pub stored_bytes: Vec<u64>,
    /// How large the program's memory was after an export of everything; nothing where the engine does not tell.
    pub memory_bytes: Vec<u64>,
    /// What was done.
    pub steps: Vec<Step>,
}

/// One thing that is done, in milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What.
    pub what: String,
    /// How long it took.
    pub ours: Vec<Spread>,
    /// What stands beside it, if something does.
    pub beside: Option<Beside>,
}

/// A peer that was measured in turn with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// What it does.
    pub peer: String,
    /// How long it took.
    pub theirs: Vec<Spread>,
    /// The ratios of neighbours in the run, at the largest size: at the smallest, some engines' clocks do not tick.
    pub ratio: Spread,
}

impl Step {
    /// Of the times at each size, and the peer's in the same order.
    pub fn of(what: &str, ours: &[Vec<f64>], peer: Option<(&str, &[Vec<f64>])>) -> Self {
        let spreads = |times: &[Vec<f64>]| times.iter().map(|times| Spread::of(times)).collect();
        let beside = peer.map(|(peer, theirs)| {
            let pairs = ours.last().into_iter().flatten().zip(theirs.last().into_iter().flatten());
            let ratio = Spread::of(&pairs.map(|(ours, theirs)| ours / theirs).collect::<Vec<f64>>());
            Beside { peer: peer.to_owned(), theirs: spreads(theirs), ratio }
        });
        Self { what: what.to_owned(), ours: spreads(ours), beside }
    }
}

impl Growth {
    /// The tables, in Markdown.
    pub fn tables(&self) -> String {
        let Machine { processor, cores, programs } = &self.machine;
        let mut text = format!("Measured on {} on {processor} ({cores} cores): {}.\n", self.date, programs.join(", "));
        for grown in &self.engines {
            text += &grown.table();
        }
        text + "\nTimes are medians, in milliseconds; a ratio is the median of the ratios of neighbours in the run. The quartiles are in figures.json.\n"
    }

    /// The picture, as SVG: the first engine's steps.
    pub fn picture(&self) -> String {
        let Some(grown) = self.engines.first() else { return String::new() };
        let points = |step: &Step| grown.records.iter().zip(&step.ours).map(|(n, ms)| (*n as f64, ms.median)).collect();
        let curve = |step: &Step| Curve { name: step.what.clone(), points: points(step) };
        let curves: Vec<Curve> = grown.steps.iter().map(curve).collect();
        plot(&format!("Milliseconds by the number of records, {}", grown.engine), "records", &curves)
    }
}

impl Grown {
    fn table(&self) -> String {
        let last = self.records.last().copied().unwrap_or_default();
        let row = |first: &str, cells: Vec<String>| format!("| {first} | {} |\n", cells.join(" | "));
        let sizes =
            self.records.iter().map(|n| grouped(*n)).chain([format!("beside it at {}", grouped(last)), "ratio".into()]);
        let mut text = format!("\n{}", row(&format!("{}, records:", self.engine), sizes.collect()));
        let _ = writeln!(text, "|---|{}", "--:|".repeat(self.records.len() + 2));
        for step in &self.steps {
            let beside = step.beside.as_ref().and_then(|beside| {
                let theirs = beside.theirs.last()?.median;
                Some([format!("{}: {theirs}", beside.peer), beside.ratio.median.to_string()])
            });
            let ours = step.ours.iter().map(|ms| ms.median.to_string());
            text += &row(&step.what, ours.chain(beside.unwrap_or_default()).collect());
        }
        for (what, bytes) in
            [("MB in the journal", &self.stored_bytes), ("MB of the program’s memory", &self.memory_bytes)]
        {
            if !bytes.is_empty() {
                let cells =
                    bytes.iter().map(|bytes| format!("{:.1}", *bytes as f64 / 1e6)).chain(["".into(), "".into()]);
                text += &row(what, cells.collect());
            }
        }
        text
    }
}

//! The figures of one run of `cargo xtask bench` (`docs/figures.json`), and the tables that `docs/performance.md` makes of them.

use crate::Failure;
use crate::growth::Growth;
use crate::guess::Guess;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::path::PathBuf;
use xtask::reliability::grouped;

/// Everything that one run measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// Where it ran.
    pub machine: Machine,
    /// The files of the first load.
    pub first_load: Vec<Weight>,
    /// The page for the records office, which is no part of the first load.
    pub verify_page: Weight,
    /// A signed visit to both documents, as it is stored.
    pub record: RecordBytes,
    /// Script time for each pointer sample, in microseconds, by stroke.
    pub pen: Vec<Compared>,
    /// Script time when the pen is lifted, in microseconds, by stroke. The peer does nothing then that a clock could see.
    pub lift: Vec<Alone>,
    /// From "Sign and finish" to "Recorded", in milliseconds, by engine.
    pub finish: Vec<Compared>,
    /// Verifying a batch, in milliseconds.
    pub verify: Compared,
    /// How many records that batch has.
    pub verify_records: u64,
    /// How large that batch is.
    pub verify_bytes: u64,
    /// A kiosk with more and more to keep; it may be of another run.
    pub growth: Option<Growth>,
    /// What it costs to guess words; it may be of another run.
    pub guess: Option<Guess>,
}

/// The machine and the programs on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// Its processor, as it names itself.
    pub processor: String,
    /// How many cores the run could use.
    pub cores: usize,
    /// Compiler, engines and peers, each with its version.
    pub programs: Vec<String>,
}

/// A file's size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// Its name, without the hash.
    pub file: String,
    /// Its bytes.
    pub bytes: usize,
    /// Its bytes after brotli.
    pub brotli: usize,
}

/// What a drawn visit weighs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordBytes {
    /// The line that is stored, all ASCII.
    pub stored: usize,
    /// The record inside, before sealing.
    pub payload: usize,
    /// The ink alone.
    pub ink_bytes: usize,
    /// The ink alone as it stands in the record.
    pub ink_text: usize,
}

/// Ours beside a named peer, measured in turn in one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compared {
    /// What.
    pub what: String,
    /// Beside what.
    pub peer: String,
    /// Ours.
    pub ours: Spread,
    /// The peer's.
    pub theirs: Spread,
    /// The median of the ratios of neighbours in the run.
    pub ratio: Spread,
}

/// Ours, where no peer does the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alone {
    /// What.
    pub what: String,
    /// Ours.
    pub ours: Spread,
}

/// A median, and the quartiles around it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// Half lie below.
    pub median: f64,
    /// A quarter lie below.
    pub low: f64,
    /// A quarter lie above.
    pub high: f64,
    /// How many there were.
    pub runs: usize,
}

impl Spread {
    /// The spread of some values; three significant digits are all that any of them deserves.
    pub fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = share * sorted.len().saturating_sub(1) as f64;
            let (below, above) = (place.floor() as usize, place.ceil() as usize);
            let value = |i: usize| sorted.get(i).copied().unwrap_or(f64::NAN);
            rounded(value(below) + (value(above) - value(below)) * place.fract())
        };
        Self { median: at(0.5), low: at(0.25), high: at(0.75), runs: values.len() }
    }
}

impl Compared {
    /// Ours beside the peer's: as many of each, in the order in which they were measured.
    pub fn of(what: impl Into<String>, peer: impl Into<String>, ours: &[f64], theirs: &[f64]) -> Self {
        let ratios: Vec<f64> = ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect();
        Self {
            what: what.into(),
            peer: peer.into(),
            ours: Spread::of(ours),
            theirs: Spread::of(theirs),
            ratio: Spread::of(&ratios),
        }
    }
}

fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

/// Where the figures stand.
pub fn file() -> PathBuf {
    xtask::step::root().join("docs/figures.json")
}

/// Where they are quoted.
pub fn page() -> PathBuf {
    xtask::step::root().join("docs/performance.md")
}

/// Where the picture of the growth stands.
pub fn picture() -> PathBuf {
    xtask::step::root().join("docs/growth.svg")
}

/// The page with what was measured, each part between its two marks.
///
/// # Errors
/// When the marks are not there.
pub fn quoted_in(page: &str, figures: &Figures) -> Result<String, Failure> {
    let page = between(page, "figures", &figures.tables())?;
    let growth = figures.growth.as_ref().map_or("Not measured yet.\n".to_owned(), Growth::tables);
    between(&page, "growth", &growth)
}

/// A page with a text between the two marks of a part.
///
/// # Errors
/// When the marks are not there.
pub fn between(page: &str, part: &str, text: &str) -> Result<String, Failure> {
    let (begin, end) = (format!("<!-- {part}: written by `cargo xtask bench` -->"), format!("<!-- end of {part} -->"));
    let (before, rest) = page.split_once(&begin).ok_or(format!("the page has no place for {part}"))?;
    let (_, after) = rest.split_once(&end).ok_or(format!("the page does not say where its {part} ends"))?;
    Ok(format!("{before}{begin}\n\n{text}\n{end}{after}"))
}

impl Figures {
    /// The tables, in Markdown.
    pub fn tables(&self) -> String {
        let machine = &self.machine;
        let mut text = format!(
            "Measured on {} on {} ({} cores): {}.\n\n| First load | bytes | after brotli |\n|---|--:|--:|\n",
            self.date,
            machine.processor,
            machine.cores,
            machine.programs.join(", ")
        );
        let sum = |of: fn(&Weight) -> usize| self.first_load.iter().map(of).sum::<usize>();
        let all = Weight { file: "**all**".into(), bytes: sum(|f| f.bytes), brotli: sum(|f| f.brotli) };
        for weight in self.first_load.iter().chain([&all, &self.verify_page]) {
            let _ = writeln!(
                text,
                "| {} | {} | {} |",
                weight.file,
                grouped(weight.bytes as u64),
                grouped(weight.brotli as u64)
            );
        }
        let record = &self.record;
        let _ = writeln!(
            text,
            "\n| A drawn visit to both documents | bytes |\n|---|--:|\n| sealed, as it is stored | {} |\n| the record inside | {} |\n\
             | its ink, in base64url | {} |\n| its ink | {} |",
            grouped(record.stored as u64),
            grouped(record.payload as u64),
            grouped(record.ink_text as u64),
            grouped(record.ink_bytes as u64)
        );
        text += "\n| Time | Inkseal | beside it | ratio |\n|---|--:|--:|--:|\n";
        let verify = Compared {
            what: format!("{}, {} bytes", self.verify.what, grouped(self.verify_bytes)),
            ..self.verify.clone()
        };
        let mut compared = |row: &Compared, unit: &str| {
            let Compared { what, peer, ours, theirs, ratio } = row;
            let _ = writeln!(text, "| {what} | {ours} {unit} | {peer}: {theirs} {unit} | {ratio} |");
        };
        self.pen.iter().for_each(|row| compared(row, "µs"));
        self.finish.iter().for_each(|row| compared(row, "ms"));
        compared(&verify, "ms");
        for Alone { what, ours } in &self.lift {
            let _ = writeln!(text, "| {what} | {ours} µs | | |");
        }
        text + "\nEach time is a median, with the quartiles in brackets; each ratio is the median of the ratios of neighbours in the run.\n"
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}–{})", self.median, self.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_document_quotes_the_figures_of_the_last_run() {
        let figures: Figures = serde_json::from_str(&std::fs::read_to_string(file()).unwrap()).unwrap();
        let page = std::fs::read_to_string(page()).unwrap();
        assert!(
            quoted_in(&page, &figures).unwrap() == page,
            "docs/performance.md quotes other figures than docs/figures.json"
        );
        let drawn = std::fs::read_to_string(picture()).ok();
        assert!(
            drawn == figures.growth.map(|growth| growth.picture()),
            "docs/growth.svg shows other figures than docs/figures.json"
        );
    }

    #[test]
    fn a_spread_is_a_median_between_quartiles() {
        let spread = Spread::of(&[5.0, 1.0, 3.0, 2.0, 4.0]);
        assert_eq!(spread, Spread { median: 3.0, low: 2.0, high: 4.0, runs: 5 });
        assert_eq!(Spread::of(&[1.0, 2.0]).median, 1.5);
        assert_eq!(Spread::of(&[1234.5]).to_string(), "1230 (1230–1230)");
    }
}

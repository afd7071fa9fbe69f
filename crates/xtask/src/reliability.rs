//! What the campaigns found (`docs/reliability.json`), and the tables that `docs/reliability.md` makes of it.

use crate::step::{Failure, root};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Everything that is published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// `cargo xtask simulate`.
    pub simulation: Simulation,
    /// `cargo xtask torture`, once a whole campaign has passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub torture: Option<Torture>,
}

/// A campaign of killed browsers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Torture {
    /// When and where it ran.
    #[serde(default)]
    pub run: Run,
    /// What decided the moments.
    pub seed: u64,
    /// How long it took.
    pub seconds: f64,
    /// Each engine.
    pub engines: Vec<Killed>,
}

/// One engine under torture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Killed {
    /// Its name.
    pub engine: String,
    /// Its version.
    pub version: String,
    /// How long it took.
    pub seconds: f64,
    /// The kiosk.
    pub kiosk: Kills,
    /// A page that keeps people in localStorage alone, to see that the harness bites.
    pub naive: Kills,
    /// Whether the engine computes right in pages that have just begun.
    #[serde(default)]
    pub computed: Computed,
}

/// The same boxes, sealed and opened over and over in fresh pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Computed {
    /// How many pages.
    pub pages: u64,
    /// How many boxes.
    pub count: u64,
    /// How many came out otherwise than before, or did not open.
    pub wrong: u64,
}

/// What came of killing one page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kills {
    /// How often.
    pub kills: u64,
    /// In which phase.
    pub kills_by_phase: BTreeMap<String, u64>,
    /// Records that were called recorded.
    pub acknowledged: u64,
    /// Those that were not there afterwards.
    pub lost: u64,
    /// Second copies that start-up brought back.
    pub restored: u64,
    /// Batches that were filed.
    pub batches: u64,
    /// Records that were cleared.
    pub purged: u64,
    /// How often the kill tore the last entry of the engine's log: known of Chromium alone, which would go on behind it.
    #[serde(default)]
    pub torn: u64,
    /// How often the page stopped by itself and was started again: a computation came out so wrong that the program ended.
    #[serde(default)]
    pub stopped: u64,
    /// What must never be: none, or nothing is published.
    pub faults: Vec<String>,
}

/// A campaign of simulated histories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simulation {
    /// When and where it ran.
    #[serde(default)]
    pub run: Run,
    /// The first seed; each history has the next.
    pub first_seed: u64,
    /// How many were played.
    pub histories: u64,
    /// How many people were told "Recorded".
    pub told: u64,
    /// How often the tablet stopped in mid-work.
    pub crashes: u64,
    /// How often somebody was refused, with a reason.
    pub refusals: u64,
    /// How many batches were given out.
    pub batches: u64,
    /// Records of which the media themselves left no copy, and that were reported as damaged or missing.
    pub reported: u64,
    /// How long it took, defects included.
    pub seconds: u64,
    /// The planted defects, each with the history in which it was found.
    pub defects: Vec<Planted>,
}

/// A planted defect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planted {
    /// Its name in the simulation.
    pub name: String,
    /// In which history, counted from the first, it was found.
    pub histories: u64,
}

/// When and where a campaign ran.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// The processor and its cores.
    pub machine: String,
    /// The programs that took part, each with its version.
    pub programs: Vec<String>,
}

const PAGE: &str = "docs/reliability.md";
const FILE: &str = "docs/reliability.json";

impl Published {
    /// What the last campaigns found.
    ///
    /// # Errors
    /// When the file is not there, or not what this writes.
    pub fn read() -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path(FILE)).map_err(|error| format!("{FILE}: {error}"))?;
        serde_json::from_str(&text).map_err(|error| format!("{FILE}: {error}"))
    }

    /// Writes it, and quotes it in the page.
    ///
    /// # Errors
    /// When a file cannot be written, or the page has no place for a table.
    pub fn write(&self) -> Result<(), Failure> {
        let words = |error: std::io::Error| error.to_string();
        let page = std::fs::read_to_string(path(PAGE)).map_err(words)?;
        let json = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        std::fs::write(path(PAGE), self.quoted_in(&page)?).map_err(words)?;
        std::fs::write(path(FILE), json + "\n").map_err(words)?;
        println!("written: {FILE}, {PAGE}");
        Ok(())
    }

    fn quoted_in(&self, page: &str) -> Result<String, Failure> {
        let page = between_marks(page, "simulation", &self.simulation.table())?;
        let none = || "No whole campaign has passed yet.\n".to_owned();
        between_marks(&page, "torture", &self.torture.as_ref().map_or_else(none, Torture::table))
    }
}

impl Simulation {
    fn table(&self) -> String {
        let mut text = format!(
            "{}\n\n| simulated | |\n|---|--:|\n| histories, from seed {} | {} |\n| people who were told \"Recorded\" | {} |\n\
             | crashes in mid-work | {} |\n| refusals, each with its reason | {} |\n| batches given out | {} |\n\
             | records that the media destroyed, all reported | {} |\n| **acknowledged and lost, doubled, or out of order** | **0** |\n\n\
             | planted defect | found in history |\n|---|--:|\n",
            self.run,
            self.first_seed,
            grouped(self.histories),
            grouped(self.told),
            grouped(self.crashes),
            grouped(self.refusals),
            grouped(self.batches),
            grouped(self.reported),
        );
        for planted in &self.defects {
            let _ = writeln!(text, "| {} | {} |", in_words(&planted.name), grouped(planted.histories));
        }
        text
    }
}

impl Kills {
    /// Adds another's.
    pub fn add(&mut self, other: Self) {
        self.kills += other.kills;
        for (phase, kills) in other.kills_by_phase {
            *self.kills_by_phase.entry(phase).or_default() += kills;
        }
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.restored += other.restored;
        self.batches += other.batches;
        self.purged += other.purged;
        self.torn += other.torn;
        self.stopped += other.stopped;
        self.faults.extend(other.faults);
    }
}

impl Torture {
    /// These engines in place of what was known of them before; the others stay.
    pub fn over(mut self, before: Option<Torture>) -> Self {
        let known = before.map(|before| before.engines).unwrap_or_default();
        let is_new = |engine: &Killed| self.engines.iter().any(|new| new.engine == engine.engine);
        let kept: Vec<Killed> = known.into_iter().filter(|engine| !is_new(engine)).collect();
        self.engines.extend(kept);
        self.engines.sort_by(|a, b| a.engine.cmp(&b.engine));
        self
    }

    fn table(&self) -> String {
        let mut text = format!(
            "{} Seed {}.\n\n| engine | kills | in start-up · set-up · signing · export · receipt · purge · loading | acknowledged | **lost** | \
             the kill tore the log | second copies restored | batches | records cleared | localStorage alone: kills, lost of acknowledged | the engine computed wrongly | \
             the page stopped by itself |\n\
             |---|--:|---|--:|--:|--:|--:|--:|--:|---|---|--:|\n",
            self.run, self.seed
        );
        for Killed { version, kiosk, naive, computed, .. } in &self.engines {
            let phases = ["start-up", "set-up", "sign", "export", "receipt", "purge", "loading"];
            let phases: Vec<String> =
                phases.iter().map(|phase| kiosk.kills_by_phase.get(*phase).unwrap_or(&0).to_string()).collect();
            let _ = writeln!(
                text,
                "| {version} | {} | {} | {} | **{}** | {} | {} | {} | {} | {}, {} of {} | {} of {} in {} pages | {} |",
                kiosk.kills,
                phases.join(" · "),
                grouped(kiosk.acknowledged),
                kiosk.lost,
                kiosk.torn,
                grouped(kiosk.restored),
                grouped(kiosk.batches),
                grouped(kiosk.purged),
                naive.kills,
                grouped(naive.lost),
                grouped(naive.acknowledged),
                computed.wrong,
                grouped(computed.count),
                computed.pages,
                kiosk.stopped,
            );
        }
        text
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Run on {} on {}: {}.", self.date, self.machine, self.programs.join(", "))
    }
}

/// `page` with `text` between the marks of that name.
fn between_marks(page: &str, name: &str, text: &str) -> Result<String, Failure> {
    let begin = format!("<!-- {name}: written by its command -->");
    let end = format!("<!-- end of {name} -->");
    let missing = || format!("{PAGE} has no place for {name}");
    let (before, rest) = page.split_once(&begin).ok_or_else(missing)?;
    let (_, after) = rest.split_once(&end).ok_or_else(missing)?;
    Ok(format!("{before}{begin}\n\n{text}\n{end}{after}"))
}

/// `PurgeOffByOne` as "purge off by one".
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn path(name: &str) -> PathBuf {
    root().join(name)
}

/// 1,234,567
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_document_quotes_what_the_last_campaigns_found() {
        let page = std::fs::read_to_string(path(PAGE)).unwrap();
        let quoted = Published::read().unwrap().quoted_in(&page).unwrap();
        assert!(quoted == page, "{PAGE} quotes other figures than {FILE}");
    }

    #[test]
    fn a_name_is_read_as_words() {
        assert_eq!(in_words("PurgeOffByOne"), "purge off by one");
    }

    #[test]
    fn numbers_are_grouped_by_threes() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}

//! What it costs to guess the words that open a kiosk's records, and the table that `docs/threat-model.md` makes of it.

use crate::figures::{Machine, Spread};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use xtask::reliability::grouped;

/// One run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guess {
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// Where it ran.
    pub machine: Machine,
    /// What one core computes for one guess of a passphrase, in milliseconds.
    pub passphrase_ms: Spread,
    /// The same of a recovery kit, which is not stretched, in microseconds.
    pub kit_us: Spread,
}

/// What hashcat does in a second on an NVIDIA GeForce RTX 4090 with these very costs, 64 MiB, three passes, one lane:
/// <https://github.com/hashcat/hashcat/pull/4284>.
const CARD_PER_S: f64 = 1667.0;
/// How many cores or cards somebody rents.
const RENTED: f64 = 1000.0;
/// A year of 365.25 days, in seconds.
const YEAR_S: f64 = 31_557_600.0;
/// Half of what six words of 2,048, and a kit's 128 bits, can be: on average the right one is found by then.
const HALF_OF_SIX_WORDS: f64 = (1_u128 << 65) as f64;
const HALF_OF_A_KIT: f64 = (1_u128 << 127) as f64;

/// Where the table stands.
pub fn page() -> PathBuf {
    xtask::step::root().join("docs/threat-model.md")
}

impl Guess {
    /// The table, in Markdown.
    pub fn table(&self) -> String {
        let core_per_s = 1000.0 / self.passphrase_ms.median;
        let kit_per_s = 1e6 / self.kit_us.median;
        let row = |who: &str, per_s: f64, half: f64| {
            let a_year = per_s * YEAR_S;
            format!("| {who} | {} | {} |\n", rough(a_year), rough(half / a_year))
        };
        let machine = &self.machine;
        let mut text = format!(
            "Measured on {} on {} ({}): one core computes {} ms for one guess of a passphrase, and {} µs for one of a kit.\n\n\
             | Who guesses | guesses a year | years until half of all are tried |\n|---|--:|--:|\n",
            self.date,
            machine.processor,
            machine.programs.join(", "),
            self.passphrase_ms,
            self.kit_us
        );
        text += &row("six words: one such core", core_per_s, HALF_OF_SIX_WORDS);
        text += &row("six words: a thousand such cores, rented", RENTED * core_per_s, HALF_OF_SIX_WORDS);
        text += &row("six words: a thousand graphics cards, rented", RENTED * CARD_PER_S, HALF_OF_SIX_WORDS);
        text += &row("a kit's twelve words: a thousand such cores", RENTED * kit_per_s, HALF_OF_A_KIT);
        text += &row("a kit's twelve words: a million times as much", 1e6 * RENTED * kit_per_s, HALF_OF_A_KIT);
        text
    }

    /// How many of such cores one graphics card stands for.
    pub fn cores_of_a_card(&self) -> f64 {
        CARD_PER_S * self.passphrase_ms.median / 1000.0
    }
}

/// Two digits are all that such a number deserves.
fn rough(number: f64) -> String {
    const READABLE: f64 = 1e15;
    if number >= READABLE {
        let power = number.log10().floor();
        return format!("{:.1} × 10<sup>{power}</sup>", number / 10_f64.powf(power));
    }
    grouped(format!("{number:.1e}").parse::<f64>().unwrap_or(number).round() as u64)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::figures::{self, Figures, between};

    #[test]
    fn the_threat_model_quotes_what_was_measured() {
        let figures: Figures = serde_json::from_str(&std::fs::read_to_string(figures::file()).unwrap()).unwrap();
        let text = std::fs::read_to_string(page()).unwrap();
        let quoted = between(&text, "guess", &figures.guess.unwrap().table()).unwrap();
        assert!(quoted == text, "docs/threat-model.md quotes other figures than docs/figures.json");
    }

    #[test]
    fn a_large_number_is_read_by_two_digits() {
        assert_eq!(rough(210_384_000.0), "210,000,000");
        assert_eq!(rough(1.74e27), "1.7 × 10<sup>27</sup>");
    }
}

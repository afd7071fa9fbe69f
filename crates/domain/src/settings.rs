//! What an office sets on a tablet, as one small value. What is not set is left out, so that an older one still reads.

mod accent;
mod file;
mod languages;
mod link;

pub use accent::Accent;
pub use file::{FILE_MAX_BYTES, FILE_NAME, FileError, Setting};
pub use languages::Languages;
pub use link::{LINK_MAX_CHARS, Link, LinkError};

use crate::codec::{Hash, sha256};
use crate::flow::Asks;
use crate::idle::Limits;
use serde::{Deserialize, Serialize};

/// What an office can set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Whom to ask: shown after a visit and on every copy.
    pub contact: String,
    /// Up to three support lines.
    #[serde(default)]
    pub support: Vec<String>,
    /// The recovery kit was proved from outside this tablet.
    #[serde(default)]
    pub kit_proved: bool,
    /// The office's card was saved, to be given to the records office.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub card_saved: bool,
    /// Of which key file a copy was saved, to be kept outside this tablet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys_saved: Option<Hash>,
    /// Which languages the welcome screen offers.
    #[serde(default, skip_serializing_if = "Languages::is_all")]
    pub languages: Languages,
    /// Whether a visit asks who stands beside the signer for the office.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub host: bool,
    /// Whether somebody has to see every signature being made.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub witness: bool,
    /// Whether every section is confirmed with the signer's initials.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub initials: bool,
    /// Whether it is kept when and how hard each point of a drawn signature was made.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dynamics: bool,
    /// After how many months everybody signs again; `None`: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renew_after_months: Option<u32>,
    /// For how many months after somebody signed the record is not cleared from the tablet, wherever else it is; `None`: it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_months: Option<u32>,
    /// The office's own page for checking records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify_link: Option<Link>,
    /// The colour of buttons and links.
    #[serde(default, skip_serializing_if = "Accent::is_usual")]
    pub accent: Accent,
    /// How long silence may last.
    #[serde(default, skip_serializing_if = "IdleMinutes::is_standard")]
    pub idle: IdleMinutes,
    /// What was tried on this tablet.
    #[serde(default, skip_serializing_if = "Tried::is_nothing")]
    pub tried: Tried,
}

impl Settings {
    /// What is offered as months for which records are kept.
    pub const KEEP_MONTHS: [u32; 4] = [1, 3, 6, 12];
    /// What is offered as months after which everybody signs again.
    pub const RENEW_MONTHS: [u32; 4] = [6, 12, 24, 36];

    /// How a copy outside this tablet stands beside the key file in use.
    pub fn keys_kept(&self, key_file: &str) -> KeysKept {
        match self.keys_saved {
            None => KeysKept::Never,
            Some(saved) if saved == sha256(key_file.as_bytes()) => KeysKept::AsTheyAre,
            Some(_) => KeysKept::AsTheyWere,
        }
    }

    /// Remembers that a copy of this key file was saved.
    pub fn keep_keys(&mut self, key_file: &str) {
        self.keys_saved = Some(sha256(key_file.as_bytes()));
    }

    /// What every visit asks for.
    pub fn asks(&self) -> Asks {
        Asks { host: self.host, witness: self.witness, initials: self.initials }
    }
}

/// Whether the office's keys are kept outside a tablet, for another one to go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeysKept {
    /// No copy was saved.
    Never,
    /// One was, before people or the kit changed: it opens with their words of before.
    AsTheyWere,
    /// One was, and is the key file in use.
    AsTheyAre,
}

/// How long silence may last before somebody is taken for gone, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdleMinutes {
    /// On a reading screen.
    pub reading: u32,
    /// Elsewhere in a visit.
    pub elsewhere: u32,
    /// For an administrator.
    pub administrator: u32,
}

impl Default for IdleMinutes {
    fn default() -> Self {
        Self::STANDARD
    }
}

impl IdleMinutes {
    /// What stands until somebody sets it.
    pub const STANDARD: Self = Self { reading: 10, elsewhere: 3, administrator: 10 };
    /// What is offered on a reading screen: nobody is hurried more than by the standard (WCAG 2.2, 2.2.1).
    pub const READING: [u32; 4] = [10, 15, 20, 30];
    /// What is offered elsewhere in a visit.
    pub const ELSEWHERE: [u32; 4] = [3, 5, 10, 15];
    /// What is offered for an administrator, whose records lie open meanwhile.
    pub const ADMINISTRATOR: [u32; 4] = [3, 5, 10, 20];

    fn is_standard(&self) -> bool {
        *self == Self::STANDARD
    }

    /// Whether every one of them can be chosen.
    pub fn is_offered(&self) -> bool {
        Self::READING.contains(&self.reading)
            && Self::ELSEWHERE.contains(&self.elsewhere)
            && Self::ADMINISTRATOR.contains(&self.administrator)
    }

    /// As limits. A time that is not offered counts as the standard, so that no file hurries anybody or leaves a door open for ever.
    pub fn limits(self) -> Limits {
        let known = |given: u32, offered: [u32; 4], standard| {
            i64::from(if offered.contains(&given) { given } else { standard }) * 60_000
        };
        Limits {
            reading_ms: known(self.reading, Self::READING, Self::STANDARD.reading),
            elsewhere_ms: known(self.elsewhere, Self::ELSEWHERE, Self::STANDARD.elsewhere),
            administrator_ms: known(self.administrator, Self::ADMINISTRATOR, Self::STANDARD.administrator),
            ..Limits::STANDARD
        }
    }
}

/// What works on a tablet, as somebody saw who tried it; `None`: not tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tried {
    /// Printing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub print: Option<bool>,
    /// Saving a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub save: Option<bool>,
    /// Sharing a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<bool>,
}

impl Tried {
    /// Whether nothing was tried.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_keys_count_until_the_key_file_is_another_and_older_settings_have_none() {
        let mut settings: Settings =
            serde_json::from_str(r#"{"contact":"","kit_proved":true}"#).expect("older settings");
        assert_eq!(settings.keys_kept("one"), KeysKept::Never);
        settings.keep_keys("one");
        let kept = serde_json::to_string(&settings).expect("settings are JSON");
        let settings: Settings = serde_json::from_str(&kept).expect("what was written");
        assert_eq!(
            (settings.keys_kept("one"), settings.keys_kept("other")),
            (KeysKept::AsTheyAre, KeysKept::AsTheyWere)
        );
    }

    #[test]
    fn a_time_that_is_not_offered_counts_as_the_standard() {
        assert_eq!(IdleMinutes::STANDARD.limits(), Limits::STANDARD);
        assert_eq!(IdleMinutes { reading: 1, elsewhere: 0, administrator: 100_000 }.limits(), Limits::STANDARD);
        let longer = IdleMinutes { reading: 30, elsewhere: 15, administrator: 3 }.limits();
        assert_eq!((longer.reading_ms, longer.elsewhere_ms, longer.administrator_ms), (1_800_000, 900_000, 180_000));
        assert_eq!(longer.warning_ms, Limits::STANDARD.warning_ms);
    }
}

//! An office's settings as one file, for its next kiosk. What belongs to one tablet is not in it: whether its kit was proved, whether its card and
//! its keys were saved, what was tried on it.

use super::{Accent, IdleMinutes, Languages, Link, Settings};
use crate::identity::PrintedName;
use serde::{Deserialize, Serialize};

/// What the file is called.
pub const FILE_NAME: &str = "inkseal-settings.json";
/// A file of more bytes is none of ours.
pub const FILE_MAX_BYTES: usize = 65_536;
/// The version that is written and read.
const VERSION: u64 = 1;
const KIND: &str = "inkseal-settings";
/// No language has a longer tag (RFC 5646, section 4.4.1).
const TAG_MAX: usize = 35;
const LANGUAGES_MAX: usize = 50;

/// One of the settings that the file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Whom to ask.
    Contact,
    /// Support lines.
    Support,
    /// The office's page for checking records.
    VerifyLink,
    /// Languages of the visit.
    Languages,
    /// Asking for a host.
    Host,
    /// Asking for a witness.
    Witness,
    /// Asking for initials at each section.
    Initials,
    /// Keeping pressure and timing.
    Dynamics,
    /// How long silence may last.
    Times,
    /// After how many months everybody signs again.
    Renewal,
    /// How long records stay.
    Retention,
    /// The colour of buttons and links.
    Accent,
}

impl Setting {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 12] = [
        Self::Contact,
        Self::Support,
        Self::VerifyLink,
        Self::Languages,
        Self::Host,
        Self::Witness,
        Self::Initials,
        Self::Dynamics,
        Self::Times,
        Self::Renewal,
        Self::Retention,
        Self::Accent,
    ];

    /// As the log names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Support => "support",
            Self::VerifyLink => "verify_link",
            Self::Languages => "languages",
            Self::Host => "host",
            Self::Witness => "witness",
            Self::Initials => "initials",
            Self::Dynamics => "dynamics",
            Self::Times => "times",
            Self::Renewal => "renewal",
            Self::Retention => "retention",
            Self::Accent => "accent",
        }
    }

    fn is_same(self, one: &Settings, other: &Settings) -> bool {
        match self {
            Self::Contact => one.contact == other.contact,
            Self::Support => one.support == other.support,
            Self::VerifyLink => one.verify_link == other.verify_link,
            Self::Languages => one.languages == other.languages,
            Self::Host => one.host == other.host,
            Self::Witness => one.witness == other.witness,
            Self::Initials => one.initials == other.initials,
            Self::Dynamics => one.dynamics == other.dynamics,
            Self::Times => one.idle == other.idle,
            Self::Renewal => one.renew_after_months == other.renew_after_months,
            Self::Retention => one.keep_months == other.keep_months,
            Self::Accent => one.accent == other.accent,
        }
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Larger than [`FILE_MAX_BYTES`], no JSON, or JSON of something else.
    #[error("this is not a file of settings")]
    NotSettings,
    /// Of a later version of the program.
    #[error("the file is of version {v}, which is not known here")]
    Later {
        /// Its version.
        v: u64,
    },
    /// A member too many, too few, twice, or of another kind.
    #[error("the file is not as it was saved: {0}")]
    Altered(String),
    /// A value that nobody can choose here.
    #[error("the file has a value that cannot be chosen: {}", .0.name())]
    Value(Setting),
}

/// The file, member by member. All of them are always there, but for those that came later and are off.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: String,
    v: u64,
    contact: String,
    support: Vec<String>,
    verify_link: Option<String>,
    languages: Languages,
    host: bool,
    witness: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    initials: bool,
    dynamics: bool,
    idle: IdleMinutes,
    renew_after_months: Option<u32>,
    keep_months: Option<u32>,
    accent: Accent,
}

/// What a file says that it is.
#[derive(Deserialize)]
struct Head {
    kind: String,
    v: u64,
}

impl Settings {
    /// The settings as a file.
    pub fn to_file(&self) -> Vec<u8> {
        let settings = self.clone();
        let file = File {
            kind: KIND.to_owned(),
            v: VERSION,
            contact: settings.contact,
            support: settings.support,
            verify_link: settings.verify_link.map(String::from),
            languages: settings.languages,
            host: settings.host,
            witness: settings.witness,
            initials: settings.initials,
            dynamics: settings.dynamics,
            idle: settings.idle,
            renew_after_months: settings.renew_after_months,
            keep_months: settings.keep_months,
            accent: settings.accent,
        };
        // Text and numbers only: nothing that cannot be written.
        let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// These settings with everything that a file says in place of their own. What belongs to this tablet stays.
    pub fn with_file(&self, bytes: &[u8]) -> Result<Self, FileError> {
        if bytes.len() > FILE_MAX_BYTES || !bytes.trim_ascii_start().starts_with(b"{") {
            return Err(FileError::NotSettings);
        }
        let head: Head = serde_json::from_slice(bytes).map_err(|_| FileError::NotSettings)?;
        match (head.kind == KIND, head.v) {
            (true, VERSION) => {}
            (true, v) if v > VERSION => return Err(FileError::Later { v }),
            _ => return Err(FileError::NotSettings),
        }
        let file: File = serde_json::from_slice(bytes).map_err(|error| FileError::Altered(error.to_string()))?;
        let link = file.verify_link.as_deref().map(Link::parse).transpose();
        let settings = Self {
            verify_link: link.map_err(|_| FileError::Value(Setting::VerifyLink))?,
            contact: file.contact,
            support: file.support,
            languages: file.languages,
            host: file.host,
            witness: file.witness,
            initials: file.initials,
            dynamics: file.dynamics,
            idle: file.idle,
            renew_after_months: file.renew_after_months,
            keep_months: file.keep_months,
            accent: file.accent,
            ..self.clone()
        };
        match Setting::ALL.into_iter().find(|setting| !settings.can_be_chosen(*setting)) {
            Some(setting) => Err(FileError::Value(setting)),
            None => Ok(settings),
        }
    }

    /// Which of them are others than in some settings before.
    pub fn changed_since(&self, before: &Self) -> Vec<Setting> {
        Setting::ALL.into_iter().filter(|setting| !setting.is_same(self, before)).collect()
    }

    /// Whether the screen would take or offer that value.
    fn can_be_chosen(&self, setting: Setting) -> bool {
        let is_line = |line: &str| PrintedName::parse(line).is_ok() && line.trim() == line;
        let is_tag = |tag: &str| {
            (1..=TAG_MAX).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        match setting {
            Setting::Contact => self.contact.is_empty() || is_line(&self.contact),
            Setting::Support => self.support.len() <= 3 && self.support.iter().all(|line| is_line(line)),
            Setting::Languages => self.languages.named().count() <= LANGUAGES_MAX && self.languages.named().all(is_tag),
            Setting::Times => self.idle.is_offered(),
            Setting::Renewal => self.renew_after_months.is_none_or(|months| Self::RENEW_MONTHS.contains(&months)),
            Setting::Retention => self.keep_months.is_none_or(|months| Self::KEEP_MONTHS.contains(&months)),
            // What their types say.
            Setting::VerifyLink
            | Setting::Host
            | Setting::Witness
            | Setting::Initials
            | Setting::Dynamics
            | Setting::Accent => true,
        }
    }
}

#[cfg(test)]
mod tests;

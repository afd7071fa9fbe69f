//! The colour of buttons and links. Each on the list stands out from its ground, light and dark; the style sheet says which it is.

use serde::{Deserialize, Serialize};

/// A colour on the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accent {
    /// What stands until somebody chooses.
    #[default]
    Petrol,
    /// A purple.
    Plum,
    /// A green.
    Pine,
    /// A brown.
    Chestnut,
}

impl Accent {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Petrol, Self::Plum, Self::Pine, Self::Chestnut];

    /// As the style sheet names it; `None`: as the style sheet begins.
    pub fn style(self) -> Option<&'static str> {
        match self {
            Self::Petrol => None,
            Self::Plum => Some("plum"),
            Self::Pine => Some("pine"),
            Self::Chestnut => Some("chestnut"),
        }
    }

    pub(super) fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

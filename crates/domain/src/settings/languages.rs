//! Which languages of the screens a signer may choose from.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The languages on offer, by BCP 47 tag. Where none is named all are, those of a later version too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Languages(BTreeSet<String>);

impl Languages {
    /// Whether nothing was left out.
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of the languages at hand that are on offer, in their order. Where none of them is named, all: nobody stands before a kiosk
    /// without a language.
    pub fn of<'a>(&self, at_hand: &[&'a str]) -> Vec<&'a str> {
        let named: Vec<&str> = at_hand.iter().copied().filter(|lang| self.0.contains(*lang)).collect();
        if named.is_empty() { at_hand.to_vec() } else { named }
    }

    /// The same with one language on offer or not. `None`: none of those at hand would be left.
    pub fn with(&self, lang: &str, is_offered: bool, at_hand: &[&str]) -> Option<Self> {
        let mut named: BTreeSet<String> = self.of(at_hand).into_iter().map(str::to_owned).collect();
        if is_offered {
            named.insert(lang.to_owned())
        } else {
            named.remove(lang)
        };
        let left = at_hand.iter().filter(|lang| named.contains(**lang)).count();
        match left {
            0 => None,
            all if all == at_hand.len() => Some(Self::default()),
            _ => Some(Self(named)),
        }
    }

    /// The tags that are named.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_HAND: [&str; 2] = ["en", "es"];

    #[test]
    fn one_language_at_least_stays() {
        let all = Languages::default();
        assert_eq!(all.of(&AT_HAND), AT_HAND);
        let spanish = all.with("en", false, &AT_HAND).expect("one stays");
        assert_eq!(spanish.of(&AT_HAND), ["es"]);
        assert_eq!(spanish.with("es", false, &AT_HAND), None);
        assert_eq!(spanish.with("en", true, &AT_HAND), Some(all));
    }

    #[test]
    fn a_language_that_is_not_there_leaves_nobody_without_one() {
        let foreign: Languages = serde_json::from_str(r#"["xx"]"#).expect("tags");
        assert_eq!(foreign.of(&AT_HAND), AT_HAND);
        assert_eq!(foreign.with("es", false, &AT_HAND).expect("one stays").of(&AT_HAND), ["en"]);
    }
}

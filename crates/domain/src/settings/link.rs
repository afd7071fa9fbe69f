//! The address of an office's own page for checking records.

use serde::{Deserialize, Serialize};

/// Most characters that an address may have: it stands on paper too.
pub const LINK_MAX_CHARS: usize = 200;

/// Why a text is not such an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// It does not begin with `https://`: anybody on the way could change what is read there.
    #[error("the address does not begin with https://")]
    NotHttps,
    /// More than [`LINK_MAX_CHARS`] characters.
    #[error("the address has {chars} characters")]
    TooLong {
        /// How many it has.
        chars: usize,
    },
    /// No host, somebody's name before it, a fragment, or characters that no address has.
    #[error("this is not an address that a browser opens")]
    NotAnAddress,
}

/// An address: `https://`, a host, and what follows it, in ASCII without spaces, controls, a user's name or a fragment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

impl Link {
    /// Trims and checks a typed address.
    pub fn parse(typed: &str) -> Result<Self, LinkError> {
        let text = typed.trim();
        let rest = text.strip_prefix("https://").ok_or(LinkError::NotHttps)?;
        let chars = text.chars().count();
        if chars > LINK_MAX_CHARS {
            return Err(LinkError::TooLong { chars });
        }
        let host = rest.split(['/', '?']).next().unwrap_or_default();
        let of_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        let is_host = host.chars().all(of_host) && host.starts_with(|c: char| c.is_ascii_alphanumeric());
        let of_address = |c: char| c.is_ascii_graphic() && !"\"#<>\\^`{|}".contains(c);
        if is_host && rest.chars().all(of_address) { Ok(Self(text.to_owned())) } else { Err(LinkError::NotAnAddress) }
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Link {
    type Error = LinkError;
    fn try_from(text: String) -> Result<Self, LinkError> {
        Self::parse(&text)
    }
}

impl From<Link> for String {
    fn from(link: Link) -> Self {
        link.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_office_is_kept_as_it_is() {
        for text in ["https://records.example/verify.html", "https://x.example:8443/a?b=c&d=%20e", "https://a"] {
            assert_eq!(Link::parse(&format!(" {text}\n")).map(String::from), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_address_or_not_a_safe_one_is_refused_for_its_own_reason() {
        for text in ["", "http://records.example/", "records.example", "javascript:alert(1)", "HTTPS://x.example"] {
            assert_eq!(Link::parse(text), Err(LinkError::NotHttps), "{text}");
        }
        let long = format!("https://x.example/{}", "a".repeat(183));
        assert_eq!(Link::parse(&long), Err(LinkError::TooLong { chars: 201 }));
        for text in [
            "https://",
            "https:///path",
            "https://-x.example",
            "https://office@other.example/",
            "https://x.example/a b",
            "https://x.example/#slip",
            "https://x.example/\u{202e}moc",
            "https://x.example/\u{7}",
            "https://exämple/",
            "https://x.example/<script>",
            "https://x.example\\@y",
        ] {
            assert_eq!(Link::parse(text), Err(LinkError::NotAnAddress), "{text}");
        }
        assert!(serde_json::from_str::<Link>("\"http://x.example\"").is_err());
    }
}

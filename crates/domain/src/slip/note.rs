//! What stands in the code that a phone reads: plain text for people, and the slip in its last line.

/// Most bytes of text before the slip: with it the code has at most 644 bytes, as many as a QR code of version 17 holds.
const TEXT_MAX_BYTES: usize = 300;

/// The lines for people, in their language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note<'a> {
    /// The printed name; empty where none was given.
    pub name: &'a str,
    /// What is never left out: that it is practice, what was done with which document, when, at which kiosk, and the record code.
    pub facts: &'a [String],
    /// Whom to ask; empty where the office named nobody.
    pub contact: &'a str,
}

impl Note<'_> {
    /// The whole text. What does not fit is left out: first the contact, then the end of the name.
    pub fn with_slip(&self, slip: &str) -> String {
        let facts: String = self.facts.iter().filter(|fact| !fact.is_empty()).map(|fact| format!("{fact}\n")).collect();
        let line = |text: &str| if text.is_empty() { String::new() } else { format!("{text}\n") };
        let (name, contact) = (line(self.name), line(self.contact));
        let text = match TEXT_MAX_BYTES.checked_sub(facts.len()) {
            Some(left) if name.len() + contact.len() <= left => name + &facts + &contact,
            Some(left) if name.len() <= left => name + &facts,
            left => {
                line(&shortened(self.name, left.unwrap_or_default().saturating_sub(1)))
                    + &shortened(&facts, TEXT_MAX_BYTES)
            }
        };
        text + slip
    }
}

/// At most so many bytes of a text, with "…" where the rest was.
fn shortened(text: &str, bytes: usize) -> String {
    if text.len() <= bytes {
        return text.to_owned();
    }
    let Some(room) = bytes.checked_sub("…".len()) else { return String::new() };
    format!("{}…", text[..text.floor_char_boundary(room)].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(name: &str, fact_bytes: usize, contact: &str) -> String {
        let facts = ["f".repeat(fact_bytes - 1)];
        Note { name, facts: &facts, contact }.with_slip("slip")
    }

    #[test]
    fn everything_stands_in_it_as_long_as_it_fits() {
        assert_eq!(note("Ana", 5, "Room 4"), "Ana\nffff\nRoom 4\nslip");
        assert_eq!(note("", 5, ""), "ffff\nslip");
    }

    #[test]
    fn the_contact_goes_first_and_then_the_end_of_the_name() {
        assert_eq!(note("Ana", 290, "Room 4"), format!("Ana\n{}\nslip", "f".repeat(289)));
        let long = note("Ñandú Sample", 289, "Room 4");
        assert_eq!(long, format!("Ñandú…\n{}\nslip", "f".repeat(288)));
        assert_eq!(long.len() - "slip".len(), TEXT_MAX_BYTES);
    }

    #[test]
    fn it_is_never_too_long() {
        for name in 0..=200 {
            for facts in [1, 250, 298, 299, 300, 301, 900] {
                let text = note(&"ñ".repeat(name), facts, &"c".repeat(50));
                assert!(text.len() <= TEXT_MAX_BYTES + "slip".len(), "{name} {facts}: {}", text.len());
            }
        }
    }
}

//! What the command says, gathered before anything is printed. Nothing in a file can steer the terminal: control characters and those
//! that change the direction of text are written as `\uXXXX`.

use inkseal_domain::verdict::Standing;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _, stderr, stdout};

/// Text for the terminal.
#[derive(Debug, Default)]
pub struct Page {
    text: String,
    colour: bool,
    aside: bool,
}

impl Page {
    /// An empty page; in colour only on a terminal, and only if nobody asked for none (`NO_COLOR`).
    pub fn new() -> Self {
        Self { text: String::new(), colour: stdout().is_terminal() && may_colour(), aside: false }
    }

    /// An empty page that goes to standard error, because standard output is for a file.
    pub fn aside() -> Self {
        Self { text: String::new(), colour: stderr().is_terminal() && may_colour(), aside: true }
    }

    /// Adds a line.
    pub fn line(&mut self, line: &str) {
        self.text += &harmless(line);
        self.text.push('\n');
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    /// Adds a line that ends in a word for how something stands.
    pub fn headline(&mut self, subject: &str, standing: Standing, word: &str) {
        let (on, off) = if self.colour { (colour(standing), "\x1b[0m") } else { ("", "") };
        let _ = writeln!(self.text, "{}: {on}{}{off}", harmless(subject), harmless(word));
    }

    /// Adds a labelled line.
    pub fn fact(&mut self, label: &str, value: &str) {
        self.line(&format!("  {label:<15} {value}"));
    }

    /// Adds JSON.
    pub fn json<T: serde::Serialize>(&mut self, value: &T) {
        let json = serde_json::to_string_pretty(value).expect("strings, numbers and lists are JSON");
        json.lines().for_each(|line| self.line(line));
    }

    /// Prints it. That nobody reads it any more (`| head`) is no fault.
    pub fn print(&self) {
        let text = self.text.as_bytes();
        let _ = if self.aside { stderr().lock().write_all(text) } else { stdout().lock().write_all(text) };
    }
}

fn may_colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn colour(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "\x1b[1;32m",
        Standing::OfficeUnconfirmed | Standing::Practice => "\x1b[1;33m",
        Standing::Bad | Standing::Unreadable => "\x1b[1;31m",
    }
}

fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let steers = c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        if steers {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_file_can_steer_the_terminal() {
        let mut page = Page::default();
        page.line("a\x1b[31mb\u{202e}c\u{9b}d\u{200b}\n");
        assert_eq!(page.text, "a\\u001b[31mb\\u202ec\\u009bd\\u200b\\u000a\n");
    }

    #[test]
    fn escaped_json_is_still_the_same_json() {
        let mut page = Page::default();
        page.json(&"a\u{202e}b");
        assert_eq!(serde_json::from_str::<String>(&page.text).ok().as_deref(), Some("a\u{202e}b"));
    }
}

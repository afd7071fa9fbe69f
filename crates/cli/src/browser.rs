//! Opening an address in whatever browser the system prefers.

use std::process::{Command, Stdio};

/// Why the browser was not opened.
#[derive(Debug, PartialEq, Eq)]
pub enum NoBrowser {
    /// The program that opens addresses does not start.
    NotStarted {
        /// Its name.
        program: &'static str,
        /// What the system says.
        error: String,
    },
    /// It started, and says that it failed.
    Failed {
        /// Its name.
        program: &'static str,
    },
}

/// The program that opens addresses, and what it is told before the address. `start` takes its first quoted word for a window's title.
const OPENER: (&str, &[&str]) = if cfg!(target_os = "macos") {
    ("open", &[])
} else if cfg!(windows) {
    ("cmd", &["/C", "start", ""])
} else {
    ("xdg-open", &[])
};

/// Opens an address; may come back only when the browser is closed.
pub fn in_browser(address: &str) -> Result<(), NoBrowser> {
    with(OPENER.0, OPENER.1, address)
}

fn with(program: &'static str, before: &[&str], address: &str) -> Result<(), NoBrowser> {
    let mut command = Command::new(program);
    command.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl+C in this terminal is meant for the server, not for a browser that keeps records.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let status = command.status().map_err(|error| NoBrowser::NotStarted { program, error: error.to_string() })?;
    if status.success() { Ok(()) } else { Err(NoBrowser::Failed { program }) }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn that_no_browser_opened_is_known() {
        let missing = with("inkseal-no-such-program", &[], "http://127.0.0.1:1/");
        assert!(
            matches!(missing, Err(NoBrowser::NotStarted { program: "inkseal-no-such-program", .. })),
            "{missing:?}"
        );
        assert_eq!(with("false", &[], "http://127.0.0.1:1/"), Err(NoBrowser::Failed { program: "false" }));
        assert_eq!(with("test", &["http://127.0.0.1:1/", "="], "http://127.0.0.1:1/"), Ok(()));
    }
}

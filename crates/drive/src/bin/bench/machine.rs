//! What the figures were measured with.

use crate::peer;
use drive::figures::Machine;
use std::process::Command;

/// The first line that a program prints.
fn says(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or("unknown").trim().to_owned()
}

/// Today, by the machine's clock.
pub fn day() -> String {
    says("date", &["-u", "+%F"])
}

/// This machine.
pub fn facts() -> Machine {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let lock = std::fs::read_to_string(xtask::step::root().join("Cargo.lock")).unwrap_or_default();
    let dalek = lock.split("name = \"ed25519-dalek\"\nversion = \"").nth(1).and_then(|rest| rest.split('"').next());
    // "rustc 1.95.0 (59807616e 2026-04-14)": the two words that matter.
    let rustc = says("rustc", &["--version"]).split(' ').take(2).collect::<Vec<_>>().join(" ");
    Machine {
        processor: model.map_or("an unnamed processor", |(_, name)| name).to_owned(),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        programs: vec![
            rustc,
            says("chromium", &["--version"]).split(" built").next().unwrap_or_default().to_owned(),
            says("firefox-esr", &["--version"]),
            format!("WebKitGTK {}", says("dpkg-query", &["--show", "--showformat=${Version}", "libwebkit2gtk-4.1-0"])),
            format!("signature_pad {}", peer::VERSION),
            format!("ed25519-dalek {}", dalek.unwrap_or("unknown")),
        ],
    }
}

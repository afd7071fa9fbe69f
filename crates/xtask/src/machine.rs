//! What a campaign or a measurement ran on.

use crate::reliability::Run;
use std::process::Command;

/// The first line that a program prints.
pub fn says(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or("unknown").trim().to_owned()
}

/// Today, by the machine's clock.
pub fn day() -> String {
    says("date", &["-u", "+%F"])
}

/// The processor, as it names itself.
pub fn processor() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or("an unnamed processor", |(_, name)| name).to_owned()
}

/// How many cores may be used.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The compiler: of "rustc 1.95.0 (59807616e 2026-04-14)" the two words that matter.
pub fn rustc() -> String {
    says("rustc", &["--version"]).split(' ').take(2).collect::<Vec<_>>().join(" ")
}

/// The three engines, each with its version.
pub fn engines() -> Vec<String> {
    vec![
        says("chromium", &["--version"]).split(" built").next().unwrap_or_default().to_owned(),
        says("firefox-esr", &["--version"]),
        format!("WebKitGTK {}", says("dpkg-query", &["--show", "--showformat=${Version}", "libwebkit2gtk-4.1-0"])),
    ]
}

/// Now and here.
pub fn run(programs: Vec<String>) -> Run {
    Run { date: day(), machine: format!("{} ({} cores)", processor(), cores()), programs }
}

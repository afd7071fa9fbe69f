//! Which processes a browser has, and their end.

use crate::Failure;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long the kernel may take to end what was killed.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// A process as the kernel lists it.
struct Process {
    pid: u32,
    parent: u32,
    group: u32,
    has_ended: bool,
    /// In itself, in ticks.
    computed: u64,
}

/// SIGKILL, to processes or (with a minus) to groups, in one call.
pub fn signal(targets: &[String]) {
    let mut command = Command::new("kill");
    command.args(["-KILL", "--"]).args(targets).stdout(Stdio::null()).stderr(Stdio::null());
    let _ = command.status();
}

/// Ends a driver, all that came of it, and every process that was started with this profile: at once, as a power cut would. Waits
/// until none is left.
///
/// # Errors
/// When one is still there after a while.
pub fn cut(driver: u32, profile: &Path) -> Result<(), Failure> {
    let start = Instant::now();
    let mut known = BTreeSet::new();
    loop {
        let all = processes();
        add_family(&mut known, &all, driver, profile);
        let left: Vec<&Process> = all.iter().filter(|p| known.contains(&p.pid) && !p.has_ended).collect();
        if left.is_empty() {
            return Ok(());
        }
        let pids = left.iter().map(|process| process.pid.to_string());
        if start.elapsed() > PATIENCE {
            return Err(format!("still running: {}", pids.collect::<Vec<_>>().join(" ")));
        }
        // A whole group ends in one moment. The driver's comes last, so that no browser sees it go; whoever is in no group of
        // theirs follows.
        let groups: BTreeSet<(bool, u32)> =
            left.iter().map(|p| (p.group == driver, p.group)).filter(|(_, group)| known.contains(group)).collect();
        signal(&groups.iter().map(|(_, group)| format!("-{group}")).chain(pids).collect::<Vec<_>>());
        std::thread::sleep(LOOK_EVERY);
    }
}

/// Adds a driver, all that came of it, and every process that was started with this profile.
fn add_family(known: &mut BTreeSet<u32>, all: &[Process], driver: u32, profile: &Path) {
    known.extend(all.iter().filter(|process| process.group == driver || process.pid == driver).map(|p| p.pid));
    // Some move to a group of their own, and some leave their parent: these are known by the profile on their command line.
    known.extend(all.iter().filter(|process| is_started_with(process.pid, profile)).map(|process| process.pid));
    while let Some(child) = all.iter().find(|p| known.contains(&p.parent) && !known.contains(&p.pid)) {
        known.insert(child.pid);
    }
}

/// How long each process of a browser has computed, in the kernel's ticks.
pub fn computed(driver: u32, profile: &Path) -> BTreeMap<u32, u64> {
    let all = processes();
    let mut known = BTreeSet::new();
    add_family(&mut known, &all, driver, profile);
    all.iter().filter(|process| known.contains(&process.pid)).map(|process| (process.pid, process.computed)).collect()
}

fn processes() -> Vec<Process> {
    let listed = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    listed.filter_map(|entry| process(entry.file_name().to_str()?.parse().ok()?)).collect()
}

/// `pid (name) state parent group …`, and a name may hold anything.
fn process(pid: u32) -> Option<Process> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut members = stat.rsplit_once(')')?.1.split_whitespace();
    let has_ended = matches!(members.next()?, "Z" | "X");
    let (parent, group) = (members.next()?.parse().ok()?, members.next()?.parse().ok()?);
    // The 14th member of the whole line.
    let computed = members.nth(8)?.parse().ok()?;
    Some(Process { pid, parent, group, has_ended, computed })
}

fn is_started_with(pid: u32, profile: &Path) -> bool {
    let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    pid != std::process::id() && String::from_utf8_lossy(&line).contains(&*profile.to_string_lossy())
}

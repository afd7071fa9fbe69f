//! A disk of a few megabytes for a browser's profile, so that it can really be full: a tmpfs in a mount namespace of its own, which ends
//! with the process that holds it.

use crate::Failure;
use crate::browser::Browser;
use crate::driver::Group;
use std::fs::{File, OpenOptions, remove_file};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a new profile takes, and some room for records: Firefox needs the most.
const MEGABYTES: u32 = 256;
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// The disk, there as long as this is.
pub struct SmallDisk {
    holder: Group,
    folder: PathBuf,
}

/// Whoever is not root becomes it in a namespace of their own.
fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}

fn words(error: impl std::fmt::Display) -> Failure {
    error.to_string()
}

impl SmallDisk {
    /// Puts one over `folder`, seen only by what is started on it.
    ///
    /// # Errors
    /// When the system does not allow it.
    pub fn over(folder: &Path) -> Result<Self, Failure> {
        let mut command = Command::new("unshare");
        command.arg("--mount");
        if !is_root() {
            command.args(["--user", "--map-root-user"]);
        }
        let mount = format!("mount -t tmpfs -o size={MEGABYTES}m inkseal-small \"$0\" && exec sleep infinity");
        command.args(["sh", "-c", &mount]).arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
        let disk = Self { holder: Group::spawn(&mut command)?, folder: folder.to_owned() };
        let start = Instant::now();
        while !disk.is_there() {
            if start.elapsed() > PATIENCE {
                return Err("a small disk cannot be mounted here".to_owned());
            }
            std::thread::sleep(LOOK_EVERY);
        }
        Ok(disk)
    }

    fn is_there(&self) -> bool {
        let mounts = std::fs::read_to_string(format!("/proc/{}/mounts", self.holder.id())).unwrap_or_default();
        mounts.lines().any(|line| line.starts_with("inkseal-small "))
    }

    /// A command that runs `program` where the disk is.
    pub(crate) fn command(&self, program: &Command) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["--mount", "--target", &self.holder.id().to_string()]);
        if !is_root() {
            command.args(["--user", "--preserve-credentials"]);
        }
        command.arg("--").arg(program.get_program()).args(program.get_args());
        let set = program.get_envs().filter_map(|(name, value)| Some((name, value?)));
        command.envs(set);
        command
    }

    /// The folder, as it is seen from outside.
    pub fn folder(&self) -> PathBuf {
        let inside = self.folder.strip_prefix("/").unwrap_or(&self.folder);
        Path::new(&format!("/proc/{}/root", self.holder.id())).join(inside)
    }

    /// The file that takes the room.
    fn filler(&self) -> PathBuf {
        self.folder().join("filler")
    }

    /// Writes until there is no room, not even for one byte.
    ///
    /// # Errors
    /// What else goes wrong.
    pub fn fill(&self) -> Result<(), Failure> {
        let mut file = OpenOptions::new().create(true).append(true).open(self.filler()).map_err(words)?;
        for size in [1 << 20, 1 << 12, 1] {
            fill_by(&mut file, size)?;
        }
        Ok(())
    }

    /// Takes that away again.
    ///
    /// # Errors
    /// The system's words.
    pub fn empty(&self) -> Result<(), Failure> {
        remove_file(self.filler()).map_err(words)
    }
}

fn fill_by(file: &mut File, size: usize) -> Result<(), Failure> {
    let bytes = vec![0; size];
    loop {
        match file.write(&bytes) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::StorageFull => return Ok(()),
            Err(error) => return Err(words(error)),
        }
    }
}

impl Browser {
    /// The small disk that the profile is on.
    ///
    /// # Errors
    /// When it is on an ordinary one.
    pub fn small_disk(&self) -> Result<&SmallDisk, Failure> {
        self.disk.as_ref().ok_or_else(|| "the profile is on an ordinary disk".to_owned())
    }
}

//! A WebDriver server and everything that it starts: born together, ended together.

use crate::small_disk::SmallDisk;
use crate::{Engine, Failure, processes};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::time::{Duration, Instant};

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running driver on 127.0.0.1; dropped, it and its browser are ended.
pub struct Driver {
    server: Group,
    _display: Option<Group>,
    /// Where it listens.
    pub address: String,
}

/// A process and its group, ended when dropped. Once it has ended, its number may be another's.
pub(crate) struct Group {
    leader: Child,
    has_ended: bool,
}

impl Driver {
    /// Starts the engine's driver, and with it all that it will start, on a small disk if there is one.
    ///
    /// # Errors
    /// When it is not installed or does not listen.
    pub fn start(engine: Engine, disk: Option<&SmallDisk>) -> Result<Self, Failure> {
        let display = (engine == Engine::WebKit).then(display).transpose()?;
        let port = free_port()?;
        let mut command = command(engine, port)?;
        if let Some((_, number)) = &display {
            command.env("DISPLAY", format!(":{number}"));
        }
        if let Some(disk) = disk {
            command = disk.command(&command);
        }
        let mut server = Group::spawn(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        listening(&mut server, port)?;
        Ok(Self { server, _display: display.map(|(group, _)| group), address: format!("http://127.0.0.1:{port}") })
    }

    /// What became of the driver's process, in words for somebody who looks for the reason of a failure.
    pub(crate) fn state(&mut self) -> String {
        match self.server.leader.try_wait() {
            Ok(Some(status)) => format!("the driver ended with {status}"),
            Ok(None) => "the driver runs".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    /// How long each process of its browser has computed, in the kernel's ticks.
    pub fn computed(&self, profile: &Path) -> BTreeMap<u32, u64> {
        processes::computed(self.server.id(), profile)
    }

    /// Ends the driver and everything of its browser at once, as a power cut would.
    ///
    /// # Errors
    /// When something of it does not end.
    pub fn cut(&mut self, profile: &Path) -> Result<(), Failure> {
        if self.server.has_ended {
            return Ok(());
        }
        let ended = processes::cut(self.server.id(), profile);
        self.server.end();
        ended
    }
}

fn command(engine: Engine, port: u16) -> Result<Command, Failure> {
    let mut command;
    match engine {
        Engine::Chromium => {
            command = Command::new("chromedriver");
            command.arg(format!("--port={port}"));
        }
        Engine::Firefox => {
            command = Command::new(
                xtask::browsers::geckodriver().ok_or("geckodriver is missing: cargo xtask test brings it")?,
            );
            command.args(["--host", "127.0.0.1", "--port", &port.to_string()]);
        }
        Engine::WebKit => {
            command = Command::new("WebKitWebDriver");
            command.args(["--host=127.0.0.1".to_owned(), format!("--port={port}")]);
            // WebKit's sandbox cannot be set up by root, nor its graphics without a card.
            command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1").env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
            command.env("LIBGL_ALWAYS_SOFTWARE", "1").env("NO_AT_BRIDGE", "1").env("GDK_BACKEND", "x11");
            if !AS_SHIPPED.load(Ordering::SeqCst) {
                command.env("JSC_useOMGJIT", "0");
            }
        }
    }
    Ok(command)
}

/// Whether WebKit compiles as it does for everybody.
static AS_SHIPPED: AtomicBool = AtomicBool::new(false);

/// From now on WebKit is started with its optimising compiler for WebAssembly, whose pages compute wrongly or stand still now and then
/// (`docs/reliability.md`). For figures and for the torture, which counts it; a journey would fail for a fault that is not the program's.
pub fn as_shipped() {
    AS_SHIPPED.store(true, Ordering::SeqCst);
}

/// A screen without a screen, and its number.
fn display() -> Result<(Group, String), Failure> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1600x1600x24", "-nolisten", "tcp"]);
    let mut group = Group::spawn(command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
    let out = group.leader.stdout.take().ok_or("Xvfb says nothing")?;
    let mut number = String::new();
    BufReader::new(out).read_line(&mut number).map_err(|error| format!("Xvfb: {error}"))?;
    Ok((group, number.trim().to_owned()))
}

/// A port that nobody has. Below the range that the kernel hands out by itself, and each only once, so that nobody takes it
/// between here and the driver.
fn free_port() -> Result<u16, Failure> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + (std::process::id() % 100) as u16 * 100;
    for _ in 0..100 {
        let port = first + NEXT.fetch_add(1, Ordering::SeqCst) % 100;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err("no port is free".to_owned())
}

fn listening(server: &mut Group, port: u16) -> Result<(), Failure> {
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if let Ok(Some(status)) = server.leader.try_wait() {
            return Err(format!("the driver ended before it listened: {status}"));
        }
        if start.elapsed() > PATIENCE {
            return Err(format!("the driver does not listen on port {port}"));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

impl Group {
    pub(crate) fn id(&self) -> u32 {
        self.leader.id()
    }

    pub(crate) fn spawn(command: &mut Command) -> Result<Self, Failure> {
        let spawned = command.stdin(Stdio::null()).process_group(0).spawn();
        spawned.map(|leader| Self { leader, has_ended: false }).map_err(|error| format!("{command:?}: {error}"))
    }

    fn end(&mut self) {
        if !self.has_ended {
            processes::signal(&[format!("-{}", self.id())]);
            let _ = self.leader.wait();
            self.has_ended = true;
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}

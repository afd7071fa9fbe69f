//! The three browser engines and their drivers: what is missing, and how it comes.

use crate::step::{self, Failure, cargo, on_path, run, step, target};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the tests need from Debian: a program on PATH or a file that shows that it is there, and its package.
const DEBIAN: [(&str, &str); 9] = [
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("firefox-esr", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("Xvfb", "xvfb"),
    ("npm", "npm"),
    ("/usr/lib/python3/dist-packages/gi/__init__.py", "python3-gi"),
    ("/usr/share/doc/gir1.2-webkit2-4.1", "gir1.2-webkit2-4.1"),
    ("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", "fonts-dejavu"),
];

/// Firefox's driver is in no Debian release; it comes from the crate registry, with its own lockfile.
const GECKODRIVER: &str = "0.37.1";

/// Brings up everything that is missing.
///
/// # Errors
/// Where it cannot be installed from here: exactly what to install.
pub fn bring_up() -> Result<(), Failure> {
    let missing: Vec<&str> = DEBIAN
        .iter()
        .filter(|(sign, _)| on_path(sign).is_none() && !Path::new(sign).exists())
        .map(|(_, package)| *package)
        .collect();
    if !missing.is_empty() {
        step("install browsers", || install(&missing))?;
    }
    if geckodriver().is_none() {
        step("build geckodriver", build_geckodriver)?;
    }
    Ok(())
}

fn install(packages: &[&str]) -> Result<(), Failure> {
    let line = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.trim_ascii() == b"0");
    if !is_root || on_path("apt-get").is_none() {
        return Err(format!(
            "The journeys need three browsers. Install them, then run this again:\n\n    sudo {line}\n"
        ));
    }
    let apt = |args: &[&str]| {
        run(Command::new("apt-get").args(["-qq", "-y"]).args(args).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update"])?;
    apt(&[&["install", "--no-install-recommends"], packages].concat())
}

fn build_geckodriver() -> Result<(), Failure> {
    let root = tools().to_string_lossy().into_owned();
    step::run(&mut cargo(&["install", "geckodriver", "--debug", "--locked", "--version", GECKODRIVER, "--root", &root]))
}

/// Firefox's driver, where there is one.
pub fn geckodriver() -> Option<PathBuf> {
    on_path("geckodriver").or_else(|| Some(tools().join("bin/geckodriver")).filter(|file| file.is_file()))
}

fn tools() -> PathBuf {
    target().join("tools/geckodriver")
}

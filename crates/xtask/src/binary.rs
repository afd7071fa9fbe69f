//! `cargo xtask binary`: the command for this kind of machine, with the kiosk in it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use xtask::dist::{self, Profile};
use xtask::step::{self, Failure, cargo, step};

/// Builds the kiosk, the command that carries it, and asks that command for every file.
///
/// # Errors
/// What does not build, or a file that does not come back as it was built.
pub fn run() -> Result<(), Failure> {
    let dist = dist::build(Profile::Release)?;
    let built = step("compile the command", || compile(&dist.folder))?;
    let files = step("ask it for every file", || ask(&built, &dist.folder))?;
    let program = put_aside(&built)?;
    let bytes = fs::metadata(&program).map_err(|error| error.to_string())?.len();
    println!("\n{}\n{:.1} MB, with the {files} files of the kiosk in it", program.display(), bytes as f64 / 1e6);
    Ok(())
}

fn compile(kiosk: &Path) -> Result<PathBuf, Failure> {
    let mut command = cargo(&["build", "--release", "--package", "inkseal-cli"]);
    step::run(command.env("INKSEAL_KIOSK_FOLDER", kiosk))?;
    Ok(step::target().join("release").join(name()))
}

/// Copies the command to a place of its own: the next build without a kiosk writes over cargo's.
fn put_aside(built: &Path) -> Result<PathBuf, Failure> {
    let folder = step::target().join("binary");
    let program = folder.join(name());
    // Beside it first: a program that is running cannot be written over, but its name can be given to another.
    let beside = folder.join("new");
    let copied = fs::create_dir_all(&folder).and_then(|()| fs::copy(built, &beside));
    copied.and_then(|_| fs::rename(&beside, &program)).map_err(|error| format!("{}: {error}", program.display()))?;
    Ok(program)
}

fn name() -> String {
    format!("inkseal{}", std::env::consts::EXE_SUFFIX)
}

/// A started program that ends with its last use.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the command and reads every file back, so that one which carries an older kiosk, or none, is never handed out.
fn ask(program: &Path, kiosk: &Path) -> Result<usize, Failure> {
    let child = Command::new(program).arg("demo").stdout(Stdio::piped()).spawn();
    let mut started = Started(child.map_err(|error| format!("{}: {error}", program.display()))?);
    let mut line = String::new();
    let said = started.0.stdout.take().ok_or("the command says nothing")?;
    BufReader::new(said).read_line(&mut line).map_err(|error| error.to_string())?;
    let address = line.split_once("http://").and_then(|(_, rest)| rest.split('/').next()).ok_or(line.clone())?;
    let files = below(kiosk, "")?.into_iter().filter(|path| path != "_headers").collect::<Vec<_>>();
    for path in &files {
        let built = fs::read(kiosk.join(path)).map_err(|error| format!("{path}: {error}"))?;
        if get(address, path).map_err(|error| format!("{path}: {error}"))? != built {
            return Err(format!("{} does not give {path} as it was built", program.display()));
        }
    }
    Ok(files.len())
}

/// What an address answers, without its headers.
fn get(address: &str, path: &str) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    Ok(end.map_or_else(Vec::new, |end| answer.split_off(end + 4)))
}

fn below(folder: &Path, under: &str) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?.flatten() {
        let name = format!("{under}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.extend(below(&entry.path(), &format!("{name}/"))?);
        } else {
            found.push(name);
        }
    }
    Ok(found)
}

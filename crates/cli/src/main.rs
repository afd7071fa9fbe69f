//! `inkseal`: what the records office does with the files that kiosks export, and a kiosk for a laptop that has no server. It reads files,
//! writes to the terminal, serves on 127.0.0.1 if it is told to, and asks nobody.

mod browser;
mod exit;
mod input;
mod json;
mod kiosk;
mod open;
mod output;
mod page;
mod receipt;
mod show;
mod slip;
mod verify;
mod words;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand};
use inkseal_domain::code::{Code, CodeKind};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Verifies and shows the batches that Inkseal kiosks export, and serves a kiosk to this computer
#[derive(Parser)]
#[command(name = "inkseal", version, after_help = exit::help())]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say whether batches are whole and unaltered, and what is between them
    #[command(after_help = exit::FILES)]
    Verify(Verify),
    /// Show one record in words, and its signature as a picture
    #[command(after_help = exit::FILES)]
    Show(Show),
    /// Make the receipt for a batch that is good, with the office's keys, as a file for the kiosk
    #[command(after_help = exit::RECEIPT)]
    Receipt(Receipt),
    /// Take the batch out of a locked file, with the six words that its kiosk showed
    #[command(after_help = exit::OPEN)]
    Open(Open),
    /// Serve the kiosk on this computer, always at the same address, until it is stopped
    #[command(after_help = exit::PAGES)]
    Kiosk(Serving),
    /// Serve the same pages for trying, at another address each time: nothing in it is evidence
    #[command(after_help = exit::PAGES)]
    Demo(Serving),
}

#[derive(clap::Args)]
struct Verify {
    /// Batch files (*.jws.json); - reads from standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The office's card, inkseal-office.json: its keys are the ones to trust. May be given several times
    #[arg(long, value_name = "CARD")]
    office: Vec<PathBuf>,
    /// A record code (R-…) from somebody's copy: must be found in these files. May be given several times
    #[arg(long, value_name = "CODE", value_parser = record_code)]
    receipt: Vec<Code>,
    /// A text file with what a phone read from somebody's code; - reads from standard input. Its record must be in these files. May be
    /// given several times
    #[arg(long, value_name = "FILE")]
    slip: Vec<PathBuf>,
    /// Write JSON, as docs/format.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct Show {
    /// A batch file (*.jws.json); - reads from standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The record's place in its kiosk's chain, or its record code (R-…)
    #[arg(value_name = "PLACE|CODE", value_parser = show::Which::parse)]
    which: show::Which,
    /// The office's card, inkseal-office.json. May be given several times
    #[arg(long, value_name = "CARD")]
    office: Vec<PathBuf>,
    /// Write the signature to this file
    #[arg(long, value_name = "FILE.svg")]
    svg: Option<PathBuf>,
    /// Write the form as it was signed to this file
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    /// Write JSON, as docs/format.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct Receipt {
    /// The batch file (*.jws.json)
    #[arg(value_name = "BATCH", value_parser = OsStringValueParser::new().try_map(named_file))]
    batch: PathBuf,
    /// The office's keys, as a kiosk saves them under Settings (inkseal-keys_DAY.json)
    #[arg(long, value_name = "KEYS", value_parser = OsStringValueParser::new().try_map(named_file))]
    keys: PathBuf,
    /// The office's card, inkseal-office.json: the keys must be those of this office
    #[arg(long, value_name = "CARD", value_parser = OsStringValueParser::new().try_map(named_file))]
    office: Option<PathBuf>,
    /// Whose passphrase it is, where several administrators have one
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Write the receipt to this file. Without it, it goes to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(clap::Args)]
struct Open {
    /// The locked file (*.locked.json)
    #[arg(value_name = "FILE", value_parser = OsStringValueParser::new().try_map(named_file))]
    file: PathBuf,
    /// Write the batch to this file. Without it, it goes to standard output
    #[arg(long, value_name = "BATCH")]
    out: Option<PathBuf>,
}

#[derive(clap::Args)]
struct Serving {
    /// Open the address in the browser
    #[arg(long)]
    open: bool,
}

fn record_code(typed: &str) -> Result<Code, String> {
    Code::parse(typed, CodeKind::Record).map_err(words::code_error)
}

/// A file by its name: standard input is for the words that open something.
fn named_file(path: OsString) -> Result<PathBuf, &'static str> {
    if path == "-" { Err(words::NAMED_FILE) } else { Ok(path.into()) }
}

fn main() -> ExitCode {
    let (page, exit) = match Args::parse().command {
        Command::Verify(args) => verify::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Receipt(args) => receipt::run(&args),
        Command::Open(args) => open::run(&args),
        Command::Kiosk(args) => kiosk::run(kiosk::What::Kiosk, args.open),
        Command::Demo(args) => kiosk::run(kiosk::What::Demo, args.open),
    };
    page.print();
    exit.code()
}

//! `cargo xtask <command>`

use std::path::PathBuf;
use std::process::ExitCode;
use xtask::{browsers, dist, server, step};

mod bench;
mod binary;
mod serve;
mod simulate;
mod test;
mod torture;

const HELP: &str = "\
cargo xtask <command>

  serve     build the kiosk, serve it on 127.0.0.1:8321, build again when a source changes   [--release] [--port N]
  build     make the release folder dist/, ready for any static host
  binary    build the command inkseal with the kiosk in it, which an office laptop needs no server for
  shots     photograph every screen, upright and across, light and dark, into shots/               [parts of screens' names]
  bench     measure size and speed, each beside a named peer, into docs/figures.json and docs/performance.md   [--quick] [--only growth | guess]
  simulate  play histories of crashes, faults and people on simulated tablets, and look for planted defects   [--histories N] [--seed S] [--publish | --from FILE]
  torture   kill browsers while people sign, and compare what is there with what was called recorded   [--kills N] [--engine NAME] [--seed S] [--publish | --from FILE]
  test      bring up the browsers and run every test                                         [--no-browsers]
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| args.iter().any(|arg| arg == flag);
    let result = match args.first().map(String::as_str).filter(|_| !has("--help")) {
        Some("serve") => serve::run(has("--release"), value(&args, "--port").unwrap_or(server::PORT)),
        Some("build") => dist::build(dist::Profile::Release).map(|dist| println!("{}", dist.report())),
        Some("binary") => binary::run(),
        Some("shots") => shots(&args[1..]),
        Some("bench") => bench::run(has("--quick"), value::<String>(&args, "--only").as_deref()),
        Some("simulate") => {
            let number = |flag, otherwise| value(&args, flag).unwrap_or(otherwise);
            match value::<PathBuf>(&args, "--from") {
                Some(file) => simulate::publish_from(&file),
                None => simulate::run(number("--histories", 1_000_000), number("--seed", 0), has("--publish")),
            }
        }
        Some("torture") => match value::<PathBuf>(&args, "--from") {
            Some(file) => torture::publish_from(&file),
            None => torture::run(&args[1..], has("--publish")),
        },
        Some("test") => test::run(!has("--no-browsers")),
        _ => {
            print!("{HELP}");
            Ok(())
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            step::failed(&error);
            ExitCode::FAILURE
        }
    }
}

/// Every screen as a picture, in `shots/`.
fn shots(only: &[String]) -> Result<(), step::Failure> {
    browsers::bring_up()?;
    dist::build(dist::Profile::Tests)?;
    let mut command = step::cargo(&["run", "--quiet", "--package", "drive", "--bin", "shots", "--"]);
    step::step("pictures", || step::run(command.args(only)))
}

fn value<T: std::str::FromStr>(args: &[String], flag: &str) -> Option<T> {
    args.iter().position(|arg| arg == flag).and_then(|i| args.get(i + 1)?.parse().ok())
}

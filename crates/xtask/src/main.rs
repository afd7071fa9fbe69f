//! `cargo xtask <command>`

use std::process::ExitCode;
use xtask::{dist, server, step};

mod serve;
mod test;

const HELP: &str = "\
cargo xtask <command>

  serve     build the kiosk, serve it on 127.0.0.1:8321, build again when a source changes   [--release] [--port N]
  build     make the release folder dist/, ready for any static host
  test      bring up the browsers and run every test                                         [--no-browsers]
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| args.iter().any(|arg| arg == flag);
    let result = match args.first().map(String::as_str) {
        Some("serve") => serve::run(has("--release"), value(&args, "--port").unwrap_or(server::PORT)),
        Some("build") => dist::build(dist::Profile::Release).map(|dist| println!("{}", dist.report())),
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

fn value(args: &[String], flag: &str) -> Option<u16> {
    args.iter().position(|arg| arg == flag).and_then(|i| args.get(i + 1)?.parse().ok())
}

//! The release folder: WebAssembly with its glue, one style sheet, the page, the worker and the headers, every name hashed.

use crate::page::{self, integrity, short_hash};
use crate::step::{self, Failure, cargo, run, step};
use crate::{tools, verify_page, worker};
use inkseal_serve::headers::{CSP, headers};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// How to build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, with names in panics.
    Dev,
    /// Small: what is handed out.
    Release,
    /// As the release, with two pages beside it: one runs the stores' contracts, one is there to be killed.
    Tests,
}

impl Profile {
    /// Where the folder goes.
    pub fn folder(self) -> PathBuf {
        match self {
            Self::Dev => step::target().join("dist-dev"),
            Self::Release => step::root().join("dist"),
            Self::Tests => step::target().join("dist-tests"),
        }
    }

    /// Cargo's profile, and what cargo calls its folder.
    fn cargo(self) -> (&'static str, &'static str) {
        if self == Self::Dev { ("dev", "debug") } else { ("wasm", "wasm") }
    }

    fn programs(self) -> &'static [&'static str] {
        if self == Self::Tests {
            &["kiosk", "verify-page", "browser-tests", "torture-page"]
        } else {
            &["kiosk", "verify-page"]
        }
    }
}

/// A built folder.
pub struct Dist {
    /// Where it is.
    pub folder: PathBuf,
    /// Files of the first load: path, bytes, bytes after brotli.
    pub first_load: Vec<(String, usize, usize)>,
}

/// The style sheets in the order in which they build on each other.
const STYLES: [&str; 6] = ["tokens", "base", "kiosk", "admin", "copy", "print"];

/// Builds the folder.
pub fn build(profile: Profile) -> Result<Dist, Failure> {
    step("wasm target", wasm_target)?;
    step("compile for the browser", || compile(profile))?;
    step("put the folder together", || assemble(profile, &profile.folder()))
}

fn wasm_target() -> Result<(), Failure> {
    let sysroot = std::process::Command::new("rustc").args(["--print", "sysroot"]).current_dir(step::root()).output();
    let sysroot = sysroot.map_err(|error| format!("rustc: {error}"))?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot.stdout).trim());
    if sysroot.join("lib/rustlib/wasm32-unknown-unknown").exists() {
        return Ok(());
    }
    run(std::process::Command::new("rustup")
        .args(["target", "add", "wasm32-unknown-unknown"])
        .current_dir(step::root()))
}

fn compile(profile: Profile) -> Result<(), Failure> {
    let mut command = cargo(&["build", "--target", "wasm32-unknown-unknown", "--package", "inkseal"]);
    command.args(["--profile", profile.cargo().0]);
    command.args(profile.programs().iter().flat_map(|program| ["--bin", program]));
    if profile == Profile::Tests {
        command.args(["--features", "testing"]);
    }
    run(&mut command)
}

/// Glue and WebAssembly of one program.
pub struct Program {
    /// The glue, a JavaScript module.
    pub glue: Vec<u8>,
    /// The WebAssembly.
    pub wasm: Vec<u8>,
}

/// Runs bindgen on a compiled program.
pub fn program(profile: Profile, name: &str) -> Result<Program, Failure> {
    let sub = profile.cargo().1;
    let input = step::target().join("wasm32-unknown-unknown").join(sub).join(format!("{name}.wasm"));
    let out = step::target().join("bindgen").join(sub).join(name);
    let mut bindgen = Bindgen::new();
    bindgen.input_path(input).out_name("app").typescript(false).debug(profile == Profile::Dev);
    bindgen.keep_debug(false).remove_name_section(profile != Profile::Dev);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(&out))
        .map_err(|error| format!("bindgen {name}: {error:#}"))?;
    let wasm = out.join("app_bg.wasm");
    if profile != Profile::Dev {
        shrink(&wasm)?;
    }
    Ok(Program { glue: read(&out.join("app.js"))?, wasm: read(&wasm)? })
}

/// wasm-opt where it is easy to come by: on PATH, or as the npm package binaryen where npm is. Without it the page is about a seventh larger.
fn shrink(wasm: &Path) -> Result<(), Failure> {
    let Some(tool) = step::on_path("wasm-opt").or_else(from_npm) else {
        println!("  no wasm-opt here: the page is about a seventh larger than it could be");
        return Ok(());
    };
    run(std::process::Command::new(tool).arg(wasm).args(["-Oz", "--all-features", "-o"]).arg(wasm))
}

fn from_npm() -> Option<PathBuf> {
    step::on_path("npm")?;
    let tool = tools::npm("binaryen", "123.0.0").ok()?.join("node_modules/.bin/wasm-opt");
    tool.exists().then_some(tool)
}

fn assemble(profile: Profile, folder: &Path) -> Result<Dist, Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let public = step::root().join("public");
    let mut files =
        Files { folder: folder.to_path_buf(), weigh: profile == Profile::Release, list: vec![], first: vec![] };
    files.copy(&public, "")?;
    let kiosk = program(profile, "kiosk")?;
    let style = style()?;
    let wasm = files.add(&hashed("kiosk", &kiosk.wasm, "wasm"), &kiosk.wasm, true)?;
    let glue = files.add(&hashed("kiosk", &kiosk.glue, "js"), &kiosk.glue, true)?;
    let start = fs::read_to_string(public.join("start.js")).map_err(|error| error.to_string())?;
    let start = page::fill(&start, &[("glue", &glue), ("wasm", &wasm)])?;
    let start_name = files.add(&hashed("start", start.as_bytes(), "js"), start.as_bytes(), true)?;
    let style_name = files.add(&hashed("inkseal", &style, "css"), &style, true)?;
    let template = String::from_utf8_lossy(&read(&step::root().join("index.html"))?).into_owned();
    let html = page::fill(
        &template,
        &[
            ("csp", CSP),
            ("style", &style_name),
            ("style_integrity", &integrity(&style)),
            ("glue", &glue),
            ("glue_integrity", &integrity(&kiosk.glue)),
            ("start", &start_name),
            ("start_integrity", &integrity(start.as_bytes())),
        ],
    )?;
    files.add("index.html", html.as_bytes(), true)?;
    let verify = verify_page::html(&program(profile, "verify-page")?, &style)?;
    files.add("verify.html", verify.as_bytes(), false)?;
    let worker = worker::worker(&files.list);
    files.write("sw.js", worker.as_bytes())?;
    files.write("_headers", headers_file(&files.list).as_bytes())?;
    if profile == Profile::Tests {
        tests_page(&program(profile, "browser-tests")?, &files, "tests")?;
        tests_page(&program(profile, "torture-page")?, &files, "torture")?;
    }
    Ok(Dist { folder: files.folder, first_load: files.first })
}

/// A page that only tests open, in a folder of its own; never part of a release.
fn tests_page(program: &Program, files: &Files, folder: &str) -> Result<(), Failure> {
    files.write(&format!("{folder}/app.js"), &program.glue)?;
    files.write(&format!("{folder}/app_bg.wasm"), &program.wasm)?;
    files.write(
        &format!("{folder}/start.js"),
        b"import init from \"./app.js\";\ninit({ module_or_path: new URL(\"./app_bg.wasm\", import.meta.url) });\n",
    )?;
    files.write(
        &format!("{folder}/index.html"),
        b"<!doctype html><title>tests</title><script type=\"module\" src=\"start.js\"></script><p id=\"result\"></p>\n",
    )
}

fn style() -> Result<Vec<u8>, Failure> {
    let mut style = Vec::new();
    for name in STYLES {
        style.extend(read(&step::root().join("style").join(format!("{name}.css")))?);
    }
    Ok(style)
}

fn hashed(name: &str, bytes: &[u8], ending: &str) -> String {
    format!("{name}-{}.{ending}", short_hash(bytes))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The headers as several static hosts read them (`_headers`): a block for each file, so that no file falls under two.
fn headers_file(files: &[(String, String)]) -> String {
    let block = |path: &str, file: &str| {
        let lines: String = headers(file).iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
        format!("/{path}\n{lines}")
    };
    let all = files.iter().map(|(path, _)| block(path, path));
    all.chain([block("", "index.html"), block("sw.js", "sw.js")]).collect::<Vec<_>>().join("\n")
}

/// The files of a folder, with the hash of each for the worker.
struct Files {
    folder: PathBuf,
    /// Whether to weigh the first load: brotli takes longer over a debug build than the compiler.
    weigh: bool,
    list: Vec<(String, String)>,
    first: Vec<(String, usize, usize)>,
}

impl Files {
    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let file = self.folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).map_err(|error| error.to_string())?;
        }
        fs::write(&file, bytes).map_err(|error| format!("{}: {error}", file.display()))
    }

    fn add(&mut self, path: &str, bytes: &[u8], first_load: bool) -> Result<String, Failure> {
        self.write(path, bytes)?;
        self.list.push((path.to_owned(), short_hash(bytes)));
        if first_load && self.weigh {
            self.first.push((path.to_owned(), bytes.len(), brotli_len(bytes)));
        }
        Ok(path.to_owned())
    }

    /// Copies `public/`, but for the two scripts that are filled, and notes for people.
    fn copy(&mut self, from: &Path, under: &str) -> Result<(), Failure> {
        let mut entries: Vec<_> = fs::read_dir(from).map_err(|error| error.to_string())?.flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() {
                self.copy(&entry.path(), &format!("{under}{name}/"))?;
            } else if !["sw.js", "start.js", "README.md"].contains(&name.as_str()) {
                let document = under.starts_with("documents/");
                self.add(&format!("{under}{name}"), &read(&entry.path())?, document)?;
            }
        }
        Ok(())
    }
}

/// How many bytes brotli makes of some bytes, at its best.
pub fn brotli_len(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    match brotli::BrotliCompress(&mut std::io::Cursor::new(bytes), &mut out, &params) {
        Ok(_) => out.len(),
        Err(_) => bytes.len(),
    }
}

impl Dist {
    /// What the first load weighs.
    pub fn report(&self) -> String {
        let mut text =
            format!("{}\n\nFirst load                                     bytes    brotli\n", self.folder.display());
        for (path, raw, brotli) in &self.first_load {
            text += &format!("  {path:<40} {raw:>9} {brotli:>9}\n");
        }
        let sum = |of: fn(&(String, usize, usize)) -> usize| self.first_load.iter().map(of).sum::<usize>();
        text + &format!("  {:<40} {:>9} {:>9}\n", "all", sum(|f| f.1), sum(|f| f.2))
    }
}

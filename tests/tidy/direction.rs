//! Who may name whom.

use crate::tree::{code, crates, files, identifiers, modules_of, named, program, read, rust};
use std::collections::{BTreeMap, BTreeSet};

/// The crates through which Rust speaks with a browser.
const BROWSER_CRATES: [&str; 6] = ["gloo", "gloo_storage", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"];

/// Leptos's own ways past `src/browser/`: to the window, to timers, into an event.
const LEPTOS_BROWSER: [&str; 8] = [
    "event_target",
    "event_target_checked",
    "event_target_value",
    "leptos_dom",
    "request_animation_frame",
    "set_interval",
    "set_timeout",
    "window_event_listener",
];

/// Modules of `src/browser/` that a view may use: what is on the screen and in people's hands.
const FOR_VIEWS: [&str; 10] =
    ["canvas", "clock", "dialog", "drop", "file", "page", "palm", "pointer", "resize", "speech"];

/// Those that only the shell uses: what is kept, who may keep it, and what the device is.
const FOR_THE_SHELL: [&str; 14] = [
    "back",
    "device_key",
    "documents",
    "errand",
    "install",
    "journal",
    "leaving",
    "local",
    "lock",
    "memory",
    "presence",
    "private_window",
    "random",
    "worker",
];

/// Used by the shell and by the two pages' starts.
const FOR_THE_END: [&str; 1] = ["stopped"];
const STARTS: [&str; 2] = ["src/main.rs", "src/verify_page.rs"];

fn is_browser(path: &str) -> bool {
    path == "src/browser.rs" || path.starts_with("src/browser/")
}

fn is_shell(path: &str) -> bool {
    path == "src/shell.rs" || path.starts_with("src/shell/")
}

fn is_records_office(path: &str) -> bool {
    path == "src/verify.rs" || path.starts_with("src/verify/")
}

/// What draws screens: the doors, the visit, the administrator, what they share, and the records office's page.
fn is_view(path: &str) -> bool {
    let rooms = ["src/admin", "src/kiosk", "src/widgets"];
    let in_a_room = rooms.iter().any(|room| path.strip_prefix(room).is_some_and(|rest| rest.starts_with(['.', '/'])));
    in_a_room || is_records_office(path) || path == "src/app.rs"
}

fn views() -> Vec<String> {
    files("src").into_iter().filter(|path| path.ends_with(".rs") && is_view(path)).collect()
}

#[test]
fn only_the_browsers_folder_and_its_tests_name_the_browsers_crates() {
    let may = |path: &str| is_browser(path) || path.starts_with("tests/browser/");
    for path in rust().iter().filter(|path| !may(path) && !path.starts_with("tests/tidy")) {
        assert_eq!(named(&code(path), &BROWSER_CRATES), BTreeSet::new(), "{path}");
    }
}

#[test]
fn only_the_kiosk_depends_on_the_browsers_crates_and_only_for_the_browser() {
    for name in crates() {
        for dependency in dependencies(&format!("crates/{name}/Cargo.toml")).into_keys() {
            assert!(!BROWSER_CRATES.contains(&dependency.replace('-', "_").as_str()), "{name}: {dependency}");
        }
    }
    let manifest = read("Cargo.toml");
    let before = manifest.split("[target.'cfg(target_arch = \"wasm32\")'.dependencies]").next().unwrap();
    assert_eq!(named(&before.replace('-', "_"), &BROWSER_CRATES), BTreeSet::new());
    assert_eq!(named(before, &["leptos"]), BTreeSet::new());
}

/// Events and elements come to a view from Leptos, under names of its own; it may stop an event, or hand it on.
#[test]
fn outside_the_browsers_folder_an_event_is_only_stopped_or_handed_on() {
    let may = ["clone", "prevent_default"];
    for path in files("src").iter().filter(|path| path.ends_with(".rs") && !is_browser(path)) {
        let code = program(path);
        assert_eq!(named(&code, &LEPTOS_BROWSER), BTreeSet::new(), "{path}");
        for (word, after) in identifiers(&code) {
            let called = after.strip_prefix('.').and_then(|rest| rest.split(['(', '.', ' ', ';', ')', ',']).next());
            if word == "event" {
                assert!(
                    called.is_none_or(|called| may.contains(&called)),
                    "{path}: event.{}",
                    called.unwrap_or_default()
                );
            }
            let calls = matches!(word, "window" | "document") && after.starts_with("()");
            assert!(!calls, "{path}: {word}()");
        }
    }
}

#[test]
fn every_module_of_the_browser_is_for_views_or_for_the_shell() {
    let rooms: BTreeSet<String> = modules("src/browser.rs").into_iter().collect();
    let known = [&FOR_VIEWS[..], &FOR_THE_SHELL, &FOR_THE_END].concat();
    assert_eq!(rooms, known.iter().map(ToString::to_string).collect(), "put the new one into a list of this file");
}

#[test]
fn views_use_the_screen_and_never_what_is_kept() {
    assert!(views().len() > 30);
    for path in views() {
        let code = code(&path);
        let beyond: Vec<&str> =
            modules_of(&code, "browser").into_iter().filter(|module| !FOR_VIEWS.contains(module)).collect();
        assert_eq!(beyond, Vec::<&str>::new(), "{path}");
        let kept = ["desk", "entropy", "export", "hpke_box", "key_file", "keys", "store"];
        let of_domain = modules_of(&code, "inkseal_domain");
        assert!(kept.iter().all(|module| !of_domain.contains(module)), "{path}: {of_domain:?}");
        assert_eq!(named(&code, &["vault"]), BTreeSet::new(), "{path}");
    }
}

#[test]
fn besides_the_shell_only_the_start_names_what_belongs_to_the_shell() {
    let all = files("src").into_iter().filter(|path| path.ends_with(".rs") && !is_browser(path) && !is_shell(path));
    for path in all {
        for module in modules_of(&code(&path), "browser") {
            let may = FOR_VIEWS.contains(&module) || (STARTS.contains(&path.as_str()) && FOR_THE_END.contains(&module));
            assert!(may, "{path}: {module}");
        }
    }
}

#[test]
fn the_shell_and_the_browser_name_no_view() {
    for path in files("src").iter().filter(|path| path.ends_with(".rs") && (is_shell(path) || is_browser(path))) {
        let code = code(path);
        let named = modules_of(&code, "crate");
        let views = ["admin", "app", "kiosk", "widgets"];
        assert!(views.iter().all(|view| !named.contains(view)), "{path}: {named:?}");
        assert!(is_shell(path) || !named.contains("shell"), "{path} names the shell");
    }
}

#[test]
fn the_records_offices_page_has_no_shell() {
    for path in files("src").iter().filter(|path| is_records_office(path)) {
        assert!(!modules_of(&code(path), "inkseal").contains("shell"), "{path}");
        assert_eq!(named(&code(path), &["Shell", "use_shell"]), BTreeSet::new(), "{path}");
    }
}

/// What the domain would need to know more than it is told.
const FORBIDDEN: [&str; 14] = [
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "SystemTime",
    "Instant::now",
    "OffsetDateTime::now_utc",
    "OsRng",
    "cfg(target_arch",
    "cfg!(target_arch",
    "println!",
];

#[test]
fn the_domain_has_no_clock_no_randomness_and_no_storage() {
    for path in files("crates/domain/src").iter().filter(|path| path.ends_with(".rs")) {
        let code = program(path);
        for word in FORBIDDEN {
            assert!(!code.contains(word), "{path}: {word}");
        }
        let crates = [&BROWSER_CRATES[..], &["getrandom", "leptos", "rand", "reactive_graph", "tokio"]].concat();
        assert_eq!(named(&code, &crates), BTreeSet::new(), "{path}");
    }
    let known = dependencies("crates/domain/Cargo.toml");
    for name in ["getrandom", "leptos", "rand", "tokio"] {
        assert!(!known.contains_key(name), "the domain depends on {name}");
    }
}

#[test]
fn our_crates_depend_on_each_other_in_one_direction() {
    let ours = ["drive", "inkseal", "inkseal-cli", "inkseal-domain", "inkseal-serve", "simulate", "xtask"];
    let expected: BTreeMap<&str, (&[&str], &[&str])> = BTreeMap::from([
        ("Cargo.toml", (&["inkseal-domain"][..], &["drive", "xtask"][..])),
        ("crates/cli/Cargo.toml", (&["inkseal-domain", "inkseal-serve"], &["xtask"])),
        ("crates/domain/Cargo.toml", (&[], &["inkseal-domain"])),
        ("crates/drive/Cargo.toml", (&["inkseal", "inkseal-domain", "xtask"], &[])),
        ("crates/serve/Cargo.toml", (&[], &[])),
        ("crates/simulate/Cargo.toml", (&["inkseal-domain"], &[])),
        ("crates/xtask/Cargo.toml", (&["inkseal-serve"], &[])),
    ]);
    let manifests: Vec<String> = crates().iter().map(|name| format!("crates/{name}/Cargo.toml")).collect();
    let all: BTreeSet<&str> = manifests.iter().map(String::as_str).chain(["Cargo.toml"]).collect();
    assert_eq!(all, expected.keys().copied().collect());
    for (manifest, (always, in_tests)) in expected {
        let found = dependencies(manifest);
        let of = |dev: bool| -> Vec<&str> {
            let fits = found.iter().filter(|(name, kinds)| ours.contains(&name.as_str()) && kinds.contains(&dev));
            fits.map(|(name, _)| name.as_str()).collect()
        };
        assert_eq!((of(false), of(true)), (always.to_vec(), in_tests.to_vec()), "{manifest}");
    }
}

/// The dependencies of a manifest, and whether each is only for tests (`true`), for the program or its build (`false`), or both.
fn dependencies(manifest: &str) -> BTreeMap<String, BTreeSet<bool>> {
    let mut found: BTreeMap<String, BTreeSet<bool>> = BTreeMap::new();
    let mut dev = None;
    for line in read(manifest).lines() {
        if line.starts_with('[') {
            let of_package = line.ends_with("dependencies]") && line != "[workspace.dependencies]";
            dev = of_package.then_some(line == "[dev-dependencies]");
        } else if let (Some(dev), Some((name, _))) = (dev, line.split_once(" = ")) {
            found.entry(name.to_owned()).or_default().insert(dev);
        }
    }
    found
}

/// The modules that a file declares.
fn modules(path: &str) -> Vec<String> {
    let code = code(path);
    let lines = code.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    lines.map(str::to_owned).collect()
}

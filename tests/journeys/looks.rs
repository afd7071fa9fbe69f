//! What tools can see of every screen.

use crate::{Engine, Journey};
use drive::kiosk::{A4, LETTER};
use drive::tour::{Visitor, practice, tour, trouble};
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use serde_json::Value;
use serde_json::json;
use std::fmt::Write as _;
use xtask::{axe, step};

/// Runs axe-core on each screen of the tour and gathers what it finds, and every request that leaves the page's own server.
struct Axe {
    script: String,
    found: Vec<String>,
}

impl Axe {
    fn verdict(self) -> Journey {
        assert!(self.found.is_empty(), "{}", self.found.join("\n"));
        Ok(())
    }
}

impl Visitor for Axe {
    async fn look(&mut self, kiosk: &Kiosk, screen: &str) -> Result<(), Failure> {
        kiosk.browser.js(&self.script, vec![]).await?;
        let left = "return performance.getEntriesByType('resource').map((e) => e.name).filter((name) => !/^(data|blob):/.test(name) && !name.startsWith(location.origin))";
        if let Value::Array(left) = kiosk.browser.js(left, vec![]).await? {
            self.found.extend(left.iter().map(|address| format!("{screen}: a request to {address}")));
        }
        // Half-way through a fade, every colour is another; and what is half under the foot is scrolled from under it before it is pressed.
        let run = "const done = arguments[0]; document.getAnimations().forEach((a) => a.finish()); \
                   const still = new CSSStyleSheet(); still.replaceSync('.frame-foot, .practice-bar { position: static !important }'); document.adoptedStyleSheets = [still]; \
                   const finish = (found) => { document.adoptedStyleSheets = []; done(found) }; axe.run(document, { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] }).then((found) => \
                   finish(found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target} (${n.failureSummary})`))), (error) => finish([String(error)]))";
        if let Value::Array(found) = kiosk.browser.js_async(run, vec![]).await? {
            self.found.extend(found.iter().map(|finding| format!("{screen}: {finding}")));
        }
        Ok(())
    }
}

pub async fn axe_finds_nothing_and_no_request_leaves(engine: Engine) -> Journey {
    let kiosk = Kiosk::open(engine).await?;
    let mut axe = Axe { script: axe::script()?, found: vec![] };
    tour(&kiosk, &mut axe).await?;
    practice(&Kiosk::open(engine).await?, &mut axe).await?;
    axe.verdict()
}

/// Writes down the accessibility tree of each screen of the tour.
struct Trees(String);

impl Visitor for Trees {
    async fn look(&mut self, kiosk: &Kiosk, screen: &str) -> Result<(), Failure> {
        // What moves the focus does so after the screen was painted.
        let painted = "const done = arguments[0]; const twice = () => requestAnimationFrame(() => setTimeout(done)); requestAnimationFrame(twice)";
        kiosk.browser.js_async(painted, vec![]).await?;
        let title = kiosk.browser.js("return document.title", vec![]).await?;
        let tree = kiosk.browser.accessibility_tree().await?;
        let _ = writeln!(self.0, "# {screen}: {}\n{tree}", title.as_str().unwrap_or_default());
        Ok(())
    }
}

/// What is another each time, by what it is.
const CHANGES: [(&str, &str); 11] = [
    (r"\b([RF])-[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b", "$1-CODE"),
    (r"([RF])-[0-9A-Z-]+…", "$1-CODE"),
    (r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){4}\b", "FINGERPRINT"),
    // Cut, or not, as long as its month is.
    (r#"(clock says )[A-Z][a-z]+ [^"…)]*[….]"#, "${1}DATE"),
    (
        r"\b(January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}",
        "DATE",
    ),
    (r"\b\d{1,2} de [a-z]+ de \d{4}", "DATE"),
    (r"20\d\d-\d\d-\d\d", "DATE"),
    (r#"((?:Month|Day|Year)"(?: focused)?\n *text )"\d+""#, "${1}NUMBER"),
    (r"\b\d\d:\d\d\b", "TIME"),
    (r"\b[\w-]{43}\b", "DIGEST"),
    (r#"(?m)^( *)text "[a-z]{3,8}"$"#, "$1text WORD"),
];

/// `INKSEAL_BLESS=1` writes them anew.
pub async fn the_accessibility_tree_of_every_screen_is_as_pinned(engine: Engine) -> Journey {
    let mut trees = Trees(String::new());
    tour(&Kiosk::open(engine).await?, &mut trees).await?;
    practice(&Kiosk::open(engine).await?, &mut trees).await?;
    trouble(engine, &mut trees).await?;
    let found = CHANGES.iter().fold(trees.0, |trees, (changes, name)| {
        regex_lite::Regex::new(changes).unwrap().replace_all(&trees, *name).into_owned()
    });
    let path = step::root().join("tests/journeys/trees.txt");
    if std::env::var_os("INKSEAL_BLESS").is_some() {
        std::fs::write(&path, &found).map_err(|error| error.to_string())?;
    }
    let pinned = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let screens = |text: &str| text.split("\n# ").map(str::to_owned).collect::<Vec<_>>();
    for (found, pinned) in screens(&found).iter().zip(&screens(&pinned)) {
        assert!(found == pinned, "was:\n{pinned}\nis:\n{found}");
    }
    assert_eq!(screens(&found).len(), screens(&pinned).len(), "screens came or went");
    Ok(())
}

pub async fn axe_finds_nothing_where_something_is_wrong(engine: Engine) -> Journey {
    let mut axe = Axe { script: axe::script()?, found: vec![] };
    trouble(engine, &mut axe).await?;
    axe.verdict()
}

/// In practice, which adds a line at the top of the form and some words at the foot of each page.
/// A page that prints itself cannot be printed by the driver as well.
const LEAVE_PRINTING_TO_THE_DRIVER: &str = "window.print = () => {}";

pub async fn the_signed_copy_prints_on_two_pages(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    kiosk.sign("Ana Sample").await?;
    kiosk.browser.js(LEAVE_PRINTING_TO_THE_DRIVER, vec![]).await?;
    kiosk.browser.press(kiosk.text.recorded.print).await?;
    for paper in [LETTER, A4] {
        assert_eq!(kiosk.printed_pages(paper).await?, json!(2), "{paper:?}");
    }
    Ok(())
}

/// In practice, whose sample visits owe four things.
pub async fn what_the_list_is_narrowed_to_prints_each_form_on_pages_of_its_own(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.js(LEAVE_PRINTING_TO_THE_DRIVER, vec![]).await?;
    b.press(t.welcome.administrator).await?;
    b.press(t.admin.records).await?;
    b.see(t.records.col_code).await?;
    let all = "return [...document.querySelectorAll('main tbody tr button')].map((button) => button.textContent)";
    let everybody = b.js(all, vec![]).await?;
    b.choose("only", t.records.only_owed).await?;
    let rows = format!("const rows = (() => {{ {all} }})(); return rows.length < arguments[0] && rows");
    let owed = b.until("fewer rows", &rows, vec![json!(everybody.as_array().map_or(0, Vec::len))]).await?;
    let owed: Vec<String> = serde_json::from_value(owed).map_err(|error| error.to_string())?;
    assert_eq!(owed.len(), 4, "{owed:?}");
    b.press(&fill(t.records.print_shown, &[("n", "4")])).await?;
    let together = kiosk.printed_pages(LETTER).await?;
    let mut alone = 0;
    for name in &owed {
        b.press(name).await?;
        b.press(t.records.print).await?;
        alone += kiosk.printed_pages(LETTER).await?.as_u64().unwrap_or_default();
        b.press(t.records.back).await?;
    }
    assert_eq!(together, json!(alone));
    Ok(())
}

pub async fn the_blank_form_prints_on_two_pages(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    kiosk.browser.js(LEAVE_PRINTING_TO_THE_DRIVER, vec![]).await?;
    kiosk.browser.press(kiosk.text.welcome.print_blank).await?;
    for paper in [LETTER, A4] {
        assert_eq!(kiosk.printed_pages(paper).await?, json!(2), "{paper:?}");
    }
    Ok(())
}

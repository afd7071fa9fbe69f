//! A language is one table of texts. Two that nobody speaks show that nothing else is: their words are longer than any, every letter a has
//! an accent, each text has brackets, and one of them runs from right to left.

use crate::{Engine, Journey};
use drive::tour::{Visitor, practice, tour};
use drive::{Failure, Kiosk};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

/// From left to right.
const LONG: (&str, &str) = ("en-XA", "ltr");
/// The same words, from right to left.
const MIRRORED: (&str, &str) = ("en-XB", "rtl");

/// The width of a small phone, or of a page at 400 % (WCAG 1.4.10), in CSS pixels.
const NARROW: u32 = 320;

/// Where something is, in CSS pixels from the left edge of the page.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Place {
    what: String,
    left: f64,
    right: f64,
}

#[derive(Deserialize)]
struct Seen {
    faults: Vec<String>,
    width: f64,
    places: Vec<Place>,
}

/// Looks at every screen in one of them.
struct Reader {
    tag: &'static str,
    direction: &'static str,
    faults: Vec<String>,
    seen: BTreeMap<String, Seen>,
}

const LOOK: &str = concat!(include_str!("fits.js"), include_str!("languages.js"));

impl Reader {
    async fn read(&self, kiosk: &Kiosk) -> Result<Seen, Failure> {
        let seen = kiosk.browser.js(LOOK, vec![json!(self.tag), json!(self.direction)]).await?;
        serde_json::from_value(seen).map_err(|error| error.to_string())
    }
}

impl Visitor for Reader {
    async fn look(&mut self, kiosk: &Kiosk, screen: &str) -> Result<(), Failure> {
        // These are in Spanish.
        if screen.starts_with("es-") {
            return Ok(());
        }
        let seen = self.read(kiosk).await?;
        kiosk.browser.resize(NARROW, 1024).await?;
        let narrow = self.read(kiosk).await?;
        kiosk.browser.resize(768, 1024).await?;
        let faults = [seen.faults.as_slice(), &narrow.faults].concat();
        self.faults.extend(faults.iter().map(|fault| format!("{} {screen}: {fault}", self.tag)));
        self.seen.insert(screen.to_owned(), seen);
        Ok(())
    }
}

async fn read_everything(engine: Engine, (tag, direction): (&'static str, &'static str)) -> Result<Reader, Failure> {
    let mut reader = Reader { tag, direction, faults: vec![], seen: BTreeMap::new() };
    tour(&Kiosk::open_in(engine, tag).await?, &mut reader).await?;
    practice(&Kiosk::open_in(engine, tag).await?, &mut reader).await?;
    Ok(reader)
}

/// What is not where a mirror would show it. Codes and words made by chance differ, and so does how much room they take.
fn not_mirrored(long: &Reader, mirrored: &Reader) -> Vec<String> {
    let mut found = Vec::new();
    for (screen, Seen { width, places, .. }) in &long.seen {
        let Some(mirror) = mirrored.seen.get(screen) else {
            found.push(format!("{screen} was not seen"));
            continue;
        };
        for (one, other) in places.iter().zip(&mirror.places).filter(|(one, other)| one.what == other.what) {
            if (one.left + other.right - width).abs() > 2.0 || (one.right + other.left - width).abs() > 2.0 {
                found.push(format!("{screen}: {one:?} {other:?}"));
            }
        }
    }
    found
}

pub async fn a_longer_language_that_runs_from_right_to_left_is_one_table_of_texts(engine: Engine) -> Journey {
    let mirrored = read_everything(engine, MIRRORED).await?;
    assert!(mirrored.faults.is_empty(), "{}", mirrored.faults.join("\n"));
    Ok(())
}

pub async fn from_right_to_left_every_screen_is_its_own_mirror(engine: Engine) -> Journey {
    let long = read_everything(engine, LONG).await?;
    let mirrored = read_everything(engine, MIRRORED).await?;
    let compared: usize = long.seen.values().map(|seen| seen.places.len()).sum();
    assert!(compared > 500, "only {compared} places were compared");
    let faults = [not_mirrored(&long, &mirrored), long.faults].concat();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

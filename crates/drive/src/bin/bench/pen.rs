//! Script time for each sample of the pen, beside signature_pad, which is given the same events on a canvas of the same size.
//! The two stand in two browsers, so that neither's page is in the other's way; the strokes come in turn (A B A B …).

use crate::{Counts, peer};
use drive::browser::Browser;
use drive::engine::Storage;
use drive::figures::{Alone, Compared, Spread};
use drive::{Engine, Failure, Kiosk};
use serde_json::{Value, json};
use std::path::Path;

/// What the strokes showed.
pub struct Pen {
    /// For each sample.
    pub samples: Vec<Compared>,
    /// When the pen is lifted.
    pub lift: Vec<Alone>,
}

/// Microseconds of one stroke: for a sample, and for lifting the pen.
type Stroke = (f64, f64);

/// Draws, again and again.
pub async fn measure(served: &Path, counts: &Counts) -> Result<Pen, Failure> {
    let kiosk = Kiosk::open_as(Engine::Chromium, Storage::Allowed, served).await?;
    kiosk.do_set_up().await?;
    kiosk.lock().await?;
    kiosk.reach_the_pad("Sample Person").await?;
    let ours = &kiosk.browser;
    let size = ours.js("const c = document.querySelector('canvas'); return `${c.width}x${c.height}`", vec![]).await?;
    let theirs = Browser::start(Engine::Chromium, Storage::Allowed).await?;
    theirs.resize(768, 1024).await?;
    theirs.open(&format!("{}peer/#{}", kiosk.server.address(), size.as_str().unwrap_or_default())).await?;
    // One signature first that nobody counts: engines compile while a program runs.
    signature(&kiosk, &theirs, counts).await?;
    let mut rounds = Vec::new();
    for _ in 0..counts.signatures {
        rounds.push(signature(&kiosk, &theirs, counts).await?);
    }
    let times = |number: usize, of: fn(&(Stroke, Stroke)) -> f64| -> Vec<f64> {
        rounds.iter().filter_map(|round| round.get(number - 1)).map(of).collect()
    };
    let (mut samples, mut lift) = (vec![], vec![]);
    for number in [1, counts.strokes] {
        let (ours, theirs) = (times(number, |pair| pair.0.0), times(number, |pair| pair.1.0));
        let peer = format!("signature_pad {}", peer::VERSION);
        samples.push(Compared::of(format!("script for a pointer sample, stroke {number}"), peer, &ours, &theirs));
        let what = format!("script when the pen is lifted, stroke {number}");
        lift.push(Alone { what, ours: Spread::of(&times(number, |pair| pair.0.1)) });
    }
    Ok(Pen { samples, lift })
}

/// One signature on both pads, stroke by stroke in turn, on pads that were just cleared.
async fn signature(kiosk: &Kiosk, theirs: &Browser, counts: &Counts) -> Result<Vec<(Stroke, Stroke)>, Failure> {
    kiosk.browser.press(kiosk.text.sign.clear).await?;
    theirs.js("pad.clear()", vec![]).await?;
    let mut strokes = Vec::new();
    for number in 0..counts.strokes {
        let ours = stroke(&kiosk.browser, number, counts.samples).await?;
        strokes.push((ours, stroke(theirs, number, counts.samples).await?));
    }
    let kept = theirs.js("return pad.toData().map((stroke) => stroke.points.length)", vec![]).await?;
    let whole =
        kept.as_array().is_some_and(|kept| kept.iter().all(|n| n.as_u64() >= Some(counts.samples as u64 * 9 / 10)));
    let seen = kiosk.browser.js("return document.querySelector('canvas').getAttribute('aria-label')", vec![]).await?;
    let ours = seen.as_str().is_some_and(|label| label.contains(&counts.strokes.to_string()) || counts.strokes == 1);
    if whole && ours { Ok(strokes) } else { Err(format!("not every sample was drawn: {kept}, {seen}")) }
}

async fn stroke(browser: &Browser, number: usize, samples: usize) -> Result<Stroke, Failure> {
    let times = browser.js_async(include_str!("stroke.js"), vec![json!(number), json!(samples)]).await?;
    let micros = |i: usize| times.get(i).and_then(Value::as_f64).map(|ms| ms * 1000.0).ok_or("a stroke gave no time");
    Ok((micros(0)? / samples as f64, micros(1)?))
}

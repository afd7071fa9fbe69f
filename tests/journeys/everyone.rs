//! Every screen as those see it who need it otherwise: dark, with more contrast, in the system's own colours, without motion, with the largest
//! text on the narrowest screen, with wide spacing, and by keyboard.

use crate::{Engine, Journey};
use drive::tour::{Visitor, practice, tour, trouble};
use drive::{Failure, Kiosk};
use serde_json::{Value, json};
use xtask::axe;

/// Colours of the system, and whether more contrast is asked for on the screen.
const COLOURS: [(&str, bool); 2] = [("dark", false), ("light", true)];

/// A page at 400 % on a screen of 1280 by 1024 (WCAG 1.4.10), in CSS pixels.
const NARROW: (u32, u32) = (320, 256);
/// A tablet's page at 200 % (WCAG 1.4.4).
const DOUBLE: (u32, u32) = (384, 512);
const UPRIGHT: (u32, u32) = (768, 1024);

const FITS: &str = concat!(include_str!("fits.js"), "return [...new Set(faults)]");
const FOCUS: &str = include_str!("focus.js");

/// The spacing that a page must bear (WCAG 1.4.12). The page's policy keeps out a style element, and lets a sheet of the program in.
const SPACING: &str = "const sheet = new CSSStyleSheet(); \
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }'); \
    document.adoptedStyleSheets = [sheet]; return getComputedStyle(document.querySelector('h1, p')).letterSpacing";

/// Contrast as axe measures it (WCAG 1.4.3), half-way through no fade.
const CONTRAST: &str = "const done = arguments[0]; document.getAnimations().forEach((a) => a.finish()); \
    axe.run(document, { runOnly: ['color-contrast'], resultTypes: ['violations'] }).then((found) => \
        done(found.violations.flatMap((v) => v.nodes.map((n) => `${n.target} (${n.failureSummary})`))), (error) => done([String(error)]))";

/// What moves or fades although no motion is wanted (WCAG 2.3.3).
const MOVES: &str = "const lasts = (e, name) => parseFloat(getComputedStyle(e)[name]) > 0 && getComputedStyle(e)[name.replace('Duration', name[0] === 'a' ? 'Name' : 'Property')] !== 'none'; \
    return [...document.querySelectorAll('*')].filter((e) => e.checkVisibility() && (lasts(e, 'animationDuration') || lasts(e, 'transitionDuration'))).map((e) => `${e.localName}.${e.className}`)";

/// Runs the checks on each screen and gathers what they find. In Chromium, whose colours and size can be set from outside.
struct Everyone {
    axe: String,
    found: Vec<String>,
}

impl Everyone {
    fn new() -> Result<Self, Failure> {
        Ok(Self { axe: axe::script()?, found: vec![] })
    }

    fn add(&mut self, screen: &str, how: &str, faults: &Value) {
        let faults = faults.as_array().into_iter().flatten().filter_map(Value::as_str);
        self.found.extend(faults.map(|fault| format!("{screen}, {how}: {fault}")));
    }

    async fn colours(&mut self, kiosk: &Kiosk, screen: &str) -> Result<(), Failure> {
        kiosk.browser.js(&self.axe, vec![]).await?;
        for (scheme, more) in COLOURS {
            paint(kiosk, scheme, more).await?;
            let faults = kiosk.browser.js_async(CONTRAST, vec![]).await?;
            self.add(screen, if more { "with more contrast" } else { scheme }, &faults);
        }
        paint(kiosk, "light", false).await?;
        let faults = under(kiosk, "forced-colors", "active", FOCUS).await?;
        self.add(screen, "by keyboard in the system's colours", &faults);
        let faults = under(kiosk, "prefers-reduced-motion", "reduce", MOVES).await?;
        self.add(screen, "without motion", &faults);
        Ok(())
    }

    async fn sizes(&mut self, kiosk: &Kiosk, screen: &str) -> Result<(), Failure> {
        let b = &kiosk.browser;
        // A tab behind another one shows no focus.
        b.cdp("Page.bringToFront", json!({})).await?;
        let faults = b.js(FOCUS, vec![]).await?;
        self.add(screen, "by keyboard", &faults);
        for step in ["2", "3"] {
            text_size(kiosk, Some(step)).await?;
            let faults = b.js(FITS, vec![]).await?;
            self.add(screen, &format!("with text of size {step}"), &faults);
        }
        text_size(kiosk, None).await?;
        size(kiosk, DOUBLE).await?;
        let faults = b.js(FITS, vec![]).await?;
        self.add(screen, "at 200 %", &faults);
        size(kiosk, NARROW).await?;
        let faults = b.js(FOCUS, vec![]).await?;
        self.add(screen, "by keyboard at 400 %", &faults);
        let spacing = b.js(SPACING, vec![]).await?;
        assert!(spacing.as_str().is_some_and(|spacing| spacing.ends_with("px")), "{spacing}");
        let faults = b.js(FITS, vec![]).await?;
        self.add(screen, "with wide spacing", &faults);
        b.js("document.adoptedStyleSheets = []", vec![]).await?;
        text_size(kiosk, Some("3")).await?;
        let faults = b.js(FITS, vec![]).await?;
        self.add(screen, "with the largest text at 400 %", &faults);
        text_size(kiosk, None).await?;
        size(kiosk, UPRIGHT).await
    }

    fn verdict(self) -> Journey {
        assert!(self.found.is_empty(), "{}", self.found.join("\n"));
        Ok(())
    }
}

async fn paint(kiosk: &Kiosk, scheme: &str, more_contrast: bool) -> Result<(), Failure> {
    let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    kiosk.browser.cdp("Emulation.setEmulatedMedia", features).await?;
    let contrast = "const more = arguments[0], root = document.documentElement; if (more) root.dataset.contrast = 'more'; else delete root.dataset.contrast";
    kiosk.browser.js(contrast, vec![json!(more_contrast)]).await.map(drop)
}

/// What a script finds while the system asks for something.
async fn under(kiosk: &Kiosk, feature: &str, value: &str, script: &str) -> Result<Value, Failure> {
    let b = &kiosk.browser;
    b.cdp("Page.bringToFront", json!({})).await?;
    b.cdp("Emulation.setEmulatedMedia", json!({ "features": [{ "name": feature, "value": value }] })).await?;
    let found = b.js(script, vec![]).await?;
    b.cdp("Emulation.setEmulatedMedia", json!({ "features": [{ "name": feature, "value": "" }] })).await?;
    Ok(found)
}

async fn size(kiosk: &Kiosk, (width, height): (u32, u32)) -> Result<(), Failure> {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    kiosk.browser.cdp("Emulation.setDeviceMetricsOverride", size).await.map(drop)
}

async fn text_size(kiosk: &Kiosk, step: Option<&str>) -> Result<(), Failure> {
    let set = "const step = arguments[0], root = document.documentElement; if (step) root.dataset.textSize = step; else delete root.dataset.textSize";
    kiosk.browser.js(set, vec![json!(step)]).await.map(drop)
}

impl Visitor for Everyone {
    async fn look(&mut self, kiosk: &Kiosk, screen: &str) -> Result<(), Failure> {
        self.colours(kiosk, screen).await?;
        self.sizes(kiosk, screen).await
    }
}

pub async fn every_screen_holds_for_everyone(engine: Engine) -> Journey {
    let mut everyone = Everyone::new()?;
    tour(&Kiosk::open(engine).await?, &mut everyone).await?;
    everyone.verdict()
}

pub async fn practice_and_trouble_hold_for_everyone(engine: Engine) -> Journey {
    let mut everyone = Everyone::new()?;
    practice(&Kiosk::open(engine).await?, &mut everyone).await?;
    trouble(engine, &mut everyone).await?;
    everyone.verdict()
}

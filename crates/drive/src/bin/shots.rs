//! `cargo xtask shots`: every screen as a picture, upright and across, light and dark, on a phone and on a desk, with more contrast, at
//! 200 % and 400 % zoom, in forced colours, and narrow with the largest text; a saved copy also as it prints.

use drive::browser::Browser;
use drive::tour::{Visitor, practice, tour, trouble};
use drive::{Engine, Failure, Kiosk};
use serde_json::json;
use std::path::PathBuf;

/// How a screen is looked at.
struct Look {
    name: &'static str,
    /// CSS pixels.
    size: (u32, u32),
    /// Device pixels for one.
    scale: u32,
    colours: &'static str,
    text_size: u8,
    /// `print`, or the screen.
    media: &'static str,
    /// Of the system, as with Windows' contrast themes: `active` or `none`.
    forced: &'static str,
    /// Asked for on the screen.
    more_contrast: bool,
}

const UPRIGHT: Look = Look {
    name: "portrait-light",
    size: (768, 1024),
    scale: 1,
    colours: "light",
    text_size: 1,
    media: "",
    forced: "none",
    more_contrast: false,
};

const LOOKS: [Look; 11] = [
    UPRIGHT,
    Look { name: "portrait-dark", colours: "dark", ..UPRIGHT },
    Look { name: "landscape-light", size: (1280, 800), ..UPRIGHT },
    Look { name: "landscape-dark", size: (1280, 800), colours: "dark", ..UPRIGHT },
    Look { name: "phone", size: (390, 844), ..UPRIGHT },
    Look { name: "desktop", size: (1920, 1080), ..UPRIGHT },
    Look { name: "more-contrast", more_contrast: true, ..UPRIGHT },
    Look { name: "zoom-200", size: (384, 512), scale: 2, ..UPRIGHT },
    Look { name: "zoom-400", size: (320, 256), scale: 4, ..UPRIGHT },
    Look { name: "forced-colours", forced: "active", ..UPRIGHT },
    Look { name: "narrow-large", size: (320, 1600), scale: 1, text_size: 3, ..UPRIGHT },
];

/// Two pages of Letter, one below the other, without their margins.
const PAPER: Look = Look { name: "paper", size: (703, 1900), scale: 1, media: "print", ..UPRIGHT };

struct Photographer {
    folder: PathBuf,
    only: Vec<String>,
}

async fn pose(browser: &Browser, look: &Look) -> Result<(), Failure> {
    let (width, height) = look.size;
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": look.scale, "mobile": false });
    browser.cdp("Emulation.setDeviceMetricsOverride", size).await?;
    let asked = "const data = document.documentElement.dataset; data.textSize = arguments[0]; if (arguments[1]) data.contrast = 'more'; else delete data.contrast";
    browser.js(asked, vec![json!(look.text_size), json!(look.more_contrast)]).await?;
    let features = json!({ "media": look.media, "features": [
        { "name": "prefers-color-scheme", "value": look.colours },
        { "name": "prefers-reduced-motion", "value": "reduce" },
        { "name": "forced-colors", "value": look.forced },
    ] });
    browser.cdp("Emulation.setEmulatedMedia", features).await.map(|_| ())
}

impl Visitor for Photographer {
    async fn look(&mut self, kiosk: &Kiosk, screen: &str) -> Result<(), Failure> {
        if !self.only.is_empty() && !self.only.iter().any(|part| screen.contains(part)) {
            return Ok(());
        }
        println!("  {screen}");
        let paper = (screen == "copy").then_some(PAPER);
        for look in LOOKS.into_iter().chain(paper) {
            pose(&kiosk.browser, &look).await?;
            let settled =
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
            kiosk.browser.js_async(settled, vec![]).await?;
            let file = self.folder.join(format!("{screen}_{}.png", look.name));
            std::fs::write(file, kiosk.browser.screenshot().await?).map_err(|error| error.to_string())?;
        }
        pose(&kiosk.browser, &UPRIGHT).await
    }
}

fn main() -> Result<(), Failure> {
    let folder = xtask::step::root().join("shots");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let mut photographer = Photographer { folder, only: std::env::args().skip(1).collect() };
    drive::block_on(async {
        let kiosk = Kiosk::open(Engine::Chromium).await?;
        tour(&kiosk, &mut photographer).await?;
        let kiosk = Kiosk::open(Engine::Chromium).await?;
        practice(&kiosk, &mut photographer).await?;
        trouble(Engine::Chromium, &mut photographer).await
    })
}

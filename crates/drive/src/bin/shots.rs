//! `cargo xtask shots`: every screen as a picture, upright and across, light and dark, and at 200 % zoom.

use drive::browser::Browser;
use drive::tour::{Visitor, practice, tour};
use drive::{Engine, Failure, Kiosk};
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Name, CSS pixels, device pixels for one, colours.
const LOOKS: [(&str, u32, u32, u32, &str); 5] = [
    ("portrait-light", 768, 1024, 1, "light"),
    ("portrait-dark", 768, 1024, 1, "dark"),
    ("landscape-light", 1280, 800, 1, "light"),
    ("landscape-dark", 1280, 800, 1, "dark"),
    ("zoom-200", 384, 512, 2, "light"),
];

struct Photographer {
    folder: PathBuf,
    only: Option<String>,
}

/// A command of Chromium's own.
#[derive(Debug)]
struct Chromium(&'static str, Value);

impl WebDriverCompatibleCommand for Chromium {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}

async fn pose(browser: &Browser, width: u32, height: u32, scale: u32, colours: &str) -> Result<(), Failure> {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
    browser.command(Chromium("Emulation.setDeviceMetricsOverride", size)).await?;
    let features = json!({ "features": [
        { "name": "prefers-color-scheme", "value": colours },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ] });
    browser.command(Chromium("Emulation.setEmulatedMedia", features)).await.map(|_| ())
}

impl Visitor for Photographer {
    async fn look(&mut self, kiosk: &Kiosk, screen: &str) -> Result<(), Failure> {
        if self.only.as_ref().is_some_and(|only| !screen.contains(only.as_str())) {
            return Ok(());
        }
        println!("  {screen}");
        for (look, width, height, scale, colours) in LOOKS {
            pose(&kiosk.browser, width, height, scale, colours).await?;
            let settled =
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
            kiosk.browser.js_async(settled, vec![]).await?;
            let file = self.folder.join(format!("{screen}_{look}.png"));
            std::fs::write(file, kiosk.browser.screenshot().await?).map_err(|error| error.to_string())?;
        }
        pose(&kiosk.browser, 768, 1024, 1, "light").await
    }
}

fn main() -> Result<(), Failure> {
    let folder = xtask::step::root().join("shots");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let mut photographer = Photographer { folder, only: std::env::args().nth(1) };
    drive::block_on(async {
        let kiosk = Kiosk::open(Engine::Chromium).await?;
        tour(&kiosk, &mut photographer).await?;
        let kiosk = Kiosk::open(Engine::Chromium).await?;
        practice(&kiosk, &mut photographer).await
    })
}

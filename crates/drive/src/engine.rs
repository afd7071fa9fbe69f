//! The three engines: what each wants to hear when a session begins.

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use std::path::Path;

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Blink.
    Chromium,
    /// Gecko.
    Firefox,
    /// WebKitGTK, in a window of our own: its MiniBrowser keeps nothing when a driver steers it.
    WebKit,
}

/// Where a browser keeps its data and puts its downloads.
#[derive(Debug, Clone, Copy)]
pub struct Folders<'a> {
    /// Its profile.
    pub profile: &'a Path,
    /// Its downloads.
    pub downloads: &'a Path,
}

/// Whether pages may keep anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// As engines are.
    Allowed,
    /// As a person or a policy can set it: no page keeps anything.
    Blocked,
    /// A private window: pages keep what they like until it is closed.
    Private,
}

/// Nothing in the background, no sandbox (tests run as root), no graphics card.
const CHROMIUM: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

impl Engine {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// As file names say it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// What a new session asks for. Print dialogues answer themselves, downloads go to the folder, nothing is asked.
    pub fn capabilities(self, folders: Folders<'_>, storage: Storage) -> Capabilities {
        let asked = match self {
            Self::Chromium => json!({ "goog:chromeOptions": chromium(folders, storage) }),
            Self::Firefox => json!({ "moz:firefoxOptions": firefox(folders, storage) }),
            Self::WebKit => json!({ "webkitgtk:browserOptions": webkit(folders, storage) }),
        };
        match asked {
            Value::Object(map) => map.into_iter().collect(),
            _ => Capabilities::new(),
        }
    }
}

fn chromium(folders: Folders<'_>, storage: Storage) -> Value {
    let profile = format!("--user-data-dir={}", folders.profile.display());
    let private = (storage == Storage::Private).then_some("--incognito");
    let args: Vec<&str> = CHROMIUM.into_iter().chain([profile.as_str()]).chain(private).collect();
    json!({
        "args": args,
        "prefs": {
            "download.default_directory": folders.downloads,
            "download.prompt_for_download": false,
            "profile.default_content_setting_values.automatic_downloads": 1,
            "profile.default_content_setting_values.cookies": if storage == Storage::Blocked { 2 } else { 1 },
        },
    })
}

fn firefox(folders: Folders<'_>, storage: Storage) -> Value {
    json!({
        "args": ["-headless", "-profile", folders.profile],
        "prefs": {
            "app.update.auto": false,
            "browser.download.alwaysOpenPanel": false,
            "browser.download.dir": folders.downloads,
            "browser.download.folderList": 2,
            "browser.shell.checkDefaultBrowser": false,
            "datareporting.policy.dataSubmissionEnabled": false,
            // Every 15 s otherwise; what it notes is looked at.
            "browser.sessionstore.interval": 3000,
            "browser.privatebrowsing.autostart": storage == Storage::Private,
            "dom.storage.enabled": storage != Storage::Blocked,
            "network.captive-portal-service.enabled": false,
            "network.connectivity-service.enabled": false,
            "print.always_print_silent": true,
            "toolkit.telemetry.server": "",
            "ui.prefersReducedMotion": 1,
        },
    })
}

fn webkit(folders: Folders<'_>, storage: Storage) -> Value {
    let host = Path::new(env!("CARGO_MANIFEST_DIR")).join("webkit_window.py");
    let (profile, downloads) = (folders.profile.display(), folders.downloads.display());
    let args = [
        format!("--profile={profile}"),
        format!("--downloads={downloads}"),
        format!("--storage={}", u8::from(storage != Storage::Blocked)),
        format!("--private={}", u8::from(storage == Storage::Private)),
    ];
    json!({ "binary": host, "args": args })
}

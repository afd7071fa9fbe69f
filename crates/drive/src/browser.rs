//! One browser with one profile: what a person can do with it, and what a test may look at.

use crate::Failure;
use crate::driver::Driver;
use crate::engine::{Engine, Folders, Storage};
pub use crate::hand::Pointer;
use crate::small_disk::SmallDisk;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything on a screen may take to come.
const PATIENCE: Duration = Duration::from_secs(40);
const LOOK_EVERY: Duration = Duration::from_millis(40);

/// A browser. Dropped, it is ended and its profile is deleted.
pub struct Browser {
    /// Which engine.
    pub engine: Engine,
    pub(crate) storage: Storage,
    pub(crate) client: Client,
    driver: Driver,
    pub(crate) disk: Option<SmallDisk>,
    folders: TempDir,
    pub(crate) hand: Cell<Pointer>,
}

pub(crate) fn words(error: impl std::fmt::Display) -> Failure {
    error.to_string()
}

/// What a driver answered. Its message may be empty, its kind never is.
pub(crate) fn answered(error: CmdError) -> Failure {
    match error {
        CmdError::Standard(error) => format!("the driver says {:?}: {}", error.error, error.message),
        other => other.to_string(),
    }
}

pub(crate) fn folders() -> Result<TempDir, Failure> {
    let folders = TempDir::with_prefix("inkseal-").map_err(words)?;
    for folder in [profile_in(&folders), downloads_in(&folders)] {
        std::fs::create_dir(folder).map_err(words)?;
    }
    Ok(folders)
}

pub(crate) fn profile_in(folders: &TempDir) -> PathBuf {
    folders.path().join("profile")
}

fn downloads_in(folders: &TempDir) -> PathBuf {
    folders.path().join("downloads")
}

/// How long a browser may take to start, and how often it is tried.
const TO_START: Duration = Duration::from_secs(45);
const STARTS: usize = 3;

/// A driver, and a session of its browser.
async fn session(
    engine: Engine,
    storage: Storage,
    folders: &TempDir,
    disk: Option<&SmallDisk>,
) -> Result<(Client, Driver), Failure> {
    let (profile, downloads) = (profile_in(folders), downloads_in(folders));
    let capabilities = engine.capabilities(Folders { profile: &profile, downloads: &downloads }, storage);
    // WebKit's driver and its browser miss each other once in some hundred starts, and then wait for ever. No page has begun by then.
    for _ in 0..STARTS {
        let mut driver = Driver::start(engine, disk)?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let connecting = builder.capabilities(capabilities.clone()).connect(&driver.address);
        match tokio::time::timeout(TO_START, connecting).await {
            Ok(Ok(client)) => return Ok((client, driver)),
            Ok(Err(error)) => return Err(format!("{} does not start: {error}; {}", engine.name(), driver.state())),
            Err(_) => driver.cut(&profile)?,
        }
    }
    Err(format!("{} does not start: it was tried {STARTS} times", engine.name()))
}

impl Browser {
    /// Starts a browser with a new profile.
    ///
    /// # Errors
    /// When engine or driver are missing or do not start.
    pub async fn start(engine: Engine, storage: Storage) -> Result<Self, Failure> {
        Self::start_on(engine, storage, folders()?, None).await
    }

    /// Starts a browser with a new profile on a disk that can be filled. Its downloads are elsewhere.
    ///
    /// # Errors
    /// As [`Browser::start`], and when there can be no such disk.
    pub async fn start_on_a_small_disk(engine: Engine) -> Result<Self, Failure> {
        let folders = folders()?;
        let disk = SmallDisk::over(&profile_in(&folders))?;
        Self::start_on(engine, Storage::Allowed, folders, Some(disk)).await
    }

    pub(crate) async fn start_on(
        engine: Engine,
        storage: Storage,
        folders: TempDir,
        disk: Option<SmallDisk>,
    ) -> Result<Self, Failure> {
        let (client, driver) = session(engine, storage, &folders, disk.as_ref()).await?;
        Ok(Self { engine, storage, client, driver, disk, folders, hand: Cell::new(Pointer::Mouse) })
    }

    /// Kills the browser as a power cut would and starts it again with the same profile.
    ///
    /// # Errors
    /// When it does not end or does not start.
    pub async fn restart(&mut self) -> Result<(), Failure> {
        self.cut()?;
        self.start_again().await
    }

    /// Kills the browser as a power cut would: everything at once, and nothing is asked before.
    ///
    /// # Errors
    /// When something of it does not end.
    pub fn cut(&mut self) -> Result<(), Failure> {
        self.driver.cut(&profile_in(&self.folders))
    }

    /// How long each process of it has computed, in the kernel's ticks.
    pub(crate) fn computed(&self) -> BTreeMap<u32, u64> {
        self.driver.computed(&profile_in(&self.folders))
    }

    /// Where the profile is.
    pub(crate) fn profile(&self) -> PathBuf {
        self.disk.as_ref().map_or_else(|| profile_in(&self.folders), SmallDisk::folder)
    }

    /// Starts a browser that was killed again with the same profile.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start_again(&mut self) -> Result<(), Failure> {
        let profile = self.profile();
        // Locks name the process that held them, and that one is gone.
        for lock in ["SingletonLock", "SingletonSocket", "SingletonCookie", ".parentlock", "lock"] {
            let _ = std::fs::remove_file(profile.join(lock));
        }
        (self.client, self.driver) = session(self.engine, self.storage, &self.folders, self.disk.as_ref()).await?;
        Ok(())
    }

    /// Sets out for an address, and does not wait until it is there.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn set_out(&self, address: &str) -> Result<(), Failure> {
        let script = "const to = arguments[0]; setTimeout(() => location.assign(to))";
        self.js(script, vec![json!(address)]).await.map(drop)
    }

    /// Opens an address.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn open(&self, address: &str) -> Result<(), Failure> {
        self.client.goto(address).await.map_err(answered)
    }

    /// The browser's Back.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn go_back(&self) -> Result<(), Failure> {
        self.client.back().await.map_err(answered)
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn reload(&self) -> Result<(), Failure> {
        self.client.refresh().await.map_err(answered)
    }

    /// Sets the size of the page's window, in CSS pixels.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Failure> {
        self.client.set_window_size(width, height).await.map_err(answered)?;
        if self.engine == Engine::Chromium {
            // Its window answers before its page has the new size.
            let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            return self.cdp("Emulation.setDeviceMetricsOverride", size).await.map(drop);
        }
        // A window is larger than its page by its frame.
        let inner = self.js("return [window.innerWidth, window.innerHeight]", vec![]).await?;
        let frame = |at: usize, want: u32| want + want.saturating_sub(inner[at].as_u64().unwrap_or_default() as u32);
        let (outer_width, outer_height) = (frame(0, width), frame(1, height));
        if (outer_width, outer_height) != (width, height) {
            self.client.set_window_size(outer_width, outer_height).await.map_err(answered)?;
        }
        Ok(())
    }

    /// Runs a script in the page: the body of a function.
    ///
    /// # Errors
    /// What it throws.
    pub async fn js(&self, script: &str, args: Vec<Value>) -> Result<Value, Failure> {
        self.client.execute(script, args).await.map_err(answered)
    }

    /// Runs a script that calls its last argument when it is done.
    ///
    /// # Errors
    /// What it throws.
    pub async fn js_async(&self, script: &str, args: Vec<Value>) -> Result<Value, Failure> {
        self.client.execute_async(script, args).await.map_err(answered)
    }

    /// Any other command of the driver.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn command(&self, command: impl WebDriverCompatibleCommand + Send + 'static) -> Result<Value, Failure> {
        self.client.issue_cmd(command).await.map_err(answered)
    }

    /// Waits for an element.
    ///
    /// # Errors
    /// When it does not come, with what stands on the screen instead.
    pub async fn find(&self, locator: Locator<'_>) -> Result<Element, Failure> {
        match self.client.wait().at_most(PATIENCE).every(LOOK_EVERY).for_element(locator).await {
            Ok(element) => Ok(element),
            Err(error) => Err(format!("{locator:?} does not come ({error}). On the screen:\n{}", self.shown().await)),
        }
    }

    /// Waits until a script gives a true value.
    ///
    /// # Errors
    /// When it does not, with what stands on the screen.
    pub async fn until(&self, what: &str, script: &str, args: Vec<Value>) -> Result<Value, Failure> {
        let start = Instant::now();
        loop {
            // While a page goes and another comes, there is none to ask.
            let value = self.js(script, args.clone()).await;
            match &value {
                Ok(Value::Null | Value::Bool(false)) | Err(_) => {}
                Ok(value) => return Ok(value.clone()),
            }
            if start.elapsed() > PATIENCE {
                let asked = value.err().unwrap_or_default();
                return Err(format!("{what} does not come. {asked} On the screen:\n{}", self.shown().await));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// What a failure tells of the screen: a page that is gone must not hide what was waited for.
    async fn shown(&self) -> String {
        self.text().await.unwrap_or_else(|error| format!("nothing can be read: {error}"))
    }

    /// Everything that stands on the screen.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn text(&self) -> Result<String, Failure> {
        let text = self.js("return document.body ? document.body.innerText : ''", vec![]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a text stands on the screen.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn see(&self, text: &str) -> Result<(), Failure> {
        let script = "return document.body.innerText.replace(/\\s+/g, ' ').includes(arguments[0])";
        self.until(text, script, vec![json!(text)]).await.map(|_| ())
    }

    /// Types into the field with that id, in place of what is there.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn type_into(&self, id: &str, text: &str) -> Result<(), Failure> {
        let field = self.find(Locator::Id(id)).await?;
        field.clear().await.map_err(answered)?;
        field.send_keys(text).await.map_err(answered)
    }

    /// Puts a value into the field with that id at once, as pasting does, or a calendar, which no driver reaches.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn put_into(&self, id: &str, value: &str) -> Result<(), Failure> {
        let put = "const field = document.getElementById(arguments[0]); field.value = arguments[1]; field.dispatchEvent(new Event('input', { bubbles: true }))";
        self.js(put, vec![json!(id), json!(value)]).await.map(drop)
    }

    /// Waits until what a selector finds has the focus, for which the page scrolls.
    ///
    /// # Errors
    /// When it does not get it, with what stands on the screen.
    pub async fn focused(&self, selector: &str) -> Result<(), Failure> {
        let focused = "return document.activeElement?.matches(arguments[0])";
        self.until(&format!("the focus on {selector}"), focused, vec![json!(selector)]).await.map(drop)
    }

    /// Types keys, wherever the focus is.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn keys(&self, keys: &str) -> Result<(), Failure> {
        let focused = self.client.active_element().await.map_err(answered)?;
        focused.send_keys(keys).await.map_err(answered)
    }

    /// Presses one key and lets it go, wherever the focus is. Keys without a character have one in WebDriver's private range.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn press_key(&self, key: char) -> Result<(), Failure> {
        let keyboard = KeyActions::new("keyboard".to_owned());
        let keys = keyboard.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        self.client.perform_actions(keys).await.map_err(answered)
    }

    /// Chooses an entry of the list with that id by its words.
    ///
    /// # Errors
    /// When there is no such list or entry.
    pub async fn choose(&self, id: &str, words: &str) -> Result<(), Failure> {
        let list = self.find(Locator::Id(id)).await?;
        list.select_by_label(words).await.map_err(answered)
    }

    /// Chooses a file in the file field with that id.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn choose_file(&self, id: &str, file: &Path) -> Result<(), Failure> {
        let field = self.find(Locator::Id(id)).await?;
        field.send_keys(&file.to_string_lossy()).await.map_err(answered)
    }

    /// Chooses files in a file field that takes several.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn choose_files(&self, id: &str, files: &[PathBuf]) -> Result<(), Failure> {
        let paths: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        self.find(Locator::Id(id)).await?.send_keys(&paths.join("\n")).await.map_err(answered)
    }

    /// Moves the page's clock, by milliseconds, after the page has looked at it twice more: it looks twice a second.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn skip_time(&self, ms: i64) -> Result<(), Failure> {
        // The page's own Date: a driver's scripts may run with another.
        let script = "const [ms, done] = arguments, clock = window.Date; \
                      if (window.skippedMs === undefined) { const now = clock.now.bind(clock); window.skippedMs = 0; clock.now = () => now() + window.skippedMs; } \
                      setTimeout(() => { window.skippedMs += ms; done(true); }, 1100)";
        self.js_async(script, vec![json!(ms)]).await.map(|_| ())
    }

    /// Moves the page's clock to so many milliseconds before its next midnight.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn skip_to_midnight_but(&self, left_ms: i64) -> Result<(), Failure> {
        const LEFT: &str = "const end = new Date(); end.setHours(24, 0, 0, 0); return end - Date.now()";
        let until_ms = self.js(LEFT, vec![]).await?.as_i64().unwrap_or_default();
        self.skip_time(until_ms - left_ms).await
    }

    /// A picture of what is on the screen, as PNG.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn screenshot(&self) -> Result<Vec<u8>, Failure> {
        self.client.screenshot().await.map_err(answered)
    }

    /// Waits for a download whose name ends so, and gives its path.
    ///
    /// # Errors
    /// When none comes.
    pub async fn downloaded(&self, ending: &str) -> Result<PathBuf, Failure> {
        self.downloaded_besides(ending, &[]).await
    }

    /// The downloads whose names end so.
    ///
    /// # Errors
    /// The system's words.
    pub fn downloads(&self, ending: &str) -> Result<Vec<PathBuf>, Failure> {
        let entries = std::fs::read_dir(downloads_in(&self.folders)).map_err(words)?.flatten();
        Ok(entries.map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(ending)).collect())
    }

    /// Waits for one that was not there before.
    ///
    /// # Errors
    /// When none comes.
    pub async fn downloaded_besides(&self, ending: &str, before: &[PathBuf]) -> Result<PathBuf, Failure> {
        let start = Instant::now();
        loop {
            let found = self.downloads(ending)?.into_iter().filter(|path| !before.contains(path)).max();
            if let Some(path) = found.filter(|path| path.metadata().is_ok_and(|data| data.len() > 0)) {
                return Ok(path);
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("no download ends in {ending}"));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.cut();
    }
}

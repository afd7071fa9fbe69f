//! The kiosk as a person uses it: each function is a piece of a visit or of an administrator's work, in the words of the screens.

mod office;
mod set_up;
mod visit;

pub use office::{A4, LETTER, Paper, agreement};
pub use set_up::SecretWords;
pub use visit::SIGNATURE;

use crate::Failure;
use crate::browser::Browser;
use crate::engine::{Engine, Storage};
use inkseal::text::{Text, pseudo, text};
use serde_json::json;
use std::path::{Path, PathBuf};
use xtask::server::{self, Running};

/// A served kiosk and the browser that shows it.
pub struct Kiosk {
    /// The browser.
    pub browser: Browser,
    /// The server.
    pub server: Running,
    /// The words of the screens.
    pub text: &'static Text,
}

/// The folder that is served: what `cargo xtask build` made, with the tests' page beside it.
pub fn folder() -> PathBuf {
    std::env::var_os("INKSEAL_DIST").map_or_else(|| xtask::step::target().join("dist-tests"), PathBuf::from)
}

/// Copies a folder with everything in it, to serve it with something altered.
///
/// # Errors
/// The system's words.
pub fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to).map_err(|error| error.to_string())?;
    for entry in std::fs::read_dir(from).map_err(|error| error.to_string())?.flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}

impl Kiosk {
    /// Serves the kiosk on an origin of its own and opens it.
    ///
    /// # Errors
    /// What does not start.
    pub async fn open(engine: Engine) -> Result<Self, Failure> {
        Self::open_as(engine, Storage::Allowed, &folder()).await
    }

    /// The same in a pseudo-locale.
    ///
    /// # Errors
    /// What does not start.
    pub async fn open_in(engine: Engine, tag: &str) -> Result<Self, Failure> {
        let text = pseudo(tag).ok_or("there is no pseudo-locale of that tag")?;
        let kiosk = Self::open(engine).await?;
        kiosk.browser.js("window.name = arguments[0]", vec![json!(tag)]).await?;
        kiosk.browser.reload().await?;
        Ok(Self { text, ..kiosk })
    }

    /// Serves a folder and opens it in a browser that may or may not keep anything.
    ///
    /// # Errors
    /// What does not start.
    pub async fn open_as(engine: Engine, storage: Storage, folder: &Path) -> Result<Self, Failure> {
        let server = server::serve(folder, 0)?;
        let browser = Browser::start(engine, storage).await?;
        browser.resize(768, 1024).await?;
        browser.open(&server.address()).await?;
        Ok(Self { browser, server, text: text("en") })
    }

    /// Opens the kiosk in practice, at the signer's welcome screen.
    ///
    /// # Errors
    /// What does not come.
    pub async fn practise(engine: Engine) -> Result<Self, Failure> {
        let kiosk = Self::open(engine).await?;
        kiosk.browser.press(kiosk.text.first.try_it).await?;
        kiosk.browser.see(kiosk.text.welcome.lead).await?;
        Ok(kiosk)
    }
}

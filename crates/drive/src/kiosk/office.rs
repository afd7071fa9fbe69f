//! What an administrator does, and what may happen to the tablet meanwhile.

use super::Kiosk;
use crate::Failure;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use inkseal_domain::document::Index;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Paper, in centimetres: width and height.
pub type Paper = (f64, f64);
/// US Letter.
pub const LETTER: Paper = (21.59, 27.94);
/// ISO A4.
pub const A4: Paper = (21.0, 29.7);

/// The driver's printing, to PDF.
#[derive(Debug)]
struct Print(Paper);

impl WebDriverCompatibleCommand for Print {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/print", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "page": { "width": self.0.0, "height": self.0.1 } }).to_string()))
    }
}

/// Everything in these stores of the journal is gone, as after a browser's own cleaning.
const LOSE: &str = "const [stores, done] = arguments; const opened = indexedDB.open('inkseal'); opened.onsuccess = () => { \
    const all = opened.result.transaction(stores, 'readwrite'); stores.forEach((store) => all.objectStore(store).clear()); \
    all.oncomplete = () => { opened.result.close(); done(true) }; }";

/// The file of the first document that is in use.
///
/// # Errors
/// When it is not there.
pub fn agreement() -> Result<PathBuf, Failure> {
    let folder = xtask::step::root().join("public/documents");
    let index = std::fs::read(folder.join("index.json")).map_err(|error| error.to_string())?;
    let paths = Index::parse(&index).map_err(|error| error.to_string())?.paths();
    Ok(folder.join(paths.first().ok_or("no document is in use")?))
}

impl Kiosk {
    /// Locks: the welcome screen comes.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn lock(&self) -> Result<(), Failure> {
        self.browser.press(self.text.admin.lock).await?;
        self.browser.see(self.text.welcome.lead).await
    }

    /// Unlocks with a passphrase.
    ///
    /// # Errors
    /// When the overview does not come.
    pub async fn unlock(&self, passphrase: &str) -> Result<(), Failure> {
        let (b, t) = (&self.browser, self.text);
        b.press(t.welcome.administrator).await?;
        b.type_into("passphrase", passphrase).await?;
        b.press(t.unlock.unlock).await?;
        b.see(t.overview.title).await
    }

    /// Clears the journal, as a browser's own cleaning may, and loads the page again.
    ///
    /// # Errors
    /// What does not come.
    pub async fn lose_the_journal(&self) -> Result<(), Failure> {
        self.lose(json!(["kv", "keys"])).await
    }

    /// Takes the kiosk's key away and leaves the records, and loads the page again.
    ///
    /// # Errors
    /// What does not come.
    pub async fn lose_the_key(&self) -> Result<(), Failure> {
        self.lose(json!(["keys"])).await
    }

    async fn lose(&self, stores: Value) -> Result<(), Failure> {
        self.browser.js_async(LOSE, vec![stores]).await?;
        self.browser.reload().await?;
        self.browser.see(self.text.unavailable.journal_lost).await
    }

    /// Exports everything new and gives the saved file.
    ///
    /// # Errors
    /// What does not come.
    pub async fn export(&self) -> Result<PathBuf, Failure> {
        let (b, t) = (&self.browser, self.text);
        b.press(t.admin.export).await?;
        b.see(t.export.what).await?;
        let before = b.downloads(".jws.json")?;
        b.press(t.export.make).await?;
        b.see(t.export.check_title).await?;
        b.focused("#check-file").await?;
        b.downloaded_besides(".jws.json", &before).await
    }

    /// Chooses a list at the screen of the roster, which then shows what is in it.
    ///
    /// # Errors
    /// What does not come.
    pub async fn choose_list(&self, list: &[u8]) -> Result<(), Failure> {
        let folder = tempfile::TempDir::new().map_err(|error| error.to_string())?;
        let file = folder.path().join("people.csv");
        std::fs::write(&file, list).map_err(|error| error.to_string())?;
        self.browser.choose_file("roster-file", &file).await?;
        self.browser.focused("#roster-preview").await
    }

    /// Chooses a newer version of the agreement at the screen of the documents: one clause of it reads otherwise.
    ///
    /// # Errors
    /// What does not come.
    pub async fn choose_newer_agreement(&self) -> Result<(), Failure> {
        let text = std::fs::read_to_string(agreement()?).map_err(|error| error.to_string())?;
        let newer = text.replacen("version: ", "version: 9", 1).replacen("\n1. ", "\n1. At all times: ", 1);
        let folder = tempfile::TempDir::new().map_err(|error| error.to_string())?;
        let file = folder.path().join("newer.md");
        std::fs::write(&file, newer).map_err(|error| error.to_string())?;
        self.browser.choose_files("document-files", &[file]).await?;
        self.browser.focused("#offered").await
    }

    /// Saves the office's card from Settings.
    ///
    /// # Errors
    /// What does not come.
    pub async fn save_office_card(&self) -> Result<PathBuf, Failure> {
        self.browser.press(self.text.admin.settings).await?;
        self.browser.press(self.text.settings.card).await?;
        self.browser.downloaded("office.json").await
    }

    /// How many pages it takes to print what the page prints now. For Chromium, whose PDF lists its pages in the clear.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn printed_pages(&self, paper: Paper) -> Result<Value, Failure> {
        let pdf = self.browser.command(Print(paper)).await?;
        let pages = "return atob(arguments[0]).match(/\\/Type \\/Page\\b/g).length";
        self.browser.js(pages, vec![pdf]).await
    }
}

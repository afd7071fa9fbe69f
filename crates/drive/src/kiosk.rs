//! The kiosk as a person uses it: each function is a piece of a visit or of an administrator's work, in the words of the screens.

use crate::Failure;
use crate::browser::{Browser, Pointer};
use crate::engine::{Engine, Storage};
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use inkseal::text::{Text, fill, text};
use serde_json::{Value, json};
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

/// What set-up gave to write down.
pub struct SecretWords {
    /// Six words.
    pub passphrase: String,
    /// Twelve words.
    pub kit: String,
}

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

/// A signature in three strokes, as shares of the pad.
pub const SIGNATURE: [&[(f64, f64)]; 3] = [
    &[(0.10, 0.62), (0.13, 0.30), (0.17, 0.22), (0.19, 0.45), (0.15, 0.75), (0.22, 0.70), (0.30, 0.50), (0.33, 0.62)],
    &[(0.36, 0.60), (0.42, 0.42), (0.45, 0.60), (0.52, 0.44), (0.55, 0.62), (0.64, 0.40), (0.70, 0.60), (0.82, 0.52)],
    &[(0.30, 0.78), (0.50, 0.74), (0.86, 0.70)],
];

/// The six sections of the sample agreement.
const SECTIONS: usize = 6;

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

/// Everything in these stores of the journal is gone, as after a browser's own cleaning.
const LOSE: &str = "const [stores, done] = arguments; const opened = indexedDB.open('inkseal'); opened.onsuccess = () => { \
    const all = opened.result.transaction(stores, 'readwrite'); stores.forEach((store) => all.objectStore(store).clear()); \
    all.oncomplete = () => { opened.result.close(); done(true) }; }";

impl Kiosk {
    /// Serves the kiosk on an origin of its own and opens it.
    ///
    /// # Errors
    /// What does not start.
    pub async fn open(engine: Engine) -> Result<Self, Failure> {
        Self::open_as(engine, Storage::Allowed, &folder()).await
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

    /// Opens the kiosk and sets it up.
    ///
    /// # Errors
    /// What does not come.
    pub async fn set_up(engine: Engine) -> Result<(Self, String), Failure> {
        let kiosk = Self::open(engine).await?;
        let words = kiosk.do_set_up().await?;
        Ok((kiosk, words.passphrase))
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

    /// Goes through set-up; the administrator is then at work.
    ///
    /// # Errors
    /// What does not come.
    pub async fn do_set_up(&self) -> Result<SecretWords, Failure> {
        self.do_set_up_after(None).await
    }

    /// The same on a tablet that was a kiosk before, with the last file that it exported.
    ///
    /// # Errors
    /// What does not come.
    pub async fn do_set_up_after(&self, last: Option<&Path>) -> Result<SecretWords, Failure> {
        self.browser.press(self.text.first.set_up).await?;
        self.fill_in_set_up(last).await
    }

    /// The same from its first screen on.
    ///
    /// # Errors
    /// What does not come.
    pub async fn fill_in_set_up(&self, last: Option<&Path>) -> Result<SecretWords, Failure> {
        let (b, t) = (&self.browser, self.text);
        for (id, words) in
            [("office", "Sample Office"), ("kiosk", "Front desk"), ("administrator", "Sample Administrator")]
        {
            b.type_into(id, words).await?;
        }
        b.press(if last.is_some() { t.before.yes } else { t.before.no }).await?;
        if let Some(file) = last {
            b.choose_file("last-file", file).await?;
            b.see("It follows").await?;
        }
        b.press(t.common.go_on).await?;
        b.see(t.set_up.help_title).await?;
        b.type_into("contact", "Room 12, 555 0100").await?;
        b.press(t.common.go_on).await?;
        b.see(t.set_up.phrase_title).await?;
        let passphrase = self.shown_words().await?;
        b.press(t.set_up.phrase_done).await?;
        b.see(t.set_up.type_title).await?;
        b.type_into("typed", &passphrase).await?;
        b.press(t.common.go_on).await?;
        b.see(t.set_up.kit_title).await?;
        let kit = self.shown_words().await?;
        b.press(t.set_up.finish).await?;
        b.see(t.overview.title).await?;
        Ok(SecretWords { passphrase, kit })
    }

    /// The numbered words on the screen.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn shown_words(&self) -> Result<String, Failure> {
        let script = "return [...document.querySelectorAll('.words li')].map((e) => e.textContent.trim()).join(' ')";
        Ok(self.browser.js(script, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }

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

    /// From Welcome to the agreement's opening.
    ///
    /// # Errors
    /// What does not come.
    pub async fn begin(&self, name: &str) -> Result<(), Failure> {
        let (b, t) = (&self.browser, self.text);
        b.press(t.common.language).await?;
        b.see(t.name.title).await?;
        b.type_into("name", name).await?;
        b.press(t.common.go_on).await?;
        b.see(t.consent.title).await?;
        b.press(t.consent.agree).await?;
        b.see(t.opening.kicker).await
    }

    /// From the opening through the six sections to the second document.
    ///
    /// # Errors
    /// What does not come.
    pub async fn read(&self) -> Result<(), Failure> {
        let (b, t) = (&self.browser, self.text);
        b.press(t.opening.sections).await?;
        for n in 1..=SECTIONS {
            let place = fill(t.section.progress, &[("n", &n.to_string()), ("of", &SECTIONS.to_string())]);
            b.see(&place).await?;
            b.press(t.section.confirm).await?;
        }
        b.see(t.reference.kicker).await
    }

    /// From Welcome to the pad.
    ///
    /// # Errors
    /// What does not come.
    pub async fn reach_the_pad(&self, name: &str) -> Result<(), Failure> {
        self.begin(name).await?;
        self.read().await?;
        self.browser.press(self.text.reference.have).await?;
        self.browser.see(self.text.sign.check).await
    }

    /// From the pad, with a signature on it, to "Recorded". Gives the record code.
    ///
    /// # Errors
    /// What does not come.
    pub async fn finish(&self) -> Result<String, Failure> {
        let (b, t) = (&self.browser, self.text);
        b.press(t.sign.check).await?;
        b.see(t.check.lead).await?;
        b.press(t.check.finish).await?;
        b.see(t.recorded.code).await?;
        let code = b.js("return document.querySelector('.code').textContent", vec![]).await?;
        Ok(code.as_str().unwrap_or_default().to_owned())
    }

    /// A whole visit with a drawn signature, until "Recorded". Gives the record code.
    ///
    /// # Errors
    /// What does not come.
    pub async fn sign(&self, name: &str) -> Result<String, Failure> {
        self.reach_the_pad(name).await?;
        self.browser.draw(Pointer::Mouse, &SIGNATURE).await?;
        self.finish().await
    }

    /// Saves a copy, so that the office owes none.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn take_copy(&self) -> Result<PathBuf, Failure> {
        self.browser.press(self.text.recorded.save).await?;
        self.browser.downloaded(".html").await
    }

    /// Hands the tablet over.
    ///
    /// # Errors
    /// When the welcome screen does not come.
    pub async fn hand_over(&self) -> Result<(), Failure> {
        self.browser.press(self.text.recorded.hand_over).await?;
        self.browser.see(self.text.welcome.lead).await?;
        // Whoever took no copy is owed one; that is kept meanwhile.
        let kept = "return !document.documentElement.hasAttribute('data-keeping')";
        self.browser.until("what is owed to be kept", kept, vec![]).await.map(drop)
    }

    /// Exports everything new and gives the saved file.
    ///
    /// # Errors
    /// What does not come.
    pub async fn export(&self) -> Result<PathBuf, Failure> {
        let (b, t) = (&self.browser, self.text);
        b.press(t.admin.export).await?;
        b.see(t.export.what).await?;
        b.press(t.export.make).await?;
        b.see(t.export.check_title).await?;
        b.downloaded(".jws.json").await
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

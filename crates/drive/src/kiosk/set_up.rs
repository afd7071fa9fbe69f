//! From a tablet that nobody has set up to a kiosk in service.

use super::Kiosk;
use crate::{Engine, Failure};
use std::path::Path;

/// What set-up gave to write down.
pub struct SecretWords {
    /// Six words.
    pub passphrase: String,
    /// Twelve words.
    pub kit: String,
}

impl Kiosk {
    /// Opens the kiosk and sets it up.
    ///
    /// # Errors
    /// What does not come.
    pub async fn set_up(engine: Engine) -> Result<(Self, String), Failure> {
        let kiosk = Self::open(engine).await?;
        let words = kiosk.do_set_up().await?;
        Ok((kiosk, words.passphrase))
    }

    /// A kiosk that takes signers. Gives its passphrase too.
    ///
    /// # Errors
    /// What does not come.
    pub async fn in_service(engine: Engine) -> Result<(Self, String), Failure> {
        let (kiosk, passphrase) = Self::set_up(engine).await?;
        kiosk.lock().await?;
        Ok((kiosk, passphrase))
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
        let words = self.reach_the_kit(last).await?;
        self.browser.press(self.text.set_up.finish).await?;
        self.browser.see(self.text.overview.title).await?;
        Ok(words)
    }

    /// From the first screen of set-up to its last, which "Finish" ends.
    ///
    /// # Errors
    /// What does not come.
    pub async fn reach_the_kit(&self, last: Option<&Path>) -> Result<SecretWords, Failure> {
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
}

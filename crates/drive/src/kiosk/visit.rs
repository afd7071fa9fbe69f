//! What a signer does.

use super::Kiosk;
use crate::browser::Pointer;
use crate::{Engine, Failure};
use inkseal::text::fill;
use std::path::PathBuf;

/// A signature in three strokes, as shares of the pad.
pub const SIGNATURE: [&[(f64, f64)]; 3] = [
    &[(0.10, 0.62), (0.13, 0.30), (0.17, 0.22), (0.19, 0.45), (0.15, 0.75), (0.22, 0.70), (0.30, 0.50), (0.33, 0.62)],
    &[(0.36, 0.60), (0.42, 0.42), (0.45, 0.60), (0.52, 0.44), (0.55, 0.62), (0.64, 0.40), (0.70, 0.60), (0.82, 0.52)],
    &[(0.30, 0.78), (0.50, 0.74), (0.86, 0.70)],
];

/// The six sections of the sample agreement.
const SECTIONS: usize = 6;

impl Kiosk {
    /// A kiosk at which somebody signed, took no copy, and handed over. Gives its passphrase too.
    ///
    /// # Errors
    /// What does not come.
    pub async fn signed_by(engine: Engine, name: &str) -> Result<(Self, String), Failure> {
        let (kiosk, passphrase) = Self::in_service(engine).await?;
        kiosk.sign(name).await?;
        kiosk.hand_over().await?;
        Ok((kiosk, passphrase))
    }

    /// From Welcome to the agreement's opening.
    ///
    /// # Errors
    /// What does not come.
    pub async fn begin(&self, name: &str) -> Result<(), Failure> {
        self.begin_as(name, None).await
    }

    /// The same with an employee number.
    ///
    /// # Errors
    /// What does not come.
    pub async fn begin_as(&self, name: &str, number: Option<&str>) -> Result<(), Failure> {
        let (b, t) = (&self.browser, self.text);
        b.press(t.common.language).await?;
        b.see(t.name.title).await?;
        b.type_into("name", name).await?;
        if let Some(number) = number {
            b.type_into("number", number).await?;
        }
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
        self.read_with(self.text.section.confirm).await
    }

    /// The same where every section's button says this.
    ///
    /// # Errors
    /// What does not come.
    pub async fn read_with(&self, button: &str) -> Result<(), Failure> {
        let (b, t) = (&self.browser, self.text);
        b.press(t.opening.sections).await?;
        for n in 1..=SECTIONS {
            let place = fill(t.section.progress, &[("n", &n.to_string()), ("of", &SECTIONS.to_string())]);
            b.see(&place).await?;
            b.press(button).await?;
        }
        b.see(t.reference.kicker).await
    }

    /// From Welcome to the pad.
    ///
    /// # Errors
    /// What does not come.
    pub async fn reach_the_pad(&self, name: &str) -> Result<(), Failure> {
        self.begin(name).await?;
        self.read_to_the_pad().await
    }

    /// From the opening to the pad.
    ///
    /// # Errors
    /// What does not come.
    pub async fn read_to_the_pad(&self) -> Result<(), Failure> {
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
        self.record_code().await
    }

    /// Waits until this is said to be wrong, and the summary that says so has the focus, for which the page scrolls.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn see_error(&self, words: &str) -> Result<(), Failure> {
        self.browser.see(words).await?;
        self.browser.focused(".error-summary").await
    }

    async fn record_code(&self) -> Result<String, Failure> {
        let code = self.browser.js("return document.querySelector('.code').textContent", vec![]).await?;
        Ok(code.as_str().unwrap_or_default().to_owned())
    }

    /// A visit until its check, at which midnight goes by before somebody finishes: the new date is asked about.
    ///
    /// # Errors
    /// What does not come.
    pub async fn check_past_midnight(&self, name: &str) -> Result<(), Failure> {
        let (b, t) = (&self.browser, self.text);
        b.skip_to_midnight_but(60_000).await?;
        self.reach_the_pad(name).await?;
        b.draw(Pointer::Mouse, &SIGNATURE).await?;
        b.press(t.sign.check).await?;
        b.see(t.check.lead).await?;
        b.skip_time(61_000).await?;
        b.press(t.check.finish).await?;
        b.see(t.check.date_changed).await
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
        self.browser.downloaded(&format!("_{}.html", self.record_code().await?)).await
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
}

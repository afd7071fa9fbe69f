//! Several tabs and windows of one browser, and what can happen to one of them.

use crate::browser::{Browser, words};
use crate::{Engine, Failure};
use fantoccini::wd::WindowHandle;
use serde_json::json;

impl Browser {
    /// Opens another tab and steers it.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn new_tab(&self) -> Result<(), Failure> {
        self.open_new(true).await
    }

    /// Opens another window and steers it.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn new_window(&self) -> Result<(), Failure> {
        self.open_new(false).await
    }

    async fn open_new(&self, is_tab: bool) -> Result<(), Failure> {
        let tab = self.client.new_window(is_tab).await.map_err(words)?;
        self.client.switch_to_window(tab.handle).await.map_err(words)
    }

    /// The tab that is steered.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn tab(&self) -> Result<WindowHandle, Failure> {
        self.client.window().await.map_err(words)
    }

    /// Steers another tab.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn go_to_tab(&self, tab: &WindowHandle) -> Result<(), Failure> {
        self.client.switch_to_window(tab.clone()).await.map_err(words)
    }

    /// Opens another tab, looks at it, closes it and comes back.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn look_at_another_tab(&self) -> Result<(), Failure> {
        let mine = self.tab().await?;
        self.new_tab().await?;
        self.client.close_window().await.map_err(words)?;
        self.go_to_tab(&mine).await
    }

    /// Closes every tab but the one that is steered.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn close_other_tabs(&self) -> Result<(), Failure> {
        let mine = self.tab().await?;
        for other in self.client.windows().await.map_err(words)?.into_iter().filter(|tab| *tab != mine) {
            self.go_to_tab(&other).await?;
            self.client.close_window().await.map_err(words)?;
        }
        self.go_to_tab(&mine).await
    }

    /// Freezes the steered tab, as the engine does with one that was long in the background, or wakes it. Only Chromium's driver can; the
    /// others leave it as it is.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn freeze(&self, frozen: bool) -> Result<(), Failure> {
        if self.engine != Engine::Chromium {
            return Ok(());
        }
        let state = if frozen { "frozen" } else { "active" };
        self.cdp("Page.setWebLifecycleState", json!({ "state": state })).await.map(drop)
    }
}

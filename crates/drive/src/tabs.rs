//! Several tabs and windows of one browser, and what can happen to one of them.

use crate::browser::{Browser, answered};
use crate::{Engine, Failure, processes};
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
        let tab = self.client.new_window(is_tab).await.map_err(answered)?;
        self.client.switch_to_window(tab.handle).await.map_err(answered)
    }

    /// The tab that is steered.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn tab(&self) -> Result<WindowHandle, Failure> {
        self.client.window().await.map_err(answered)
    }

    /// Steers another tab.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn go_to_tab(&self, tab: &WindowHandle) -> Result<(), Failure> {
        self.client.switch_to_window(tab.clone()).await.map_err(answered)
    }

    /// Opens another tab, looks at it, closes it and comes back.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn look_at_another_tab(&self) -> Result<(), Failure> {
        let mine = self.tab().await?;
        self.new_tab().await?;
        self.client.close_window().await.map_err(answered)?;
        self.go_to_tab(&mine).await
    }

    /// Closes every tab but the one that is steered.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn close_other_tabs(&self) -> Result<(), Failure> {
        let mine = self.tab().await?;
        for other in self.client.windows().await.map_err(answered)?.into_iter().filter(|tab| *tab != mine) {
            self.go_to_tab(&other).await?;
            self.client.close_window().await.map_err(answered)?;
        }
        self.go_to_tab(&mine).await
    }

    /// Kills the process in which the steered tab runs, as a system does that needs its memory. The process is known by its work: the tab
    /// computes for a while. Whoever steers must go to another tab then. Only Chromium's driver outlives it.
    ///
    /// # Errors
    /// When no process worked.
    pub async fn kill_tab(&self) -> Result<(), Failure> {
        let before = self.computed();
        self.js("const end = performance.now() + 1500; while (performance.now() < end) {}", vec![]).await?;
        let worked = |(pid, now): (u32, u64)| (now.saturating_sub(before.get(&pid).copied().unwrap_or_default()), pid);
        let (_, pid) = self.computed().into_iter().map(worked).max().ok_or("the browser has no process")?;
        processes::signal(&[pid.to_string()]);
        Ok(())
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

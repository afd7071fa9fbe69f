//! Commands of Chromium's own, beside those of WebDriver.

use crate::browser::Browser;
use crate::{Engine, Failure};
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};

/// A command of the Chrome DevTools Protocol with its parameters.
#[derive(Debug)]
struct Cdp(&'static str, Value);

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}

impl Browser {
    /// Gives Chromium a command of its own.
    ///
    /// # Errors
    /// The driver's words; or this is another engine.
    pub async fn cdp(&self, command: &'static str, parameters: Value) -> Result<Value, Failure> {
        if self.engine != Engine::Chromium {
            return Err(format!("{command} is Chromium's"));
        }
        self.command(Cdp(command, parameters)).await
    }
}

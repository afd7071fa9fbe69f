//! What a hand does: press, and draw.

use crate::Failure;
use crate::browser::{Browser, answered, words};
use fantoccini::Locator;
use fantoccini::actions::{InputSource, MouseActions, PointerAction, TouchActions};
use fantoccini::elements::Element;
use serde_json::json;
use std::time::Duration;

/// What draws and presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse.
    Mouse,
    /// A finger.
    Finger,
}

/// Longer than Chromium takes a page for scrolling, in milliseconds.
const STILL_MS: u32 = 800;

impl Browser {
    /// Presses a button, link, summary or label that says exactly this.
    ///
    /// # Errors
    /// When there is none.
    pub async fn press(&self, says: &str) -> Result<(), Failure> {
        match self.hand.get() {
            Pointer::Mouse => {
                let element = self.button(says).await?;
                element.click().await.map_err(|error| format!("\u{201c}{says}\u{201d} cannot be pressed: {error}"))
            }
            Pointer::Finger => self.tap(says).await,
        }
    }

    async fn button(&self, says: &str) -> Result<Element, Failure> {
        let script = "const says = (e) => { const c = e.cloneNode(true); c.querySelectorAll('.visually-hidden').forEach((h) => h.remove()); \
                      return c.textContent.replace(/\\s+/g, ' ').trim(); }; \
                      const all = [...document.querySelectorAll('button, a, summary, label, input[type=submit]')]; \
                      const found = all.find((e) => e.checkVisibility() && (says(e) === arguments[0] || says(e.firstElementChild ?? e) === arguments[0])); \
                      if (found) found.scrollIntoView({ block: 'center' }); return found ?? null";
        let found =
            self.until(&format!("a button that says \u{201c}{says}\u{201d}"), script, vec![json!(says)]).await?;
        // WebDriver gives an element as an object with one member, whose value is its reference.
        let reference = found.as_object().and_then(|object| object.values().next()?.as_str()).ok_or("no element")?;
        Ok(Element::from_element_id(self.client.clone(), reference.to_owned().into()))
    }

    /// Whoever uses it presses with a finger from now on.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn use_finger(&self) -> Result<(), Failure> {
        self.hand.set(Pointer::Finger);
        self.js("addEventListener('scroll', () => { window.scrolledAt = performance.now() })", vec![]).await.map(drop)
    }

    /// Taps, with a finger, what [`Browser::press`] presses with a mouse, once the page has stood still for a while: a tap that comes sooner
    /// ends the scrolling in Chromium, and presses nothing. WebKitGTK's driver has no finger: it gives the page a mouse in its place.
    ///
    /// # Errors
    /// When there is nothing that says this.
    pub async fn tap(&self, says: &str) -> Result<(), Failure> {
        let element = self.button(says).await?;
        let still = "const done = arguments[1]; \
                     const look = () => performance.now() - (window.scrolledAt ?? -Infinity) > arguments[0] ? done() : setTimeout(look, 50); look()";
        self.js_async(still, vec![json!(STILL_MS)]).await?;
        let there = PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 };
        let tap = vec![there, PointerAction::Down { button: 0 }, PointerAction::Up { button: 0 }];
        self.client.perform_actions(all(TouchActions::new("finger".to_owned()), tap)).await.map_err(answered)
    }

    /// Draws strokes on the pad. Points: shares of its width and height, from its upper left corner.
    ///
    /// # Errors
    /// When there is no pad.
    pub async fn draw(&self, pointer: Pointer, strokes: &[&[(f64, f64)]]) -> Result<(), Failure> {
        let pad = self.find(Locator::Css("canvas")).await?;
        self.js("arguments[0].scrollIntoView({ block: 'center' })", vec![serde_json::to_value(&pad).map_err(words)?])
            .await?;
        let (_, _, width, height) = pad.rectangle().await.map_err(answered)?;
        for stroke in strokes {
            let to = |(x, y): (f64, f64), ms| PointerAction::MoveToElement {
                element: pad.clone(),
                duration: Some(Duration::from_millis(ms)),
                x: ((x - 0.5) * width).round(),
                y: ((y - 0.5) * height).round(),
            };
            let mut actions = vec![to(stroke[0], 0), PointerAction::Down { button: 0 }];
            actions.extend(stroke[1..].iter().map(|point| to(*point, 12)));
            actions.push(PointerAction::Up { button: 0 });
            let done = match pointer {
                Pointer::Mouse => {
                    self.client.perform_actions(all(MouseActions::new("mouse".to_owned()), actions)).await
                }
                Pointer::Finger => {
                    self.client.perform_actions(all(TouchActions::new("finger".to_owned()), actions)).await
                }
            };
            done.map_err(answered)?;
        }
        Ok(())
    }

    /// Presses the mouse at the first of these places of the window's inside, draws it along the others, and lets go.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn drag(&self, way: &[(f64, f64)]) -> Result<(), Failure> {
        let to = |(x, y): &(f64, f64)| PointerAction::MoveTo {
            duration: Some(Duration::from_millis(12)),
            x: x.round(),
            y: y.round(),
        };
        let [first, rest @ ..] = way else { return Ok(()) };
        let mut actions = vec![to(first), PointerAction::Down { button: 0 }];
        actions.extend(rest.iter().map(to));
        actions.push(PointerAction::Up { button: 0 });
        self.client.perform_actions(all(MouseActions::new("mouse".to_owned()), actions)).await.map_err(answered)
    }
}

fn all<S: InputSource<Action = PointerAction>>(source: S, actions: Vec<PointerAction>) -> S {
    actions.into_iter().fold(source, |source, action| source.then(action))
}

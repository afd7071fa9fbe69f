//! The visit without a pointer: Tab, Space and Enter alone, as a keyboard or a switch gives them.

use crate::{Engine, Journey};
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use serde_json::json;

const TAB: char = '\u{e004}';
pub const ENTER: char = '\u{e007}';
const SPACE: char = ' ';
const DOWN: char = '\u{e015}';
/// More than any screen has controls.
const MOST_TABS: usize = 60;

/// What the control with the focus says, or the id of a field.
const FOCUSED: &str = "const e = document.activeElement; \
    if (e.matches('input:not([type=radio]), textarea')) return '#' + e.id; \
    const c = (e.closest('label') ?? e).cloneNode(true); c.querySelectorAll('.visually-hidden').forEach((h) => h.remove()); \
    return c.textContent.replace(/\\s+/g, ' ').trim()";

/// A screen begins at its heading (WCAG 2.4.3), which says what it is about.
const AT_HEADING: &str =
    "return document.activeElement.tagName === 'H1' && document.activeElement.textContent.replace(/\\s+/g, ' ').trim()";

struct Keys<'a>(&'a Kiosk);

impl Keys<'_> {
    /// Tab by Tab to what says this, and nothing else is pressed on the way.
    async fn to(&self, says: &str) -> Result<(), Failure> {
        let b = &self.0.browser;
        let mut passed = vec![];
        for _ in 0..MOST_TABS {
            b.press_key(TAB).await?;
            let focused = b.js(FOCUSED, vec![]).await?;
            if focused == says {
                return Ok(());
            }
            passed.push(focused.to_string());
        }
        Err(format!("no Tab leads to {says:?}, but to {}", passed.join(" ")))
    }

    async fn press(&self, says: &str, key: char) -> Result<(), Failure> {
        self.to(says).await?;
        self.0.browser.press_key(key).await
    }

    async fn type_into(&self, id: &str, text: &str) -> Result<(), Failure> {
        self.to(&format!("#{id}")).await?;
        for key in text.chars() {
            self.0.browser.press_key(key).await?;
        }
        Ok(())
    }

    /// Waits for the screen whose heading says this, with the focus on it.
    async fn at(&self, heading: &str) -> Result<(), Failure> {
        let script = format!("const at = (() => {{ {AT_HEADING} }})(); return at === arguments[0]");
        self.0
            .browser
            .until(&format!("the heading {heading:?} with the focus"), &script, vec![json!(heading)])
            .await
            .map(drop)
    }

    /// Waits for the screen on which this stands, with the focus on its heading.
    async fn arrive(&self, text: &str) -> Result<(), Failure> {
        self.0.browser.see(text).await?;
        self.0.browser.until("the focus on a heading", AT_HEADING, vec![]).await.map(drop)
    }

    /// From Welcome to the agreement's opening.
    async fn begin(&self, name: &str) -> Result<(), Failure> {
        let t = self.0.text;
        self.press(t.common.language, ENTER).await?;
        self.at(t.name.title).await?;
        self.type_into("name", name).await?;
        self.press(t.common.go_on, ENTER).await?;
        self.at(t.consent.title).await?;
        self.press(t.consent.agree, SPACE).await?;
        self.arrive(t.opening.kicker).await
    }

    /// To the foot of the form.
    async fn reach_the_foot(&self, name: &str) -> Result<(), Failure> {
        let t = self.0.text;
        self.begin(name).await?;
        self.press(t.opening.sections, ENTER).await?;
        for n in 1..=6 {
            let place = fill(t.section.progress, &[("n", &n.to_string()), ("of", "6")]);
            self.arrive(&place).await?;
            self.press(t.section.confirm, SPACE).await?;
        }
        self.arrive(t.reference.kicker).await?;
        self.press(t.reference.have, SPACE).await?;
        self.arrive(t.sign.check).await
    }

    /// From the foot, signed, to Welcome.
    async fn finish(&self) -> Result<(), Failure> {
        let t = self.0.text;
        self.press(t.sign.check, ENTER).await?;
        self.at(t.check.title).await?;
        self.press(t.check.finish, ENTER).await?;
        self.at(t.recorded.title).await?;
        self.press(t.recorded.phone, ENTER).await?;
        self.0.browser.see(t.recorded.phone_note).await?;
        self.hand_over().await
    }

    async fn hand_over(&self) -> Result<(), Failure> {
        self.press(self.0.text.recorded.hand_over, ENTER).await?;
        self.arrive(self.0.text.welcome.lead).await
    }
}

pub async fn a_whole_visit_goes_by_tab_space_and_enter_alone(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (keys, t) = (Keys(&kiosk), kiosk.text);
    keys.reach_the_foot("Ana Sample").await?;
    keys.press(t.sign.type_instead, ENTER).await?;
    keys.press(&fill(t.sign.sign_as, &[("name", "Ana Sample")]), SPACE).await?;
    kiosk.browser.see(&fill(t.sign.typed_done, &[("name", "Ana Sample")])).await?;
    keys.finish().await?;

    keys.reach_the_foot("Ben Sample").await?;
    keys.press(t.sign.witness_instead, SPACE).await?;
    keys.type_into("witness", "Carol Sample").await?;
    keys.press(&fill(t.sign.witness_sign, &[("name", "Carol Sample")]), ENTER).await?;
    keys.finish().await
}

pub async fn a_helper_and_a_day_of_ones_own_go_by_tab_space_and_enter_alone(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (keys, b, t) = (Keys(&kiosk), &kiosk.browser, kiosk.text);
    keys.reach_the_foot("Ana Sample").await?;
    keys.press(t.sign.type_instead, ENTER).await?;
    keys.press(&fill(t.sign.sign_as, &[("name", "Ana Sample")]), SPACE).await?;
    keys.press(t.sign.helper, ENTER).await?;
    keys.to(t.sign.helper_none).await?;
    // Arrows go from one choice to the next, as in every group of them.
    b.press_key(DOWN).await?;
    keys.type_into("helper-name", "Carol Sample").await?;
    keys.press(t.sign.check, ENTER).await?;
    keys.at(t.check.title).await?;
    b.see(&fill(t.paper.helped_read, &[("name", "Carol Sample")])).await?;
    keys.press(t.check.date_wrong, ENTER).await?;
    b.until("the focus in the field", "return document.activeElement.id === 'own-date'", vec![]).await?;
    // Month, day and year are parts of their own: a full one leads to the next by itself, in WebKit by Tab.
    for key in if engine == Engine::WebKit {
        ['0', '2', TAB, '2', '8', TAB, '2', '0', '2', '6'].as_slice()
    } else {
        &['0', '2', '2', '8', '2', '0', '2', '6']
    } {
        b.press_key(*key).await?;
    }
    b.see("You say it is February 28, 2026").await?;
    keys.press(t.check.finish, ENTER).await?;
    keys.at(t.recorded.title).await?;
    b.see("You say it is February 28, 2026").await?;
    keys.hand_over().await
}

pub async fn each_way_out_goes_by_tab_space_and_enter_alone(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (keys, b, t) = (Keys(&kiosk), &kiosk.browser, kiosk.text);
    keys.begin("Ana Sample").await?;
    keys.press(t.exits.leave, ENTER).await?;
    keys.at(t.exit.leave_title).await?;
    keys.press(t.exit.leave_keep, ENTER).await?;
    keys.arrive(t.welcome.lead).await?;

    for (way, title, keep) in [
        (t.exits.question, t.exit.question_title, t.exit.question_keep),
        (t.exits.paper, t.exit.paper_title, t.exit.paper_keep),
    ] {
        keys.press(t.common.language, ENTER).await?;
        keys.at(t.name.title).await?;
        keys.press(way, ENTER).await?;
        keys.at(title).await?;
        keys.press(keep, ENTER).await?;
        keys.at(t.recorded.title).await?;
        keys.hand_over().await?;
    }

    keys.begin("Dan Sample").await?;
    keys.press(t.exits.decline, ENTER).await?;
    keys.at(t.exit.decline_title).await?;
    keys.press(t.exit.decline_keep, ENTER).await?;
    // The summary of what is missing leads to it.
    b.see(t.exit.reason_missing).await?;
    b.until("the focus on the summary", "return document.activeElement.matches('.error-summary')", vec![]).await?;
    keys.press(t.exit.reason_missing, ENTER).await?;
    b.until("the focus on the choices", "return document.activeElement.matches('[name=reason]')", vec![]).await?;
    b.press_key(SPACE).await?;
    keys.press(t.exit.decline_keep, ENTER).await?;
    keys.at(t.recorded.title).await?;
    keys.hand_over().await
}

//! Silence: the warning, who answers it, where the focus goes, and when none comes.

use crate::faults::Faulty;
use crate::keyboard::ENTER;
use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use serde_json::{Value, json};

const DIALOG_OPEN: &str = "return document.querySelector('dialog.still-there')?.open === true";
const DIALOG_CLOSED: &str = "return document.querySelector('dialog.still-there')?.open !== true";
/// From here a signer who neither reads nor touches anything is warned.
const TOO_LONG_MS: i64 = 121_000;

pub async fn silence_is_warned_of_then_wiped_and_any_sign_of_somebody_ends_it(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.common.language).await?;
    b.type_into("name", "Ana Sample").await?;
    warned(&kiosk).await?;
    b.see(t.idle.title).await?;
    // What scrolls of itself, as the button comes into sight on a low screen, is nobody.
    b.js("document.querySelector('dialog.still-there').dispatchEvent(new Event('scroll'))", vec![]).await?;
    b.js_async("setTimeout(arguments[0], 1100)", vec![]).await?;
    b.until("the warning", DIALOG_OPEN, vec![]).await?;
    b.press(t.idle.stay).await?;
    b.until("its end", DIALOG_CLOSED, vec![]).await?;
    assert_eq!(b.js("return document.querySelector('#name').value", vec![]).await?, json!("Ana Sample"));
    warned(&kiosk).await?;
    // It stands for a minute.
    b.skip_time(50_000).await?;
    assert_eq!(b.js(DIALOG_OPEN, vec![]).await?, json!(true));
    b.skip_time(11_000).await?;
    b.see(t.welcome.idle).await?;
    let page = b.js("return document.documentElement.outerHTML", vec![]).await?;
    assert!(!page.as_str().unwrap_or_default().contains("Ana Sample"));
    Ok(())
}

/// Nobody does anything until the warning stands, with the focus in it.
async fn warned(kiosk: &Kiosk) -> Journey {
    let b = &kiosk.browser;
    b.skip_time(TOO_LONG_MS).await?;
    b.until("the warning", DIALOG_OPEN, vec![]).await?;
    let inside = "return document.querySelector('dialog.still-there').contains(document.activeElement)";
    b.until("the focus in it", inside, vec![]).await.map(drop)
}

/// How the warning is announced: its role, whether everything else waits for it, its name, its description.
const ANNOUNCED: &str = "const d = document.querySelector('dialog.still-there'); \
    const said = (by) => d.getAttribute(by).split(' ').map((id) => document.getElementById(id).textContent).join(' '); \
    return [d.getAttribute('role'), d.matches(':modal'), said('aria-labelledby'), said('aria-describedby')]";

/// What has the focus: its id, or else its element.
const FOCUSED: &str = "return document.activeElement.id || document.activeElement.localName";

const ARROW_RIGHT: char = '\u{e014}';

/// Whoever is warned answers.
#[derive(Clone, Copy)]
enum Answer {
    Tap,
    Enter,
    AnyKey,
}

impl Answer {
    async fn give(self, kiosk: &Kiosk) -> Journey {
        let (b, t) = (&kiosk.browser, kiosk.text);
        match self {
            Self::Tap => b.tap(t.idle.stay).await,
            // The button has the focus by itself.
            Self::Enter => b.press_key(ENTER).await,
            Self::AnyKey => b.press_key(ARROW_RIGHT).await,
        }
    }
}

pub async fn the_warning_gives_the_focus_back_as_often_as_somebody_stays(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.common.language).await?;
    b.type_into("number", "7").await?;
    for (n, answer) in [Answer::Tap, Answer::Enter, Answer::AnyKey, Answer::Tap, Answer::Enter].into_iter().enumerate()
    {
        assert_eq!(b.js(FOCUSED, vec![]).await?, json!("number"), "before warning {n}");
        warned(&kiosk).await?;
        let left = fill(t.idle.left, &[("n", "60")]);
        let announced = json!(["alertdialog", true, t.idle.title, format!("{} {left}", t.idle.visit)]);
        assert_eq!(b.js(ANNOUNCED, vec![]).await?, announced);
        answer.give(&kiosk).await?;
        b.until("its end", DIALOG_CLOSED, vec![]).await?;
        assert_eq!(b.js(FOCUSED, vec![]).await?, json!("number"), "after warning {n}");
    }
    // What is typed goes on where it was.
    b.press_key('3').await?;
    b.until("what was typed", "return document.getElementById('number').value === '73'", vec![]).await?;
    // A screen on which nothing was touched yet has the focus on its heading.
    b.type_into("name", "Ana Sample").await?;
    b.press(t.common.go_on).await?;
    b.see(t.consent.title).await?;
    b.until("the focus on the heading", "return document.activeElement.localName === 'h1'", vec![]).await?;
    warned(&kiosk).await?;
    Answer::Enter.give(&kiosk).await?;
    b.until("its end", DIALOG_CLOSED, vec![]).await?;
    assert_eq!(b.js(FOCUSED, vec![]).await?, json!("h1"));
    b.see(t.consent.title).await
}

pub async fn no_warning_comes_while_something_is_being_saved(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    kiosk.reach_the_pad("Ana Sample").await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    b.press(t.sign.check).await?;
    b.see(t.check.lead).await?;
    faulty.set("journal-held").await?;
    b.press(t.check.finish).await?;
    b.see(t.saving.body).await?;
    stays(kiosk, t.saving.body).await?;
    faulty.set("").await?;
    b.see(t.recorded.code).await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    // Nor while it waits for somebody who tries again.
    kiosk.reach_the_pad("Ben Sample").await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    b.press(t.sign.check).await?;
    b.see(t.check.lead).await?;
    faulty.set("journal-full").await?;
    b.press(t.check.finish).await?;
    b.see(t.blocked.fact).await?;
    stays(kiosk, t.blocked.fact).await?;
    faulty.set("").await?;
    b.press(t.blocked.retry).await?;
    b.see(t.recorded.code).await?;
    kiosk.hand_over().await?;
    assert_eq!(faulty.everybody().await?, ["Ana Sample", "Ben Sample"]);
    Ok(())
}

/// Opened, however shortly, the warning is noted.
const NOTE_WARNINGS: &str = "window.warnings = 0; new MutationObserver(() => (window.warnings += 1))\
    .observe(document.querySelector('dialog.still-there'), { attributes: true, attributeFilter: ['open'] })";

/// A screen stays as it is, unwarned, for longer than anybody is waited for: until the warning's time, to the end of it, and far beyond.
async fn stays(kiosk: &Kiosk, words: &str) -> Result<(), Failure> {
    let b = &kiosk.browser;
    b.js(NOTE_WARNINGS, vec![]).await?;
    for ms in [TOO_LONG_MS, 61_000, 700_000] {
        b.skip_time(ms).await?;
        // The page looks twice a second.
        b.skip_time(0).await?;
        b.see(words).await?;
    }
    assert_eq!(b.js("return window.warnings", vec![]).await?, Value::from(0));
    Ok(())
}

pub async fn a_longer_wait_that_the_office_chose_hurries_nobody(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.admin.settings).await?;
    b.choose("idle-elsewhere", &fill(t.settings.minutes, &[("n", "5")])).await?;
    b.see(t.settings.saved).await?;
    kiosk.lock().await?;
    b.press(t.common.language).await?;
    b.type_into("name", "Ana Sample").await?;
    b.skip_time(TOO_LONG_MS).await?;
    b.js_async("setTimeout(arguments[0], 1100)", vec![]).await?;
    assert_eq!(b.js(DIALOG_OPEN, vec![]).await?, json!(false));
    b.skip_time(120_000).await?;
    b.until("the warning", DIALOG_OPEN, vec![]).await?;
    Ok(())
}

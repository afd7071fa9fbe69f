//! The first minutes of a kiosk: whatever is pressed, is slow or fails, the words that were shown unlock it, and practice stays practice.

use crate::faults::{Faulty, names};
use crate::visit::COUNT;
use crate::{Engine, Journey};
use drive::kiosk::SecretWords;
use drive::{Failure, Kiosk};
use inkseal::text::text;
use serde_json::json;

/// To "Finish", from the two doors.
async fn reach_finish(faulty: &Faulty) -> Result<SecretWords, Failure> {
    faulty.kiosk.browser.press(faulty.kiosk.text.first.set_up).await?;
    faulty.kiosk.reach_the_kit(None).await
}

/// Somebody signs at the kiosk that now stands, under no bar that says practice, and is in the export that these words open.
async fn is_a_real_kiosk(mut faulty: Faulty, words: SecretWords) -> Journey {
    faulty.passphrase = words.passphrase;
    faulty.kiosk.sign("Ana Sample").await?;
    assert!(!faulty.kiosk.browser.text().await?.contains(faulty.kiosk.text.common.practice));
    faulty.kiosk.hand_over().await?;
    assert_eq!(faulty.everybody().await?, ["Ana Sample"]);
    Ok(())
}

pub async fn a_set_up_that_takes_long_cannot_be_left_and_its_words_unlock(engine: Engine) -> Journey {
    let faulty = Faulty::fresh(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    let words = reach_finish(&faulty).await?;
    faulty.set("journal-held").await?;
    b.press(t.set_up.finish).await?;
    b.see(t.set_up.busy_note).await?;
    for press in [t.common.back, text("es").common.language, text("es").common.back, t.common.language, t.common.back] {
        b.press(press).await?;
    }
    b.see(t.set_up.busy_note).await?;
    assert_eq!(kiosk.shown_words().await?, words.kit);
    faulty.set("").await?;
    b.see(t.overview.title).await?;
    kiosk.lock().await?;
    is_a_real_kiosk(faulty, words).await
}

/// Presses one button and, before anything else can happen, another.
const BOTH: &str = "const all = [...document.querySelectorAll('button')]; \
    [...arguments].map((says) => all.find((button) => button.textContent.includes(says))).forEach((button) => button.click())";

pub async fn practice_and_set_up_never_go_on_at_once(engine: Engine) -> Journey {
    let faulty = Faulty::fresh(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    b.js(BOTH, vec![json!(t.first.try_it), json!(t.first.set_up)]).await?;
    b.see(t.welcome.lead).await?;
    b.see(t.common.practice).await?;
    b.press(t.common.leave_practice).await?;
    b.see(t.first.lead).await?;
    faulty.set("directory-held").await?;
    b.press(t.first.set_up).await?;
    b.press(t.first.try_it).await?;
    b.see(t.first.busy).await?;
    faulty.set("").await?;
    b.see(t.set_up.names_title).await?;
    let words = kiosk.fill_in_set_up(None).await?;
    kiosk.lock().await?;
    is_a_real_kiosk(faulty, words).await
}

/// The first call after the n-th time that the journal's head was put fails.
const FAIL_AFTER_HEAD: &str = "let nth = arguments[0]; const put = IDBObjectStore.prototype.put; \
    IDBObjectStore.prototype.put = function (...args) { const request = put.apply(this, args); \
        if (args[1] === 'head' && --nth === 0) window.faults.failAt(1); return request }";

pub async fn a_set_up_that_fails_when_its_chain_has_begun_leads_in_with_the_same_words(engine: Engine) -> Journey {
    // The chain's beginning, and its first record.
    for nth in [1, 2] {
        let faulty = Faulty::fresh(engine).await?;
        let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
        let words = reach_finish(&faulty).await?;
        b.js("window.faults.failAt(1)", vec![]).await?;
        b.press(t.set_up.finish).await?;
        b.see(t.set_up.failed_do).await?;
        b.press(t.common.back).await?;
        assert_eq!(kiosk.shown_words().await?, words.kit);
        b.js(FAIL_AFTER_HEAD, vec![json!(nth)]).await?;
        b.press(t.set_up.retry).await?;
        b.see(t.set_up.made_do).await?;
        b.press(t.unavailable.reload).await?;
        b.see(t.welcome.lead).await?;
        is_a_real_kiosk(faulty, words).await?;
    }
    Ok(())
}

pub async fn a_first_screen_that_is_stale_touches_nothing_of_the_kiosk_that_lives(engine: Engine) -> Journey {
    let faulty = Faulty::fresh(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    // As in an engine without Web Locks, another tab is set up all the same.
    faulty.set("locks-missing").await?;
    b.reload().await?;
    b.see(t.first.lead).await?;
    let stale = b.tab().await?;
    b.new_tab().await?;
    b.open(&kiosk.server.address()).await?;
    let words = kiosk.do_set_up().await?;
    kiosk.lock().await?;
    let living = b.tab().await?;

    b.go_to_tab(&stale).await?;
    reach_finish(&faulty).await?;
    b.press(t.set_up.finish).await?;
    b.see(t.set_up.others_do).await?;
    assert_eq!(kiosk.shown_words().await?, "");
    b.go_to_tab(&living).await?;
    b.close_other_tabs().await?;
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    is_a_real_kiosk(faulty, words).await
}

/// localStorage refuses one value, once: the first one of the kiosk that is set up.
const REFUSE_ONCE: &str = "const set = Storage.prototype.setItem; Storage.prototype.setItem = function (key, value) { \
    if (!key.startsWith('inkseal.slot.')) return set.call(this, key, value); \
    Storage.prototype.setItem = set; throw new DOMException('this call fails', 'UnknownError') }";

pub async fn a_set_up_whose_second_copies_failed_takes_nobody_until_they_are_made(engine: Engine) -> Journey {
    let faulty = Faulty::fresh(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    let words = reach_finish(&faulty).await?;
    b.js(REFUSE_ONCE, vec![]).await?;
    b.press(t.set_up.finish).await?;
    b.see(t.overview.title).await?;
    kiosk.lock().await?;
    b.press(t.common.language).await?;
    b.see(t.unavailable.one_copy).await?;
    b.press(t.unavailable.reload).await?;
    b.see(t.welcome.lead).await?;
    kiosk.sign("Ben Sample").await?;
    kiosk.hand_over().await?;
    kiosk.lose_the_journal().await?;
    b.see(t.unavailable.journal_lost).await?;
    kiosk.unlock(&words.passphrase).await?;
    assert_eq!(names(&faulty.exported().await?), ["Ben Sample"]);
    Ok(())
}

/// docs/performance.md says so too. The names and the contact are short here; whatever is longer is typed as well.
pub async fn a_tablet_is_set_up_with_seven_taps_four_lines_and_the_six_words(engine: Engine) -> Journey {
    let kiosk = Kiosk::open(engine).await?;
    let b = &kiosk.browser;
    b.js(COUNT, vec![]).await?;
    let start = std::time::Instant::now();
    let words = kiosk.do_set_up().await?;
    println!("{}: {:.1} s without a pause for writing down", engine.name(), start.elapsed().as_secs_f64());
    let lines: usize =
        ["Sample Office", "Front desk", "Sample Administrator", "Room 12, 555 0100"].map(str::len).iter().sum();
    let done = b.js("return window.done", vec![]).await?;
    assert_eq!(done, json!({ "taps": 7, "strokes": 0, "keys": lines + words.passphrase.len() }));
    Ok(())
}

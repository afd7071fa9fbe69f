//! Several tabs, and tabs that come back: one chain, nobody twice, and nothing on an old state.

use crate::faults::{Faulty, names};
use crate::{Engine, Journey};
use drive::{Failure, Kiosk};
use inkseal_domain::verdict::{FileReport, Standing, verify};
use serde_json::json;

const SAID: &str = "const said = document.querySelector('#result')?.textContent ?? ''; return /^(ok|ready|failed|panicked)/.test(said) ? said : false";
const FINISHED: &str = "const said = document.querySelector('#result')?.textContent ?? ''; return /^(ok|failed|panicked)/.test(said) ? said : false";

/// What the page of one of the six tabs says.
async fn says(kiosk: &Kiosk, script: &str) -> Result<String, Failure> {
    let said = kiosk.browser.until("what the tab says", script, vec![]).await?;
    Ok(said.as_str().unwrap_or_default().to_owned())
}

async fn open_page(kiosk: &Kiosk, what: &str) -> Result<String, Failure> {
    kiosk.browser.open(&format!("{}tests/index.html?{what}", kiosk.server.address())).await?;
    says(kiosk, SAID).await
}

pub async fn six_hundred_writes_from_six_tabs_and_windows_make_one_chain(engine: Engine) -> Journey {
    let kiosk = Kiosk::open(engine).await?;
    let b = &kiosk.browser;
    assert_eq!(open_page(&kiosk, "begin").await?, "ok 0");
    let first = b.tab().await?;
    let mut tabs = vec![];
    for n in 0..6 {
        if n % 2 == 0 {
            b.new_tab().await?
        } else {
            b.new_window().await?
        };
        assert_eq!(open_page(&kiosk, &format!("write.tab-{n}")).await?, "ready");
        tabs.push(b.tab().await?);
    }
    b.go_to_tab(&first).await?;
    b.js("localStorage.setItem('the-word', 'now')", vec![]).await?;
    let mut overtaken = 0;
    for tab in &tabs {
        b.go_to_tab(tab).await?;
        let said = says(&kiosk, FINISHED).await?;
        overtaken += said.strip_prefix("ok ").and_then(|n| n.parse::<u64>().ok()).ok_or(said)?;
    }
    assert!(overtaken > 0, "they did not race");
    b.close_other_tabs().await?;
    assert_eq!(open_page(&kiosk, "read").await?, "ok 600");
    Ok(())
}

/// Exports everything new: nothing wrong, and who stands in it.
async fn exported(kiosk: &Kiosk, passphrase: &str) -> Result<FileReport, Failure> {
    kiosk.unlock(passphrase).await?;
    let file = kiosk.export().await?;
    let report = verify(&std::fs::read(file).map_err(|error| error.to_string())?, &[]);
    assert_eq!((report.standing, &report.faults[..]), (Standing::OfficeUnconfirmed, &[][..]));
    Ok(report)
}

/// Takes the kiosk away from whichever tab has it, as an engine does that thinks that tab gone.
const STEAL: &str = "const done = arguments[0]; \
    navigator.locks.request('inkseal', { steal: true }, () => { done(true); return new Promise(() => {}) }).catch(() => {})";

/// Whose the kiosk is, as the tab in front says.
const WHOSE: &str = "const said = document.body.innerText.replace(/\\s+/g, ' '); \
    return said.includes(arguments[0]) ? 'mine' : said.includes(arguments[1]) ? 'theirs' : false";

/// Takes the kiosk away from the first tab. One that is awake takes it back as soon as it is free for a moment, and then it is taken again.
async fn take_the_kiosk(kiosk: &Kiosk) -> Journey {
    let (b, t) = (&kiosk.browser, kiosk.text);
    let words = || vec![json!(t.welcome.lead), json!(t.unavailable.other_tab)];
    while {
        b.js_async(STEAL, vec![]).await?;
        b.reload().await?;
        b.until("whose the kiosk is", WHOSE, words()).await? != json!("mine")
    } {}
    Ok(())
}

pub async fn once_the_first_tab_is_killed_the_second_goes_on_with_everybody(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.sign("Ana Sample").await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    kiosk.begin("Ben Sample").await?;
    let first = b.tab().await?;
    b.new_tab().await?;
    let second = b.tab().await?;
    b.open(&kiosk.server.address()).await?;
    b.see(t.unavailable.other_tab).await?;
    b.go_to_tab(&first).await?;
    b.kill_tab().await?;
    b.go_to_tab(&second).await?;
    b.see(t.welcome.lead).await?;
    kiosk.sign("Carol Sample").await?;
    kiosk.hand_over().await?;
    assert_eq!(names(&exported(&kiosk, &passphrase).await?), ["Ana Sample", "Carol Sample"]);
    Ok(())
}

pub async fn a_tab_that_slept_while_another_took_over_signs_nothing_on_an_old_state(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.reach_the_pad("Ana Sample").await?;
    let slept = b.tab().await?;
    b.freeze(true).await?;
    b.new_tab().await?;
    b.open(&kiosk.server.address()).await?;
    b.see(t.unavailable.other_tab).await?;
    take_the_kiosk(&kiosk).await?;
    kiosk.sign("Ben Sample").await?;
    kiosk.hand_over().await?;
    let awake = b.tab().await?;

    b.go_to_tab(&slept).await?;
    b.freeze(false).await?;
    b.see(t.unavailable.other_tab).await?;
    assert!(!b.text().await?.contains("Ana Sample"));
    b.go_to_tab(&awake).await?;
    kiosk.sign("Carol Sample").await?;
    kiosk.hand_over().await?;
    // The one that woke up goes on by itself, from what is stored.
    b.go_to_tab(&slept).await?;
    b.close_other_tabs().await?;
    b.see(t.welcome.lead).await?;
    kiosk.sign("Dora Sample").await?;
    kiosk.hand_over().await?;
    let report = exported(&kiosk, &passphrase).await?;
    assert_eq!(names(&report), ["Ben Sample", "Carol Sample", "Dora Sample"]);
    Ok(())
}

pub async fn whoever_was_just_recorded_reads_so_although_another_tab_took_over(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let code = kiosk.sign("Ana Sample").await?;
    let first = b.tab().await?;
    b.new_tab().await?;
    b.open(&kiosk.server.address()).await?;
    b.see(t.unavailable.other_tab).await?;
    take_the_kiosk(&kiosk).await?;
    b.go_to_tab(&first).await?;
    b.see(&code).await?;
    kiosk.hand_over().await?;
    b.press(t.common.language).await?;
    b.see(t.unavailable.other_tab).await?;
    b.close_other_tabs().await?;
    b.see(t.welcome.lead).await?;
    assert_eq!(names(&exported(&kiosk, &passphrase).await?), ["Ana Sample"]);
    Ok(())
}

/// A page that an engine kept as it was, and shows again: the event that says so, whether or not this engine keeps such a page.
const SHOWN_AGAIN: &str = "window.sameAsBefore = true; window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); \
    const hidden = document.body.hidden; window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); return hidden";

pub async fn a_page_that_comes_back_by_back_begins_anew(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.begin("Ana Sample").await?;
    b.js("window.sameAsBefore = true", vec![]).await?;
    b.open(&format!("{}verify.html", kiosk.server.address())).await?;
    b.see(t.verify.lead).await?;
    b.go_back().await?;
    b.see(t.welcome.lead).await?;
    assert_eq!(b.js("return window.sameAsBefore ?? false", vec![]).await?, json!(false));
    assert!(!b.text().await?.contains("Ana Sample"));

    kiosk.begin("Ben Sample").await?;
    assert_eq!(b.js(SHOWN_AGAIN, vec![]).await?, json!(true));
    b.until("a page that was loaded anew", "return window.sameAsBefore === undefined", vec![]).await?;
    b.see(t.welcome.lead).await?;
    kiosk.sign("Carol Sample").await?;
    kiosk.hand_over().await?;
    assert_eq!(names(&exported(&kiosk, &passphrase).await?), ["Carol Sample"]);
    Ok(())
}

/// The first record stands in the new chain, and others are still set aside.
const IN_THE_MIDDLE: &str = "return !!localStorage.getItem('inkseal.record.0000000003') && \
    Object.keys(localStorage).some((key) => key.startsWith('inkseal.past.'))";

/// In an engine without Web Locks one tab brings everybody back, slowly; another one unlocks meanwhile.
pub async fn two_tabs_that_bring_everybody_back_at_once_double_nobody(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    let people = ["Ana Sample", "Ben Sample", "Cid Sample", "Dan Sample"];
    for name in people {
        kiosk.sign(name).await?;
        kiosk.take_copy().await?;
        kiosk.hand_over().await?;
    }
    faulty.set("locks-missing").await?;
    kiosk.lose_the_journal().await?;
    let one = b.tab().await?;
    faulty.set("locks-missing journal-slow").await?;
    b.press(t.welcome.administrator).await?;
    b.type_into("passphrase", &faulty.passphrase).await?;
    b.press(t.unlock.unlock).await?;
    b.until("the first who came back", IN_THE_MIDDLE, vec![]).await?;
    b.new_tab().await?;
    b.open(&kiosk.server.address()).await?;
    b.see(t.welcome.lead).await?;
    kiosk.unlock(&faulty.passphrase).await?;
    let two = b.tab().await?;
    b.go_to_tab(&one).await?;
    b.see(t.overview.title).await?;
    b.go_to_tab(&two).await?;
    b.close_other_tabs().await?;
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    assert_eq!(faulty.everybody().await?, people);
    Ok(())
}

/// WebKit keeps the page that was left, and with it whatever it had begun.
pub async fn a_page_that_is_left_in_the_middle_of_a_write_holds_up_no_other(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    for _ in 0..3 {
        b.press(t.admin.settings).await?;
        b.press(t.settings.hold_on).await?;
        b.open(&format!("{}verify.html", kiosk.server.address())).await?;
        b.see(t.verify.lead).await?;
        b.open(&kiosk.server.address()).await?;
        kiosk.unlock(&passphrase).await?;
        b.press(t.admin.settings).await?;
        b.see(t.settings.purge).await?;
        // What was left may have been kept or not; either way the next act is.
        if !b.text().await?.contains(t.settings.hold_is_on) {
            b.press(t.settings.hold_on).await?;
        }
        b.press(t.settings.hold_off).await?;
        b.see(t.settings.hold_off_done).await?;
    }
    Ok(())
}

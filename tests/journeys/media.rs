//! A medium that is missing, silent, full, altered or cleared: what the signer and the administrator read, and that nobody is lost.

use crate::faults::{ALTER_JOURNAL, ALTER_LOCAL, Faulty, names};
use crate::{Engine, Journey};
use drive::Kiosk;
use inkseal::text::fill;
use serde_json::json;

pub async fn without_a_journal_nobody_signs_and_nothing_is_lost(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    kiosk.sign("Ana Sample").await?;
    kiosk.hand_over().await?;
    faulty.set("journal-missing").await?;
    b.reload().await?;
    b.see(t.unavailable.blocked).await?;
    faulty.set("").await?;
    b.press(t.unavailable.reload).await?;
    b.see(t.welcome.lead).await?;
    kiosk.sign("Ben Sample").await?;
    kiosk.hand_over().await?;
    assert_eq!(faulty.everybody().await?, ["Ana Sample", "Ben Sample"]);
    Ok(())
}

pub async fn a_journal_that_never_opens_is_said_and_goes_on_when_it_does(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (b, t) = (&faulty.kiosk.browser, faulty.kiosk.text);
    faulty.set("journal-silent").await?;
    b.reload().await?;
    b.see(t.starting.body).await?;
    b.see(t.unavailable.hangs).await?;
    faulty.set("").await?;
    b.press(t.unavailable.reload).await?;
    b.see(t.welcome.lead).await?;
    faulty.kiosk.sign("Ana Sample").await.map(|_| ())
}

/// Another page of the origin holds the journal and waits itself for a later version of it.
const HOLD: &str = "const done = arguments[0]; const opened = indexedDB.open('inkseal'); opened.onsuccess = () => { \
    window.held = opened.result; indexedDB.open('inkseal', 2).onblocked = () => done(true) }";

pub async fn a_journal_that_another_tab_holds_is_said_and_goes_on_once_it_is_gone(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.sign("Ana Sample").await?;
    b.open(&format!("{}verify.html", kiosk.server.address())).await?;
    b.js_async(HOLD, vec![]).await?;
    b.new_tab().await?;
    b.open(&kiosk.server.address()).await?;
    b.see(t.unavailable.hangs).await?;
    b.close_other_tabs().await?;
    b.press(t.unavailable.reload).await?;
    b.see(t.welcome.lead).await?;
    kiosk.sign("Ben Sample").await.map(|_| ())
}

pub async fn what_is_altered_while_the_page_is_open_is_seen_before_somebody_signs(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    kiosk.sign("Ana Sample").await?;
    kiosk.hand_over().await?;
    for (remove, script, said) in [
        (false, ALTER_JOURNAL, t.unavailable.changed),
        (true, ALTER_JOURNAL, t.unavailable.changed),
        (false, ALTER_LOCAL, t.unavailable.one_copy),
        (true, ALTER_LOCAL, t.unavailable.one_copy),
    ] {
        let args = vec![json!("head"), json!(remove)];
        if script == ALTER_LOCAL {
            b.js(script, args).await?
        } else {
            b.js_async(script, args).await?
        };
        b.press(t.common.language).await?;
        b.see(said).await?;
        b.press(t.unavailable.reload).await?;
        b.see(t.welcome.lead).await?;
    }
    kiosk.sign("Ben Sample").await?;
    kiosk.hand_over().await?;
    assert_eq!(faulty.everybody().await?, ["Ana Sample", "Ben Sample"]);
    Ok(())
}

pub async fn a_record_altered_while_the_page_is_open_stops_nobody_and_comes_back(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    let mut everybody = vec![];
    for (name, script) in [("Ana Sample", ALTER_JOURNAL), ("Ben Sample", ALTER_LOCAL)] {
        kiosk.sign(name).await?;
        kiosk.take_copy().await?;
        kiosk.hand_over().await?;
        let args = vec![json!("record."), json!(false)];
        if script == ALTER_LOCAL {
            b.js(script, args).await?
        } else {
            b.js_async(script, args).await?
        };
        let next = format!("After {name}");
        kiosk.sign(&next).await?;
        kiosk.hand_over().await?;
        everybody.extend([name.to_owned(), next]);
        b.reload().await?;
        b.see(t.welcome.lead).await?;
    }
    kiosk.unlock(&faulty.passphrase).await?;
    b.press(t.admin.activity).await?;
    b.see(t.activity.repaired_one).await?;
    assert_eq!(names(&faulty.exported().await?), everybody);
    Ok(())
}

pub async fn a_cleared_second_copy_comes_back_from_the_journal(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    kiosk.sign("Ana Sample").await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    let copies = "return Object.keys(localStorage).filter((key) => key.includes('.record.')).sort().join()";
    let before = b.js(copies, vec![]).await?;
    // Once while the page is open, and once before it is loaded.
    b.js("localStorage.clear()", vec![]).await?;
    b.press(t.common.language).await?;
    b.see(t.unavailable.one_copy).await?;
    b.press(t.unavailable.reload).await?;
    b.see(t.welcome.lead).await?;
    let after = b.js(copies, vec![]).await?;
    assert!(before.as_str().zip(after.as_str()).is_some_and(|(before, after)| after.starts_with(before)), "{after}");
    b.js("localStorage.clear()", vec![]).await?;
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    kiosk.unlock(&faulty.passphrase).await?;
    b.press(t.admin.activity).await?;
    let (before, _) = t.activity.repaired.split_once("{n}").ok_or("the words have no number")?;
    b.see(before.trim()).await?;
    assert_eq!(names(&faulty.exported().await?), ["Ana Sample"]);
    Ok(())
}

/// An administrator's passphrase, at the door.
async fn try_to_unlock(faulty: &Faulty) -> Journey {
    let (b, t) = (&faulty.kiosk.browser, faulty.kiosk.text);
    b.press(t.welcome.administrator).await?;
    b.type_into("passphrase", &faulty.passphrase).await?;
    b.press(t.unlock.unlock).await
}

pub async fn two_unlocks_at_once_lose_and_double_nobody(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    for name in ["Ana Sample", "Ben Sample"] {
        kiosk.sign(name).await?;
        kiosk.hand_over().await?;
    }
    kiosk.lose_the_journal().await?;
    // While a new chain begins, the administrator goes away and comes back.
    faulty.set("commits-held").await?;
    try_to_unlock(&faulty).await?;
    b.until("a new chain that is being written", "return window.faults.holdsCommit()", vec![]).await?;
    b.press(t.unlock.back).await?;
    try_to_unlock(&faulty).await?;
    b.see(t.common.still_busy).await?;
    faulty.set("journal-slow").await?;
    let opened = "const says = (text) => document.body.innerText.includes(text); if (says(arguments[0])) return true; \
        [...document.querySelectorAll('button')].find((button) => button.textContent === arguments[1])?.click(); return false";
    b.until("the administrator's overview", opened, vec![json!(t.overview.title), json!(t.unlock.unlock)]).await?;
    faulty.set("").await?;
    kiosk.lock().await?;
    kiosk.sign("Cid Sample").await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    assert_eq!(faulty.everybody().await?, ["Ana Sample", "Ben Sample", "Cid Sample"]);
    Ok(())
}

/// The first has come back, and not yet everybody.
const IN_THE_MIDDLE: &str = "return !!localStorage.getItem('inkseal.record.0000000002') && \
    Object.keys(localStorage).some((key) => key.startsWith('inkseal.past.'))";

pub async fn an_administrator_gets_in_while_the_journal_takes_nobody_back_and_later_everybody_comes(
    engine: Engine,
) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    let people = ["Ana Sample", "Ben Sample", "Cid Sample"];
    for name in people {
        kiosk.sign(name).await?;
        kiosk.hand_over().await?;
    }
    kiosk.lose_the_journal().await?;
    faulty.set("journal-slow").await?;
    try_to_unlock(&faulty).await?;
    b.until("the first who came back", IN_THE_MIDDLE, vec![]).await?;
    faulty.set("journal-full").await?;
    b.see(t.overview.title).await?;
    b.see(t.tablet.waiting).await?;
    kiosk.lock().await?;
    faulty.set("").await?;
    kiosk.unlock(&faulty.passphrase).await?;
    b.see(t.overview.title).await?;
    assert!(!b.text().await?.contains(t.tablet.waiting));
    assert_eq!(names(&faulty.exported().await?), people);
    Ok(())
}

pub async fn a_second_tap_on_a_language_does_nothing(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (b, t) = (&faulty.kiosk.browser, faulty.kiosk.text);
    faulty.set("journal-slow").await?;
    let taps = "const [says, done] = arguments; \
        const button = [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === says); \
        button.click(); button.click(); setTimeout(() => { button.click(); done(true) }, 100)";
    b.js_async(taps, vec![json!(t.common.language)]).await?;
    b.see(t.name.title).await?;
    // What was late would come now.
    b.js_async("setTimeout(arguments[0], 1500)", vec![]).await?;
    b.see(t.name.title).await
}

pub async fn an_engine_that_does_not_say_whether_there_is_room_keeps_nobody_waiting_for_ever(
    engine: Engine,
) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (b, t) = (&faulty.kiosk.browser, faulty.kiosk.text);
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    faulty.set("room-silent").await?;
    b.press(t.common.language).await?;
    b.see(t.name.title).await
}

pub async fn nothing_is_cleared_by_a_page_that_could_not_read_localstorage(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    for name in ["Ana Sample", "Ben Sample"] {
        kiosk.sign(name).await?;
        kiosk.take_copy().await?;
        kiosk.hand_over().await?;
    }
    b.js_async(ALTER_JOURNAL, vec![json!("record."), json!(false)]).await?;
    faulty.set("local-unreadable").await?;
    b.reload().await?;
    kiosk.unlock(&faulty.passphrase).await?;
    let report = faulty.exported().await?;
    assert_eq!(names(&report), ["Ana Sample"]);
    let filing = report.filing_code.as_ref().ok_or("no filing code")?.to_string();
    let batch = report.batch.as_ref().ok_or("no batch")?;
    let (first, last) = (batch.first.to_string(), (batch.first + batch.count - 1).to_string());
    let records = fill(t.admin.range, &[("first", &first), ("last", &last)]);
    b.press(t.admin.export).await?;
    b.type_into("code", &filing).await?;
    b.press(t.export.accept).await?;
    b.see(&fill(t.export.code_accepted, &[("records", &records)])).await?;
    b.press(t.admin.settings).await?;
    b.press(&fill(t.settings.purge_go, &[("records", &records)])).await?;
    b.press(t.settings.purge_yes).await?;
    b.see(t.settings.purge_unseen).await?;
    faulty.set("").await?;
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    // He was in no file, and is in the next.
    assert_eq!(faulty.everybody().await?, ["Ben Sample"]);
    Ok(())
}

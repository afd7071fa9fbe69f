//! A medium that is missing, silent, full, altered or cleared: what the signer and the administrator read, and that nobody is lost.

use crate::faults::{ALTER_JOURNAL, ALTER_LOCAL, EMPTY_LOCAL, FILL_LOCAL, Faulty, names};
use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use inkseal_domain::record::Record;
use inkseal_domain::seal::Proved;
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
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.lock().await?;
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

/// To the last screen before "Sign and finish".
async fn reach_the_check(kiosk: &Kiosk, name: &str) -> Result<(), Failure> {
    kiosk.reach_the_pad(name).await?;
    kiosk.browser.draw(Pointer::Mouse, &SIGNATURE).await?;
    kiosk.browser.press(kiosk.text.sign.check).await?;
    kiosk.browser.see(kiosk.text.check.lead).await
}

/// The record that was saved as a file, read without its key: whose it is, and that it claims no place in the chain.
async fn rescued(faulty: &Faulty) -> Result<String, Failure> {
    let (b, t) = (&faulty.kiosk.browser, faulty.kiosk.text);
    b.press(t.blocked.rescue).await?;
    b.see(t.blocked.rescued).await?;
    std::fs::read_to_string(b.downloaded(".jws").await?).map_err(|error| error.to_string())
}

const ASKS_BEFORE_LEAVING: &str = "const leave = new Event('beforeunload', { cancelable: true }); window.dispatchEvent(leave); return leave.defaultPrevented";

pub async fn a_full_journal_keeps_the_signature_on_the_screen_gives_a_file_and_records_it_once(
    engine: Engine,
) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    reach_the_check(kiosk, "Ana Sample").await?;
    assert_eq!(b.js(ASKS_BEFORE_LEAVING, vec![]).await?, json!(false));
    faulty.set("journal-full").await?;
    b.press(t.check.finish).await?;
    b.see(t.blocked.fact).await?;
    assert_eq!(b.js(ASKS_BEFORE_LEAVING, vec![]).await?, json!(true));
    let file = rescued(&faulty).await?;
    b.press(t.blocked.give_up).await?;
    b.see(t.blocked.sure).await?;
    b.press(t.blocked.stay).await?;
    for fault in ["journal-full", "journal-aborts"] {
        faulty.set(fault).await?;
        b.press(t.blocked.retry).await?;
        b.see(t.blocked.fact).await?;
    }
    faulty.set("").await?;
    b.press(t.blocked.retry).await?;
    b.see(t.recorded.code).await?;
    assert_eq!(b.js(ASKS_BEFORE_LEAVING, vec![]).await?, json!(false));
    kiosk.hand_over().await?;
    kiosk.unlock(&faulty.passphrase).await?;
    let report = faulty.exported().await?;
    assert_eq!(names(&report), ["Ana Sample"]);
    let key = report.certificate.as_ref().ok_or("the batch has no certificate")?.key;
    let saved = Proved::verify_imported(&file, &key.into()).map_err(|error| error.to_string())?;
    assert!(!saved.record().has_place());
    assert!(report.records.iter().filter_map(|record| record.proved()).any(|kept| is_of(kept.record(), &saved)));
    Ok(())
}

pub async fn a_signature_that_could_only_be_saved_as_a_file_comes_back_and_is_exported(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    reach_the_check(kiosk, "Ana Sample").await?;
    faulty.set("journal-full").await?;
    b.press(t.check.finish).await?;
    b.see(t.blocked.fact).await?;
    rescued(&faulty).await?;
    let file = b.downloaded(".jws").await?;
    b.press(t.blocked.give_up).await?;
    b.press(t.blocked.leave).await?;
    b.see(t.welcome.lead).await?;
    faulty.set("").await?;
    kiosk.unlock(&faulty.passphrase).await?;
    b.press(t.admin.records).await?;
    b.press(t.bring_back.title).await?;
    for said in [fill(t.bring_back.yes, &[("name", "Ana Sample")]), t.bring_back.already.to_owned()] {
        b.choose_file("rescue-file", &file).await?;
        b.see(&said).await?;
    }
    assert_eq!(names(&faulty.exported().await?), ["Ana Sample"]);
    Ok(())
}

/// Whether a record is the one that was saved as a file.
fn is_of(kept: &Record, saved: &Proved) -> bool {
    kept.id == saved.record().id && kept.rescued() == *saved.record()
}

pub async fn whoever_leaves_without_a_record_is_asked_and_leaves_nothing(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    reach_the_check(kiosk, "Ana Sample").await?;
    faulty.set("journal-full").await?;
    b.press(t.check.finish).await?;
    b.see(t.blocked.fact).await?;
    b.press(t.blocked.give_up).await?;
    b.see(t.blocked.sure).await?;
    b.press(t.blocked.leave).await?;
    b.see(t.welcome.lead).await?;
    assert!(!b.text().await?.contains("Ana Sample"));
    b.press(t.common.language).await?;
    b.see(t.unavailable.full).await?;
    faulty.set("").await?;
    b.press(t.unavailable.reload).await?;
    b.see(t.welcome.lead).await?;
    kiosk.sign("Ben Sample").await?;
    kiosk.hand_over().await?;
    assert_eq!(faulty.everybody().await?, ["Ben Sample"]);
    Ok(())
}

pub async fn with_both_media_full_a_signing_ends_in_a_file_and_then_in_a_record(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    reach_the_check(kiosk, "Ana Sample").await?;
    b.js(FILL_LOCAL, vec![]).await?;
    faulty.set("journal-full").await?;
    b.press(t.check.finish).await?;
    b.see(t.blocked.fact).await?;
    assert_eq!(rescued(&faulty).await?.split('.').count(), 3);
    // There is room in the journal again; in localStorage only what was kept free for this.
    faulty.set("").await?;
    b.press(t.blocked.retry).await?;
    b.see(t.recorded.code).await?;
    kiosk.hand_over().await?;
    b.press(t.common.language).await?;
    b.see(t.unavailable.full).await?;
    b.js(EMPTY_LOCAL, vec![]).await?;
    b.press(t.unavailable.reload).await?;
    b.see(t.welcome.lead).await?;
    assert_eq!(faulty.everybody().await?, ["Ana Sample"]);
    Ok(())
}

/// Either end of a save.
const SAVED_OR_NOT: &str = "const text = document.body.innerText.replace(/\\s+/g, ' '); \
    return text.includes(arguments[0]) ? 'recorded' : text.includes(arguments[1]) ? 'not saved' : false";

pub async fn wherever_a_save_throws_the_person_is_recorded_once(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    let mut everybody = vec![];
    for n in 1.. {
        let name = format!("Sample Person {n}");
        b.press(t.common.language).await?;
        b.type_into("name", &name).await?;
        b.press(t.common.go_on).await?;
        b.press(t.exits.paper).await?;
        b.see(t.exit.who).await?;
        b.js("window.faults.failAt(arguments[0])", vec![json!(n)]).await?;
        b.press(t.exit.paper_keep).await?;
        let ends = vec![json!(t.recorded.code), json!(t.blocked.fact)];
        let calls = "return window.faults.calls()";
        if b.until("an end of the save", SAVED_OR_NOT, ends).await? == json!("not saved") {
            b.press(t.blocked.retry).await?;
            b.see(t.recorded.code).await?;
        }
        let reached = b.js(calls, vec![]).await?.as_u64() >= Some(n);
        kiosk.hand_over().await?;
        everybody.push(name);
        if !reached {
            break;
        }
        b.reload().await?;
        b.see(t.welcome.lead).await?;
    }
    assert!(everybody.len() > 10, "a save has more than {} calls", everybody.len());
    assert_eq!(faulty.everybody().await?, everybody);
    Ok(())
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
    // While a new chain begins and everybody comes back into it, the administrator goes away and comes back.
    faulty.set("journal-slow").await?;
    try_to_unlock(&faulty).await?;
    b.press(t.unlock.back).await?;
    try_to_unlock(&faulty).await?;
    b.see(t.common.still_busy).await?;
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

pub async fn a_tablet_without_its_key_file_can_be_set_up_anew(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    kiosk.sign("Ana Sample").await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    b.js(ALTER_LOCAL, vec![json!("slot.keys"), json!(false)]).await?;
    kiosk.lose_the_journal().await?;
    b.see(t.unavailable.journal_lost_no_key_do).await?;
    b.press(t.unavailable.anew).await?;
    b.see(t.unavailable.anew_ask).await?;
    b.press(t.unavailable.anew_yes).await?;
    let passphrase = kiosk.fill_in_set_up(None).await?.passphrase;
    kiosk.lock().await?;
    kiosk.sign("Ben Sample").await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    kiosk.unlock(&passphrase).await?;
    assert_eq!(names(&faulty.exported().await?), ["Ben Sample"]);
    b.press(t.admin.records).await?;
    b.see(t.records.aside).await
}

//! A signing that could not be stored: what the signer reads, the file that is saved, and how it comes back.

use crate::faults::{EMPTY_LOCAL, FILL_LOCAL, Faulty, names};
use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use inkseal_domain::record::Record;
use inkseal_domain::seal::Proved;
use serde_json::json;

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

/// Ana signs, and the journal has no room.
async fn not_saved(faulty: &Faulty) -> Journey {
    reach_the_check(&faulty.kiosk, "Ana Sample").await?;
    faulty.set("journal-full").await?;
    let (b, t) = (&faulty.kiosk.browser, faulty.kiosk.text);
    b.press(t.check.finish).await?;
    b.see(t.blocked.fact).await
}

/// The signer leaves with the file; there is room again; an administrator goes where files are given back.
async fn leave_and_open_bring_back(faulty: &Faulty) -> Journey {
    let (b, t) = (&faulty.kiosk.browser, faulty.kiosk.text);
    b.press(t.blocked.give_up).await?;
    b.press(t.blocked.leave).await?;
    b.see(t.welcome.lead).await?;
    faulty.set("").await?;
    faulty.kiosk.unlock(&faulty.passphrase).await?;
    b.press(t.admin.records).await?;
    b.press(t.bring_back.title).await
}

pub async fn a_signature_that_could_only_be_saved_as_a_file_comes_back_and_is_exported(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (b, t) = (&faulty.kiosk.browser, faulty.kiosk.text);
    not_saved(&faulty).await?;
    rescued(&faulty).await?;
    let file = b.downloaded(".jws").await?;
    leave_and_open_bring_back(&faulty).await?;
    for said in [fill(t.bring_back.yes, &[("name", "Ana Sample")]), t.bring_back.already.to_owned()] {
        b.choose_file("rescue-file", &file).await?;
        b.see(&said).await?;
    }
    assert_eq!(names(&faulty.exported().await?), ["Ana Sample"]);
    Ok(())
}

/// The same file is chosen twice before the page has looked at the first.
const GIVE_TWICE: &str = "const field = document.getElementById('rescue-file'), files = new DataTransfer(); \
    files.items.add(new File([arguments[0]], 'inkseal-rescue.jws')); for (let i = 0; i < 2; i++) { \
        field.files = files.files; field.dispatchEvent(new Event('change', { bubbles: true })) }";

pub async fn a_saved_file_that_is_given_back_twice_at_once_stands_there_once(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (b, t) = (&faulty.kiosk.browser, faulty.kiosk.text);
    not_saved(&faulty).await?;
    let file = rescued(&faulty).await?;
    leave_and_open_bring_back(&faulty).await?;
    faulty.set("journal-held").await?;
    b.js(GIVE_TWICE, vec![json!(file)]).await?;
    b.see(t.common.still_busy).await?;
    faulty.set("").await?;
    b.see(&fill(t.bring_back.yes, &[("name", "Ana Sample")])).await?;
    assert_eq!(names(&faulty.exported().await?), ["Ana Sample"]);
    Ok(())
}

/// Whether a record is the one that was saved as a file.
fn is_of(kept: &Record, saved: &Proved) -> bool {
    kept.id == saved.record().id && kept.rescued() == *saved.record()
}

pub async fn whoever_leaves_without_a_record_is_asked_and_leaves_nothing(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (b, t) = (&faulty.kiosk.browser, faulty.kiosk.text);
    not_saved(&faulty).await?;
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
    faulty.kiosk.sign("Ben Sample").await?;
    faulty.kiosk.hand_over().await?;
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

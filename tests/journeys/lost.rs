//! What is left of an office whose journal is lost, and whose key file cannot be read.

use crate::Journey;
use crate::faults::{ALTER_LOCAL, Faulty, names};
use drive::Engine;
use serde_json::json;

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

/// How many calls a start after a lost journal makes at most.
const CALLS_OF_A_START: usize = 24;

pub async fn a_failed_read_after_a_lost_journal_is_called_so_and_no_key_file_is_called_damaged(
    engine: Engine,
) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    kiosk.sign("Ana Sample").await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    kiosk.lose_the_journal().await?;
    let (mut failed, door) = (0, "return !!document.querySelector('main h1') && document.body.innerText");
    for call in 1..=CALLS_OF_A_START {
        faulty.set(&format!("fail-at-{call}")).await?;
        b.reload().await?;
        let seen = b.until("a door", door, vec![]).await?.to_string();
        assert!(!seen.contains(t.unavailable.journal_lost_no_key_do), "{call}: {seen}");
        failed += usize::from(!seen.contains(t.unavailable.journal_lost));
    }
    assert!(failed > 0, "no call failed");
    faulty.set("").await?;
    b.reload().await?;
    b.see(t.unavailable.journal_lost).await?;
    assert_eq!(faulty.everybody().await?, ["Ana Sample"]);
    Ok(())
}

//! Who can unlock: somebody is added, a passphrase is changed, somebody is removed, and everything that was kept before still opens.

use crate::faults::names;
use crate::{Engine, Journey};
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use inkseal_domain::verdict::{Standing, verify};

/// The words that are on the screen, typed; whoever does this has written them down.
async fn words_written_down(kiosk: &Kiosk, done: &str) -> Result<String, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.see(t.set_up.phrase_done).await?;
    let words = kiosk.shown_words().await?;
    b.press(t.set_up.phrase_done).await?;
    b.type_into("people-words", &words).await?;
    b.press(done).await?;
    Ok(words)
}

async fn try_words(kiosk: &Kiosk, who: Option<&str>, words: &str) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.welcome.administrator).await?;
    if let Some(who) = who {
        b.press(who).await?;
    }
    b.type_into("passphrase", words).await?;
    b.press(t.unlock.unlock).await
}

pub async fn people_come_change_their_words_and_go_and_what_was_kept_before_still_opens(engine: Engine) -> Journey {
    let (kiosk, first) = Kiosk::signed_by(engine, "Ana Sample").await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.unlock(&first).await?;
    b.press(t.admin.settings).await?;
    b.press(t.settings.people_add).await?;
    b.type_into("person", "Ben Sample").await?;
    b.press(t.common.go_on).await?;
    let bens = words_written_down(&kiosk, t.settings.people_add).await?;
    b.see(&fill(t.settings.people_added, &[("name", "Ben Sample")])).await?;
    b.press(t.settings.people_change).await?;
    let own = words_written_down(&kiosk, t.settings.people_change).await?;
    b.see(t.settings.people_changed).await?;
    kiosk.lock().await?;

    b.reload().await?;
    b.see(t.welcome.lead).await?;
    try_words(&kiosk, None, &first).await?;
    b.see(t.unlock.wrong).await?;
    b.type_into("passphrase", &own).await?;
    b.press(t.unlock.unlock).await?;
    b.see(t.overview.title).await?;
    kiosk.lock().await?;

    try_words(&kiosk, Some("Ben Sample"), &bens).await?;
    b.see(t.overview.title).await?;
    b.press(t.admin.settings).await?;
    b.press(t.settings.people_remove).await?;
    b.press(t.settings.people_keep).await?;
    b.press(t.settings.people_remove).await?;
    b.see(t.settings.people_sure_do).await?;
    b.press(t.settings.people_yes).await?;
    b.see(&fill(t.settings.people_removed, &[("name", "Sample Administrator")])).await?;
    let file = kiosk.export().await?;
    let report = verify(&std::fs::read(file).map_err(|error| error.to_string())?, &[]);
    assert_eq!((report.standing, &report.faults[..]), (Standing::OfficeUnconfirmed, &[][..]));
    assert_eq!(names(&report), ["Ana Sample"]);
    b.press(t.admin.activity).await?;
    b.see(&fill(t.activity.administrator_removed, &[("name", "Sample Administrator")])).await?;
    b.see(t.activity.passphrase_changed).await?;
    kiosk.lock().await?;

    try_words(&kiosk, None, &own).await?;
    b.see(t.unlock.wrong).await?;
    b.type_into("passphrase", &bens).await?;
    b.press(t.unlock.unlock).await?;
    b.see(t.overview.title).await
}

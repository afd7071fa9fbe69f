//! The screens on which the tablet says that it could not keep something, that it cannot take a signature now, or on which it asks for more than
//! usual.

use super::Visitor;
use crate::browser::Browser;
use crate::engine::{Engine, Storage};
use crate::kiosk::folder;
use crate::{Failure, Kiosk};
use inkseal::text::fill;

/// A transaction of somebody else's that does not end: the journal does not answer while it lasts.
const HOLD: &str = "const done = arguments[0]; const opened = indexedDB.open('inkseal'); opened.onsuccess = () => { \
    const store = opened.result.transaction('kv', 'readwrite').objectStore('kv'); document.body.dataset.held = true; \
    const again = () => { if (document.body.dataset.held) store.get('held').onsuccess = again; else opened.result.close(); }; again(); done(true); }";

const FILL: &str = "for (const size of [1000000, 100000, 10000, 1000]) for (let i = 0; i < 20; i++) \
    try { localStorage.setItem(`fill.${size}.${i}`, 'x'.repeat(size)) } catch { break }";

const EMPTY: &str =
    "for (const key of Object.keys(localStorage)) if (key.startsWith('fill.')) localStorage.removeItem(key)";

/// One record's second copy ends too soon.
const TEAR: &str = "const key = Object.keys(localStorage).find((key) => key.includes('.record.')); \
    localStorage.setItem(key, localStorage.getItem(key).slice(0, -9))";

/// One record's second copy is gone.
const LOSE: &str =
    "localStorage.removeItem(Object.keys(localStorage).filter((key) => key.includes('.record.')).sort()[1])";

/// Goes through them, on kiosks of its own.
///
/// # Errors
/// What does not come, or what the visitor says.
pub async fn trouble(engine: Engine, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    not_stored(&kiosk, visitor).await?;
    set_aside(&kiosk, &passphrase, visitor).await?;
    asked(&kiosk, &passphrase, visitor).await?;
    unavailable(&kiosk, &passphrase, visitor).await?;
    let kiosk = Kiosk::open_as(engine, Storage::Blocked, &folder()).await?;
    kiosk.browser.see(kiosk.text.unavailable.blocked).await?;
    visitor.look(&kiosk, "unavailable-blocked").await
}

async fn not_stored(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.check_past_midnight("Ana Sample").await?;
    visitor.look(kiosk, "check-date-changed").await?;
    b.js_async(HOLD, vec![]).await?;
    b.press(t.check.finish).await?;
    b.see(t.saving.body).await?;
    visitor.look(kiosk, "saving").await?;
    b.see(t.blocked.fact).await?;
    visitor.look(kiosk, "blocked").await?;
    b.press(t.blocked.give_up).await?;
    b.see(t.blocked.sure).await?;
    visitor.look(kiosk, "blocked-sure").await?;
    b.press(t.blocked.stay).await?;
    run(b, "delete document.body.dataset.held").await?;
    b.press(t.blocked.retry).await?;
    b.see(t.recorded.code).await?;
    kiosk.hand_over().await
}

async fn set_aside(kiosk: &Kiosk, passphrase: &str, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    run(b, TEAR).await?;
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    kiosk.unlock(passphrase).await?;
    b.press(t.admin.records).await?;
    b.see(t.records.aside_one).await?;
    visitor.look(kiosk, "admin-records-set-aside").await?;
    kiosk.lock().await
}

/// An office that wants to know who was there.
async fn asked(kiosk: &Kiosk, passphrase: &str, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.unlock(passphrase).await?;
    b.press(t.admin.settings).await?;
    b.press(t.settings.asks_host).await?;
    b.press(t.settings.asks_witness).await?;
    // A box is ticked before that is kept; whoever locks in between has not kept it.
    b.press(t.admin.activity).await?;
    b.see(&fill(t.activity.settings_changed, &[("names", t.settings.names_witness)])).await?;
    kiosk.lock().await?;
    kiosk.begin("Ana Sample").await?;
    kiosk.read().await?;
    b.press(t.reference.have).await?;
    b.see(t.host.body).await?;
    visitor.look(kiosk, "host").await?;
    b.press(t.common.go_on).await?;
    kiosk.see_error(t.host.empty).await?;
    visitor.look(kiosk, "host-error").await?;
    b.type_into("host", "Sample Host").await?;
    b.press(t.host.checked).await?;
    b.press(t.common.go_on).await?;
    b.see(t.sign.seen_about).await?;
    visitor.look(kiosk, "sign-asked").await?;
    b.reload().await?;
    b.see(t.welcome.lead).await
}

async fn unavailable(kiosk: &Kiosk, passphrase: &str, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    run(b, FILL).await?;
    b.press(t.common.language).await?;
    b.see(t.unavailable.full).await?;
    visitor.look(kiosk, "unavailable-full").await?;
    run(b, EMPTY).await?;
    kiosk.lose_the_journal().await?;
    visitor.look(kiosk, "unavailable-journal-lost").await?;
    left_out(kiosk, passphrase, visitor).await?;
    b.new_tab().await?;
    b.open(&kiosk.server.address()).await?;
    b.see(t.unavailable.other_tab).await?;
    visitor.look(kiosk, "unavailable-other-tab").await
}

/// The chain begins anew, and somebody whose second copy is gone too is in none.
async fn left_out(kiosk: &Kiosk, passphrase: &str, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    run(b, LOSE).await?;
    b.reload().await?;
    b.see(t.unavailable.journal_lost).await?;
    kiosk.unlock(passphrase).await?;
    visitor.look(kiosk, "admin-today-after-a-loss").await?;
    b.press(t.admin.records).await?;
    b.see(t.records.title).await?;
    visitor.look(kiosk, "admin-records-after-a-loss").await?;
    kiosk.lock().await
}

async fn run(browser: &Browser, script: &str) -> Result<(), Failure> {
    browser.js(script, vec![]).await.map(|_| ())
}

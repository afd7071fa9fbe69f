//! A log of Chromium's that may be torn is never written to again.
//!
//! Its IndexedDB stands on LevelDB, which writes the header of a log entry and then the entry. Power that goes in between, a kill or a full disk
//! leaves a torn entry at the log's end; the next start takes that for the end and goes on behind it (LevelDB's `reuse_logs`), and the
//! start after that finds it damaged and **deletes the whole database**. Seen in Chromium 156; Chromium's own source says that this
//! is why ChromeOS does not do so (crbug.com/460568). No page can see a torn entry. So before anything is written on a new connection, the
//! log that there was is made to end.

use inkseal_domain::codec::b64;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::store::{Key, MediumError};
use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbTransactionMode};

use super::super::{local::fault, random};
use super::VALUES;
use super::promise::{complete, database, delete, in_time};
use super::room;

/// A log ends after so many bytes by itself.
const LOG_BYTES: u32 = 4 << 20;
/// The database that is there to be deleted. It holds nothing.
const DELETED: &str = "inkseal-log";

/// Makes the engine begin a new log, where it is one that needs this: whoever deletes a database makes LevelDB compact, for which it begins a
/// new log and lets go of the old one. It does so a moment later, which is enough where a tear is a rare accident.
///
/// # Errors
/// [`MediumError`], above all when there is no room for it; then nothing may be written.
pub(super) async fn log() -> Result<(), MediumError> {
    if !is_chromium() {
        return Ok(());
    }
    // An old log that is written to, and then not let go of for want of room, is lost.
    if !room::is_there(LOG_BYTES).await {
        return Err(MediumError::Full);
    }
    // Usually it is there, from the time before; the first write to the old log is then also the last.
    if !delete(DELETED).await? {
        database(DELETED, &[]).await?.close();
        delete(DELETED).await?;
    }
    // For the next time. Where it finds no room, it is made then.
    let _ = database(DELETED, &[]).await.map(|database| database.close());
    Ok(())
}

/// The same where the log is surely torn, because a write failed: so much is written that two logs end one after the other. The second
/// cannot end before the engine has let go of the first.
///
/// # Errors
/// As [`log`].
pub(super) async fn torn_log(database: &IdbDatabase) -> Result<(), MediumError> {
    if !is_chromium() {
        return Ok(());
    }
    if !room::is_there(3 * LOG_BYTES).await {
        return Err(MediumError::Full);
    }
    // Nothing that can be made smaller.
    let piece: JsValue = b64(&Entropy::new(random::seed()).take::<PIECE_BYTES>()).into();
    for _ in 0..PIECES {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = database.transaction_with_str_and_mode(VALUES, mode).map_err(fault)?;
        let done = complete(&transaction);
        let store = transaction.object_store(VALUES).map_err(fault)?;
        store.put_with_key(&piece, &Key::Canary.name().into()).map_err(fault)?;
        in_time(done).await?;
    }
    Ok(())
}

/// 160 times 60,000 characters.
const PIECES: usize = 160;
const PIECE_BYTES: usize = 45_000;

/// Only engines of Chromium's family have it (User-Agent Client Hints).
fn is_chromium() -> bool {
    web_sys::window()
        .is_some_and(|window| js_sys::Reflect::has(&window.navigator(), &"userAgentData".into()) == Ok(true))
}

//! A log of Chromium's that may be torn is never written to again.
//!
//! Its IndexedDB stands on LevelDB, which writes the header of a log entry and then the entry. Power that goes in between, a kill or a full disk
//! leaves a torn entry at the log's end; the next start takes that for the end and goes on behind it (LevelDB's `reuse_logs`), and the
//! start after that finds it damaged and **deletes the whole database**. Seen in Chromium 156; Chromium's own source says that this
//! is why ChromeOS does not do so (crbug.com/460568). No page can see a torn entry. But whoever deletes a database makes LevelDB clean up, and
//! for that it begins a new log and lets go of the old one. So a small database is there only to be deleted, before anything is
//! written on a new connection.

use inkseal_domain::store::MediumError;

use super::promise::{database, delete};
use super::room;

/// The database that is there to be deleted. It holds nothing.
const DELETED: &str = "inkseal-log";

/// Makes the engine begin a new log, where it is one that needs this.
///
/// # Errors
/// [`MediumError`], above all when there is no room for it; then nothing may be written.
pub(super) async fn log() -> Result<(), MediumError> {
    if !is_chromium() {
        return Ok(());
    }
    // An old log that is written to, and then not let go of for want of room, is lost.
    if !room::is_there().await {
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

/// Only engines of Chromium's family have it (User-Agent Client Hints).
fn is_chromium() -> bool {
    web_sys::window()
        .is_some_and(|window| js_sys::Reflect::has(&window.navigator(), &"userAgentData".into()) == Ok(true))
}

//! A journal after its disk was full. Chromium's IndexedDB stands on LevelDB, which goes on behind a log entry that found no room to its
//! end; at the start after next it finds that entry damaged, and Chromium deletes the whole database (LevelDB's issue 1287, seen in
//! Chromium 156). So before anything else is written, a log that may be torn is made to end: by writing more than one log holds.

use inkseal_domain::codec::b64;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::store::{Key, MediumError};
use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbTransactionMode, Storage};

use super::super::{local::fault, random};
use super::VALUES;
use super::promise::{complete, in_time, transaction};

/// Says, in localStorage, that the log may be torn: it must outlast this page.
const MARK: &str = "inkseal-torn";
/// 80 times 60,000 characters: a log ends after four megabytes.
const PIECES: usize = 80;
const PIECE_BYTES: usize = 45_000;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// The engine closed the connection by itself: a write went wrong.
pub(super) fn mark() {
    // Without localStorage nobody signs.
    let _ = storage().map(|storage| storage.set_item(MARK, "1"));
}

/// Ends the log, where it may be torn.
///
/// # Errors
/// [`MediumError`], above all when there is still no room; then nothing else may be written.
pub(super) async fn if_torn(database: &IdbDatabase) -> Result<(), MediumError> {
    let Some(storage) = storage().filter(|storage| matches!(storage.get_item(MARK), Ok(Some(_)))) else {
        return Ok(());
    };
    // Nothing that can be made smaller.
    let piece: JsValue = b64(&Entropy::new(random::seed()).take::<PIECE_BYTES>()).into();
    for _ in 0..PIECES {
        let transaction = transaction(database, VALUES, IdbTransactionMode::Readwrite).map_err(fault)?;
        let done = complete(&transaction);
        let store = transaction.object_store(VALUES).map_err(fault)?;
        store.put_with_key(&piece, &Key::Canary.name().into()).map_err(fault)?;
        in_time(done).await?;
    }
    storage.remove_item(MARK).map_err(fault)
}

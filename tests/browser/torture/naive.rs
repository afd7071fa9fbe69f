//! What one would write first: localStorage and nothing else. It is here to be caught.

use super::tell;
use inkseal::browser::words_of;
use serde_json::json;
use web_sys::Storage;

/// Says who is still there, then keeps one after another, for ever.
pub async fn work(run: &str) -> Result<(), String> {
    tell::phase("start-up").await?;
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    let storage = storage.ok_or("there is no localStorage")?;
    tell::tell(json!({ "what": "found", "names": names(&storage) })).await?;
    tell::phase("sign").await?;
    for n in 0u64.. {
        let name = format!("{run}-{n}");
        storage.set_item(&name, "signed").map_err(|error| words_of(&error))?;
        if storage.get_item(&name).ok().flatten().as_deref() != Some("signed") {
            return Err(format!("{name} was kept otherwise"));
        }
        tell::tell(json!({ "what": "recorded", "name": name, "seq": 0, "hash": "" })).await?;
    }
    Ok(())
}

fn names(storage: &Storage) -> Vec<String> {
    (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten()).collect()
}

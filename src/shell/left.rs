//! What a tablet still holds when its journal is gone: everything in localStorage, as it stands there.

use super::Shell;
use crate::browser::local::LocalMedium;
use inkseal_domain::store::Medium;
use serde_json::json;
use std::collections::BTreeMap;

impl Shell {
    /// Everything under our keys, as a JSON file: sealed records, certificate, key file, settings. `None` when it cannot be read.
    pub async fn what_is_left(self) -> Option<Vec<u8>> {
        let entries: BTreeMap<String, String> = LocalMedium::open().ok()?.entries().await.ok()?.into_iter().collect();
        let about = "What an Inkseal kiosk still held in localStorage. Records are sealed to the office's reading key.";
        serde_json::to_vec_pretty(&json!({ "v": 1, "about": about, "entries": entries })).ok()
    }
}

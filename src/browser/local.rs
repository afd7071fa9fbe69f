//! localStorage as a medium: the second copy, and the one that the user can see. One key a record, raw strings, under
//! the prefix `inkseal.`.

use gloo_storage::{LocalStorage, Storage as _};
use inkseal_domain::store::{CommitError, Guard, Medium, MediumError, Op};
use wasm_bindgen::JsValue;
use web_sys::Storage;

/// localStorage, of which only the keys with its prefix are seen.
#[derive(Debug, Clone)]
pub struct LocalMedium {
    prefix: String,
}

impl LocalMedium {
    /// localStorage, if the browser lets this page use it.
    ///
    /// # Errors
    /// [`MediumError::Blocked`]
    pub fn open() -> Result<Self, MediumError> {
        storage().map(|_| Self::under("inkseal."))
    }

    /// The keys under `prefix`. Where localStorage is blocked, every call says so.
    pub fn under(prefix: &str) -> Self {
        LocalMedium { prefix: prefix.to_owned() }
    }

    fn key(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    fn read(&self, storage: &Storage, key: &str) -> Result<Option<String>, MediumError> {
        storage.get_item(&self.key(key)).map_err(fault)
    }

    fn apply(&self, storage: &Storage, op: Op) -> Result<(), CommitError> {
        if let Op::Add(key, _) = &op
            && self.read(storage, key)?.is_some()
        {
            return Err(CommitError::Present { key: key.clone() });
        }
        let done = match op {
            Op::Put(key, value) | Op::Add(key, value) => storage.set_item(&self.key(&key), &value),
            Op::Delete(key) => storage.remove_item(&self.key(&key)),
        };
        Ok(done.map_err(fault)?)
    }
}

impl Medium for LocalMedium {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        let ours = |(name, value): (String, String)| Some((name.strip_prefix(&self.prefix)?.to_owned(), value));
        Ok(everything()?.into_iter().filter_map(ours).collect())
    }

    async fn foreign_units(&self) -> Result<u64, MediumError> {
        let foreign = everything()?.into_iter().filter(|(name, _)| !name.starts_with(&self.prefix));
        let units = |text: &str| text.encode_utf16().count() as u64;
        Ok(foreign.map(|(name, value)| units(&name) + units(&value)).sum())
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        self.read(&storage()?, key)
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        let storage = storage()?;
        if let Some(Guard { key, expected }) = guard {
            let found = self.read(&storage, &key)?;
            if found != expected {
                return Err(CommitError::Moved { found });
            }
        }
        ops.into_iter().try_for_each(|op| self.apply(&storage, op))
    }
}

/// Every key and value of this origin.
fn everything() -> Result<Vec<(String, String)>, MediumError> {
    let storage = storage()?;
    let mut all = Vec::new();
    for at in 0..storage.length().map_err(fault)? {
        let Some(name) = storage.key(at).map_err(fault)? else { continue };
        if let Some(value) = storage.get_item(&name).map_err(fault)? {
            all.push((name, value));
        }
    }
    Ok(all)
}

/// gloo panics where storage is blocked, so the window is asked first.
fn storage() -> Result<Storage, MediumError> {
    match web_sys::window().map(|window| window.local_storage()) {
        Some(Ok(Some(_))) => Ok(LocalStorage::raw()),
        _ => Err(MediumError::Blocked),
    }
}

/// What an exception of a storage API means.
pub(super) fn fault(error: JsValue) -> MediumError {
    let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => MediumError::Full,
        "SecurityError" | "NotAllowedError" => MediumError::Blocked,
        "TimeoutError" => MediumError::Hangs,
        _ => MediumError::Failed(super::words_of(&error)),
    }
}

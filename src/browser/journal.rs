//! The journal: IndexedDB with strict durability. A commit is one transaction, with its guard read inside it, and is done
//! when the engine says `complete`.
//!
//! A transaction commits by itself when control returns to the event loop with no request pending. What is awaited here
//! between two requests of one transaction is therefore only another request of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use inkseal_domain::store::{CommitError, Guard, Medium, MediumError, Op};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbTransaction, IdbTransactionMode};

use super::local::fault;

mod promise;
mod renew;
mod room;
mod underway;

use promise::{complete, database, in_time, result};

/// Records, head, slots: strings under string keys.
const VALUES: &str = "kv";
/// The kiosk's key: a CryptoKey, which cannot be written as a string.
const KEYS: &str = "keys";
const STORES: [&str; 2] = [VALUES, KEYS];

/// The engine's log behind a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Log {
    /// It may be torn: who knows how the last run of the browser ended.
    #[default]
    Old,
    /// It is torn: the engine closed a connection after a write.
    Torn,
    /// This connection's own.
    New,
}

/// IndexedDB; a clone is a second handle on the same connection. Engines close a connection for good when the disk is full or another tab
/// wants the database for itself; then the next call opens another.
#[derive(Debug, Clone)]
pub struct JournalMedium {
    name: Rc<str>,
    database: Rc<RefCell<IdbDatabase>>,
    /// What has to be done before this connection may write.
    log: Rc<Cell<Log>>,
}

impl JournalMedium {
    /// The kiosk's journal.
    ///
    /// # Errors
    /// [`MediumError`]; `Hangs` when there was no answer within ten seconds or another tab holds an older version.
    pub async fn open() -> Result<Self, MediumError> {
        Self::open_named("inkseal").await
    }

    /// The journal in the database `name`.
    ///
    /// # Errors
    /// As [`JournalMedium::open`].
    pub async fn open_named(name: &str) -> Result<Self, MediumError> {
        let database = Rc::new(RefCell::new(connect(name).await?));
        Ok(JournalMedium { name: name.into(), database, log: Rc::default() })
    }

    /// Keeps a CryptoKey (or what stands for one) under `name`: strict, done when it is durable.
    ///
    /// # Errors
    /// [`MediumError`]
    pub async fn put_key(&self, name: &str, key: &JsValue) -> Result<(), MediumError> {
        let (transaction, store) = self.begin(KEYS, IdbTransactionMode::Readwrite).await?;
        let done = complete(&transaction);
        store.put_with_key(key, &name.into()).map_err(fault)?;
        in_time(done).await.map(drop)
    }

    /// The CryptoKey under `name`. Some engines give nothing back for a key that they stored.
    ///
    /// # Errors
    /// [`MediumError`]
    pub async fn get_key(&self, name: &str) -> Result<Option<JsValue>, MediumError> {
        let (_, store) = self.begin(KEYS, IdbTransactionMode::Readonly).await?;
        let key = in_time(result(&store.get(&name.into()).map_err(fault)?)).await?;
        Ok(Some(key).filter(|key| !key.is_undefined() && !key.is_null()))
    }

    /// Forgets every key but the one under `name`.
    ///
    /// # Errors
    /// [`MediumError`]; then they are all there, as far as can be known.
    pub async fn forget_keys_but(&self, name: &str) -> Result<(), MediumError> {
        let (transaction, store) = self.begin(KEYS, IdbTransactionMode::Readwrite).await?;
        let done = complete(&transaction);
        let below = IdbKeyRange::upper_bound_with_open(&name.into(), true);
        let above = IdbKeyRange::lower_bound_with_open(&name.into(), true);
        for others in [below, above] {
            store.delete(&others.map_err(fault)?.into()).map_err(fault)?;
        }
        in_time(done).await.map(drop)
    }

    /// Asks the browser never to clear this page's storage by itself. `None`: it cannot be asked.
    pub async fn persist(&self) -> Option<bool> {
        let storage = web_sys::window()?.navigator().storage();
        promise::answer(storage.persist().ok()?).await.ok()?.as_bool()
    }

    /// Whether the browser promised so. `None`: it cannot be asked.
    pub async fn persisted(&self) -> Option<bool> {
        let storage = web_sys::window()?.navigator().storage();
        in_time(storage.persisted().ok()?).await.ok()?.as_bool()
    }

    async fn connect_again(&self) -> Result<(), MediumError> {
        let again = connect(&self.name).await?;
        self.database.replace(again).close();
        self.log.set(Log::Torn);
        Ok(())
    }

    /// What `read` gives, on another connection where the engine cut this one off: Chromium does so when it finds no room for work of its own.
    async fn connected<T>(&self, read: impl AsyncFn() -> Result<T, MediumError>) -> Result<T, MediumError> {
        match read().await {
            Err(error) if [promise::CLOSED, promise::ABORTED].iter().any(|name| promise::names(&error, name)) => {
                self.connect_again().await?;
                read().await
            }
            done => done,
        }
    }

    /// One transaction.
    async fn transact(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        let (transaction, store) = self.begin(VALUES, IdbTransactionMode::Readwrite).await?;
        let done = complete(&transaction);
        if let Err(refused) = request_all(&store, guard, ops).await {
            // It may have been aborted by the engine already.
            let _ = transaction.abort();
            return Err(refused);
        }
        in_time(done).await?;
        Ok(())
    }

    async fn begin(
        &self,
        store: &str,
        mode: IdbTransactionMode,
    ) -> Result<(IdbTransaction, IdbObjectStore), MediumError> {
        let transaction = match self.transaction(store, mode).await? {
            Err(error) if promise::is_closed(&error) => {
                self.connect_again().await?;
                self.transaction(store, mode).await?
            }
            begun => begun,
        };
        let transaction = transaction.map_err(fault)?;
        underway::note(&transaction);
        let store = transaction.object_store(store).map_err(fault)?;
        Ok((transaction, store))
    }

    /// Has the engine begin another log where that is due: a torn one at once, because the engine may write behind it by itself.
    async fn renewed(&self, mode: IdbTransactionMode) -> Result<Log, MediumError> {
        let database = self.database.borrow().clone();
        match self.log.get() {
            Log::Old if mode == IdbTransactionMode::Readonly => return Ok(Log::Old),
            Log::Old => renew::log().await?,
            Log::Torn => renew::torn_log(&database).await?,
            Log::New => {}
        }
        Ok(Log::New)
    }

    /// A transaction on this connection, or why the engine does not begin it.
    async fn transaction(
        &self,
        store: &str,
        mode: IdbTransactionMode,
    ) -> Result<Result<IdbTransaction, JsValue>, MediumError> {
        match self.renewed(mode).await {
            Ok(log) => self.log.set(log),
            // What is there can be read all the same.
            Err(_) if mode == IdbTransactionMode::Readonly => {}
            Err(error) => return Err(error),
        }
        Ok(promise::transaction(&self.database.borrow(), store, mode))
    }
}

/// Without so much no engine does its work.
const ROOM_BYTES: u32 = 1 << 20;

/// A connection. Chromium does not say so when it is room that it wants.
async fn connect(name: &str) -> Result<IdbDatabase, MediumError> {
    match database(name, &STORES).await {
        Err(MediumError::Failed(_)) if !room::is_there(ROOM_BYTES).await => Err(MediumError::Full),
        connected => connected,
    }
}

impl Medium for JournalMedium {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.connected(async || {
            let (_, store) = self.begin(VALUES, IdbTransactionMode::Readonly).await?;
            let keys = result(&store.get_all_keys().map_err(fault)?);
            let values = result(&store.get_all().map_err(fault)?);
            let keys: Array = in_time(keys).await?.unchecked_into();
            let values: Array = in_time(values).await?.unchecked_into();
            let text = |value: JsValue| value.as_string().unwrap_or_default();
            Ok(keys.iter().map(text).zip(values.iter().map(text)).collect())
        })
        .await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        self.connected(async || {
            let (_, store) = self.begin(VALUES, IdbTransactionMode::Readonly).await?;
            read(&store, key).await
        })
        .await
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        match self.transact(guard.clone(), ops.clone()).await {
            // Firefox refuses the first write after one that found no room on the disk, before it has written anything.
            Err(CommitError::Medium(error)) if promise::names(&error, promise::CLOSED) => {
                self.connect_again().await?;
                self.transact(guard, ops).await
            }
            done => done,
        }
    }
}

/// Puts the whole commit into the transaction.
async fn request_all(store: &IdbObjectStore, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
    if let Some(Guard { key, expected }) = guard {
        let found = read(store, &key).await?;
        if found != expected {
            return Err(CommitError::Moved { found });
        }
    }
    for op in ops {
        if let Op::Add(key, _) = &op
            && read(store, key).await?.is_some()
        {
            return Err(CommitError::Present { key: key.clone() });
        }
        match op {
            Op::Put(key, value) | Op::Add(key, value) => store.put_with_key(&value.into(), &key.into()),
            Op::Delete(key) => store.delete(&key.into()),
        }
        .map_err(fault)?;
    }
    Ok(())
}

async fn read(store: &IdbObjectStore, key: &str) -> Result<Option<String>, MediumError> {
    let value = in_time(result(&store.get(&key.into()).map_err(fault)?)).await?;
    Ok(value.as_string())
}

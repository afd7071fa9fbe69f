//! IndexedDB's events as promises, each with a time-out: an engine that never answers must not leave a person waiting.

use std::{cell::Cell, rc::Rc};

use inkseal_domain::store::MediumError;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
    IdbVersionChangeEvent,
};

use super::super::{clock, local::fault};

/// How long an answer may take, in milliseconds.
const PATIENCE_MS: i32 = 10_000;

#[wasm_bindgen]
extern "C" {
    /// IDBDatabase, with the options that web-sys keeps behind an unstable flag.
    type Database;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction(
        this: &Database,
        store: &str,
        mode: IdbTransactionMode,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// A transaction over one store; a writing one is durable when it is complete.
pub(super) fn transaction(
    database: &IdbDatabase,
    store: &str,
    mode: IdbTransactionMode,
) -> Result<IdbTransaction, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    database.unchecked_ref::<Database>().transaction(store, mode, &options)
}

/// The result of one request.
pub(super) fn result(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let answered = request.clone();
        request.set_onsuccess(Some(&once(move || settle(&resolve, answered.result()))));
        let failed = request.clone();
        request.set_onerror(Some(&once(move || call(&reject, error_of(failed.error())))));
    })
}

/// Resolves when the transaction is complete, that is durable, and not before.
pub(super) fn complete(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&once(move || call(&resolve, JsValue::UNDEFINED))));
        let aborted = transaction.clone();
        let refuse = once(move || call(&reject, aborted.error().map_or(JsValue::UNDEFINED, JsValue::from)));
        transaction.set_onabort(Some(&refuse));
    })
}

/// An answer, or the error that a promise gives, or [`MediumError::Hangs`].
pub(super) async fn in_time(promise: Promise) -> Result<JsValue, MediumError> {
    clock::in_time(promise, PATIENCE_MS).await.map_err(fault)
}

/// What a promise gives.
pub(super) async fn answer(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

/// The database `name`, made with `stores` where it is new. It closes itself when another version is to be opened.
pub(super) async fn database(name: &str, stores: &'static [&'static str]) -> Result<IdbDatabase, MediumError> {
    let request = factory()?.open_with_u32(name, 1).map_err(fault)?;
    make_stores(&request, stores);
    let given_up = Rc::new(Cell::new(false));
    let opened = opened(&request, &given_up);
    let database = match in_time(opened).await {
        Ok(database) => database.unchecked_into::<IdbDatabase>(),
        Err(error) => {
            given_up.set(true);
            return Err(if invalid_state(&request) { MediumError::Blocked } else { error });
        }
    };
    let closes = database.clone();
    database.set_onversionchange(Some(&once(move || closes.close())));
    Ok(database)
}

/// Deletes the database `name`, and says whether it was there.
pub(super) async fn delete(name: &str) -> Result<bool, MediumError> {
    let request = factory()?.delete_database(name).map_err(fault)?;
    let deleted = Promise::new(&mut |resolve, reject| {
        // A version that was deleted is no less than 1.
        let was_there = move |event: IdbVersionChangeEvent| call(&resolve, (event.old_version() > 0.0).into());
        request.set_onsuccess(Some(Closure::once_into_js(was_there).unchecked_ref()));
        let failed = request.clone();
        request.set_onerror(Some(&once(move || call(&reject, error_of(failed.error())))));
    });
    Ok(in_time(deleted).await?.is_truthy())
}

fn factory() -> Result<IdbFactory, MediumError> {
    web_sys::window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(MediumError::Blocked)
}

fn make_stores(request: &IdbOpenDbRequest, stores: &'static [&'static str]) {
    let upgraded = request.clone();
    let upgrade = Closure::once_into_js(move |_: IdbVersionChangeEvent| {
        let Ok(database) = upgraded.result().map(JsCast::unchecked_into::<IdbDatabase>) else { return };
        for store in stores {
            // A store that cannot be made shows at the first transaction.
            let _ = database.create_object_store(store);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
}

fn opened(request: &IdbOpenDbRequest, given_up: &Rc<Cell<bool>>) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let (answered, given_up) = (request.clone(), given_up.clone());
        request.set_onsuccess(Some(&once(move || match answered.result() {
            // Nobody waits any more, and an open connection would block others.
            Ok(database) if given_up.get() => database.unchecked_into::<IdbDatabase>().close(),
            result => settle(&resolve, result),
        })));
        let (failed, refuse) = (request.clone(), reject.clone());
        request.set_onerror(Some(&once(move || call(&refuse, error_of(failed.error())))));
        request.set_onblocked(Some(&once(move || {
            if let Ok(error) = DomException::new_with_message_and_name("another tab holds it", "TimeoutError") {
                call(&reject, error.into());
            }
        })));
    })
}

/// Some engines refuse a private window in this way.
fn invalid_state(request: &IdbOpenDbRequest) -> bool {
    request.error().ok().flatten().is_some_and(|error| error.name() == "InvalidStateError")
}

/// How an engine names what it refuses because of the connection.
pub(super) const CLOSED: &str = "InvalidStateError";
/// And what it had begun when it closed the connection.
pub(super) const ABORTED: &str = "AbortError";

/// Whether an engine named a fault so.
pub(super) fn names(error: &MediumError, name: &str) -> bool {
    matches!(error, MediumError::Failed(words) if words.starts_with(name))
}

/// Whether a transaction was refused because the connection is closed.
pub(super) fn is_closed(error: &JsValue) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == CLOSED)
}

fn error_of(error: Result<Option<DomException>, JsValue>) -> JsValue {
    match error {
        Ok(Some(error)) => error.into(),
        Ok(None) => JsValue::UNDEFINED,
        Err(error) => error,
    }
}

/// A callback that is called at most once.
fn once(callback: impl FnOnce() + 'static) -> Function {
    Closure::once_into_js(callback).unchecked_into()
}

fn settle(resolve: &Function, result: Result<JsValue, JsValue>) {
    call(resolve, result.unwrap_or(JsValue::UNDEFINED));
}

fn call(function: &Function, value: JsValue) {
    // A promise's own functions do not throw.
    let _ = function.call1(&JsValue::UNDEFINED, &value);
}

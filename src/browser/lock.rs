//! One tab writes: a Web Lock that is held for the tab's life. It keeps people from working in two tabs; that two
//! writers never share a number is the journal's doing.

use std::{cell::Cell, rc::Rc};

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

const NAME: &str = "inkseal";

/// Who may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// This tab, until it is closed.
    Mine,
    /// Another tab. Asking again later may succeed.
    Other,
    /// The engine has no Web Locks: nobody knows.
    Unknown,
}

/// Whether this tab may write: the lock is its own, or the engine has none. Then a second tab is only found out by the
/// journal, which refuses it. `lost` is called should another tab take the lock away, as while this one was frozen.
pub async fn hold(lost: impl FnOnce() + 'static) -> bool {
    take(lost).await != Tab::Other
}

/// Takes the lock if it is free, and holds it for the tab's life.
pub async fn take(lost: impl FnOnce() + 'static) -> Tab {
    match request(true, lost).await {
        Ok(granted) if granted.is_truthy() => Tab::Mine,
        Ok(_) => Tab::Other,
        Err(_) => Tab::Unknown,
    }
}

/// Waits until no tab has the lock; it is not kept. `false`: nobody can know.
pub async fn freed() -> bool {
    request(false, || {}).await.is_ok()
}

/// `navigator.locks.request(NAME, …)`. With `keep`: at once, true when it was granted, and then held for ever. Without: as soon as it is
/// free, and given back at once.
async fn request(keep: bool, lost: impl FnOnce() + 'static) -> Result<JsValue, JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::UNDEFINED)?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &keep.into())?;

    let mut asked = Ok(JsValue::UNDEFINED);
    let mut lost = Some(lost);
    let answer = Promise::new(&mut |resolve, reject| {
        let is_held = Rc::new(Cell::new(false));
        let holds = is_held.clone();
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let is_mine = lock.is_truthy();
            holds.set(is_mine && keep);
            let _ = resolve.call1(&JsValue::UNDEFINED, &is_mine.into());
            // The lock lasts as long as this promise, which never ends.
            if is_mine && keep { Promise::new(&mut |_, _| {}).into() } else { JsValue::UNDEFINED }
        });
        asked = request.call3(&locks, &NAME.into(), &options, &granted);
        if let (Ok(held), Some(lost)) = (&asked, lost.take()) {
            let ended = Closure::once_into_js(move |error: JsValue| {
                if is_held.get() {
                    lost();
                } else {
                    let _ = reject.call1(&JsValue::UNDEFINED, &error);
                }
            });
            let _ = Reflect::get(held, &"catch".into())
                .and_then(|catch| catch.unchecked_into::<Function>().call1(held, &ended));
        }
    });
    asked?;
    JsFuture::from(answer).await
}

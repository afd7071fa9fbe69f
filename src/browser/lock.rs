//! One tab writes: a Web Lock that is held for the tab's life. It keeps people from working in two tabs; that two
//! writers never share a number is the journal's doing.

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
/// journal, which refuses it.
pub async fn hold() -> bool {
    take().await != Tab::Other
}

/// Takes the lock if it is free, and holds it for the tab's life.
pub async fn take() -> Tab {
    match request().await {
        Ok(granted) if granted.is_truthy() => Tab::Mine,
        Ok(_) => Tab::Other,
        Err(_) => Tab::Unknown,
    }
}

/// `navigator.locks.request(NAME, {ifAvailable: true}, …)`: true when it was granted.
async fn request() -> Result<JsValue, JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::UNDEFINED)?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into())?;

    let mut asked = Ok(JsValue::UNDEFINED);
    let answer = Promise::new(&mut |resolve, reject| {
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let is_mine = lock.is_truthy();
            let _ = resolve.call1(&JsValue::UNDEFINED, &is_mine.into());
            // The lock lasts as long as this promise, which never ends.
            if is_mine { Promise::new(&mut |_, _| {}).into() } else { JsValue::UNDEFINED }
        });
        asked = request.call3(&locks, &NAME.into(), &options, &granted);
        if let Ok(held) = &asked {
            let refused = Closure::once_into_js(move |error: JsValue| reject.call1(&JsValue::UNDEFINED, &error).ok());
            let _ = Reflect::get(held, &"catch".into())
                .and_then(|catch| catch.unchecked_into::<Function>().call1(held, &refused));
        }
    });
    asked?;
    JsFuture::from(answer).await
}

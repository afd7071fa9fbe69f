//! Files in and out: saving, sharing, and reading one that a person chose.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, HtmlAnchorElement, HtmlInputElement, ShareData, Url};

/// Hands a file to the engine's download. Nothing follows from it: some kiosk shells swallow downloads.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    // The device may ask where to, on a screen of its own.
    super::errand::begin();
    link.click();
    // The engine has taken the blob by the time the click returns in all engines but WebKit, which reads it a little later.
    let release = wasm_bindgen::closure::Closure::once_into_js(move || Url::revoke_object_url(&url));
    if let Some(window) = web_sys::window() {
        window.set_timeout_with_callback_and_timeout_and_arguments_0(release.unchecked_ref(), 60_000)?;
    }
    Ok(())
}

/// Whether the engine can share files.
pub fn can_share(media_type: &str) -> bool {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else { return false };
    let asks = js_sys::Reflect::has(&navigator, &"canShare".into()).unwrap_or(false);
    asks && sharing("a", media_type, b"a").is_ok_and(|data| navigator.can_share_with_data(&data))
}

fn sharing(name: &str, media_type: &str, bytes: &[u8]) -> Result<ShareData, JsValue> {
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let file = File::new_with_u8_array_sequence_and_options(&parts, name, &options)?;
    let data = ShareData::new();
    data.set_files(&Array::of1(&file));
    Ok(data)
}

/// What came of offering a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// Something took it.
    Yes,
    /// The share sheet was closed again.
    Closed,
    /// The engine or the device refused.
    Failed,
}

/// Offers a file to the device's share sheet. Must be called from a tap.
pub async fn share(name: &str, media_type: &str, bytes: &[u8]) -> Shared {
    let (Some(window), Ok(data)) = (web_sys::window(), sharing(name, media_type, bytes)) else { return Shared::Failed };
    super::errand::begin();
    match JsFuture::from(window.navigator().share_with_data(&data)).await {
        Ok(_) => Shared::Yes,
        Err(refusal) => {
            let name = js_sys::Reflect::get(&refusal, &"name".into()).ok().and_then(|name| name.as_string());
            if name.as_deref() == Some("AbortError") { Shared::Closed } else { Shared::Failed }
        }
    }
}

/// The bytes of the file that was chosen in a file field, up to `max_bytes`; `Err` holds the size of a larger one.
pub async fn chosen(input: &HtmlInputElement, max_bytes: usize) -> Option<Result<Vec<u8>, usize>> {
    let file = input.files()?.get(0)?;
    read(&file, max_bytes).await
}

/// Forgets what was chosen in the field with that id, so that the same file can be chosen again.
pub fn forget_choice(id: &str) {
    let field = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(input) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        input.set_value("");
    }
}

/// The bytes of the file that was chosen in the field with that id, up to `max_bytes`; `Err` holds the size of a larger one.
pub async fn chosen_in(id: &str, max_bytes: usize) -> Option<Result<Vec<u8>, usize>> {
    let field = web_sys::window()?.document()?.get_element_by_id(id)?;
    chosen(&field.dyn_into().ok()?, max_bytes).await
}

/// The bytes of a file, up to `max_bytes`; `Err` holds the size of a larger one.
pub async fn read(file: &File, max_bytes: usize) -> Option<Result<Vec<u8>, usize>> {
    if file.size() > max_bytes as f64 {
        return Some(Err(file.size() as usize));
    }
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Ok(Uint8Array::new(&buffer).to_vec()))
}

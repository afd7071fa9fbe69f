//! Whether the disk has room. No engine says it: what they call quota counts on room that is not there. So it is tried, with a file in the origin's
//! private file system.

use js_sys::{JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions, FileSystemGetFileOptions,
    FileSystemRemoveOptions, FileSystemWritableFileStream,
};

use super::promise::answer;

/// A folder of its own: with it goes whatever a kill left in it.
const FOLDER: &str = "inkseal-room";
/// What one log of LevelDB's holds: so much an engine may have to write elsewhere.
const BYTES: u32 = 4 << 20;

/// Whether a journal has room to work. Where that cannot be tried, it counts as yes.
pub(super) async fn is_there() -> bool {
    let Ok(root) = root().await else { return true };
    remove(&root).await;
    let tried = fill(&root).await;
    remove(&root).await;
    !tried.is_err_and(|error| is_full(&error))
}

async fn root() -> Result<FileSystemDirectoryHandle, JsValue> {
    let storage = web_sys::window().ok_or(JsValue::UNDEFINED)?.navigator().storage();
    Ok(answer(storage.get_directory()).await?.unchecked_into())
}

async fn fill(root: &FileSystemDirectoryHandle) -> Result<(), JsValue> {
    let (folder, file) = (FileSystemGetDirectoryOptions::new(), FileSystemGetFileOptions::new());
    folder.set_create(true);
    file.set_create(true);
    let folder: FileSystemDirectoryHandle =
        answer(root.get_directory_handle_with_options(FOLDER, &folder)).await?.unchecked_into();
    let file: FileSystemFileHandle =
        answer(folder.get_file_handle_with_options("bytes", &file)).await?.unchecked_into();
    let stream: FileSystemWritableFileStream = answer(file.create_writable()).await?.unchecked_into();
    let written = match stream.write_with_js_u8_array(&Uint8Array::new_with_length(BYTES)) {
        Ok(written) => answer(written).await,
        Err(error) => Err(error),
    };
    // Nothing is kept: it is only seen whether there was room.
    let _ = answer(stream.abort()).await;
    written.map(drop)
}

async fn remove(root: &FileSystemDirectoryHandle) {
    let options = FileSystemRemoveOptions::new();
    options.set_recursive(true);
    // Usually there is nothing.
    let _ = answer(root.remove_entry_with_options(FOLDER, &options)).await;
}

fn is_full(error: &JsValue) -> bool {
    let name = js_sys::Reflect::get(error, &"name".into()).unwrap_or_default();
    name.dyn_ref::<JsString>().is_some_and(|name| *name == "QuotaExceededError")
}

//! Whether the disk has room. No engine says it: what they call quota counts on room that is not there. So it is tried, with a file in the origin's
//! private file system.

use inkseal_domain::store::MediumError;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions, FileSystemGetFileOptions,
    FileSystemRemoveOptions, FileSystemWritableFileStream,
};

use super::super::local::fault;
use super::promise::in_time;

/// A folder of its own: with it goes whatever a kill left in it.
const FOLDER: &str = "inkseal-room";

/// Whether so many bytes can be written. Where that cannot be tried, or gives no answer, it counts as yes.
pub(super) async fn is_there(bytes: u32) -> bool {
    let Ok(root) = root().await else { return true };
    remove(&root).await;
    let tried = fill(&root, bytes).await;
    remove(&root).await;
    tried != Err(MediumError::Full)
}

async fn root() -> Result<FileSystemDirectoryHandle, MediumError> {
    let storage = web_sys::window().ok_or(MediumError::Blocked)?.navigator().storage();
    Ok(in_time(storage.get_directory()).await?.unchecked_into())
}

async fn fill(root: &FileSystemDirectoryHandle, bytes: u32) -> Result<(), MediumError> {
    let (folder, file) = (FileSystemGetDirectoryOptions::new(), FileSystemGetFileOptions::new());
    folder.set_create(true);
    file.set_create(true);
    let folder: FileSystemDirectoryHandle =
        in_time(root.get_directory_handle_with_options(FOLDER, &folder)).await?.unchecked_into();
    let file: FileSystemFileHandle =
        in_time(folder.get_file_handle_with_options("bytes", &file)).await?.unchecked_into();
    let stream: FileSystemWritableFileStream = in_time(file.create_writable()).await?.unchecked_into();
    let written = in_time(stream.write_with_js_u8_array(&Uint8Array::new_with_length(bytes)).map_err(fault)?).await;
    // Nothing is kept: it is only seen whether there was room.
    let _ = in_time(stream.abort()).await;
    written.map(drop)
}

async fn remove(root: &FileSystemDirectoryHandle) {
    let options = FileSystemRemoveOptions::new();
    options.set_recursive(true);
    // Usually there is nothing.
    let _ = in_time(root.remove_entry_with_options(FOLDER, &options)).await;
}

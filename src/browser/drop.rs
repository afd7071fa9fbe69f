//! Files that people drop onto the page, or choose several at a time.

use super::file;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};

/// A file that was handed to the page.
pub struct Handed {
    /// Its name.
    pub name: String,
    /// Its bytes; `Err` holds the size of one that is larger than was asked for. `None`: the engine could not read it (a folder, or gone).
    pub bytes: Option<Result<Vec<u8>, usize>>,
}

/// Files that were handed to the page and not yet read.
pub struct Files(Vec<File>);

impl Files {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Lets files be dropped here, instead of the engine opening them in place of the page.
pub fn allow(event: &DragEvent) {
    event.prevent_default();
}

/// The files that were dropped.
pub fn dropped(event: &DragEvent) -> Files {
    event.prevent_default();
    list(event.data_transfer().and_then(|data| data.files()))
}

/// Opens the engine's file picker for the hidden file field of that id. Must be called from a tap.
pub fn choose(id: &str) {
    let field =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id(id));
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        field.click();
    }
}

/// The files that were chosen in a file field. The field is emptied, so that the same file can be chosen again.
pub fn chosen(event: &Event) -> Files {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return Files(vec![]);
    };
    let files = list(input.files());
    input.set_value("");
    files
}

fn list(files: Option<FileList>) -> Files {
    let each = |files: FileList| (0..files.length()).filter_map(|i| files.get(i)).collect();
    Files(files.map(each).unwrap_or_default())
}

/// Reads files one after another, each up to `max_bytes`.
pub async fn read(files: Files, max_bytes: usize) -> Vec<Handed> {
    let mut handed = Vec::with_capacity(files.0.len());
    for file in files.0 {
        handed.push(Handed { name: file.name(), bytes: file::read(&file, max_bytes).await });
    }
    handed
}

//! The engine's own modal dialogue: it takes the focus, keeps it, makes everything beneath inert, and gives the focus back.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement};

/// Where somebody was writing when a dialogue opened.
pub struct Caret {
    field: HtmlInputElement,
    /// Both ends of what was selected; none in a field of another kind, as one for a date.
    ends: Option<(u32, u32)>,
}

/// Opens a dialogue above everything, and says where somebody was writing.
pub fn open(dialog: &HtmlDialogElement) -> Option<Caret> {
    if dialog.open() {
        return None;
    }
    let focused = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    let field = focused.and_then(|focused| focused.dyn_into::<HtmlInputElement>().ok());
    let caret = field.map(|field| {
        let ends = field.selection_start().ok().flatten().zip(field.selection_end().ok().flatten());
        Caret { field, ends }
    });
    let _ = dialog.show_modal();
    caret
}

/// Closes it; the focus returns to where it was, and so does the caret: Chromium gives a field the focus back and lets nobody write in it.
pub fn close(dialog: &HtmlDialogElement, caret: Option<Caret>) {
    if !dialog.open() {
        return;
    }
    dialog.close();
    if let Some(Caret { field, ends }) = caret.filter(|caret| caret.field.is_connected()) {
        let _ = field.blur();
        let _ = field.focus();
        if let Some((start, end)) = ends {
            let _ = field.set_selection_range(start, end);
        }
    }
}

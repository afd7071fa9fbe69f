//! The engine's own modal dialogue: it takes the focus, keeps it, makes everything beneath inert, and gives the focus back.

use web_sys::HtmlDialogElement;

/// Opens a dialogue above everything.
pub fn open(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        let _ = dialog.show_modal();
    }
}

/// Closes it; the focus returns to where it was.
pub fn close(dialog: &HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
    }
}

//! Transactions that may still be under way when the page is left.
//!
//! WebKit keeps a page that is left as it was, to show it again, and with it a transaction that waits for the page's next request: for as long
//! as that lasts no other page gets at the journal (seen in WebKitGTK 2.50: "storage does not answer", for minutes). So a page that is kept
//! ends what it had begun. Nobody was told that it was done, and the page begins anew when it is shown again.

use std::cell::RefCell;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, IdbTransaction, PageTransitionEvent};

use super::super::presence::listen;

/// How many may be under way at once: whoever awaits one begins no other, and few things go on at a time.
const MOST: usize = 16;

thread_local! {
    static UNDERWAY: RefCell<Underway> = RefCell::default();
}

#[derive(Default)]
struct Underway {
    is_watching: bool,
    /// The latest; most of them are done.
    transactions: Vec<IdbTransaction>,
}

/// Ends this transaction if the page is left, and kept, while it is under way.
pub(super) fn note(transaction: &IdbTransaction) {
    UNDERWAY.with_borrow_mut(|underway| {
        if !underway.is_watching {
            underway.is_watching = true;
            watch();
        }
        if underway.transactions.len() == MOST {
            underway.transactions.remove(0);
        }
        underway.transactions.push(transaction.clone());
    });
}

fn watch() {
    let left = Closure::<dyn Fn(Event)>::new(|event: Event| {
        if event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted) {
            for transaction in UNDERWAY.with_borrow_mut(|underway| std::mem::take(&mut underway.transactions)) {
                // One that is done refuses.
                let _ = transaction.abort();
            }
        }
    });
    if let Some(window) = web_sys::window() {
        listen(&window, "pagehide", &left);
    }
    left.forget();
}

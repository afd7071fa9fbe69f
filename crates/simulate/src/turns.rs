//! Who goes next. Works give way around every call of a medium; an order, given as bits, says who goes on, and a cut ends them all.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// Something that a tab does.
pub type Work<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Lets something else happen first.
pub async fn give_way() {
    let mut asked = false;
    std::future::poll_fn(|_| if std::mem::replace(&mut asked, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

/// Runs `works` side by side. Whose turn it is, the bits of `order` say, over and over. After `cut` turns everything stops where it
/// is. Returns whether all came to their end.
pub fn run(mut works: Vec<Work>, order: u64, cut: Option<u32>) -> bool {
    let mut context = Context::from_waker(Waker::noop());
    let mut turn: u32 = 0;
    while !works.is_empty() {
        if cut.is_some_and(|cut| turn >= cut) {
            return false;
        }
        let next = (order.rotate_right(turn) & 1) as usize % works.len();
        if works[next].as_mut().poll(&mut context).is_ready() {
            drop(works.remove(next));
        }
        turn += 1;
    }
    true
}

/// The answer of a future that never really waits.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(answer) = future.as_mut().poll(&mut context) {
            return answer;
        }
    }
}

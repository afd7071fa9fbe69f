//! The program's own memory. What is let go of on the heap is overwritten by the allocator (`src/main.rs`); the stack is overwritten here.

use zeroize::Zeroize;

/// How much of the stack is overwritten: a quarter of what a program for wasm32 has (1 MiB), and far more than opening an office's keys takes.
const STACK_BYTES: usize = 256 * 1024;

/// Overwrites what calls that have returned left on the stack, keys among it, once whatever runs now has ended.
pub fn forget_calls() {
    leptos::task::spawn_local(async { overwrite() });
}

/// Never part of its caller: its block must lie where deeper calls had theirs.
#[inline(never)]
fn overwrite() {
    let mut block = [0_u8; STACK_BYTES];
    block.zeroize();
    std::hint::black_box(&mut block);
}

//! Published test vectors; `tests/browser` runs the same ones in browsers.
#![allow(clippy::unwrap_used)]

#[test]
fn every_published_vector_agrees() {
    for (name, result) in inkseal_domain::vectors::all() {
        assert_eq!(result, Ok(()), "{name}");
    }
}

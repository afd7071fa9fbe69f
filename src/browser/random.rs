//! Random bytes from the operating system.

/// 32 random bytes (Web Cryptography, `getRandomValues`).
///
/// # Panics
/// Where the engine has no `crypto`: nothing may be signed there.
pub fn seed() -> [u8; 32] {
    let mut bytes = [0; 32];
    web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok())
        .expect("every engine that runs this page has crypto.getRandomValues");
    bytes
}

//! The page: hashes and integrity values, and index.html with its places filled. Its headers are in `crates/serve/src/headers.rs`.

use base64ct::{Base64, Encoding};
use inkseal_serve::headers::HASH_DIGITS;
use sha2::{Digest, Sha256, Sha384};

/// The first 16 hexadecimal digits of SHA-256: what a hashed file name carries.
pub fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(HASH_DIGITS / 2).map(|byte| format!("{byte:02x}")).collect()
}

/// A subresource integrity value.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", Base64::encode_string(&Sha384::digest(bytes)))
}

/// A script hash for a policy.
pub fn csp_hash(bytes: &[u8]) -> String {
    format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(bytes)))
}

/// Fills `{{places}}`; a place without a value is an error, so that none is forgotten.
pub fn fill(template: &str, places: &[(&str, &str)]) -> Result<String, String> {
    let filled = places
        .iter()
        .fold(template.to_owned(), |page, (place, value)| page.replace(&format!("{{{{{place}}}}}"), value));
    match filled.split_once("{{") {
        None => Ok(filled),
        Some((_, rest)) => {
            Err(format!("the page has a place without a value: {}", rest.chars().take(20).collect::<String>()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unfilled_place_is_an_error() {
        assert_eq!(fill("a {{b}} c", &[("b", "x")]), Ok("a x c".into()));
        assert!(fill("a {{b}} c", &[]).is_err());
    }

    #[test]
    fn a_known_integrity_value() {
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }
}

//! The page: the strict policy it stands under, integrity values, and index.html with its places filled.

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256, Sha384};

/// The content security policy of the kiosk (docs/threat-model.md), without what only a header may say.
pub const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; object-src 'none'";

/// Headers for every file, by name and value; the policy is added by [`headers`].
const HEADERS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    ),
];

/// Every header for a file. `verify.html` brings its own policy in a meta element, because it is opened from disk.
pub fn headers(path: &str) -> Vec<(&'static str, String)> {
    let mut headers: Vec<(&str, String)> = HEADERS.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    if path != "verify.html" {
        headers.push(("Content-Security-Policy", format!("{CSP}; frame-ancestors 'none'")));
    }
    let cache = if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.push(("Cache-Control", cache.to_owned()));
    headers
}

/// Whether a file's name carries its hash, so that it never changes under that name.
fn is_hashed(path: &str) -> bool {
    let hash = path.rsplit_once('.').and_then(|(stem, _)| stem.rsplit_once('-')).map(|(_, hash)| hash);
    hash.is_some_and(|hash| hash.len() == HASH_DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// How many hexadecimal digits of its hash a name carries.
const HASH_DIGITS: usize = 16;

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
    fn no_script_may_be_inline_and_no_request_may_leave() {
        assert!(!CSP.contains("unsafe-inline") && !CSP.contains("'unsafe-eval'"));
        assert!(CSP.contains("default-src 'none'") && CSP.contains("connect-src 'self'"));
    }

    #[test]
    fn only_a_name_that_carries_its_hash_is_kept_for_ever() {
        let cache =
            |path: &str| headers(path).into_iter().find(|(name, _)| *name == "Cache-Control").map(|(_, value)| value);
        assert!(cache("kiosk-0123456789abcdef.wasm").is_some_and(|value| value.contains("immutable")));
        for path in
            ["index.html", "sw.js", "verify.html", "icons/icon-192.png", "documents/a-code-of-conduct/2026-1/en.md"]
        {
            assert_eq!(cache(path).as_deref(), Some("no-cache"), "{path}");
        }
    }

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

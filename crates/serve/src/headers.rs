//! The strict policy and the other headers under which every page stands, whoever serves it.

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

/// How many hexadecimal digits of its hash a name carries.
pub const HASH_DIGITS: usize = 16;

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
}

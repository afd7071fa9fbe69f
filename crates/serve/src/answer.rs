//! One answer to one request. Everything that is not a plain question for a file of ours is refused, under the same headers.

use crate::files::{Files, media_type, path_of};
use crate::headers::headers;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{ALLOW, CONTENT_TYPE, HOST, HeaderMap, HeaderName, LOCATION};
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode};

/// An answer.
pub(crate) type Answer = Response<Full<Bytes>>;

/// Whom a request was meant for, by its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MeantFor {
    /// The address that is served.
    Us,
    /// This computer by its name. For a browser that is another origin, with storage of its own.
    Localhost,
    /// Somebody else.
    Others,
    /// It does not say, or says it twice.
    Unsaid,
}

/// The answer to a request that was not meant for this address, if it was not.
///
/// A page from elsewhere can let its own name point at 127.0.0.1 (DNS rebinding) and would then read what is served here as its own:
/// such a request names that page's host, and is answered with 421 (RFC 9110 §7.4 and §15.5.20). One that names no host, or several,
/// is answered with 400 (RFC 9112 §3.2). One that says `localhost` is sent to the one address, so that a kiosk never lives at two.
pub(crate) fn turned_away(request: &Parts, port: u16) -> Option<Answer> {
    match meant_for(request, port) {
        MeantFor::Us => None,
        MeantFor::Localhost => {
            let path = request.uri.path_and_query().map_or("/", |path| path.as_str());
            let here = format!("http://127.0.0.1:{port}{path}");
            Some(refusal(StatusCode::PERMANENT_REDIRECT, "this is at 127.0.0.1", Some((LOCATION, here))))
        }
        MeantFor::Others => Some(refusal(StatusCode::MISDIRECTED_REQUEST, "not for this address", None)),
        MeantFor::Unsaid => Some(refusal(StatusCode::BAD_REQUEST, "no host", None)),
    }
}

fn meant_for(request: &Parts, port: u16) -> MeantFor {
    let mut hosts = request.headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return MeantFor::Unsaid };
    let of = |named: &[u8]| match () {
        () if named.eq_ignore_ascii_case(format!("127.0.0.1:{port}").as_bytes()) => MeantFor::Us,
        () if named.eq_ignore_ascii_case(format!("localhost:{port}").as_bytes()) => MeantFor::Localhost,
        () => MeantFor::Others,
    };
    let host = of(host.as_bytes());
    // A whole address in the request line counts more than the header (RFC 9112 §3.2.2); here both must say the same.
    let line = request.uri.authority().map_or(host, |authority| of(authority.as_str().as_bytes()));
    if line == host { host } else { MeantFor::Others }
}

/// The answer to a request that was meant for us: a file, or why not.
pub(crate) fn file(request: &Parts, files: &Files) -> Answer {
    // RFC 9110 §15.5.6: a refused method comes with those that are allowed.
    if request.method != Method::GET && request.method != Method::HEAD {
        return refusal(StatusCode::METHOD_NOT_ALLOWED, "only to be read", Some((ALLOW, "GET, HEAD".to_owned())));
    }
    let found = path_of(request.uri.path()).and_then(|path| Some((files.find(&path)?, path)));
    match found {
        Some((bytes, path)) => answer(StatusCode::OK, &path, media_type(&path), bytes),
        None => refusal(StatusCode::NOT_FOUND, "not here", None),
    }
}

/// What a listener says back.
pub(crate) fn heard(words: String) -> Answer {
    answer(StatusCode::OK, "", PLAIN, words.into())
}

const PLAIN: &str = "text/plain; charset=utf-8";

fn refusal(status: StatusCode, words: &'static str, more: Option<(HeaderName, String)>) -> Answer {
    let mut answer = answer(status, "", PLAIN, Bytes::from_static(words.as_bytes()));
    if let Some((name, value)) = more {
        put(answer.headers_mut(), name, &value);
    }
    answer
}

/// An answer under the headers of a file; `""` is no file, and never kept.
fn answer(status: StatusCode, path: &str, media_type: &'static str, bytes: Bytes) -> Answer {
    let mut answer = Response::new(Full::from(bytes));
    *answer.status_mut() = status;
    let ours = headers(path).into_iter().map(|(name, value)| (HeaderName::try_from(name), value));
    for (name, value) in ours.chain([(Ok(CONTENT_TYPE), media_type.to_owned())]) {
        put(answer.headers_mut(), name.expect("the names of our headers are well formed"), &value);
    }
    answer
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    // A value that no header can have came from a request's path, which hyper has read already: it is left out.
    if let Ok(value) = value.try_into() {
        headers.insert(name, value);
    }
}

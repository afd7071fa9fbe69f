//! What stands on the wire: every answer of a running server, read byte for byte.
#![allow(clippy::unwrap_used)]

use inkseal_serve::{Carried, Files, Running, ServeError, headers, serve, serve_and_listen};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;

const CARRIED: Carried = &[
    ("index.html", b"<!doctype html>the page"),
    ("kiosk-0123456789abcdef.wasm", b"\0asm"),
    ("verify.html", b"<!doctype html>the records office"),
    ("documents/a/en.md", b"# A"),
];

struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(one, _)| one == &name.to_ascii_lowercase());
        let value = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "{name} stands there twice");
        value
    }

    /// It stands under the headers of a file.
    fn is_under_the_headers_of(&self, path: &str) {
        for (name, value) in headers::headers(path) {
            assert_eq!(self.header(name), Some(value.as_str()), "{path}: {name}");
        }
    }
}

/// Sends bytes and reads everything that comes until the server hangs up.
fn send(port: u16, request: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.map(|line| line.split_once(": ").unwrap()).map(|(n, v)| (n.to_ascii_lowercase(), v.to_owned()));
    Answer { status, headers: headers.collect(), body: answer[end + 4..].to_vec() }
}

fn ask(port: u16, method: &str, target: &str, host: &str) -> Answer {
    send(port, &format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
}

fn get(server: &Running, target: &str) -> Answer {
    ask(server.port, "GET", target, &format!("127.0.0.1:{}", server.port))
}

fn carrying() -> Running {
    serve(Files::Carried(CARRIED), 0).unwrap()
}

#[test]
fn every_file_that_is_carried_is_served_whole_and_under_its_headers() {
    let server = carrying();
    for (path, bytes) in CARRIED {
        let answer = get(&server, &format!("/{path}?query"));
        assert_eq!((answer.status, &answer.body[..]), (200, *bytes), "{path}");
        assert_eq!(answer.header("Content-Length"), Some(bytes.len().to_string().as_str()), "{path}");
        answer.is_under_the_headers_of(path);
    }
    let page = get(&server, "/");
    assert_eq!((page.status, page.header("Content-Type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(page.body, CARRIED[0].1);
    assert_eq!(get(&server, "/kiosk-0123456789abcdef.wasm").header("Content-Type"), Some("application/wasm"));
}

#[test]
fn head_says_the_same_without_the_file() {
    let server = carrying();
    let host = format!("127.0.0.1:{}", server.port);
    for target in ["/", "/verify.html", "/not-there"] {
        let (whole, head) = (get(&server, target), ask(server.port, "HEAD", target, &host));
        let but_the_date = |answer: &Answer| -> Vec<(String, String)> {
            answer.headers.iter().filter(|(name, _)| name != "date").cloned().collect()
        };
        assert_eq!((head.status, head.body.len()), (whole.status, 0), "{target}");
        assert_eq!(but_the_date(&head), but_the_date(&whole), "{target}");
        assert_eq!(head.header("Content-Length"), Some(whole.body.len().to_string().as_str()), "{target}");
    }
}

#[test]
fn what_is_not_carried_is_not_there_and_no_folder_is_listed() {
    let server = carrying();
    let not_there =
        ["/documents/", "/documents", "/documents/a", "/documents/a/", "/nothing-0123456789abcdef.wasm", "/INDEX.HTML"];
    for target in not_there {
        let answer = get(&server, target);
        assert_eq!((answer.status, &answer.body[..]), (404, &b"not here"[..]), "{target}");
        answer.is_under_the_headers_of("");
        assert_eq!(answer.header("Content-Type"), Some("text/plain; charset=utf-8"), "{target}");
    }
}

#[test]
fn no_way_of_writing_an_address_leads_out_of_the_folder_or_to_what_is_hidden() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret"), "secret").unwrap();
    let folder = outside.path().join("served");
    fs::create_dir_all(folder.join("sub/.git")).unwrap();
    for (path, text) in
        [("index.html", "page"), ("sub/file.txt", "file"), (".env", "secret"), ("sub/.git/config", "secret")]
    {
        fs::write(folder.join(path), text).unwrap();
    }
    link(&outside.path().join("secret"), &folder.join("link"));
    link(outside.path(), &folder.join("up"));
    let server = serve(Files::Folder(folder), 0).unwrap();
    assert_eq!(get(&server, "/sub/file.txt").body, b"file");
    let out = [
        "/../secret",
        "/sub/../../secret",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/%2E%2E%2Fsecret",
        "/sub/%2e%2e/%2e%2e/secret",
        "/..%5csecret",
        "/..%c0%afsecret",
        "/sub/..;/secret",
        "//secret",
        "/./index.html",
        "/sub//file.txt",
        "/sub",
        "/sub/",
        "/.env",
        "/%2eenv",
        "/sub/.git/config",
        "/link",
        "/up/secret",
    ];
    for target in out.into_iter().filter(|target| cfg!(unix) || !["/link", "/up/secret"].contains(target)) {
        let answer = get(&server, target);
        assert_eq!((answer.status, &answer.body[..]), (404, &b"not here"[..]), "{target}");
        answer.is_under_the_headers_of("");
    }
    // An absolute path would take the folder's place where paths are joined.
    let secret = outside.path().join("secret");
    assert_eq!(get(&server, &format!("/{}", secret.display())).status, 404);
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) {
    std::os::unix::fs::symlink(to, at).unwrap();
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) {}

#[test]
fn nothing_but_reading_is_answered() {
    let server = carrying();
    let host = format!("127.0.0.1:{}", server.port);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "BREW"] {
        let target = if method == "CONNECT" { host.as_str() } else { "/" };
        let answer = ask(server.port, method, target, &host);
        assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, HEAD")), "{method}");
        answer.is_under_the_headers_of("");
    }
    let posted = format!("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
    assert_eq!(send(server.port, &posted).status, 405);
}

/// A page from elsewhere whose name was made to point here (DNS rebinding) asks under that name.
#[test]
fn a_request_that_names_another_host_gets_nothing() {
    let server = carrying();
    let port = server.port;
    let others =
        ["evil.example", "127.0.0.1", "localhost", "127.0.0.1.evil.example", "127.1", "[::1]", "0.0.0.0", "127.0.0.2"];
    let with_port = others.iter().map(|host| format!("{host}:{port}"));
    let wrong_port = ["127.0.0.1:1".to_owned(), format!("127.0.0.1:{port}0"), format!("x@127.0.0.1:{port}")];
    let bare = others.iter().map(|host| (*host).to_owned());
    for host in with_port
        .filter(|host| !host.starts_with("127.0.0.1:") && !host.starts_with("localhost:"))
        .chain(wrong_port)
        .chain(bare)
    {
        let answer = ask(port, "GET", "/", &host);
        assert_eq!((answer.status, &answer.body[..]), (421, &b"not for this address"[..]), "{host}");
        answer.is_under_the_headers_of("");
    }
    // The request line may carry a host too.
    let ours = format!("127.0.0.1:{port}");
    assert_eq!(ask(port, "GET", &format!("http://evil.example:{port}/"), &ours).status, 421);
    assert_eq!(ask(port, "GET", &format!("http://{ours}/"), "evil.example").status, 421);
    assert_eq!(ask(port, "GET", &format!("http://{ours}/"), &ours).status, 200);
}

#[test]
fn a_request_without_a_host_or_with_two_is_refused() {
    let server = carrying();
    let host = format!("Host: 127.0.0.1:{}\r\n", server.port);
    for hosts in [String::new(), host.repeat(2)] {
        let answer = send(server.port, &format!("GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n"));
        assert_eq!(answer.status, 400);
        answer.is_under_the_headers_of("");
    }
}

/// For a browser `localhost` is another origin: a kiosk set up there would not be found at the other.
#[test]
fn localhost_leads_to_the_one_address() {
    let server = carrying();
    let answer = ask(server.port, "GET", "/verify.html?a=b", &format!("LocalHost:{}", server.port));
    let there = format!("http://127.0.0.1:{}/verify.html?a=b", server.port);
    assert_eq!((answer.status, answer.header("Location")), (308, Some(there.as_str())));
    answer.is_under_the_headers_of("");
}

#[test]
fn only_a_listener_hears_what_is_posted_and_only_under_its_own_address() {
    let hears = Arc::new(|told: &[u8]| format!("heard {}", told.len()));
    let server = serve_and_listen(Files::Carried(CARRIED), hears).unwrap();
    let posted = |host: &str| {
        let line =
            format!("POST /anywhere HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
        send(server.port, &line)
    };
    let answer = posted(&format!("127.0.0.1:{}", server.port));
    assert_eq!((answer.status, &answer.body[..]), (200, &b"heard 5"[..]));
    answer.is_under_the_headers_of("");
    assert_eq!(posted("evil.example").status, 421);
    assert_eq!(get(&server, "/").body, CARRIED[0].1);
}

#[test]
fn a_port_that_is_taken_is_said_by_its_number() {
    let holder = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = holder.local_addr().unwrap().port();
    let error = serve(Files::Carried(CARRIED), port).unwrap_err();
    assert!(matches!(error, ServeError::Taken { port: taken } if taken == port), "{error:?}");
}

/// Every address of 127.0.0.0/8 is this computer; another than the one that is asked for shows whether all were listened on.
#[cfg(target_os = "linux")]
#[test]
fn it_listens_on_127_0_0_1_alone() {
    let server = carrying();
    assert!(TcpStream::connect(("127.0.0.2", server.port)).is_err());
    assert!(TcpStream::connect(("::1", server.port)).is_err());
}

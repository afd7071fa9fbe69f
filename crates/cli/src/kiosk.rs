//! `inkseal kiosk` and `inkseal demo`: the kiosk that this program carries, served to this computer until it is stopped.

use crate::browser;
use crate::exit::Exit;
use crate::page::Page;
use crate::words::serving;
use inkseal_serve::{Carried, Files, Running, ServeError, serve};

/// The port of `inkseal kiosk`. A browser keeps what it keeps for scheme, host and port (RFC 6454 §4), so at another port the kiosk would
/// begin empty: this number never changes. It lies below those that systems give out for connections (from 32768 on Linux, from 49152
/// elsewhere), and is not the one of `cargo xtask serve`, where things are tried.
pub const PORT: u16 = 29417;

/// The files of the kiosk, as the build found them; none in a program that was built without.
const CARRIED: Carried = include!(concat!(env!("OUT_DIR"), "/carried.rs"));

/// What is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The kiosk, always at one address.
    Kiosk,
    /// The same pages for trying, at an address of which the kiosk knows nothing.
    Demo,
}

/// Why nothing is served.
#[derive(Debug)]
pub enum NotServed {
    /// This program was built without a kiosk.
    NothingCarried,
    /// There is no port for it.
    Port(ServeError),
}

impl NotServed {
    fn exit(&self) -> Exit {
        match self {
            Self::NothingCarried => Exit::NothingCarried,
            Self::Port(_) => Exit::NoPort,
        }
    }
}

/// Serves until it is stopped; comes back only if there is nothing to serve.
pub fn run(what: What, open: bool) -> (Page, Exit) {
    let running = match what {
        What::Kiosk => begin(CARRIED, PORT),
        What::Demo => not_at(PORT, || begin(CARRIED, 0)),
    };
    match running {
        Ok(running) => stay(what, &running, open),
        Err(why) => {
            let mut page = Page::new();
            serving::not_served(&why).iter().for_each(|line| page.line(line));
            (page, why.exit())
        }
    }
}

fn begin(carried: Carried, port: u16) -> Result<Running, NotServed> {
    if carried.is_empty() {
        return Err(NotServed::NothingCarried);
    }
    serve(Files::Carried(carried), port).map_err(NotServed::Port)
}

/// A server at any port but one: where a system gives out low numbers too, it may give out the kiosk's. The first is held while the second
/// is taken, so that they differ.
fn not_at(port: u16, take: impl Fn() -> Result<Running, NotServed>) -> Result<Running, NotServed> {
    let first = take()?;
    if first.port == port { take() } else { Ok(first) }
}

fn stay(what: What, running: &Running, open: bool) -> ! {
    let address = running.address();
    let mut page = Page::new();
    let said = match what {
        What::Kiosk => serving::kiosk(&address),
        What::Demo => serving::demo(&address),
    };
    said.iter().for_each(|line| page.line(line));
    page.print();
    if open {
        // Beside it: some systems come back only when the browser is closed.
        std::thread::spawn(move || {
            if let Err(why) = browser::in_browser(&address) {
                let mut page = Page::new();
                page.line(&serving::not_opened(&why));
                page.print();
            }
        });
    }
    loop {
        std::thread::park();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::cell::RefCell;
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::path::Path;

    const FIXTURE: Carried = &[("index.html", b"the page")];

    fn get(port: u16, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let request = format!("GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn what_is_carried_is_served_under_strict_headers() {
        let running = begin(FIXTURE, 0).unwrap();
        let page = get(running.port, "");
        assert!(page.starts_with("HTTP/1.1 200 OK\r\n") && page.ends_with("\r\n\r\nthe page"), "{page}");
        assert!(page.contains("content-security-policy: default-src 'none'; "), "{page}");
        assert!(get(running.port, "exit.rs").starts_with("HTTP/1.1 404 "));
    }

    #[test]
    fn a_program_without_a_kiosk_takes_no_port() {
        let why = begin(&[], 0).unwrap_err();
        assert!(matches!(why, NotServed::NothingCarried));
        assert_eq!(why.exit().number(), 6);
    }

    #[test]
    fn a_taken_port_ends_it_and_no_other_is_taken_instead() {
        let holder = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = holder.local_addr().unwrap().port();
        let why = begin(FIXTURE, port).unwrap_err();
        assert!(matches!(why, NotServed::Port(ServeError::Taken { port: taken }) if taken == port), "{why:?}");
        assert_eq!(why.exit().number(), 7);
    }

    #[test]
    fn what_is_tried_is_never_at_the_kiosks_port() {
        let servers = RefCell::new(vec![begin(FIXTURE, 0), begin(FIXTURE, 0)]);
        let ports: Vec<u16> = servers.borrow().iter().map(|server| server.as_ref().unwrap().port).collect();
        let other = not_at(ports[1], || servers.borrow_mut().pop().unwrap()).unwrap();
        assert_eq!(other.port, ports[0]);
    }

    #[test]
    fn the_kiosks_port_is_fixed_its_own_and_in_the_documents() {
        const { assert!(PORT < 32768 && PORT != xtask::server::PORT) };
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        for document in ["README.md", "docs/deploy.md"] {
            let text = std::fs::read_to_string(root.join(document)).unwrap();
            assert!(text.contains(&format!("http://127.0.0.1:{PORT}/")), "{document}");
        }
    }
}

//! A small static server on 127.0.0.1, with the same headers that a real host must send.

use crate::page;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use tiny_http::{Header, Response, Server};

/// The port of `cargo xtask serve`. Storage belongs to an origin, so it stays the same.
pub const PORT: u16 = 8321;

/// A server that runs until it is stopped or dropped.
pub struct Running {
    server: Arc<Server>,
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
    /// The port it listens on.
    pub port: u16,
}

/// Serves a folder on 127.0.0.1; port 0 takes a free one.
pub fn serve(folder: &Path, port: u16) -> Result<Running, String> {
    let server = Server::http(("127.0.0.1", port)).map_err(|error| format!("port {port} on 127.0.0.1: {error}"))?;
    let port = server.server_addr().to_ip().map_or(port, |address| address.port());
    let (server, stop) = (Arc::new(server), Arc::new(AtomicBool::new(false)));
    let threads = (0..4).map(|_| {
        let (server, stop, folder) = (server.clone(), stop.clone(), folder.to_path_buf());
        std::thread::spawn(move || {
            while !stop.load(Ordering::SeqCst) {
                match server.recv() {
                    // A browser that went away in mid-answer is its own business.
                    Ok(request) => drop(answer(request, &folder)),
                    Err(_) => break,
                }
            }
        })
    });
    Ok(Running { threads: threads.collect(), server, stop, port })
}

fn answer(request: tiny_http::Request, folder: &Path) -> std::io::Result<()> {
    let path = path_of(request.url());
    let file = path.as_ref().map(|path| folder.join(path)).filter(|file| file.is_file());
    match (path, file.and_then(|file| std::fs::read(file).ok())) {
        (Some(path), Some(bytes)) => {
            let mut response = Response::from_data(bytes);
            let mut all = page::headers(&path);
            all.push(("Content-Type", media_type(&path).to_owned()));
            for (name, value) in all {
                if let Ok(header) = Header::from_bytes(name, value) {
                    response.add_header(header);
                }
            }
            request.respond(response)
        }
        _ => request.respond(Response::from_string("not here").with_status_code(404)),
    }
}

/// The file that an address means; `None` for anything that would leave the folder.
fn path_of(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let safe = path.split('/').all(|part| !part.is_empty() && part != ".." && part != "." && !part.contains('\\'));
    safe.then_some(path)
}

fn media_type(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("md") => "text/markdown; charset=utf-8",
        _ => "application/octet-stream",
    }
}

impl Running {
    /// The address to open.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Stops listening; the port is free afterwards.
    pub fn stop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        for _ in &self.threads {
            self.server.unblock();
        }
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leaves_the_folder() {
        assert_eq!(path_of("/../Cargo.toml"), None);
        assert_eq!(path_of("/a/../../b"), None);
        assert_eq!(path_of("//etc/passwd"), Some("etc/passwd".into()));
        assert_eq!(path_of("/?x=1"), Some("index.html".into()));
    }
}

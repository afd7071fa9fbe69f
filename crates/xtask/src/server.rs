//! A small static server on 127.0.0.1, with the same headers that a real host must send.

use crate::page;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// The port of `cargo xtask serve`. Storage belongs to an origin, so it stays the same.
pub const PORT: u16 = 8321;

/// A server that runs until it is stopped or dropped.
pub struct Running {
    runtime: Option<Runtime>,
    /// The port it listens on.
    pub port: u16,
}

/// Hears what a page posts, whatever the address, and answers.
pub type Listener = Arc<dyn Fn(&[u8]) -> String + Send + Sync>;

/// Serves a folder on 127.0.0.1; port 0 takes a free one.
///
/// # Errors
/// When the port is taken.
pub fn serve(folder: &Path, port: u16) -> Result<Running, String> {
    start(folder, port, None)
}

/// Serves a folder on a free port of 127.0.0.1 to pages that have something to tell.
///
/// # Errors
/// When there is no port.
pub fn serve_and_listen(folder: &Path, listener: Listener) -> Result<Running, String> {
    start(folder, 0, Some(listener))
}

fn start(folder: &Path, port: u16, hears: Option<Listener>) -> Result<Running, String> {
    let taken = |error: std::io::Error| format!("port {port} on 127.0.0.1: {error}");
    let listener = std::net::TcpListener::bind(("127.0.0.1", port)).map_err(taken)?;
    listener.set_nonblocking(true).map_err(taken)?;
    let port = listener.local_addr().map_err(taken)?.port();
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(taken)?;
    let folder = folder.to_path_buf();
    runtime.spawn(async move {
        if let Ok(listener) = TcpListener::from_std(listener) {
            accept(listener, folder, hears).await;
        }
    });
    Ok(Running { runtime: Some(runtime), port })
}

async fn accept(listener: TcpListener, folder: PathBuf, hears: Option<Listener>) {
    while let Ok((stream, _)) = listener.accept().await {
        // Many small answers, none of which is to wait for the next.
        let _ = stream.set_nodelay(true);
        let (folder, hears) = (folder.clone(), hears.clone());
        tokio::spawn(async move {
            let service = service_fn(|request| answer(request, &folder, hears.as_ref()));
            // A browser that went away in mid-answer is its own business.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    folder: &Path,
    hears: Option<&Listener>,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    match hears {
        Some(hears) if request.method() == Method::POST => {
            let told = request.into_body().collect().await?.to_bytes();
            Ok(Response::new(Full::from(hears(&told))))
        }
        _ => Ok(file(request.uri().path(), folder)),
    }
}

fn file(address: &str, folder: &Path) -> Response<Full<Bytes>> {
    let found = path_of(address).and_then(|path| Some((std::fs::read(folder.join(&path)).ok()?, path)));
    let Some((bytes, path)) = found else {
        let mut missing = Response::new(Full::from("not here"));
        *missing.status_mut() = StatusCode::NOT_FOUND;
        return missing;
    };
    let mut response = Response::builder().header("Content-Type", media_type(&path));
    for (name, value) in page::headers(&path) {
        response = response.header(name, value);
    }
    // Our own header lines are well formed.
    response.body(Full::from(bytes)).unwrap_or_default()
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

    /// Stops listening and ends every connection; the port is free afterwards.
    pub fn stop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
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

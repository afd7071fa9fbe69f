//! A small server for this computer alone: it listens on 127.0.0.1 and nowhere else, gives files to read and takes nothing, and sends
//! the headers that a real host must send. Of what the kiosk keeps it knows nothing: that lies in the browser.

mod answer;
mod files;
pub mod headers;

pub use files::{Carried, Files};

use answer::Answer;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program has the port, or this one a second time.
    #[error("port {port} on 127.0.0.1 is taken")]
    Taken {
        /// The port that was asked for.
        port: u16,
    },
    /// The system refuses.
    #[error("port {port} on 127.0.0.1: {error}")]
    Refused {
        /// The port that was asked for; 0 for a free one.
        port: u16,
        /// What the system says.
        error: std::io::Error,
    },
}

/// A server that runs until it is stopped or dropped.
#[derive(Debug)]
pub struct Running {
    runtime: Option<Runtime>,
    /// The port it listens on.
    pub port: u16,
}

/// Hears what a page posts, whatever the address, and answers. Only tests have one.
pub type Listener = Arc<dyn Fn(&[u8]) -> String + Send + Sync>;

/// Serves files on 127.0.0.1; port 0 takes a free one.
///
/// # Errors
/// When the port cannot be had.
pub fn serve(files: Files, port: u16) -> Result<Running, ServeError> {
    start(files, port, None)
}

/// Serves files on a free port of 127.0.0.1 to pages that have something to tell.
///
/// # Errors
/// When there is no port.
pub fn serve_and_listen(files: Files, listener: Listener) -> Result<Running, ServeError> {
    start(files, 0, Some(listener))
}

fn start(files: Files, port: u16, hears: Option<Listener>) -> Result<Running, ServeError> {
    let refused = |error: std::io::Error| match error.kind() {
        ErrorKind::AddrInUse => ServeError::Taken { port },
        _ => ServeError::Refused { port, error },
    };
    let listener = std::net::TcpListener::bind(("127.0.0.1", port)).map_err(refused)?;
    listener.set_nonblocking(true).map_err(refused)?;
    let port = listener.local_addr().map_err(refused)?.port();
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(refused)?;
    runtime.spawn(async move {
        if let Ok(listener) = TcpListener::from_std(listener) {
            accept(listener, port, files, hears).await;
        }
    });
    Ok(Running { runtime: Some(runtime), port })
}

/// How long to wait when a connection could not be taken: too many are open, and some will end.
const BREATH: Duration = Duration::from_millis(50);

async fn accept(listener: TcpListener, port: u16, files: Files, hears: Option<Listener>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        // Many small answers, none of which is to wait for the next.
        let _ = stream.set_nodelay(true);
        let (files, hears) = (files.clone(), hears.clone());
        tokio::spawn(async move {
            let service = service_fn(|request| answer(request, port, &files, hears.as_ref()));
            // A browser that went away in mid-answer is its own business.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    port: u16,
    files: &Files,
    hears: Option<&Listener>,
) -> Result<Answer, hyper::Error> {
    let (request, body) = request.into_parts();
    if let Some(refusal) = answer::turned_away(&request, port) {
        return Ok(refusal);
    }
    match hears {
        Some(hears) if request.method == Method::POST => Ok(answer::heard(hears(&body.collect().await?.to_bytes()))),
        _ => Ok(answer::file(&request, files)),
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

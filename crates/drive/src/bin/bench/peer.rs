//! signature_pad, the peer of the pad, and the page that shows it: only in the bench's own copy of what is served.

use drive::Failure;
use std::path::Path;
use xtask::tools;

/// As its registry names it.
pub const VERSION: &str = "5.1.4";

const PAGE: &str = "<!doctype html><title>peer</title><canvas></canvas><script src=\"signature_pad.js\"></script>\
<script src=\"start.js\"></script>\n";

/// Every sample is drawn when it comes, as on our pad: by default this library draws at most every 16 ms.
const START: &str = "const [, width, height] = location.hash.split(/[#x]/).map(Number);\n\
const canvas = document.querySelector(\"canvas\");\n[canvas.width, canvas.height] = [width, height];\n\
window.pad = new SignaturePad(canvas, { throttle: 0 });\n";

/// Installs it once into `target/tools`, and puts its page into a served folder.
///
/// # Errors
/// When it cannot be installed.
pub fn put_into(served: &Path) -> Result<(), Failure> {
    let words = |error: std::io::Error| error.to_string();
    let script = tools::npm("signature_pad", VERSION)?.join("node_modules/signature_pad/dist/signature_pad.umd.min.js");
    let folder = served.join("peer");
    std::fs::create_dir_all(&folder).map_err(words)?;
    std::fs::copy(script, folder.join("signature_pad.js")).map_err(words)?;
    std::fs::write(folder.join("index.html"), PAGE).map_err(words)?;
    std::fs::write(folder.join("start.js"), START).map_err(words)
}

//! `verify.html`: the verifier in one file that is opened from disk and asks nobody for anything.

use crate::dist::Program;
use crate::page::csp_hash;
use crate::step::Failure;
use base64ct::{Base64, Encoding};
use flate2::{Compression, write::ZlibEncoder};
use std::io::Write;

/// What the page does first: it unpacks the program that it carries. The glue before it is a module, and stays one.
const START: &str = r#"
const stopped = () => {
  document.body.textContent = "This page has stopped. No file was changed. Open it again, or use the command: inkseal verify";
};
window.addEventListener("inkseal-stopped", stopped);
window.addEventListener("error", (event) => event.error instanceof WebAssembly.RuntimeError && stopped());
try {
  const packed = Uint8Array.from(atob(program), (c) => c.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  await __wbg_init({ module_or_path: await new Response(unpacked).arrayBuffer() });
} catch (error) {
  document.body.textContent = `This browser cannot run this page (${error}). Open it in a newer one, or use the command: inkseal verify`;
}
"#;

/// The page in one file: WebAssembly, deflated and in base64, inside its one module script, whose hash the policy names.
pub fn html(program: &Program, style: &[u8]) -> Result<String, Failure> {
    let glue = String::from_utf8(program.glue.clone()).map_err(|error| error.to_string())?;
    let script = format!("{glue}\nconst program = \"{}\";{START}", deflated(&program.wasm)?);
    if script.contains("</script") || script.contains("<!--") {
        return Err("the script of verify.html would end itself".to_owned());
    }
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; form-action 'none'; base-uri 'none'",
        csp_hash(script.as_bytes())
    );
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Inkseal: check a batch</title>\
         <style>{}</style></head><body><noscript>This page needs JavaScript and WebAssembly. The command inkseal verify needs neither.</noscript>\
         <script type=\"module\">{script}</script></body></html>\n",
        String::from_utf8_lossy(style)
    ))
}

/// Base64 of the deflated bytes (zlib, RFC 1950: what DecompressionStream calls "deflate").
fn deflated(bytes: &[u8]) -> Result<String, Failure> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.map(|packed| Base64::encode_string(&packed)).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use flate2::read::ZlibDecoder;
    use std::io::Read;

    #[test]
    fn the_policy_names_the_only_script_and_the_script_carries_the_program() {
        let wasm = vec![7; 5000];
        let program = Program { glue: b"export { initSync, __wbg_init as default };\n".to_vec(), wasm: wasm.clone() };
        let html = html(&program, b"body{}").unwrap();
        let script = html.split("<script type=\"module\">").nth(1).unwrap().split("</script>").next().unwrap();
        assert_eq!(html.matches("<script").count(), 1);
        assert!(html.contains(&format!("script-src {} 'wasm-unsafe-eval'", csp_hash(script.as_bytes()))));
        let packed = Base64::decode_vec(script.split('"').nth(1).unwrap()).unwrap();
        let mut unpacked = Vec::new();
        ZlibDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, wasm);
    }

    #[test]
    fn a_script_that_would_end_itself_is_refused() {
        let program = Program { glue: b"'</script>'".to_vec(), wasm: vec![] };
        assert!(html(&program, b"").is_err());
    }
}

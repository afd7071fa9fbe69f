// Starts the kiosk. The names of the two files are filled in by the build.
import init from "./{{glue}}";

init({ module_or_path: new URL("./{{wasm}}", import.meta.url) });

if ("serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register("./sw.js").catch(() => {});
}

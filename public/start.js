// Starts the kiosk. The names of the two files are filled in by the build.
import init from "./{{glue}}";

// The worker comes first: even a version that cannot start can then be replaced. Where there is none (a private window, a page
// that is not secure) the visit goes on, and the administrator's overview says that the page needs the network.
if ("serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register("./sw.js", { updateViaCache: "none" }).catch(() => {});
}

// The program has stopped for good. What it kept ready for this moment takes the place of everything: nothing of a person stays.
function stopped() {
  const page = document.documentElement;
  if (!("stopped" in page.dataset)) {
    page.dataset.stopped = "";
    const words = document.getElementById("stopped").content.cloneNode(true);
    document.title = "Inkseal";
    document.body.replaceChildren(words);
    document.querySelector("h1")?.focus();
  }
  // There is nobody left to interrupt: a newer version may take over before the page is loaded again.
  const registered = navigator.serviceWorker?.getRegistration();
  registered?.then((registration) => registration?.waiting?.postMessage("take-over")).catch(() => {});
}

// Only a trap of the program itself is its end; any other error leaves it working.
const ends = (reason) => reason instanceof WebAssembly.RuntimeError;
window.addEventListener("error", (event) => ends(event.error) && stopped());
window.addEventListener("unhandledrejection", (event) => ends(event.reason) && stopped());
window.addEventListener("inkseal-stopped", stopped);

// Going back to a page that the browser kept as it was would show it as it was: it hides when left, and loads anew.
window.addEventListener("pagehide", (event) => {
  if (event.persisted) document.body.hidden = true;
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

init({ module_or_path: new URL("./{{wasm}}", import.meta.url) }).catch(stopped);

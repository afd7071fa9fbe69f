// Everything the kiosk needs, kept on the device: all of it or nothing. A new version waits until the page, idle on its welcome
// screen, lets it take over; a visit is never interrupted.
const CACHE = "inkseal-" + "{{version}}";
const FILES = "{{files}}";

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      // "reload" goes past the HTTP cache; addAll keeps nothing when one file fails.
      await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      await Promise.all(names.filter((name) => name.startsWith("inkseal-") && name !== CACHE).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(CACHE);
      const page = event.request.mode === "navigate" && !url.pathname.endsWith("/verify.html");
      const kept = await cache.match(page ? "index.html" : event.request, { ignoreSearch: true });
      return kept ?? fetch(event.request);
    })(),
  );
});

// Everything the kiosk needs, kept on the device: all of it or nothing. A new version waits until the page, idle on its welcome
// screen, lets it take over; a visit is never interrupted, and until then the old version answers for everything.
const CACHE = "inkseal-" + "{{version}}";
// Path of every file, with the first 16 hexadecimal digits of its SHA-256.
const FILES = "{{files}}";

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      try {
        const cache = await caches.open(CACHE);
        await Promise.all(Object.entries(FILES).map(([path, hash]) => keep(cache, path, hash)));
      } catch (error) {
        await caches.delete(CACHE);
        throw error;
      }
    })(),
  );
});

// A server in the middle of being updated answers with files of two versions: only the very bytes that belong together are kept.
async function keep(cache, path, hash) {
  // "reload" goes past the HTTP cache.
  const answer = await fetch(new Request(path, { cache: "reload" }));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== hash) throw new Error(`${path} is of another version`);
  const headers = new Headers(answer.headers);
  ["content-encoding", "content-length", "vary"].forEach((name) => headers.delete(name));
  // A new answer: one that came by a redirection (/index.html to /) would be refused as a page.
  await cache.put(path, new Response(bytes, { headers }));
}

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
  const scope = new URL(self.registration.scope);
  if (event.request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const path = url.pathname.slice(scope.pathname.length) || "index.html";
  if (Object.hasOwn(FILES, path)) event.respondWith(answer(event.request, path));
});

async function answer(request, path) {
  const cache = await caches.open(CACHE);
  // The engine may have cleared the cache; then the network is the last resort.
  return (await cache.match(path)) ?? fetch(request);
}

// What is still known of somebody: how often each of their words, and their ink, stand in the program's memory; which of their words
// the page or the tab still says; and everything that the browser keeps, with the places where one of the words stands. What is no
// words, as a key, is a list of bytes, and is looked for in the memory alone.
const [words, points, done] = arguments;

// Firefox wraps what is the page's own.
const memory = new Uint8Array((window.wrappedJSObject ?? window).programMemory.buffer);
// One character for each byte, the same for each value of it.
const characters = new TextDecoder("latin1");
const bytes = characters.decode(memory);
const spelled = (part) => characters.decode(new Uint8Array(part));
const count = (text, part) => text.split(part).length - 1;

// A point is two numbers of two bytes each and a level; what else is in its six bytes does not matter.
const escaped = (part) => [...spelled(part)].map((c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")).join("");
const stroke = points.map(([x, y]) => escaped([x & 255, x >> 8, y & 255, y >> 8])).join("[^]{2}");

const page = () => {
  const fields = [...document.querySelectorAll("input, textarea, select, output")];
  const storage = [history.state, { ...sessionStorage }, performance.getEntries().map((entry) => entry.name)];
  const rest = [document.title, document.cookie, document.referrer, window.name, location.href, getSelection().toString()];
  const told = fields.map((field) => [field.value, field.defaultValue]);
  return document.documentElement.outerHTML + JSON.stringify([storage, rest, told]);
};

// As text, in the same way each time: a key has nothing to read but what it is for.
const readable = (value) =>
  typeof value === "string"
    ? value
    : JSON.stringify(value, (_, part) => (/CryptoKey/.test(Object.prototype.toString.call(part)) ? ["key", part.type] : part));

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function databases() {
  const all = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([asked(objects.getAllKeys()), asked(objects.getAll())]);
      keys.forEach((key, i) => all.push([`${name} ${store} ${readable(key)}`, readable(values[i])]));
    }
    database.close();
  }
  return all;
}

async function cached() {
  const all = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      all.push([`cache ${name} ${request.url}`, await (await cache.match(request)).text()]);
    }
  }
  return all;
}

// Long texts by their digest: they are only compared.
async function short([place, text]) {
  if (text.length < 9000) return [place, text];
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [place, [...new Uint8Array(digest)].join()];
}

async function kept() {
  const simple = (name, storage) => Object.entries(storage).map(([key, text]) => [`${name} ${key}`, text]);
  const all = [...simple("local", localStorage), ...simple("session", sessionStorage), ...(await databases()), ...(await cached())];
  return all.sort(([a], [b]) => (a < b ? -1 : 1));
}

const texts = words.filter((word) => typeof word === "string");
const around = page();
kept()
  .then(async (all) => ({
    memory: words.map((word) => count(bytes, spelled(typeof word === "string" ? new TextEncoder().encode(word) : word))),
    ink: points.length && (bytes.match(new RegExp(stroke, "g")) ?? []).length,
    inks: bytes.match(/AQ[A-Za-z0-9_-]{60,}/g) ?? [],
    page: texts.filter((word) => around.includes(word)),
    looks: Object.keys(document.documentElement.dataset).filter((name) => /textSize|contrast/.test(name)),
    found: all.filter(([place, text]) => texts.some((word) => (place + text).includes(word))).map(([place]) => place),
    kept: await Promise.all(all.map(short)),
  }))
  .then(done, (error) => done(String(error)));

// Everything that the browser keeps for this page, as text, each with its place; and of each key whether anything gives its bytes away.
const [done] = arguments;

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const isKey = (value) => /CryptoKey/.test(Object.prototype.toString.call(value));

// In which forms the engine hands out a key.
async function exported(key) {
  const forms = ["raw", "pkcs8", "jwk"].map((form) => crypto.subtle.exportKey(form, key).then(() => form, () => null));
  return (await Promise.all(forms)).filter(Boolean);
}

async function everything() {
  const kept = [...Object.entries(localStorage), ...Object.entries(sessionStorage), ["cookie", document.cookie]];
  const keys = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [places, values] = await Promise.all([asked(objects.getAllKeys()), asked(objects.getAll())]);
      for (const [i, value] of values.entries()) {
        if (isKey(value)) keys.push([value.type, value.extractable, await exported(value)]);
        else kept.push([`${name} ${store} ${JSON.stringify(places[i])}`, typeof value === "string" ? value : JSON.stringify(value)]);
        if (store === "keys" && typeof value === "string") keys.push(["software", true, ["text"]]);
      }
    }
    database.close();
  }
  return { kept, keys };
}

everything().then(done, (error) => done(String(error)));

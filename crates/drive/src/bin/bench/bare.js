// One strict IndexedDB transaction that puts as many bytes as the last record has, in milliseconds: the mean of `times`, one after the
// other, because some engines' clocks tick only once a millisecond.
const [times, done] = arguments;
const last = Object.keys(localStorage).filter((key) => key.startsWith("inkseal.record.")).sort().pop();
const bytes = "x".repeat(localStorage.getItem(last).length);
const put = (database, key) =>
  new Promise((resolve, reject) => {
    const transaction = database.transaction("kv", "readwrite", { durability: "strict" });
    transaction.oncomplete = resolve;
    transaction.onabort = reject;
    transaction.objectStore("kv").put(bytes, key);
  });
const opened = indexedDB.open("bench", 1);
opened.onupgradeneeded = () => opened.result.createObjectStore("kv");
opened.onsuccess = async () => {
  const database = opened.result;
  await put(database, "warm");
  const start = performance.now();
  for (let i = 0; i < times; i++) await put(database, `${start} ${i}`);
  const mean = (performance.now() - start) / times;
  database.close();
  done([mean, bytes.length]);
};

// Everything that a kiosk keeps, read as a bare page would: both halves of IndexedDB's store at once, and each value of localStorage.
// Gives milliseconds, and how many bytes the values have.
const [done] = arguments;
const start = performance.now();
const opened = indexedDB.open("inkseal");
opened.onsuccess = () => {
  const store = opened.result.transaction("kv").objectStore("kv");
  store.getAllKeys();
  store.getAll().onsuccess = (event) => {
    let units = 0;
    for (let i = 0; i < localStorage.length; i++) units += localStorage.getItem(localStorage.key(i)).length;
    const ms = performance.now() - start;
    opened.result.close();
    done([ms, event.target.result.reduce((sum, value) => sum + value.length, 0), units]);
  };
};

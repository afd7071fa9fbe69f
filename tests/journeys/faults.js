// Faults of the browser's storage, put in before the program starts. Which of them are on stands in the window's name, as words: it
// stays when the page is loaded again and belongs to no storage.

const on = (fault) => window.name.split(" ").includes(fault);
const noRoom = () => new DOMException("there is no room", "QuotaExceededError");

// Throws at the n-th call since `failAt` was set; counts on, so that a test sees how many there were.
let failAt = 0;
let calls = 0;
const count = () => {
  calls += 1;
  if (calls === failAt) throw new DOMException("this call fails", "UnknownError");
};

window.faults = {
  // Which are on from now: "journal-missing", "journal-silent", "journal-full", "journal-aborts", "journal-slow", "room-silent".
  set: (words) => (window.name = words),
  failAt: (n) => ([failAt, calls] = [n, 0]),
  calls: () => calls,
};

function around(type, name, act) {
  const real = type.prototype[name];
  type.prototype[name] = function (...args) {
    return act(() => real.apply(this, args), this);
  };
}

const journal = window.indexedDB;
Object.defineProperty(window, "indexedDB", { get: () => (on("journal-missing") ? undefined : journal) });

// A request that nobody ever answers.
around(IDBFactory, "open", (open) => (on("journal-silent") ? new EventTarget() : open()));

// As engines do it: the request goes well, and the transaction that it belongs to is aborted for want of room.
around(IDBObjectStore, "put", (put, store) => {
  count();
  const request = put();
  if (on("journal-full")) Object.defineProperty(store.transaction, "error", { configurable: true, get: noRoom });
  // WebKit gives no reason when the disk is full.
  if (on("journal-full") || on("journal-aborts")) request.addEventListener("success", () => store.transaction.abort());
  return request;
});

// The answer to a commit comes late, as from a slow disk.
const complete = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete");
Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
  configurable: true,
  get: complete.get,
  set(tell) {
    const late = (event) => setTimeout(() => tell(event), on("journal-slow") ? 400 : 0);
    complete.set.call(this, tell && late);
  },
});

// Whoever asks whether there is room on the disk hears nothing.
if (window.FileSystemFileHandle?.prototype.createWritable) {
  around(FileSystemFileHandle, "createWritable", (create) => (on("room-silent") ? new Promise(() => {}) : create()));
}

const counted = [
  [IDBDatabase, ["transaction"]],
  [IDBObjectStore, ["get", "getAll", "getAllKeys", "delete"]],
  [Storage, ["getItem", "setItem", "removeItem"]],
];
for (const [type, names] of counted) {
  for (const name of names) {
    around(type, name, (call) => {
      count();
      return call();
    });
  }
}

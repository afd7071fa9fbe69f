// Faults of the browser's storage, put in before the program starts. Which of them are on stands in the window's name, as words: it
// stays when the page is loaded again and belongs to no storage.

const on = (fault) => window.name.split(" ").includes(fault);
const noRoom = () => new DOMException("there is no room", "QuotaExceededError");

// Throws at the n-th call since `failAt` was set; counts on, so that a test sees how many there were.
let failAt = Number(/fail-at-(\d+)/.exec(window.name)?.[1] ?? 0);
let calls = 0;
let holdsCommit = false;
const count = () => {
  calls += 1;
  if (calls === failAt) throw new DOMException("this call fails", "UnknownError");
};

window.faults = {
  // Which are on from now: "journal-missing", "journal-silent", "journal-full", "journal-aborts", "journal-slow", "journal-held",
  // "commits-held", "room-silent", "directory-held", "locks-missing", "local-unreadable"; and, for the next page, "fail-at-7": its 7th call throws.
  set: (words) => (window.name = words),
  failAt: (n) => ([failAt, calls] = [n, 0]),
  calls: () => calls,
  // Whether a commit's answer waits for "commits-held" to be let go.
  holdsCommit: () => holdsCommit,
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

// Calls `act` once the fault is no longer on.
const without = (fault, act) => (on(fault) ? setTimeout(() => without(fault, act), 50) : act());

// An answer that comes late.
function answered(type, name, late) {
  const real = Object.getOwnPropertyDescriptor(type.prototype, name);
  Object.defineProperty(type.prototype, name, {
    configurable: true,
    get: real.get,
    set(tell) {
      real.set.call(this, tell && ((event) => late(() => tell(event), this)));
    },
  });
}

// The answer to a commit comes late, as from a slow disk, or when it is let go.
const slowly = (tell) => setTimeout(tell, on("journal-slow") ? 400 : 0);
answered(IDBTransaction, "oncomplete", (tell) => {
  holdsCommit = on("commits-held");
  without("commits-held", () => without("journal-held", () => slowly(tell)));
});
answered(IDBRequest, "onsuccess", (tell, request) =>
  request.transaction?.mode === "readonly" ? without("journal-held", tell) : tell(),
);

// Whoever asks for the page's private files hears nothing until it is let go. Not every engine has them.
const directory = window.StorageManager?.prototype.getDirectory;
async function heldDirectory() {
  await new Promise((letGo) => without("directory-held", letGo));
  return directory.call(this);
}
const get = () => (on("directory-held") ? heldDirectory : directory);
if (window.StorageManager) Object.defineProperty(StorageManager.prototype, "getDirectory", { configurable: true, get });
else Object.defineProperty(navigator, "storage", { get: () => (on("directory-held") ? { getDirectory: heldDirectory } : undefined) });

// An engine without Web Locks.
const locks = Object.getOwnPropertyDescriptor(Navigator.prototype, "locks")?.get;
Object.defineProperty(Navigator.prototype, "locks", {
  configurable: true,
  get() {
    return on("locks-missing") ? undefined : locks?.call(this);
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

around(Storage, "getItem", (read) => {
  if (on("local-unreadable")) throw new DOMException("it cannot be read", "UnknownError");
  return read();
});

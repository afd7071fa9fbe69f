//! A kiosk whose storage can be made to fail at any moment, by `faults.js` in its page.

use drive::engine::Storage;
use drive::{Engine, Failure, Kiosk, kiosk};
use inkseal_domain::verdict::{FileReport, Standing, verify};
use serde_json::json;
use std::path::Path;
use tempfile::TempDir;

const FAULTS: &str = include_str!("faults.js");

/// A kiosk that is set up and locked, its administrator's words, and the folder from which it is served.
pub struct Faulty {
    pub kiosk: Kiosk,
    pub passphrase: String,
    _folder: TempDir,
}

fn words(error: impl std::fmt::Display) -> Failure {
    error.to_string()
}

impl Faulty {
    pub async fn set_up(engine: Engine) -> Result<Self, Failure> {
        let fresh = Self::fresh(engine).await?;
        let passphrase = fresh.kiosk.do_set_up().await?.passphrase;
        fresh.kiosk.lock().await?;
        Ok(Self { passphrase, ..fresh })
    }

    /// The same before anybody has set it up; nobody knows its words.
    pub async fn fresh(engine: Engine) -> Result<Self, Failure> {
        let folder = TempDir::new().map_err(words)?;
        with_faults(folder.path())?;
        let kiosk = Kiosk::open_as(engine, Storage::Allowed, folder.path()).await?;
        kiosk.browser.see(kiosk.text.first.lead).await?;
        Ok(Self { kiosk, passphrase: String::new(), _folder: folder })
    }

    /// These faults are on from now, and no others.
    pub async fn set(&self, faults: &str) -> Result<(), Failure> {
        self.kiosk.browser.js("window.faults.set(arguments[0])", vec![json!(faults)]).await.map(drop)
    }

    /// Exports everything new; the names of those who stand in it, in order.
    pub async fn everybody(&self) -> Result<Vec<String>, Failure> {
        self.kiosk.unlock(&self.passphrase).await?;
        Ok(names(&self.exported().await?))
    }

    /// Exports everything new; what the verifier says of it, which is good. An administrator is at work.
    pub async fn exported(&self) -> Result<FileReport, Failure> {
        let file = self.kiosk.export().await?;
        let report = verify(&std::fs::read(file).map_err(words)?, &[]);
        assert_eq!((report.standing, &report.faults[..]), (Standing::OfficeUnconfirmed, &[][..]));
        Ok(report)
    }
}

/// Everybody in a batch, in order.
pub fn names(report: &FileReport) -> Vec<String> {
    let visits = report.records.iter().filter_map(|record| record.proved()?.visit());
    visits.filter_map(|(proved, _)| proved.record().signer_name().map(ToString::to_string)).collect()
}

/// The served page with the faults in it. Without its worker, so that it is this page that is loaded.
fn with_faults(folder: &Path) -> Result<(), Failure> {
    kiosk::copy_folder(&kiosk::folder(), folder)?;
    std::fs::remove_file(folder.join("sw.js")).map_err(words)?;
    std::fs::write(folder.join("faults.js"), FAULTS).map_err(words)?;
    let index = folder.join("index.html");
    let page = std::fs::read_to_string(&index).map_err(words)?;
    let page = page.replace("<script type", "<script src=\"faults.js\"></script><script type");
    std::fs::write(index, page).map_err(words)
}

/// Changes what stands in the journal under the last key that begins so: the text without its end, or nothing at all.
pub const ALTER_JOURNAL: &str = "const [start, remove, done] = arguments; const opened = indexedDB.open('inkseal'); opened.onsuccess = () => { \
    const all = opened.result.transaction('kv', 'readwrite'), store = all.objectStore('kv'); \
    all.oncomplete = () => { opened.result.close(); done(true) }; \
    store.getAllKeys(IDBKeyRange.bound(start, start + '~')).onsuccess = (keys) => { const key = keys.target.result.at(-1); \
        if (remove) store.delete(key); else store.get(key).onsuccess = (found) => store.put(found.target.result.slice(0, -9), key) } }";

/// The same in localStorage.
pub const ALTER_LOCAL: &str = "const [start, remove] = arguments; \
    const key = Object.keys(localStorage).filter((key) => key.startsWith('inkseal.' + start)).sort().at(-1); \
    if (remove) localStorage.removeItem(key); else localStorage.setItem(key, localStorage.getItem(key).slice(0, -9))";

/// As much as localStorage takes.
pub const FILL_LOCAL: &str = "for (const size of [1000000, 100000, 10000, 1000, 100, 10]) for (let i = 0; i < 20; i++) \
    try { localStorage.setItem(`fill.${size}.${i}`, 'x'.repeat(size)) } catch { break }";

/// All of that is gone.
pub const EMPTY_LOCAL: &str =
    "for (const key of Object.keys(localStorage)) if (key.startsWith('fill.')) localStorage.removeItem(key)";

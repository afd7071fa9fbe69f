//! The log in which an engine's IndexedDB writes first, and an entry at its end that a power cut tore.

use crate::browser::{Browser, words};
use crate::stolen::files;
use crate::{Engine, Failure};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// Entries of LevelDB's log lie in blocks, each behind a header: checksum (4 bytes), length (2), kind (1).
const BLOCK_BYTES: usize = 32_768;
const HEADER_BYTES: usize = 7;
/// The header of an entry of 300 bytes, which did not come.
const LEVELDB_TORN: [u8; HEADER_BYTES] = [0x78, 0x56, 0x34, 0x12, 44, 1, 1];
/// SQLite's frames are a header of 24 bytes and a page.
const SQLITE_TORN: [u8; 100] = [0x5a; 100];

impl Browser {
    /// Leaves the beginning of an entry at the end of the engine's log, as power that goes between two writes does. The browser must have been
    /// cut.
    ///
    /// # Errors
    /// When there is no log.
    pub fn tear_the_log(&self) -> Result<(), Failure> {
        let torn: &[u8] = if self.engine == Engine::Chromium { &LEVELDB_TORN } else { &SQLITE_TORN };
        let log = self.log().ok_or("the engine has no log")?;
        let file = OpenOptions::new().append(true).open(log);
        file.and_then(|mut file| file.write_all(torn)).map_err(words)
    }

    /// Whether the last entry of the log is torn. Only of Chromium: SQLite overwrites its last frame, torn or not.
    pub(crate) fn is_log_torn(&self) -> bool {
        self.engine == Engine::Chromium
            && self.log().is_some_and(|log| std::fs::read(log).is_ok_and(|log| is_torn(&log)))
    }

    /// The journal's log: of several, the one that is written to.
    fn log(&self) -> Option<PathBuf> {
        let (within, ending) = match self.engine {
            Engine::Chromium => ("/IndexedDB/", ".log"),
            Engine::Firefox => ("/idb/", ".sqlite-wal"),
            Engine::WebKit => ("/", "IndexedDB.sqlite3-wal"),
        };
        let logs = files(&self.profile()).into_iter().filter(|path| {
            let path = path.to_string_lossy();
            path.contains(within) && path.ends_with(ending)
        });
        logs.max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok())
    }
}

/// Whether a log of LevelDB's ends within an entry.
fn is_torn(log: &[u8]) -> bool {
    log.chunks(BLOCK_BYTES).any(|block| {
        let mut rest = block;
        while let Some((header, entries)) = rest.split_at_checked(HEADER_BYTES) {
            let length = usize::from(u16::from_le_bytes([header[4], header[5]]));
            let Some(next) = entries.get(length..) else { return true };
            rest = next;
        }
        // What does not hold a header is left free at the end of a block, and nowhere else.
        !rest.is_empty() && block.len() < BLOCK_BYTES
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn entry(length: u16) -> Vec<u8> {
        let [low, high] = length.to_le_bytes();
        [vec![1, 2, 3, 4, low, high, 1], vec![9; length.into()]].concat()
    }

    #[test]
    fn a_whole_log_is_not_torn() {
        let filled = entry((BLOCK_BYTES - 2 * HEADER_BYTES - 10 - 3) as u16);
        let block = [entry(10), filled, vec![0; 3]].concat();
        assert_eq!(block.len(), BLOCK_BYTES);
        for log in [vec![], entry(0), [entry(10), entry(3000)].concat(), [block, entry(5)].concat()] {
            assert!(!is_torn(&log), "{} bytes", log.len());
        }
    }

    #[test]
    fn wherever_an_entry_breaks_off_the_log_is_torn() {
        let whole = [entry(10), entry(20)].concat();
        let from = entry(10).len() + 1;
        assert!((from..whole.len()).all(|end| is_torn(&whole[..end])));
        assert!(is_torn(&LEVELDB_TORN));
    }
}

//! What a thief has: a copy of a browser's whole profile, to read as files and to open in a browser of their own.

use crate::browser::{self, Browser, words};
use crate::{Engine, Failure};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long an engine may take to note its session.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(200);

impl Browser {
    /// Every file of the profile. The browser should have been cut, so that nothing is half written.
    pub fn profile_files(&self) -> Vec<PathBuf> {
        files(&self.profile())
    }

    /// Waits until the engine has written down what it would need after a crash: which pages stand open, and what was typed on them. Firefox
    /// does so every 15 seconds; of the others nobody can say when, or whether.
    ///
    /// # Errors
    /// When it is not written.
    pub async fn session_noted(&self, page: &str) -> Result<(), Failure> {
        let mine = self.tab().await?;
        self.new_tab().await?;
        self.open(page).await?;
        let start = Instant::now();
        // The pages come in the order in which they changed: with this one, all that was typed before it.
        while self.engine == Engine::Firefox && !self.is_noted(page) {
            if start.elapsed() > PATIENCE {
                return Err(format!("{page} does not come into the notes of the session"));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        self.go_to_tab(&mine).await?;
        self.close_other_tabs().await
    }

    fn is_noted(&self, page: &str) -> bool {
        let notes =
            self.profile_files().into_iter().filter(|file| file.ends_with("sessionstore-backups/recovery.jsonlz4"));
        // Compressed, words that come for the first time stand as they are.
        notes.filter_map(|file| std::fs::read(file).ok()).any(|notes| holds(&notes, page.as_bytes()))
    }

    /// Another browser over a copy of this one's whole profile. This one must have been cut.
    ///
    /// # Errors
    /// When it cannot be copied, or the other does not start.
    pub async fn over_a_copy(&self) -> Result<Self, Failure> {
        let folders = browser::folders()?;
        copy(&self.profile(), &browser::profile_in(&folders))?;
        Self::start_on(self.engine, self.storage, folders, None).await
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// All files below a folder. What is no file (a socket, or a link that says which process holds the profile) holds nothing.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let each = |path: PathBuf| match path.symlink_metadata() {
        Ok(data) if data.is_dir() => files(&path),
        Ok(data) if data.is_file() => vec![path],
        _ => vec![],
    };
    entries.flat_map(|entry| each(entry.path())).collect()
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).map_err(words)?);
        target.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(words)?;
        std::fs::copy(&file, target).map_err(words)?;
    }
    // The lock of a browser that is gone.
    let _ = std::fs::remove_file(to.join("lock"));
    Ok(())
}

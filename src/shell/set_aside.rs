//! What the vault has set aside: how much it is, and all of it as a file.

use super::Shell;
use inkseal_domain::quarantine;

/// Values that could not stand where they were found.
pub struct SetAside {
    /// How many.
    pub count: usize,
    /// Every one of them, as a JSON file.
    pub file: Vec<u8>,
}

impl Shell {
    /// What lies in quarantine or is left of an earlier chain; `None` where nothing does.
    pub async fn set_aside(self) -> Option<SetAside> {
        let kept = self.desk()?.vault().kept().await.ok()?;
        (!kept.is_empty()).then(|| SetAside { count: kept.len(), file: quarantine::file(&kept) })
    }
}

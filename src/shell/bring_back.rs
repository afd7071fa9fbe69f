//! A record that could not be stored when it was made comes back from the file in which it was saved.

use super::Shell;
use inkseal_domain::import::ImportError;

/// What came of choosing such a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BroughtBack {
    /// It stands in the chain now; whose it is.
    Yes(String),
    /// It stood there already.
    Already,
    /// It stands there, and its second copy does not, or not for sure: the file is to be kept.
    OneCopy,
    /// Not a record that this kiosk could not store, or altered; why.
    NotOurs(String),
    /// Not kept, and still in its file; why.
    Failed(String),
}

impl Shell {
    /// Brings the record in a rescue file back. The file is no longer needed once it is in an export that was filed.
    pub async fn bring_back(self, file: &[u8]) -> BroughtBack {
        let Some(_alone) = self.alone() else { return BroughtBack::Failed(self.text().common.still_busy.to_owned()) };
        let (desk, session) = match self.at_work() {
            Ok(at_work) => at_work,
            Err(words) => return BroughtBack::Failed(words),
        };
        let jws = String::from_utf8_lossy(file);
        match desk.import(&jws, &session.name, (&session.secret, &session.log), &self.moment()).await {
            Ok(kept) => {
                // It stands in the chain, whatever can be read of it at this moment.
                let _ = self.refresh().await;
                let name = kept.proved.told().record().signer_name().map(ToString::to_string);
                BroughtBack::Yes(name.unwrap_or_default())
            }
            Err(ImportError::Already(_)) => BroughtBack::Already,
            Err(ImportError::Unseen) => BroughtBack::Failed(self.text().bring_back.unseen.to_owned()),
            Err(ImportError::OneCopy(_)) => {
                let _ = self.refresh().await;
                BroughtBack::OneCopy
            }
            Err(ImportError::NotOurs(why)) => BroughtBack::NotOurs(why.to_string()),
            Err(other) => BroughtBack::Failed(other.to_string()),
        }
    }
}

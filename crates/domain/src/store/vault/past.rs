//! **Past.** What [`Vault::begin`] set aside of the tablet's earlier chains, until it stands in the present one.

use super::{
    super::{
        contents::Contents,
        entry::Entry,
        key::Key,
        medium::{Medium, MediumError, Op},
    },
    Vault, WriteError,
};

impl<L: Medium, J: Medium> Vault<L, J> {
    /// Every readable record of an earlier chain with the name under which it is kept: the oldest chain first, each in its order.
    ///
    /// # Errors
    /// [`MediumError`], when the journal cannot be read.
    pub async fn past(&self) -> Result<Vec<(String, Entry)>, MediumError> {
        let look = self.look().await?;
        let sides = [Some(&look.journal), look.local.as_ref().ok()];
        let all = sides.into_iter().flatten().flat_map(Contents::iter);
        let mut past: Vec<(u64, Entry, String)> = all
            .filter_map(|(key, text)| match key.past_from()? {
                (nth, Key::Record(_)) => Some((nth, Entry::parse(text).ok()?, key.name())),
                _ => None,
            })
            .collect();
        past.sort_by(|(a, one, _), (b, other, _)| (a, one.seq, &one.hash).cmp(&(b, other.seq, &other.hash)));
        past.dedup_by(|one, other| one.2 == other.2);
        Ok(past.into_iter().map(|(_, entry, name)| (name, entry)).collect())
    }

    /// Lets go of something that was set aside, once it stands in the present chain. The journal first: what is left in localStorage
    /// alone is only found once more.
    ///
    /// # Errors
    /// [`WriteError`], when the journal keeps it.
    pub async fn let_go(&self, name: &str) -> Result<(), WriteError> {
        let delete = || vec![Op::Delete(name.to_owned())];
        self.write(&self.journal, None, delete()).await?;
        // Where this fails, the next look finds it again, and that it stands in the chain already.
        let _ = self.write(&self.local, None, delete()).await;
        Ok(())
    }
}

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
        let journal = Contents::of(self.journal.entries().await?);
        let mut past: Vec<(u64, Entry, String)> = journal
            .iter()
            .filter_map(|(key, text)| match key.past_from()? {
                (nth, Key::Record(_)) => Some((nth, Entry::parse(text).ok()?, key.name())),
                _ => None,
            })
            .collect();
        past.sort_by(|(a, one, _), (b, other, _)| (a, one.seq, &one.hash).cmp(&(b, other.seq, &other.hash)));
        Ok(past.into_iter().map(|(_, entry, name)| (name, entry)).collect())
    }

    /// Lets go of something that was set aside, once it stands in the present chain. The journal decides: what is left in localStorage
    /// alone is deleted at the next start-up.
    ///
    /// # Errors
    /// [`WriteError`], when the journal keeps it.
    pub async fn let_go(&self, name: &str) -> Result<(), WriteError> {
        // An empty value stays: what is only missing was not let go.
        self.write(&self.journal, None, vec![Op::Put(name.to_owned(), String::new())]).await?;
        let _ = self.write(&self.local, None, vec![Op::Delete(name.to_owned())]).await;
        Ok(())
    }
}

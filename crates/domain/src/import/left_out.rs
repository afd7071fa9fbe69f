//! What was in a chain of this tablet and stands in none: said in the log, once, so that everybody who reads it knows.

use super::ImportError;
use crate::activity::{Act, Activity, BY_KIOSK};
use crate::codec::{Hash, sha256};
use crate::desk::{Desk, Moment, Sign};
use crate::keys::KeyId;
use crate::log::Log;
use crate::office::OfficeSecret;
use crate::record::Body;
use crate::store::{Ended, Entry, Medium, MediumError};
use std::collections::{BTreeMap, BTreeSet};

/// Name of the slot that lists what was said.
const SLOT: &str = "left-out";

/// What was said last in which chain, and of what: by that name, the places.
type Said = BTreeMap<String, BTreeSet<u64>>;
/// What stands in this chain, by the places that it had in the chains before.
type Places = BTreeMap<(KeyId, u64), Hash>;

/// Something to be said.
struct Left {
    /// As [`Act::LeftOut`] counts them.
    chain: u64,
    /// What it is of.
    name: String,
    seqs: BTreeSet<u64>,
}

impl<L: Medium, J: Medium, S: Sign> Desk<L, J, S> {
    /// Says what came back nowhere, after everything that can come back did; `here` has the places of what did, beside this chain as it was
    /// opened. What was said in this chain is not said again, unless it is not true any more. Returns whether there was anything to say.
    pub(super) async fn tell_left_out(
        &self,
        here: (&Log, &Places),
        secret: &OfficeSecret,
        moment: &Moment,
    ) -> Result<bool, ImportError> {
        let said = self.vault().slot(SLOT).await?.and_then(|slot| serde_json::from_str(&slot.value).ok());
        let mut said: Said = said.unwrap_or_default();
        let left = self.left(here, secret).await?;
        let is_new = |left: &Left| said.get(&left.name).map_or(!left.seqs.is_empty(), |known| *known != left.seqs);
        let left: Vec<Left> = left.into_iter().filter(is_new).collect();
        let has_said = !left.is_empty();
        for Left { chain, name, seqs } in left {
            said.insert(name, seqs.clone());
            let activity = Activity { by: BY_KIOSK.to_owned(), about: vec![], act: Act::LeftOut { chain, seqs } };
            // Each with random bytes of its own.
            let seed = sha256(&[&moment.seed[..], &chain.to_be_bytes()].concat()).0;
            self.keep_insisting(Body::Activity(Box::new(activity)), &Moment { seed, ..moment.clone() }).await?;
        }
        if has_said {
            let said = serde_json::to_string(&said).expect("a map of strings is JSON");
            // Where this fails, the same is said once more at the next unlock.
            let _ = self.vault().put_slot(SLOT, &said).await;
        }
        Ok(has_said)
    }

    /// What stands nowhere now. Its name is of this chain: another one says it anew.
    async fn left(&self, (log, here): (&Log, &Places), secret: &OfficeSecret) -> Result<Vec<Left>, MediumError> {
        let (ended, displaced) = self.vault().ended().await?;
        let mut left: Vec<Left> = ended
            .iter()
            .map(|ended| Left { chain: ended.nth, name: ended.name.clone(), seqs: left_of(ended, here) })
            .collect();
        let here: BTreeSet<String> = here.values().map(ToString::to_string).collect();
        let is_here = |hash: &str| here.contains(hash);
        let cleared = log.cleared_through();
        let is_displaced = |entry: &&Entry| !is_here(&entry.hash) && self.is_displaced(entry, cleared, secret);
        let records = displaced.records.iter().filter(is_displaced).map(|entry| entry.seq);
        let heads = displaced.heads.iter().filter(|head| !is_here(&head.hash)).map(|head| head.seq);
        let seqs: BTreeSet<u64> = records.chain(heads).collect();
        if !seqs.is_empty() {
            left.push(Left { chain: 0, name: "displaced".to_owned(), seqs });
        }
        let kiosk = self.kiosk.key.kid();
        left.iter_mut().for_each(|left| left.name = format!("{kiosk} {}", left.name));
        Ok(left)
    }

    /// Whether a record in quarantine is of this chain, which was not cleared so far, or of one that nobody here can name, as where the
    /// journal went back to before it.
    fn is_displaced(&self, entry: &Entry, cleared: u64, secret: &OfficeSecret) -> bool {
        match self.open_one(entry, secret) {
            Ok(_) => entry.seq > cleared,
            Err(_) => self.open_earlier(entry, secret).is_none(),
        }
    }
}

fn left_of(ended: &Ended, here: &Places) -> BTreeSet<u64> {
    // Whose chain it was its last record says, where that is here.
    let is_last = |(_, seq): &(KeyId, u64), hash: &Hash| {
        ended.head().is_some_and(|head| head.seq == *seq && head.hash == hash.to_string())
    };
    let kiosk = here.iter().find(|(place, hash)| is_last(place, hash)).map(|((kiosk, _), _)| *kiosk);
    let is_here = |seq: &u64| kiosk.is_some_and(|kiosk| here.contains_key(&(kiosk, *seq)));
    ended.left_out().into_iter().filter(|seq| !is_here(seq)).collect()
}

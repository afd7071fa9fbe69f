//! The media under test, and the suites over them.

use std::cell::RefCell;

use inkseal::browser::{journal::JournalMedium, local::LocalMedium};
use inkseal_domain::store::{
    Medium, Op,
    contract::{Broken, MediumBench, Outcome, PairBench, medium_contract, vault_contract},
};

use super::facts;

const PREFIX: &str = "inkseal-test.";
const DATABASE: &str = "inkseal-test";

/// Every suite in turn.
pub async fn all() -> Outcome {
    let mut outcome = Outcome::default();
    outcome.extend(medium_contract(&Local).await);
    outcome.extend(medium_contract(&Journal::default()).await);
    outcome.extend(vault_contract(&Pair).await);
    outcome.extend(facts::all().await);
    for (name, result) in inkseal_domain::vectors::all() {
        outcome.note(name, result.map_err(|why| Broken::because(&why)));
    }
    outcome
}

struct Local;

impl MediumBench for Local {
    type Medium = LocalMedium;
    async fn fresh(&self) -> LocalMedium {
        let medium = LocalMedium::under(PREFIX);
        clear(&medium).await;
        medium
    }
    async fn again(&self) -> LocalMedium {
        LocalMedium::under(PREFIX)
    }
    fn is_atomic(&self) -> bool {
        false
    }
}

#[derive(Default)]
struct Journal {
    /// Earlier connections stay open, as another tab's would.
    opened: RefCell<Vec<JournalMedium>>,
}

impl MediumBench for Journal {
    type Medium = JournalMedium;
    async fn fresh(&self) -> JournalMedium {
        let medium = journal().await;
        clear(&medium).await;
        medium
    }
    async fn again(&self) -> JournalMedium {
        let medium = journal().await;
        self.opened.borrow_mut().push(medium.clone());
        medium
    }
    fn is_atomic(&self) -> bool {
        true
    }
}

/// The two media that the kiosk has.
pub struct Pair;

impl PairBench for Pair {
    type Local = LocalMedium;
    type Journal = JournalMedium;
    async fn fresh(&self) -> (LocalMedium, JournalMedium) {
        let (local, journal) = self.again().await;
        clear(&local).await;
        clear(&journal).await;
        (local, journal)
    }
    async fn again(&self) -> (LocalMedium, JournalMedium) {
        (LocalMedium::under(PREFIX), journal().await)
    }
}

async fn journal() -> JournalMedium {
    JournalMedium::open_named(DATABASE).await.expect("a browser under test has IndexedDB")
}

async fn clear(medium: &impl Medium) {
    let entries = medium.entries().await.expect("a browser under test lets its storage be read");
    let ops = entries.into_iter().map(|(key, _)| Op::Delete(key)).collect();
    medium.commit(None, ops).await.expect("a browser under test lets its storage be cleared");
}

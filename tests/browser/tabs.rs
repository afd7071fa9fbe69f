//! Several tabs at once, each with media and a vault of its own and none with the tab's lock. What stands after the `?`: `begin`, `write.`
//! and a name, or `read`.

use std::collections::BTreeSet;

use inkseal::browser::{journal::JournalMedium, local::LocalMedium};
use inkseal_domain::store::{
    AppendError, Item, StartUp, Vault,
    contract::{Broken, PairBench, sample_entry, sample_first_prev},
};
use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use super::{benches::Pair, report};

/// How many records each tab makes.
const RECORDS_EACH: usize = 100;

/// Does it, and shows "ok" with a count, or what is wrong.
pub async fn work(what: &str) {
    let done = match what.split_once('.') {
        None if what == "begin" => begin().await,
        None if what == "read" => read().await,
        Some(("write", name)) => write(name).await,
        _ => Err(Broken::because("nothing is called so")),
    };
    match done {
        Ok(count) => report::show(&format!("ok {count}")),
        Err(why) => report::show(&format!("failed: {}", why.words())),
    }
}

async fn begin() -> Result<usize, Broken> {
    let (local, journal) = Pair.fresh().await;
    Vault::open(local, journal).await?.0.begin(&sample_first_prev(), &[]).await?;
    Ok(0)
}

/// Opens, waits for the word, then appends, built again whenever another tab was first.
async fn write(name: &str) -> Result<usize, Broken> {
    let (vault, start) = open().await?;
    Broken::unless(start.takes_signers(), &format!("it says {start:?}"))?;
    let told = told();
    report::show("ready");
    let _ = JsFuture::from(told).await;
    let (mut done, mut overtaken) = (0, 0);
    while done < RECORDS_EACH {
        let head = vault.head().ok_or_else(|| Broken::because("there is no head"))?;
        match vault.append(&sample_entry(&head, &format!("{name} {done}"))).await {
            Ok(_) => done += 1,
            Err(AppendError::HeadMoved { .. } | AppendError::SeqTaken { .. }) => overtaken += 1,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(overtaken)
}

/// A fresh start finds every record once, in one chain, and the start after that has nothing to do.
async fn read() -> Result<usize, Broken> {
    let (vault, start) = open().await?;
    Broken::unless(start.takes_signers(), &format!("it says {start:?}"))?;
    let mut head = sample_first_prev();
    let mut labels = BTreeSet::new();
    let items = vault.entries().await?;
    for (at, item) in items.iter().enumerate() {
        let Item::Good(entry) = item else { return Err(Broken::because(&format!("{item:?}"))) };
        let follows = entry.seq == at as u64 + 1 && entry.prev == head;
        Broken::unless(follows && labels.insert(entry.enc.clone()), &format!("record {} at place {at}", entry.seq))?;
        head.clone_from(&entry.hash);
    }
    let (_, again) = open().await?;
    Broken::unless(again == StartUp::default(), &format!("the next start says {again:?}"))?;
    Ok(items.len())
}

async fn open() -> Result<(Vault<LocalMedium, JournalMedium>, StartUp), Broken> {
    let (local, journal) = Pair.again().await;
    Ok(Vault::open(local, journal).await?)
}

/// The word: another tab writes to localStorage, which every other tab hears.
fn told() -> Promise {
    Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            window.set_onstorage(Some(&resolve));
        }
    })
}

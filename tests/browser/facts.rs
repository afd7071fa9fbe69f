//! What only a browser can show.

use std::{cell::RefCell, rc::Rc};

use inkseal::browser::{
    device_key::DeviceKey,
    journal::JournalMedium,
    local::LocalMedium,
    lock::{self, Tab},
};
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::desk::Sign;
use inkseal_domain::store::{
    AppendError, CommitError, Item, Medium, MediumError, Op, StartUp, Vault,
    contract::{Broken, Outcome, PairBench, sample_entry, sample_first_prev},
};
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::CryptoKey;

use super::benches::Pair;

/// How many records each of the writers makes.
const RECORDS_EACH: usize = 30;

/// Every fact.
pub async fn all() -> Outcome {
    let mut outcome = Outcome::default();
    outcome.note("the lock is given to one", lock_is_given_once().await);
    outcome.note("writers that race make one chain", racing_writers().await);
    outcome.note("a full localStorage says so and keeps what it has", full_local().await);
    outcome.note("a record is kept when localStorage is full", full_pair().await);
    outcome.note("the journal keeps what is no string", keys_are_kept().await);
    outcome.note("the kiosk's key cannot be taken out of its browser", key_stays().await);
    outcome.note("the kiosk's key signs a message of any length", long_messages_are_signed().await);
    outcome.note("a key that cuts off refuses a long message", a_key_that_cuts_off_refuses().await);
    outcome
}

async fn lock_is_given_once() -> Result<(), Broken> {
    let (first, second) = (lock::take(|| {}).await, lock::take(|| {}).await);
    let holds = matches!((first, second), (Tab::Mine, Tab::Other) | (Tab::Unknown, Tab::Unknown));
    Broken::unless(holds, &format!("it said {first:?}, {second:?}"))
}

async fn racing_writers() -> Result<(), Broken> {
    let (local, journal) = Pair.fresh().await;
    let (first, _) = Vault::open(local, journal).await?;
    first.begin(&sample_first_prev(), &[]).await?;
    let broken = Rc::new(RefCell::new(Vec::new()));
    let writers = Array::new();
    for name in ["one", "two", "three"] {
        let (local, journal) = Pair.again().await;
        let (vault, _) = Vault::open(local, journal).await?;
        writers.push(&write_on(vault, name, broken.clone()));
    }
    let _ = JsFuture::from(Promise::all(&writers)).await;
    Broken::unless(broken.borrow().is_empty(), &format!("{:?}", broken.borrow()))?;

    let (local, journal) = Pair.again().await;
    let (vault, start) = Vault::open(local, journal).await?;
    Broken::unless(start.takes_signers(), &format!("it says {start:?}"))?;
    let items = vault.entries().await?;
    let all_good = items.iter().all(|item| matches!(item, Item::Good(_)));
    Broken::unless(all_good && items.len() == 3 * RECORDS_EACH, &format!("{} records", items.len()))
}

/// Appends, built again whenever another writer was first.
fn write_on(vault: Vault<LocalMedium, JournalMedium>, name: &'static str, broken: Rc<RefCell<Vec<String>>>) -> Promise {
    future_to_promise(async move {
        let mut done = 0;
        while done < RECORDS_EACH {
            let Some(head) = vault.head() else { break };
            match vault.append(&sample_entry(&head, &format!("{name} {done}"))).await {
                Ok(_) => done += 1,
                Err(AppendError::HeadMoved { .. }) => {}
                Err(error) => {
                    broken.borrow_mut().push(format!("{name}: {error}"));
                    break;
                }
            }
        }
        Ok(JsValue::UNDEFINED)
    })
}

/// Fills localStorage, by ever smaller values, until nothing goes in.
async fn fill(local: &LocalMedium) -> Result<(), Broken> {
    for size in [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1] {
        let mut at = 0;
        loop {
            let full = local.commit(None, vec![Op::Put(format!("fill.{size}.{at}"), "x".repeat(size))]).await;
            match full {
                Ok(()) => at += 1,
                Err(CommitError::Medium(MediumError::Full)) => break,
                Err(other) => return Err(other.into()),
            }
        }
    }
    Ok(())
}

async fn full_local() -> Result<(), Broken> {
    let (local, _) = Pair.fresh().await;
    local.commit(None, vec![Op::Put("a".into(), "before".into())]).await?;
    fill(&local).await?;
    let refused = local.commit(None, vec![Op::Put("a".into(), "x".repeat(5_000))]).await;
    Broken::unless(refused == Err(CommitError::Medium(MediumError::Full)), &format!("it said {refused:?}"))?;
    Broken::unless(local.get("a").await?.as_deref() == Some("before"), "the value before is gone")?;
    Pair.fresh().await;
    Ok(())
}

async fn full_pair() -> Result<(), Broken> {
    let (local, journal) = Pair.fresh().await;
    let (vault, _) = Vault::open(local.clone(), journal).await?;
    vault.begin(&sample_first_prev(), &[]).await?;
    fill(&local).await?;
    let mut copies = Vec::new();
    // The ballast makes room for the first, whatever comes after it; then there is none.
    for at in 0..2 {
        let head = vault.head().ok_or_else(|| Broken::because("there is no head"))?;
        copies.push(vault.append(&sample_entry(&head, &format!("record {at}"))).await?.local_copy);
        fill(&local).await?;
    }
    Broken::unless(copies == [true, false], &format!("the copies were {copies:?}"))?;
    let fill = local.entries().await?.into_iter().filter(|(key, _)| key.starts_with("fill."));
    local.commit(None, fill.map(|(key, _)| Op::Delete(key)).collect()).await?;
    let (local, journal) = Pair.again().await;
    let (vault, start) = Vault::open(local, journal).await?;
    Broken::unless(start.takes_signers() && start != StartUp::default(), &format!("it says {start:?}"))?;
    Broken::unless(vault.entries().await?.len() == 2, "the records are not there")?;
    Pair.fresh().await;
    Ok(())
}

async fn keys_are_kept() -> Result<(), Broken> {
    let (_, journal) = Pair.fresh().await;
    let object = Array::of2(&1.into(), &"two".into());
    journal.put_key("a key", &object).await?;
    let (_, again) = Pair.again().await;
    let found = again.get_key("a key").await?.map(|found| Array::from(&found));
    Broken::unless(found.is_some_and(|found| found.length() == 2), "it came back otherwise")?;
    Broken::unless(again.get_key("no key").await?.is_none(), "there is a key that was never put")?;
    for other in ["a", "a key more"] {
        journal.put_key(other, &object).await?;
    }
    journal.forget_keys_but("a key").await?;
    Broken::unless(again.get_key("a key").await?.is_some(), "the key that stays is gone")?;
    let others = [again.get_key("a").await?, again.get_key("a key more").await?];
    Broken::unless(others.iter().all(Option::is_none), "a key that was to go is there")
}

async fn key_stays() -> Result<(), Broken> {
    let made = DeviceKey::generate([7; 32]).await;
    if is_webkit_gtk() {
        return Broken::unless(made.home == KeyHome::Software, "the engine cuts off what its own keys sign");
    }
    Broken::unless(made.home == KeyHome::NonExtractable, "it lies in memory")?;
    let key = made.stored.dyn_into::<CryptoKey>().map_err(|_| Broken::because("it is no CryptoKey"))?;
    Broken::unless(!key.extractable(), "it is extractable")
}

fn is_webkit_gtk() -> bool {
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    agent.contains("AppleWebKit") && !agent.contains("Chrome")
}

/// A batch may have any length.
async fn long_messages_are_signed() -> Result<(), Broken> {
    let made = DeviceKey::generate([7; 32]).await;
    for bytes in [65_535, 65_536, 70_000, 1_000_000] {
        let message: Vec<u8> = (0..bytes).map(|n| n as u8).collect();
        let signature = made.key.sign(&message).await.map_err(|error| Broken::because(&error.to_string()))?;
        Broken::unless(made.public.verify(&message, &signature).is_ok(), "it does not hold")?;
    }
    Ok(())
}

/// A key that an earlier version made, in an engine that cuts off.
async fn a_key_that_cuts_off_refuses() -> Result<(), Broken> {
    let made = web_crypto_key().await.map_err(|error| Broken::because(&format!("{error:?}")))?;
    let key = DeviceKey::restore(made.into()).ok_or(Broken::because("it is no key"))?;
    for bytes in [65_535, 70_000] {
        let is_signed = key.sign(&vec![7; bytes]).await.is_ok();
        Broken::unless(is_signed == (bytes < 65_536 || !is_webkit_gtk()), &format!("{bytes} bytes: {is_signed}"))?;
    }
    Ok(())
}

/// The key of RFC 8037, appendix A.1. WebKitGTK makes no key of its own about once in forty times.
async fn web_crypto_key() -> Result<CryptoKey, JsValue> {
    let jwk = Object::new();
    let members = [
        ("kty", "OKP"),
        ("crv", "Ed25519"),
        ("d", "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"),
        ("x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
    ];
    for (name, value) in members {
        Reflect::set(&jwk, &name.into(), &value.into())?;
    }
    let subtle = web_sys::window().ok_or(JsValue::NULL)?.crypto()?.subtle();
    let key = subtle.import_key_with_str("jwk", &jwk, "Ed25519", false, &Array::of1(&"sign".into()))?;
    JsFuture::from(key).await?.dyn_into()
}

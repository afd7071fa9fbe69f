//! What every store must do, as one suite: run natively against memory, and in a browser against localStorage, IndexedDB
//! and the pair. A case is a fact; it answers with words instead of panicking, so that a page can show it.

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

use super::{
    entry::{Entry, Kind},
    head::Head,
    medium::{CommitError, Guard, Medium, Op},
};

mod pair;

pub use pair::{PairBench, vault_contract};

/// Why a case does not hold.
pub struct Broken(String);

impl<E: std::error::Error> From<E> for Broken {
    fn from(error: E) -> Self {
        Broken(format!("{error} ({error:?})"))
    }
}

/// What came of a suite.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The facts that hold.
    pub passed: Vec<&'static str>,
    /// The facts that do not, and why.
    pub failed: Vec<(&'static str, String)>,
}

impl Broken {
    /// A reason in words.
    pub fn because(why: &str) -> Self {
        Broken(why.to_owned())
    }

    /// The reason.
    pub fn words(&self) -> &str {
        &self.0
    }

    /// Nothing, if it holds.
    ///
    /// # Errors
    /// `otherwise`, if it does not.
    pub fn unless(holds: bool, otherwise: &str) -> Result<(), Self> {
        if holds { Ok(()) } else { Err(Broken::because(otherwise)) }
    }
}

impl Outcome {
    /// Adds a fact.
    pub fn note(&mut self, fact: &'static str, held: Result<(), Broken>) {
        match held {
            Ok(()) => self.passed.push(fact),
            Err(Broken(why)) => self.failed.push((fact, why)),
        }
    }

    /// Adds another suite's outcome.
    pub fn extend(&mut self, other: Outcome) {
        self.passed.extend(other.passed);
        self.failed.extend(other.failed);
    }
}

/// Makes the medium under test.
#[expect(async_fn_in_trait, reason = "one thread: a browser tab, or a test that blocks")]
pub trait MediumBench {
    /// What is tested.
    type Medium: Medium;
    /// An empty one; what the last one held is gone.
    async fn fresh(&self) -> Self::Medium;
    /// A second handle on what the last fresh one holds, opened anew.
    async fn again(&self) -> Self::Medium;
    /// Whether a commit does all or nothing.
    fn is_atomic(&self) -> bool;
}

/// An entry that follows `head`; its hash is made from `label`.
pub fn sample_entry(head: &Head, label: &str) -> Entry {
    let hash = Base64UrlUnpadded::encode_string(&Sha256::digest(format!("{}|{label}", head.hash)));
    Entry {
        seq: head.seq + 1,
        prev: head.hash.clone(),
        hash,
        kind: Kind::Visit,
        day: "2031-04-05".to_owned(),
        enc: label.as_bytes().to_vec(),
        ct: [label.as_bytes(); 20].concat(),
    }
}

/// The hash that stands for a certificate in tests.
pub fn sample_first_prev() -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(b"a certificate"))
}

fn ensure(holds: bool, otherwise: &str) -> Result<(), Broken> {
    Broken::unless(holds, otherwise)
}

fn put(key: &str, value: &str) -> Op {
    Op::Put(key.to_owned(), value.to_owned())
}

fn add(key: &str, value: &str) -> Op {
    Op::Add(key.to_owned(), value.to_owned())
}

fn delete(key: &str) -> Op {
    Op::Delete(key.to_owned())
}

fn expecting(key: &str, expected: Option<&str>) -> Option<Guard> {
    Some(Guard { key: key.to_owned(), expected: expected.map(str::to_owned) })
}

/// The suite for one medium.
pub async fn medium_contract(bench: &impl MediumBench) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.note("a fresh medium has nothing", fresh_has_nothing(bench).await);
    outcome.note("what is put is there after it is opened again", put_lasts(bench).await);
    outcome.note("put replaces and delete removes", put_replaces(bench).await);
    outcome.note("add refuses what is there and leaves it", add_refuses(bench).await);
    outcome.note("a guard that holds lets the commit through", guard_holds(bench).await);
    outcome.note("a guard that fails changes nothing and says what it found", guard_fails(bench).await);
    outcome.note("of two writers with one guard, one wins", one_writer_wins(bench).await);
    outcome.note("a commit works in its order", ops_in_order(bench).await);
    outcome.note("long and odd values come back exactly", odd_values(bench).await);
    outcome.note("every pair is listed once", lists_all(bench).await);
    if bench.is_atomic() {
        outcome.note("a commit that fails half-way changes nothing", all_or_nothing(bench).await);
    }
    outcome
}

async fn fresh_has_nothing(bench: &impl MediumBench) -> Result<(), Broken> {
    let medium = bench.fresh().await;
    ensure(medium.entries().await?.is_empty(), "it lists something")?;
    ensure(medium.get("a").await?.is_none(), "it has something")
}

async fn put_lasts(bench: &impl MediumBench) -> Result<(), Broken> {
    bench.fresh().await.commit(None, vec![put("a", "1"), put("b", "2")]).await?;
    let again = bench.again().await;
    ensure(again.get("a").await?.as_deref() == Some("1"), "a is not there")?;
    ensure(again.get("b").await?.as_deref() == Some("2"), "b is not there")
}

async fn put_replaces(bench: &impl MediumBench) -> Result<(), Broken> {
    let medium = bench.fresh().await;
    medium.commit(None, vec![put("a", "1"), put("b", "2")]).await?;
    medium.commit(None, vec![put("a", "3"), delete("b"), delete("never there")]).await?;
    ensure(medium.get("a").await?.as_deref() == Some("3"), "a was not replaced")?;
    ensure(medium.get("b").await?.is_none(), "b was not removed")
}

async fn add_refuses(bench: &impl MediumBench) -> Result<(), Broken> {
    let medium = bench.fresh().await;
    medium.commit(None, vec![add("a", "1")]).await?;
    let second = medium.commit(None, vec![add("a", "2")]).await;
    ensure(second == Err(CommitError::Present { key: "a".into() }), &format!("it said {second:?}"))?;
    ensure(medium.get("a").await?.as_deref() == Some("1"), "a was overwritten")
}

async fn guard_holds(bench: &impl MediumBench) -> Result<(), Broken> {
    let medium = bench.fresh().await;
    medium.commit(expecting("a", None), vec![put("a", "1")]).await?;
    medium.commit(expecting("a", Some("1")), vec![put("a", "2"), put("b", "3")]).await?;
    ensure(medium.get("b").await?.as_deref() == Some("3"), "b is not there")
}

async fn guard_fails(bench: &impl MediumBench) -> Result<(), Broken> {
    let medium = bench.fresh().await;
    medium.commit(None, vec![put("a", "1")]).await?;
    let other = medium.commit(expecting("a", Some("2")), vec![put("a", "3"), put("b", "3")]).await;
    ensure(other == Err(CommitError::Moved { found: Some("1".into()) }), &format!("it said {other:?}"))?;
    let none = medium.commit(expecting("b", Some("1")), vec![put("b", "3")]).await;
    ensure(none == Err(CommitError::Moved { found: None }), &format!("it said {none:?}"))?;
    ensure(medium.get("a").await?.as_deref() == Some("1"), "a was changed")?;
    ensure(medium.get("b").await?.is_none(), "b was written")
}

async fn one_writer_wins(bench: &impl MediumBench) -> Result<(), Broken> {
    let one = bench.fresh().await;
    let other = bench.again().await;
    one.commit(None, vec![put("head", "0")]).await?;
    let (seen, too) = (one.get("head").await?, other.get("head").await?);
    one.commit(expecting("head", seen.as_deref()), vec![put("head", "1")]).await?;
    let late = other.commit(expecting("head", too.as_deref()), vec![put("head", "1 as well")]).await;
    ensure(late == Err(CommitError::Moved { found: Some("1".into()) }), &format!("it said {late:?}"))
}

async fn ops_in_order(bench: &impl MediumBench) -> Result<(), Broken> {
    let medium = bench.fresh().await;
    medium.commit(None, vec![put("a", "1"), delete("a"), add("a", "2"), put("b", "1"), delete("b")]).await?;
    ensure(medium.get("a").await?.as_deref() == Some("2"), "a is not what was written last")?;
    ensure(medium.get("b").await?.is_none(), "b is there")
}

async fn odd_values(bench: &impl MediumBench) -> Result<(), Broken> {
    let medium = bench.fresh().await;
    let long = "0123456789".repeat(10_000);
    let values = ["", " ", "\"quoted\"", "{\"a\":1}", "null", "ñ ü €", "\u{1F58B}", "a\nb\tc\u{0}d", &long];
    for (at, value) in values.iter().enumerate() {
        medium.commit(None, vec![put(&format!("odd.{at}"), value)]).await?;
    }
    let again = bench.again().await;
    for (at, value) in values.iter().enumerate() {
        let found = again.get(&format!("odd.{at}")).await?;
        ensure(found.as_deref() == Some(value), &format!("value {at} came back otherwise"))?;
    }
    Ok(())
}

async fn lists_all(bench: &impl MediumBench) -> Result<(), Broken> {
    let medium = bench.fresh().await;
    let pairs: Vec<(String, String)> = (0..120).map(|n| (format!("record.{n:010}"), format!("value {n}"))).collect();
    let ops = pairs.iter().map(|(key, value)| put(key, value)).collect();
    medium.commit(None, ops).await?;
    let mut found = medium.entries().await?;
    found.sort();
    ensure(found == pairs, "the list differs")
}

async fn all_or_nothing(bench: &impl MediumBench) -> Result<(), Broken> {
    let medium = bench.fresh().await;
    medium.commit(None, vec![put("taken", "1"), put("gone", "1")]).await?;
    let torn = medium.commit(None, vec![put("a", "1"), delete("gone"), add("taken", "2"), put("b", "1")]).await;
    ensure(torn == Err(CommitError::Present { key: "taken".into() }), &format!("it said {torn:?}"))?;
    let mut found = medium.entries().await?;
    found.sort();
    let before = [("gone", "1"), ("taken", "1")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    ensure(found == before, "something was changed")
}

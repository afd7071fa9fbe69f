//! What the vault must do over any two media.

use super::{
    super::{
        AppendError, Item, Key, Medium, Op, Repair, Side, StartUp, Vault, entry::Entry, head::Head, vault::PurgeError,
    },
    Broken, Outcome, delete, ensure, put, sample_entry, sample_first_prev,
};

/// Makes the two media under test.
#[expect(async_fn_in_trait, reason = "one thread: a browser tab, or a test that blocks")]
pub trait PairBench {
    /// The second copy.
    type Local: Medium;
    /// The strict journal.
    type Journal: Medium;
    /// Two empty ones; what the last two held is gone.
    async fn fresh(&self) -> (Self::Local, Self::Journal);
    /// Second handles on what the last fresh ones hold, opened anew.
    async fn again(&self) -> (Self::Local, Self::Journal);
}

/// The suite for the pair.
pub async fn vault_contract(bench: &impl PairBench) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.note("a first start finds nothing and takes signers", first_start(bench).await);
    outcome.note("what was appended is there after a restart", appended_lasts(bench).await);
    outcome.note("an entry that does not follow the head is refused", must_follow(bench).await);
    outcome.note("the same entry twice is one record", twice_is_once(bench).await);
    outcome.note("two writers never share a number", never_shared(bench).await);
    outcome.note("a cleared localStorage is filled from the journal", local_cleared(bench).await);
    outcome.note("a cleared journal is seen, and everything is kept", journal_cleared(bench).await);
    outcome.note("a new chain sets the earlier one aside", new_chain(bench).await);
    outcome.note("a damaged value is restored and its bytes are kept", damaged_is_kept(bench).await);
    outcome.note("a purge forgets what it covers and the chain goes on", purges(bench).await);
    outcome.note("a slot keeps its last value on both media", slots(bench).await);
    outcome.note("the canary comes back and room is known", canary_and_room(bench).await);
    outcome
}

async fn opened<B: PairBench>(bench: &B) -> Result<(Vault<B::Local, B::Journal>, StartUp), Broken> {
    let (local, journal) = bench.again().await;
    Ok(Vault::open(local, journal).await?)
}

/// A vault with `count` records.
async fn with_records<B: PairBench>(bench: &B, count: usize) -> Result<Vault<B::Local, B::Journal>, Broken> {
    let (local, journal) = bench.fresh().await;
    let (vault, _) = Vault::open(local, journal).await?;
    vault.begin(&sample_first_prev(), &[("key_file", "the first")]).await?;
    for at in 1..=count {
        let appended = vault.append(&next(&vault, &format!("record {at}"))?).await?;
        ensure(appended.local_copy, "localStorage has no copy")?;
    }
    Ok(vault)
}

fn next<L: Medium, J: Medium>(vault: &Vault<L, J>, label: &str) -> Result<Entry, Broken> {
    let head = vault.head().ok_or(Broken("there is no head".into()))?;
    Ok(sample_entry(&head, label))
}

async fn good_seqs<L: Medium, J: Medium>(vault: &Vault<L, J>) -> Result<Vec<u64>, Broken> {
    let good = |item: &Item| match item {
        Item::Good(entry) => Ok(entry.seq),
        other => Err(Broken(format!("{other:?}"))),
    };
    vault.entries().await?.iter().map(good).collect()
}

async fn clear(medium: &impl Medium) -> Result<(), Broken> {
    let ops = medium.entries().await?.into_iter().map(|(key, _)| Op::Delete(key)).collect();
    Ok(medium.commit(None, ops).await?)
}

async fn first_start(bench: &impl PairBench) -> Result<(), Broken> {
    let (local, journal) = bench.fresh().await;
    let (vault, start) = Vault::open(local, journal).await?;
    ensure(start == StartUp::default(), &format!("it says {start:?}"))?;
    ensure(start.takes_signers() && vault.head().is_none(), "it has a head")?;
    let refused = vault.append(&sample_entry(&Head { seq: 0, hash: sample_first_prev() }, "early")).await;
    ensure(matches!(refused, Err(AppendError::NotReady(_))), &format!("it said {refused:?}"))
}

async fn appended_lasts(bench: &impl PairBench) -> Result<(), Broken> {
    let before = with_records(bench, 5).await?;
    let (after, start) = opened(bench).await?;
    ensure(start == StartUp::default(), &format!("it says {start:?}"))?;
    ensure(after.head() == before.head(), "the head differs")?;
    ensure(after.entries().await? == before.entries().await?, "the records differ")?;
    ensure(good_seqs(&after).await? == [1, 2, 3, 4, 5], "not all are there")
}

async fn must_follow(bench: &impl PairBench) -> Result<(), Broken> {
    let vault = with_records(bench, 2).await?;
    let entry = next(&vault, "right")?;
    let skips = Entry { seq: entry.seq + 1, ..entry.clone() };
    let forks = Entry { prev: sample_first_prev(), ..entry };
    for wrong in [skips, forks] {
        let refused = vault.append(&wrong).await;
        ensure(matches!(refused, Err(AppendError::HeadMoved { .. })), &format!("it said {refused:?}"))?;
    }
    ensure(good_seqs(&vault).await? == [1, 2], "something was written")
}

async fn twice_is_once(bench: &impl PairBench) -> Result<(), Broken> {
    let vault = with_records(bench, 1).await?;
    let entry = next(&vault, "again")?;
    vault.append(&entry).await?;
    vault.append(&entry).await?;
    ensure(good_seqs(&vault).await? == [1, 2], "it is not there once")
}

async fn never_shared(bench: &impl PairBench) -> Result<(), Broken> {
    let one = with_records(bench, 1).await?;
    let (other, _) = opened(bench).await?;
    let (mine, yours) = (next(&one, "mine")?, next(&other, "yours")?);
    one.append(&mine).await?;
    let late = other.append(&yours).await;
    ensure(late == Err(AppendError::HeadMoved { head: mine.head() }), &format!("it said {late:?}"))?;
    other.append(&next(&other, "yours, built again")?).await?;
    ensure(good_seqs(&other).await? == [1, 2, 3], "not all are there")
}

async fn local_cleared(bench: &impl PairBench) -> Result<(), Broken> {
    let before = with_records(bench, 3).await?.entries().await?;
    let (local, journal) = bench.again().await;
    clear(&local).await?;
    let (vault, start) = Vault::open(local, journal).await?;
    ensure(start.takes_signers(), &format!("it says {start:?}"))?;
    let restored = Repair::Restored { key: Key::Record(2), side: Side::Local };
    ensure(start.repairs.contains(&restored), &format!("it did {:?}", start.repairs))?;
    ensure(vault.entries().await? == before, "the records differ")?;
    let (_, start) = opened(bench).await?;
    ensure(start == StartUp::default(), &format!("the next start says {start:?}"))
}

async fn journal_cleared(bench: &impl PairBench) -> Result<(), Broken> {
    let before = with_records(bench, 3).await?.entries().await?;
    let (local, journal) = bench.again().await;
    clear(&journal).await?;
    let (vault, start) = Vault::open(local, journal).await?;
    ensure(start.journal_lost && !start.takes_signers(), &format!("it says {start:?}"))?;
    ensure(vault.entries().await? == before, "the records differ")?;
    let (_, journal) = bench.again().await;
    ensure(journal.entries().await?.is_empty(), "something was written")
}

async fn new_chain(bench: &impl PairBench) -> Result<(), Broken> {
    with_records(bench, 3).await?;
    let (local, journal) = bench.again().await;
    clear(&journal).await?;
    let (vault, _) = Vault::open(local, journal).await?;
    vault.begin(&sample_first_prev(), &[("key_file", "the second")]).await?;
    vault.append(&next(&vault, "of the new chain")?).await?;
    let (vault, start) = opened(bench).await?;
    ensure(start == StartUp::default(), &format!("it says {start:?}"))?;
    ensure(good_seqs(&vault).await? == [1], "the new chain is not alone")?;
    let records = vault.kept().await?.into_iter().filter(|(key, _)| key.contains(".record."));
    ensure(records.count() == 3, "the earlier records are not kept")?;
    let value = vault.slot("key_file").await?.map(|slot| slot.value);
    ensure(value.as_deref() == Some("the second"), "the slot is the earlier one")
}

async fn damaged_is_kept(bench: &impl PairBench) -> Result<(), Broken> {
    let before = with_records(bench, 3).await?.entries().await?;
    let (local, journal) = bench.again().await;
    local.commit(None, vec![put("record.0000000001", "bytes A")]).await?;
    journal.commit(None, vec![put("record.0000000003", "bytes B")]).await?;
    let (vault, start) = Vault::open(local, journal).await?;
    ensure(start.takes_signers(), &format!("it says {start:?}"))?;
    ensure(vault.entries().await? == before, "the records differ")?;
    let (local, journal) = bench.again().await;
    for medium in [local.entries().await?, journal.entries().await?] {
        for bytes in ["bytes A", "bytes B"] {
            let kept = medium.iter().any(|(key, text)| key.starts_with("quarantine.") && text == bytes);
            ensure(kept, &format!("{bytes} is not kept on both"))?;
        }
    }
    Ok(())
}

async fn purges(bench: &impl PairBench) -> Result<(), Broken> {
    let vault = with_records(bench, 5).await?;
    let note = next(&vault, "purged")?;
    ensure(vault.purge(9, &note).await == Err(PurgeError::BeyondHead { head: at(&vault)? }), "9 is beyond the head")?;
    vault.purge(3, &note).await?;
    ensure(good_seqs(&vault).await? == [4, 5, 6], "the wrong ones are there")?;
    let again = vault.purge(3, &next(&vault, "purged again")?).await;
    ensure(again == Err(PurgeError::Purged { through: 3 }), &format!("it said {again:?}"))?;
    vault.append(&next(&vault, "after")?).await?;
    let (local, journal) = bench.again().await;
    for medium in [local.get("record.0000000003").await?, journal.get("record.0000000003").await?] {
        ensure(medium.is_none(), "3 still stands")?;
    }
    // As if the purge had been cut short in localStorage.
    local.commit(None, vec![put("record.0000000002", "left over"), delete("record.0000000007")]).await?;
    let (vault, start) = Vault::open(local, journal).await?;
    let finished = Repair::PurgeFinished { seq: 2, side: Side::Local };
    ensure(start.repairs.contains(&finished), &format!("it did {:?}", start.repairs))?;
    ensure(good_seqs(&vault).await? == [4, 5, 6, 7], "the chain does not go on")
}

fn at<L: Medium, J: Medium>(vault: &Vault<L, J>) -> Result<Head, Broken> {
    vault.head().ok_or(Broken("there is no head".into()))
}

async fn slots(bench: &impl PairBench) -> Result<(), Broken> {
    let vault = with_records(bench, 1).await?;
    ensure(vault.slot("settings").await?.is_none(), "it is there before it is written")?;
    vault.put_slot("settings", "{\"language\":\"es\"}").await?;
    let written = vault.put_slot("settings", "{\"greeting\":\"¡Buenos días!\"}").await?;
    ensure(written.local_copy, "localStorage has no copy")?;
    let (local, journal) = bench.again().await;
    local.commit(None, vec![delete("slot.settings.0")]).await?;
    journal.commit(None, vec![put("slot.key_file.1", "torn")]).await?;
    let (vault, start) = Vault::open(local, journal).await?;
    ensure(start.takes_signers(), &format!("it says {start:?}"))?;
    let settings = vault.slot("settings").await?;
    let right = settings.is_some_and(|slot| slot.generation == 2 && slot.value == "{\"greeting\":\"¡Buenos días!\"}");
    ensure(right, "settings differ")?;
    let key_file = vault.slot("key_file").await?.map(|slot| slot.value);
    ensure(key_file.as_deref() == Some("the first"), "key_file differs")
}

async fn canary_and_room(bench: &impl PairBench) -> Result<(), Broken> {
    let vault = with_records(bench, 1).await?;
    let before = vault.room().await?.used_units;
    vault.canary("a nonce").await?;
    vault.canary("another nonce").await?;
    vault.append(&next(&vault, "more")?).await?;
    ensure(vault.room().await?.used_units > before, "nothing was used")
}

//! Beginning, rewriting small values, and writers that overtake each other.

use crate::tablet::*;
use inkseal_domain::store::{
    contract::{sample_entry, sample_first_prev},
    faulty::{Fault, FaultyMedium, power},
    *,
};
use pollster::block_on;
use std::collections::BTreeMap;

#[test]
fn a_second_beginning_is_refused() {
    let tablet = Tablet::with_five_records();
    let (vault, _) = tablet.start();
    let refused = block_on(vault.begin(&sample_first_prev(), &[]));
    assert_eq!(refused, Err(BeginError::Begun { head: vault.head().unwrap() }));
}

#[test]
fn of_all_copies_of_a_slot_the_highest_generation_stands() {
    let slot = |generation, value: &str| Slot { generation, value: value.into() }.write();
    let (old, new) = (slot(2, "old"), slot(3, "new"));
    // What stands in the two cells of localStorage and of the journal.
    for cells in [
        [Some(&*old), None, None, Some(&*new)],
        [Some("torn"), Some("torn"), Some(&*old), Some(&*new)],
        [Some(&*old), Some(&*new), Some(&*old), Some("torn")],
        [Some(&*new), None, Some(&*old), Some(&*new)],
    ] {
        let tablet = Tablet::with_five_records();
        for (at, cell) in cells.into_iter().enumerate() {
            let medium = if at < 2 { &tablet.local } else { &tablet.journal };
            medium.set(&format!("slot.settings.{}", at % 2), cell);
        }
        let (vault, start) = tablet.start();
        assert!(start.takes_signers());
        assert_eq!(block_on(vault.slot("settings")).unwrap().unwrap().value, "new");
        for medium in [&tablet.local, &tablet.journal] {
            assert_eq!(medium.snapshot().get("slot.settings.1"), Some(&new));
            assert_eq!(medium.snapshot().get("slot.settings.0"), None);
        }
        if cells.contains(&Some("torn")) {
            tablet.assert_both_keep("torn");
        }
        tablet.assert_next_start_is_quiet();
    }
}

#[test]
fn a_value_that_the_journal_never_had_replaces_none() {
    let slot = |generation, value: &str| Slot { generation, value: value.into() }.write();
    for (generation, cell) in [(3, "slot.settings.1"), (4, "slot.settings.0")] {
        let tablet = Tablet::with_five_records();
        let foreign = slot(generation, "of another kiosk");
        tablet.journal.set("slot.settings.0", Some(&slot(2, "own")));
        tablet.local.set(cell, Some(&foreign));
        let (vault, _) = tablet.start();
        assert_eq!(block_on(vault.slot("settings")).unwrap().unwrap().value, "own");
        tablet.assert_both_keep(&foreign);
        tablet.assert_next_start_is_quiet();
    }
}

#[test]
fn a_slot_leaves_no_earlier_value_behind() {
    let tablet = Tablet::with_five_records();
    let (vault, _) = tablet.start();
    for value in ["one", "two", "three"] {
        block_on(vault.put_slot("key_file", value)).unwrap();
    }
    for medium in [&tablet.local, &tablet.journal] {
        let slots: Vec<String> = medium.snapshot().into_keys().filter(|key| key.starts_with("slot.")).collect();
        assert_eq!(slots, ["slot.key_file.1"]);
    }
}

#[test]
fn what_is_not_ours_is_reported_and_left_alone() {
    let tablet = Tablet::with_five_records();
    tablet.local.set("record.7", Some("?"));
    tablet.local.set("record.0000000000", Some("?"));
    let start = tablet.start().1;
    assert_eq!(start.repairs.len(), 2, "{start:?}");
    assert!(start.repairs.iter().all(|repair| matches!(repair, Repair::Unknown { side: Side::Local, .. })));
    assert_eq!(tablet.local.snapshot()["record.7"], "?");
}

#[test]
fn a_number_taken_behind_our_back_is_refused_and_not_overwritten() {
    let tablet = Tablet::with_five_records();
    let (vault, _) = tablet.start();
    tablet.journal.set(&record(6), Some("a stranger"));
    let six = sample_entry(&vault.head().unwrap(), "six");
    assert_eq!(block_on(vault.append(&six)), Err(AppendError::SeqTaken { seq: 6 }));
    assert_eq!(tablet.journal.snapshot()[&record(6)], "a stranger");
    let (vault, _) = tablet.start();
    block_on(vault.append(&six)).unwrap();
    tablet.assert_both_keep("a stranger");
}

#[test]
fn an_entry_that_another_writer_has_built_upon_is_still_acknowledged() {
    let tablet = Tablet::with_five_records();
    let (vault, other) = (tablet.start().0, tablet.start().0);
    let six = sample_entry(&vault.head().unwrap(), "six");
    block_on(vault.append(&six)).unwrap();
    let stale = sample_entry(&other.head().unwrap(), "another six");
    assert_eq!(block_on(other.append(&stale)), Err(AppendError::HeadMoved { head: six.head() }));
    block_on(other.append(&sample_entry(&six.head(), "seven"))).unwrap();
    assert_eq!(block_on(vault.append(&six)), Ok(Appended { local_copy: true }));
    assert_eq!(vault.head().unwrap().seq, 7);
    tablet.assert_next_start_is_quiet();
}

#[test]
fn an_end_of_the_chain_that_was_altered_is_seen_before_the_next_record() {
    let tablet = Tablet::with_five_records();
    let at = |seq: u64| {
        let mut chain = Chain::parse(&tablet.journal.snapshot()["head"]).unwrap();
        chain.head = Entry::parse(tablet.text(seq)).unwrap().head();
        chain.write()
    };
    let rival = Chain { head: Entry::parse(&tablet.rival(5)).unwrap().head(), ..Chain::parse(&at(5)).unwrap() }.write();
    for (local, journal, altered) in [
        (Some(at(5)), Some(at(5)), None),
        (Some(at(5)), None, Some(Side::Journal)),
        (Some(at(5)), Some("torn".into()), Some(Side::Journal)),
        (Some(at(5)), Some(at(4)), Some(Side::Journal)),
        (Some(at(5)), Some(rival), Some(Side::Journal)),
        (None, Some(at(5)), Some(Side::Local)),
        (Some("torn".into()), Some(at(5)), Some(Side::Local)),
        (Some(at(4)), Some(at(5)), Some(Side::Local)),
    ] {
        let (vault, _) = tablet.start();
        let good = (tablet.local.snapshot(), tablet.journal.snapshot());
        tablet.local.set("head", local.as_deref());
        tablet.journal.set("head", journal.as_deref());
        assert_eq!(block_on(vault.altered()), Ok(altered), "{local:?} {journal:?}");
        tablet.local.replace(good.0);
        tablet.journal.replace(good.1);
    }
}

#[test]
fn an_end_that_another_writer_moved_on_is_no_alteration() {
    let tablet = Tablet::with_five_records();
    let (vault, other) = (tablet.start().0, tablet.start().0);
    block_on(vault.append(&sample_entry(&vault.head().unwrap(), "six"))).unwrap();
    assert_eq!(block_on(other.altered()), Ok(None));
}

/// What a medium holds, without what is no copy of anything.
fn held(medium: &MemoryMedium) -> BTreeMap<String, String> {
    let all = medium.snapshot().into_iter();
    all.filter(|(key, text)| !matches!(key.as_str(), "canary" | "ballast") && !text.is_empty()).collect()
}

/// Begins, writes everything that there is to write, and clears some of it.
async fn works<L: Medium>(vault: &Vault<L, MemoryMedium>) -> Option<()> {
    let next = |label: &str| Some(sample_entry(&vault.head()?, label));
    vault.begin("YZzf8a6sG1-1zBqg7Yp1DlQ0UKFSyRMGb4hIvYv5l9M", &[("keys", "the key file")]).await.ok()?;
    vault.append(&next("one")?).await.ok()?;
    vault.put_slot("settings", "1").await.ok()?;
    vault.append(&next("two")?).await.ok()?;
    vault.purge(1, &next("one is purged")?).await.ok()?;
    vault.append(&next("four")?).await.ok()?;
    Some(())
}

#[test]
fn a_second_copy_that_failed_is_owed_until_a_start_up_has_made_it() {
    let faults = [Fault::Fail, Fault::Tear, Fault::Late, Fault::Drop];
    for (call, fault, follows) in
        (1..70).flat_map(|n| faults.map(|f| (n, f))).flat_map(|(n, f)| [(n, f, true), (n, f, false)])
    {
        let tablet = Tablet::with_five_records();
        if follows {
            block_on(tablet.start().0.end()).unwrap();
        } else {
            tablet.local.replace(BTreeMap::new());
            tablet.journal.replace(BTreeMap::new());
        }
        let local = FaultyMedium::new(tablet.local.clone(), power(), []);
        let (vault, _) = block_on(Vault::open(local.clone(), tablet.journal.clone())).unwrap();
        local.add_faults([(call, fault)]);
        if block_on(works(&vault)).is_none() {
            continue;
        }
        if block_on(vault.altered()) == Ok(None) {
            assert_eq!(held(&tablet.local), held(&tablet.journal), "call {call} {fault:?} {follows}");
        }
        let (vault, start) = tablet.start();
        assert!(start.takes_signers());
        assert_eq!(block_on(vault.altered()), Ok(None), "call {call} {fault:?} {follows}");
    }
}

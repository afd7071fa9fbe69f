//! The store in memory: the contracts, what stands on a medium, and the start-up table row by row.
#![allow(clippy::unwrap_used, missing_docs)]

use inkseal_domain::store::{
    contract::{MediumBench, PairBench, medium_contract, sample_entry, sample_first_prev, vault_contract},
    faulty::flip,
    room::{LIMIT_UNITS, Verdict, verdict},
    *,
};
use pollster::block_on;
use proptest::prelude::*;
use std::{cell::RefCell, collections::BTreeMap};

struct Pair(RefCell<(MemoryMedium, MemoryMedium)>);

impl PairBench for Pair {
    type Local = MemoryMedium;
    type Journal = MemoryMedium;
    async fn fresh(&self) -> (MemoryMedium, MemoryMedium) {
        self.0.replace((MemoryMedium::default(), MemoryMedium::default()));
        self.0.borrow().clone()
    }
    async fn again(&self) -> (MemoryMedium, MemoryMedium) {
        self.0.borrow().clone()
    }
}

struct Memory(RefCell<MemoryMedium>);

impl MediumBench for Memory {
    type Medium = MemoryMedium;
    async fn fresh(&self) -> MemoryMedium {
        self.0.replace(MemoryMedium::default());
        self.0.borrow().clone()
    }
    async fn again(&self) -> MemoryMedium {
        self.0.borrow().clone()
    }
    fn is_atomic(&self) -> bool {
        true
    }
}

#[test]
fn memory_passes_the_mediums_contract() {
    let outcome = block_on(medium_contract(&Memory(RefCell::default())));
    assert!(outcome.failed.is_empty(), "{:#?}", outcome.failed);
    assert_eq!(outcome.passed.len(), 11);
}

#[test]
fn a_pair_of_memories_passes_the_vaults_contract() {
    let outcome = block_on(vault_contract(&Pair(RefCell::default())));
    assert!(outcome.failed.is_empty(), "{:#?}", outcome.failed);
    assert_eq!(outcome.passed.len(), 12);
}

/// A kiosk's two media with five records, whatever is then done to them.
struct Tablet {
    local: MemoryMedium,
    journal: MemoryMedium,
    texts: Vec<String>,
}

type Opened = (Vault<MemoryMedium, MemoryMedium>, StartUp);

impl Tablet {
    fn with_five_records() -> Self {
        let (local, journal) = (MemoryMedium::default(), MemoryMedium::default());
        let texts = block_on(async {
            let (vault, _) = Vault::open(local.clone(), journal.clone()).await.unwrap();
            vault.begin(&sample_first_prev(), &[]).await.unwrap();
            for label in ["one", "two", "three", "four", "five"] {
                vault.append(&sample_entry(&vault.head().unwrap(), label)).await.unwrap();
            }
            let items = vault.entries().await.unwrap();
            items.iter().map(|item| good(item).write()).collect()
        });
        Tablet { local, journal, texts }
    }

    fn start(&self) -> Opened {
        block_on(Vault::open(self.local.clone(), self.journal.clone())).unwrap()
    }

    /// The text of record `seq` as it was written.
    fn text(&self, seq: u64) -> &str {
        &self.texts[usize::try_from(seq).unwrap() - 1]
    }

    /// Another entry that may stand after the record before `seq`.
    fn rival(&self, seq: u64) -> String {
        let before = Entry::parse(self.text(seq - 1)).unwrap();
        sample_entry(&before.head(), "a rival").write()
    }

    fn assert_both_hold(&self, seq: u64, text: Option<&str>) {
        for medium in [&self.local, &self.journal] {
            let found = medium.snapshot().get(&record(seq)).cloned();
            assert_eq!(found.as_deref(), text, "record {seq}");
        }
    }

    fn assert_both_keep(&self, bytes: &str) {
        for medium in [&self.local, &self.journal] {
            let kept = medium.snapshot().into_iter().any(|(key, text)| key.starts_with("quarantine.") && text == bytes);
            assert!(kept, "{bytes} is not kept");
        }
    }

    fn assert_next_start_is_quiet(&self) {
        assert_eq!(self.start().1, StartUp::default());
    }
}

fn record(seq: u64) -> String {
    Key::Record(seq).name()
}

fn good(item: &Item) -> &Entry {
    match item {
        Item::Good(entry) => entry,
        other => panic!("{other:?}"),
    }
}

fn items(vault: &Vault<MemoryMedium, MemoryMedium>) -> Vec<Item> {
    block_on(vault.entries()).unwrap()
}

fn restored(seq: u64, side: Side) -> Repair {
    Repair::Restored { key: Key::Record(seq), side }
}

fn quarantined(seq: u64, side: Side, bytes: &str) -> Repair {
    let key = Key::Record(seq);
    Repair::Quarantined { kept_as: key.quarantine(side, bytes), key, side }
}

// The start-up table of the protocol, row by row.

#[test]
fn row_1_equal_copies_are_left_alone() {
    let tablet = Tablet::with_five_records();
    let (local, journal) = (tablet.local.snapshot(), tablet.journal.snapshot());
    tablet.assert_next_start_is_quiet();
    assert_eq!((tablet.local.snapshot(), tablet.journal.snapshot()), (local, journal));
}

#[test]
fn row_2_a_record_missing_in_local_storage_comes_back_from_the_journal() {
    let tablet = Tablet::with_five_records();
    tablet.local.set(&record(2), None);
    assert_eq!(tablet.start().1.repairs, [restored(2, Side::Local)]);
    tablet.assert_both_hold(2, Some(tablet.text(2)));
    tablet.assert_next_start_is_quiet();
}

#[test]
fn row_2_a_record_damaged_in_local_storage_comes_back_and_its_bytes_are_kept() {
    let tablet = Tablet::with_five_records();
    let damaged = flip(tablet.text(5));
    tablet.local.set(&record(5), Some(&damaged));
    assert_eq!(tablet.start().1.repairs, [quarantined(5, Side::Local, &damaged), restored(5, Side::Local)]);
    tablet.assert_both_hold(5, Some(tablet.text(5)));
    tablet.assert_both_keep(&damaged);
    tablet.assert_next_start_is_quiet();
}

#[test]
fn row_3_a_record_missing_in_the_journal_comes_back_if_it_fits() {
    let tablet = Tablet::with_five_records();
    tablet.journal.set(&record(3), None);
    assert_eq!(tablet.start().1.repairs, [restored(3, Side::Journal)]);
    tablet.assert_both_hold(3, Some(tablet.text(3)));
}

#[test]
fn row_3_a_record_damaged_in_the_journal_comes_back_if_it_fits() {
    let tablet = Tablet::with_five_records();
    let damaged = flip(tablet.text(1));
    tablet.journal.set(&record(1), Some(&damaged));
    assert_eq!(tablet.start().1.repairs, [quarantined(1, Side::Journal, &damaged), restored(1, Side::Journal)]);
    tablet.assert_both_hold(1, Some(tablet.text(1)));
    tablet.assert_both_keep(&damaged);
}

#[test]
fn row_3_a_good_record_that_does_not_fit_is_quarantined() {
    let tablet = Tablet::with_five_records();
    let rival = tablet.rival(4);
    tablet.journal.set(&record(4), None);
    tablet.local.set(&record(4), Some(&rival));
    let (vault, start) = tablet.start();
    assert_eq!(start.repairs, [quarantined(4, Side::Local, &rival)]);
    tablet.assert_both_hold(4, None);
    tablet.assert_both_keep(&rival);
    assert_eq!(items(&vault)[3], Item::Damaged { seq: 4, found: vec![rival] });
}

#[test]
fn row_4_a_record_at_or_below_the_purge_is_deleted() {
    let tablet = Tablet::with_five_records();
    let (vault, _) = tablet.start();
    block_on(vault.purge(2, &sample_entry(&vault.head().unwrap(), "purged"))).unwrap();
    tablet.local.set(&record(1), Some(tablet.text(1)));
    tablet.local.set(&record(2), Some(tablet.text(2)));
    let finished = |seq| Repair::PurgeFinished { seq, side: Side::Local };
    assert_eq!(tablet.start().1.repairs, [finished(1), finished(2)]);
    tablet.assert_both_hold(2, None);
    assert_eq!(items(&tablet.start().0).first().map(Item::seq), Some(3));
}

#[test]
fn row_5_of_two_good_ones_the_one_that_fits_stands() {
    for (side, other) in [(Side::Local, Side::Journal), (Side::Journal, Side::Local)] {
        let tablet = Tablet::with_five_records();
        let rival = tablet.rival(3);
        let medium = if side == Side::Local { &tablet.local } else { &tablet.journal };
        medium.set(&record(3), Some(&rival));
        let repairs = tablet.start().1.repairs;
        assert_eq!(repairs, [quarantined(3, side, &rival), restored(3, side)], "{other:?} fits");
        tablet.assert_both_hold(3, Some(tablet.text(3)));
        tablet.assert_both_keep(&rival);
    }
}

#[test]
fn row_5_where_both_fit_the_journal_wins() {
    let tablet = Tablet::with_five_records();
    // Below a gap nothing says which of the two it was.
    let rival = tablet.rival(3);
    tablet.local.set(&record(3), Some(&rival));
    tablet.local.set(&record(4), None);
    tablet.journal.set(&record(4), None);
    let repairs = tablet.start().1.repairs;
    assert!(repairs.contains(&quarantined(3, Side::Local, &rival)), "{repairs:?}");
    tablet.assert_both_hold(3, Some(tablet.text(3)));
    tablet.assert_both_keep(&rival);
}

#[test]
fn row_6_damaged_on_both_is_quarantined_and_the_chain_goes_on() {
    let tablet = Tablet::with_five_records();
    tablet.local.set(&record(2), Some("one thing"));
    tablet.journal.set(&record(2), Some("another"));
    let (vault, start) = tablet.start();
    assert_eq!(start.repairs, [quarantined(2, Side::Journal, "another"), quarantined(2, Side::Local, "one thing")]);
    tablet.assert_both_hold(2, None);
    tablet.assert_both_keep("one thing");
    tablet.assert_both_keep("another");
    let damaged = Item::Damaged { seq: 2, found: vec!["another".into(), "one thing".into()] };
    assert_eq!(items(&vault)[1], damaged);
    block_on(vault.append(&sample_entry(&vault.head().unwrap(), "six"))).unwrap();
    let (vault, start) = tablet.start();
    assert_eq!(start, StartUp::default());
    assert_eq!(items(&vault)[1], damaged);
    assert_eq!(items(&vault).len(), 6);
}

#[test]
fn row_6_missing_on_one_and_damaged_on_the_other_is_quarantined() {
    for damaged_side in [Side::Local, Side::Journal] {
        let tablet = Tablet::with_five_records();
        let (damaged, missing) = match damaged_side {
            Side::Local => (&tablet.local, &tablet.journal),
            Side::Journal => (&tablet.journal, &tablet.local),
        };
        damaged.set(&record(5), Some("torn"));
        missing.set(&record(5), None);
        let (vault, start) = tablet.start();
        assert_eq!(start.repairs, [quarantined(5, damaged_side, "torn")]);
        tablet.assert_both_keep("torn");
        assert_eq!(items(&vault)[4], Item::Damaged { seq: 5, found: vec!["torn".into()] });
        assert_eq!(vault.head().unwrap().seq, 5);
    }
}

#[test]
fn row_7_a_lost_journal_keeps_everything_and_writes_nothing() {
    let tablet = Tablet::with_five_records();
    tablet.journal.replace(Default::default());
    let local = tablet.local.snapshot();
    let (vault, start) = tablet.start();
    assert!(start.journal_lost && !start.takes_signers());
    assert_eq!(items(&vault).iter().map(|item| good(item).write()).collect::<Vec<_>>(), tablet.texts);
    let entry = sample_entry(&Entry::parse(tablet.text(5)).unwrap().head(), "six");
    assert_eq!(block_on(vault.append(&entry)), Err(AppendError::NotReady(NotReady::JournalLost)));
    assert_eq!(block_on(vault.put_slot("settings", "{}")), Err(SlotError::NotReady(NotReady::JournalLost)));
    assert_eq!(tablet.local.snapshot(), local);
    assert!(tablet.journal.snapshot().is_empty());
}

#[test]
fn a_record_above_the_head_that_fits_is_adopted_and_the_head_moves() {
    let tablet = Tablet::with_five_records();
    let five = Entry::parse(tablet.text(5)).unwrap();
    let six = sample_entry(&five.head(), "six");
    let seven = sample_entry(&six.head(), "seven");
    tablet.local.set(&record(6), Some(&six.write()));
    tablet.local.set(&record(7), Some(&seven.write()));
    let (vault, start) = tablet.start();
    assert!(start.repairs.contains(&Repair::HeadMoved { from: Some(5), to: 7 }), "{:?}", start.repairs);
    assert_eq!(vault.head(), Some(seven.head()));
    tablet.assert_both_hold(7, Some(&seven.write()));
    tablet.assert_next_start_is_quiet();
}

#[test]
fn a_record_above_the_head_that_does_not_fit_is_quarantined() {
    let tablet = Tablet::with_five_records();
    let stranger = sample_entry(&Head { seq: 5, hash: sample_first_prev() }, "stranger").write();
    tablet.local.set(&record(6), Some(&stranger));
    let (vault, start) = tablet.start();
    assert_eq!(start.repairs, [quarantined(6, Side::Local, &stranger)]);
    assert_eq!(vault.head().unwrap().seq, 5);
    tablet.assert_both_keep(&stranger);
}

#[test]
fn a_record_missing_on_both_is_reported_at_every_start() {
    let tablet = Tablet::with_five_records();
    for medium in [&tablet.local, &tablet.journal] {
        medium.set(&record(2), None);
        medium.set(&record(3), None);
    }
    for _ in 0..2 {
        let (vault, start) = tablet.start();
        assert_eq!(start.repairs, [Repair::Missing { first: 2, last: 3 }]);
        assert_eq!(items(&vault)[1], Item::Missing { first: 2, last: 3 });
    }
}

#[test]
fn a_journal_that_fell_back_behind_local_storages_head_never_gives_a_number_twice() {
    let tablet = Tablet::with_five_records();
    let before = tablet.journal.snapshot();
    let (vault, _) = tablet.start();
    let head = {
        block_on(vault.append(&sample_entry(&vault.head().unwrap(), "six"))).unwrap();
        vault.head()
    };
    tablet.journal.replace(before);
    tablet.local.set(&record(6), None);
    let (vault, start) = tablet.start();
    assert_eq!(start.repairs[..2], [Repair::Missing { first: 6, last: 6 }, Repair::HeadMoved { from: Some(5), to: 6 }]);
    assert_eq!(vault.head(), head);
}

#[test]
fn a_damaged_head_is_taken_from_local_storage_or_else_from_the_records() {
    let tablet = Tablet::with_five_records();
    let head = tablet.start().0.head();
    for both in [false, true] {
        tablet.journal.set("head", Some("torn"));
        if both {
            tablet.local.set("head", None);
        }
        let (vault, start) = tablet.start();
        assert!(start.repairs.contains(&Repair::HeadMoved { from: None, to: 5 }), "{:?}", start.repairs);
        assert_eq!(vault.head(), head);
        tablet.assert_both_keep("torn");
        tablet.assert_next_start_is_quiet();
    }
}

#[test]
fn a_damaged_head_beside_a_local_storage_that_fell_far_behind_is_taken_from_the_journals_records() {
    let tablet = Tablet::with_five_records();
    tablet.journal.set("head", Some("torn"));
    tablet.journal.set(&record(1), None);
    tablet.local.replace(BTreeMap::from([("head".into(), Chain::starting_at(&sample_first_prev()).write())]));
    let (vault, start) = tablet.start();
    assert!(start.repairs.contains(&Repair::HeadMoved { from: None, to: 5 }), "{:?}", start.repairs);
    assert!(start.repairs.contains(&Repair::Missing { first: 1, last: 1 }), "{:?}", start.repairs);
    assert_eq!(items(&vault).iter().skip(1).map(|item| good(item).write()).collect::<Vec<_>>(), tablet.texts[1..]);
}

#[test]
fn without_any_head_nothing_counts_as_purged() {
    let tablet = Tablet::with_five_records();
    for medium in [&tablet.local, &tablet.journal] {
        medium.set("head", None);
        medium.set(&record(1), Some("torn"));
    }
    let (vault, _) = tablet.start();
    assert_eq!(vault.head().unwrap().seq, 5);
    tablet.assert_both_keep("torn");
}

#[test]
fn a_chain_of_which_nothing_can_be_read_is_lost_and_never_begun_anew_by_itself() {
    let tablet = Tablet::with_five_records();
    for medium in [&tablet.local, &tablet.journal] {
        medium.set("slot.settings.1", Some(&Slot { generation: 1, value: "{}".into() }.write()));
        medium.set("head", Some("torn"));
        (1..=5).for_each(|seq| medium.set(&record(seq), Some("torn")));
    }
    let (vault, start) = tablet.start();
    assert!(start.journal_lost);
    block_on(vault.begin(&sample_first_prev(), &[])).unwrap();
    let (vault, start) = tablet.start();
    assert_eq!(start, StartUp::default());
    assert!(items(&vault).is_empty());
    assert_eq!(block_on(vault.kept()).unwrap().iter().filter(|(_, text)| text == "torn").count(), 6);
}

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
        [None, Some(&*new), Some(&*old), None],
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
fn the_share_of_room_decides_about_the_next_signer() {
    let at = |percent: u64| verdict(Room { used_units: (LIMIT_UNITS * percent).div_ceil(100) });
    assert_eq!([at(0), at(49)], [Verdict::Ample; 2]);
    assert_eq!([at(50), at(89)], [Verdict::Filling; 2]);
    assert_eq!([at(90), at(100), at(300)], [Verdict::Refuse; 3]);
}

// What stands on a medium.

fn any_entry() -> impl Strategy<Value = Entry> {
    let bytes = || proptest::collection::vec(any::<u8>(), 0..200);
    (1..9_999_999_999_u64, any::<bool>(), bytes(), bytes()).prop_map(|(seq, visit, enc, ct)| Entry {
        seq,
        prev: sample_first_prev(),
        hash: sample_entry(&Head { seq, hash: sample_first_prev() }, "x").hash,
        kind: if visit { Kind::Visit } else { Kind::Activity },
        day: "2031-04-05".into(),
        enc,
        ct,
    })
}

proptest! {
    #[test]
    fn an_entry_reads_as_it_was_written(entry in any_entry()) {
        let text = entry.write();
        prop_assert!(text.is_ascii());
        prop_assert_eq!(Entry::parse(&text).unwrap(), entry);
    }

    #[test]
    fn any_changed_character_is_damage(entry in any_entry(), at in any::<prop::sample::Index>(), to in "[a-zA-Z0-9._-]") {
        let text = entry.write();
        let at = at.index(text.len());
        let mut changed = text.clone();
        changed.replace_range(at..=at, &to);
        prop_assume!(changed != text);
        prop_assert!(Entry::parse(&changed).is_err());
        prop_assert!(Entry::parse(&text[..at]).is_err());
    }

    #[test]
    fn any_text_is_an_entry_or_damage_and_never_a_panic(text in ".{0,300}") {
        prop_assert!(Entry::parse(&text).is_err() && Chain::parse(&text).is_err() && Slot::parse(&text).is_err());
        prop_assert_eq!(Key::parse(&text).name(), text);
    }
}

#[test]
fn the_stored_forms_are_what_the_format_says() {
    let entry = sample_entry(&Head { seq: 0, hash: sample_first_prev() }, "a");
    let text = entry.write();
    let members: Vec<&str> = text.split('.').collect();
    assert_eq!(members.len(), 9);
    assert_eq!(
        [members[0], members[1], members[4], members[5], members[6]],
        ["inkseal1", "1", "visit", "2031-04-05", "YQ"]
    );
    assert_eq!((members[2].len(), members[3].len(), members[8].len()), (43, 43, 16));
    assert_eq!(Entry::parse(&text.replace("visit", "other")), Err(Damage::Checksum));
    assert_eq!(Entry::parse("no dots"), Err(Damage::Shape));
}

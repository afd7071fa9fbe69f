//! The start-up table of the protocol, row by row, and records above or below the head.

use crate::tablet::*;
use inkseal_domain::store::{
    contract::{sample_entry, sample_first_prev},
    faulty::flip,
    *,
};
use pollster::block_on;

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
fn what_a_later_program_wrote_is_refused_and_not_touched() {
    for key in ["head", "record.0000000005", "slot.settings.1"] {
        let tablet = Tablet::with_five_records();
        let body = "inkseal2.whatever.a.later.program.writes";
        let later = format!("{body}.{}", line::sum(body));
        tablet.journal.set(key, Some(&later));
        let before = (tablet.local.snapshot(), tablet.journal.snapshot());
        let refused = block_on(Vault::open(tablet.local.clone(), tablet.journal.clone())).map(drop);
        assert_eq!(refused, Err(OpenError::Later { version: 2 }));
        assert_eq!((tablet.local.snapshot(), tablet.journal.snapshot()), before);
    }
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
fn a_journal_that_fell_back_behind_local_storages_records_never_gives_a_number_twice() {
    let tablet = Tablet::with_five_records();
    let before = tablet.journal.snapshot();
    let (vault, _) = tablet.start();
    let head = {
        block_on(vault.append(&sample_entry(&vault.head().unwrap(), "six"))).unwrap();
        vault.head()
    };
    tablet.journal.replace(before);
    let (vault, start) = tablet.start();
    assert!(start.repairs.contains(&Repair::HeadMoved { from: Some(5), to: 6 }), "{:?}", start.repairs);
    assert_eq!((vault.head(), items(&vault).len()), (head, 6));
}

#[test]
fn what_only_localstorages_head_says_moves_nothing_and_deletes_nothing() {
    let elsewhere = Head { seq: 9_999_999_999, hash: sample_first_prev() };
    for head in [elsewhere.clone(), Head { seq: 6, ..elsewhere.clone() }] {
        let tablet = Tablet::with_five_records();
        let said = Chain { head, purged: Head { seq: 4, hash: elsewhere.hash.clone() } }.write();
        tablet.local.set("head", Some(&said));
        let (vault, start) = tablet.start();
        assert!(start.takes_signers());
        assert_eq!((vault.head().unwrap().seq, items(&vault).len()), (5, 5));
        assert!(vault.purged().is_some_and(|purged| purged.seq == 0));
        tablet.assert_both_keep(&said);
        tablet.assert_next_start_is_quiet();
    }
}

#[test]
fn start_up_reads_no_more_of_a_record_than_its_line() {
    let tablet = Tablet::with_five_records();
    let sealed_otherwise = Entry { enc: vec![1], ct: vec![2; 40], ..Entry::parse(tablet.text(3)).unwrap() };
    for medium in [&tablet.local, &tablet.journal] {
        medium.set(&record(3), Some(&sealed_otherwise.write()));
    }
    tablet.assert_next_start_is_quiet();
    assert_eq!(good(&items(&tablet.start().0)[2]), &sealed_otherwise);
}

#[test]
fn what_start_up_will_do_is_known_before_anything_is_changed() {
    let tablet = Tablet::with_five_records();
    tablet.local.replace(Default::default());
    tablet.journal.set(&record(5), Some(&flip(tablet.text(5))));
    let before = (tablet.local.snapshot(), tablet.journal.snapshot());
    let found = block_on(Vault::find(tablet.local.clone(), tablet.journal.clone())).unwrap();
    assert_eq!((tablet.local.snapshot(), tablet.journal.snapshot()), before);
    // Four records and the head; the fifth is kept, and taken away.
    assert_eq!(found.changes(), 4 + 1 + 2);
    let opened = block_on(found.mend());
    assert_eq!((opened.last_day.as_deref(), &opened.damaged[..]), (Some("2031-04-05"), &[5][..]));
    assert!(opened.start.takes_signers());
    tablet.assert_next_start_is_quiet();
}

/// A medium that counts how often it is asked for one value.
#[derive(Clone, Default)]
struct Counting(MemoryMedium, std::rc::Rc<std::cell::Cell<usize>>);

impl Medium for Counting {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        self.0.entries().await
    }
    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        self.1.set(self.1.get() + 1);
        self.0.get(key).await
    }
    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        self.0.commit(guard, ops).await
    }
}

#[test]
fn a_repair_of_many_records_reads_them_back_at_once() {
    let (local, journal) = (Counting::default(), Counting::default());
    let (vault, _) = block_on(Vault::open(local.clone(), journal.clone())).unwrap();
    block_on(vault.begin(&sample_first_prev(), &[])).unwrap();
    for n in 0..100 {
        block_on(vault.append(&sample_entry(&vault.head().unwrap(), &n.to_string()))).unwrap();
    }
    let whole = journal.0.snapshot();
    let half = whole.iter().filter(|(key, _)| !key.ends_with(['1', '3', '5', '7', '9']));
    journal.0.replace(half.map(|(key, value)| (key.clone(), value.clone())).collect());
    journal.1.set(0);
    let (_, start) = block_on(Vault::open(local, journal.clone())).unwrap();
    assert_eq!(start.repairs.len(), 50);
    assert_eq!(journal.0.snapshot(), whole);
    assert!(journal.1.get() < 5, "{} values were read one by one", journal.1.get());
}

//! What start-up makes of a head that is damaged or gone.

use crate::tablet::*;
use inkseal_domain::store::{
    contract::{sample_entry, sample_first_prev},
    *,
};
use pollster::block_on;
use std::collections::BTreeMap;

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
    assert_eq!(items(&vault)[0], Item::Damaged { seq: 1, found: vec!["torn".into()] });
    tablet.assert_both_keep("torn");
    tablet.assert_next_start_is_quiet();
}

#[test]
fn without_any_head_the_number_of_an_unreadable_last_record_is_not_given_again() {
    let tablet = Tablet::with_five_records();
    for medium in [&tablet.local, &tablet.journal] {
        medium.set("head", None);
        medium.set(&record(5), Some("torn"));
    }
    let (vault, _) = tablet.start();
    assert_eq!(items(&vault)[4], Item::Damaged { seq: 5, found: vec!["torn".into()] });
    let six = sample_entry(&vault.head().unwrap(), "six");
    assert_eq!(six.seq, 6);
    block_on(vault.append(&six)).unwrap();
    tablet.assert_next_start_is_quiet();
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

//! What stands on a medium.

use inkseal_domain::store::{
    contract::{sample_entry, sample_first_prev},
    *,
};
use proptest::prelude::*;

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

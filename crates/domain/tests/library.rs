//! Documents that administrators bring: what is in force, what counts, what is refused, and how another version differs.
#![allow(clippy::unwrap_used)]

use inkseal_domain::activity::Act;
use inkseal_domain::document::{Difference, Document, DocumentError, Fate, Role, differences};
use inkseal_domain::library::{
    Bound, Carried, Library, LibraryError, OfferError, Offered, SHELF_MAX_BYTES, Shelf, ShelfError,
};

const AGREEMENT: &str = include_str!("../../../public/documents/case-management-ethics-agreement/2026-1/en.md");
const HANDBOOK: &str =
    include_str!("../../../public/documents/longmont-public-servant-code-of-conduct-and-ethics/2026-1/en.md");
const NDA_1: &str = include_str!("../../../tests/documents/sample-nda-1.md");
const NDA_2: &str = include_str!("../../../tests/documents/sample-nda-2.md");
const TRAINING: &str = include_str!("../../../tests/documents/sample-training-2026.md");
const HANDBOOK_TEXT: &str = include_str!("../../../tests/documents/second-document-text.md");

fn bound(text: &str) -> Bound {
    Bound::read(text.as_bytes().to_vec()).unwrap()
}

fn library() -> Library {
    let carried = Carried { in_force: vec![bound(AGREEMENT), bound(HANDBOOK)], earlier: vec![] };
    Library::of(carried, Shelf::default()).unwrap()
}

fn file(text: &str) -> (String, Vec<u8>) {
    ("chosen.md".to_owned(), text.as_bytes().to_vec())
}

fn offer(library: &Library, text: &str) -> Offered {
    library.offer(&[file(text)]).unwrap().remove(0)
}

fn activated(library: &Library, text: &str, sign_again: bool) -> Library {
    library.activate(&offer(library, text), sign_again).unwrap()
}

fn in_force(library: &Library) -> Vec<(&str, &str)> {
    library.documents.iter().map(|document| (document.slug.as_str(), document.version.as_str())).collect()
}

const AGREEMENT_SLUG: &str = "case-management-ethics-agreement";
const HANDBOOK_SLUG: &str = "longmont-public-servant-code-of-conduct-and-ethics";

#[test]
fn without_a_decision_what_the_program_carries_is_in_force() {
    assert_eq!(in_force(&library()), [(AGREEMENT_SLUG, "2026-1"), (HANDBOOK_SLUG, "2026-1")]);
    assert_eq!(library().main().unwrap().slug, AGREEMENT_SLUG);
}

#[test]
fn a_new_document_comes_after_those_that_are_there_and_is_acknowledged() {
    let library = activated(&library(), NDA_1, true);
    assert_eq!(in_force(&library).last(), Some(&("sample-nda", "1.0")));
    assert_eq!(library.plan.main.shown.slug, AGREEMENT_SLUG);
    let others: Vec<&str> = library.plan.others.iter().map(|other| other.shown.slug.as_str()).collect();
    assert_eq!(others, [HANDBOOK_SLUG, "sample-nda"]);
}

#[test]
fn documents_of_other_kinds_are_read_and_signed_where_they_alone_are_in_force() {
    for (text, slug, sections, meaning) in [
        (NDA_1, "sample-nda", vec!["what-is-secret", "when-it-ends"], "I have read this sample and I understand it."),
        (TRAINING, "sample-training", vec!["what-i-learned"], "I took part in all of the sample training."),
    ] {
        let library =
            activated(&library(), text, true).withdraw(AGREEMENT_SLUG).unwrap().withdraw(HANDBOOK_SLUG).unwrap();
        assert_eq!(in_force(&library).len(), 1);
        assert_eq!((library.plan.main.shown.slug.as_str(), library.plan.meaning.as_str()), (slug, meaning));
        assert_eq!(library.plan.sections(), sections);
        assert!(library.plan.others.is_empty());
    }
}

#[test]
fn the_text_of_a_document_that_was_only_named_takes_its_place() {
    let library = activated(&library(), HANDBOOK_TEXT, false);
    assert_eq!(in_force(&library), [(AGREEMENT_SLUG, "2026-1"), (HANDBOOK_SLUG, "sample-text")]);
    let other = &library.plan.others[0];
    assert_eq!(other.statements, library.in_force(HANDBOOK_SLUG).unwrap().statements());
    assert_eq!(library.also_counts(HANDBOOK_SLUG), ["2026-1"]);
}

#[test]
fn the_last_document_that_is_signed_cannot_go() {
    assert_eq!(library().withdraw(AGREEMENT_SLUG).unwrap_err(), LibraryError::NothingToSign);
    let library = activated(&library(), NDA_1, true).withdraw(AGREEMENT_SLUG).unwrap();
    assert_eq!(library.withdraw("sample-nda").unwrap_err(), LibraryError::NothingToSign);
}

#[test]
fn what_need_not_be_signed_again_counts_from_version_to_version_and_what_must_begins_anew() {
    let one = activated(&library(), NDA_1, true);
    let two = activated(&one, NDA_2, false);
    assert_eq!(two.also_counts("sample-nda"), ["1.0"]);
    let back =
        two.activate(two.others().iter().find(|other| other.bound.document.version == "1.0").unwrap(), false).unwrap();
    assert_eq!((in_force(&back)[2], back.also_counts("sample-nda")), (("sample-nda", "1.0"), &["2.0".to_owned()][..]));
    assert!(activated(&one, NDA_2, true).also_counts("sample-nda").is_empty());
}

#[test]
fn a_shelf_reads_as_it_was_written_and_puts_the_same_into_force() {
    let library = activated(&activated(&library(), NDA_1, true), NDA_2, false).withdraw(HANDBOOK_SLUG).unwrap();
    let shelf = Shelf::parse(&library.shelf().write()).unwrap();
    assert_eq!(&shelf, library.shelf());
    let again = library.with(shelf).unwrap();
    assert_eq!(in_force(&again), in_force(&library));
    assert_eq!(again.texts, library.texts);
}

#[test]
fn a_version_that_was_in_force_stays_at_hand_with_its_exact_bytes() {
    let library = activated(&activated(&library(), NDA_1, true), NDA_2, true);
    for text in [AGREEMENT, NDA_1, NDA_2] {
        let document = Document::parse(text.as_bytes()).unwrap();
        assert_eq!(library.document(&document.sha256), Some(&document));
        assert!(library.texts.iter().any(|kept| kept.sha256 == document.sha256 && kept.text.as_deref() == Some(text)));
    }
}

#[test]
fn a_later_program_without_a_version_that_it_carried_leaves_it_in_force_where_it_was_decided_for() {
    let newer = AGREEMENT.replace("version: 2026-1", "version: 2026-2");
    let carried = Carried { in_force: vec![bound(&newer), bound(HANDBOOK)], earlier: vec![bound(AGREEMENT)] };
    let library = Library::of(carried, Shelf::default()).unwrap();
    let back = library.activate(&library.others()[0], false).unwrap();
    assert_eq!(in_force(&back)[0], (AGREEMENT_SLUG, "2026-1"));
    let later = Carried { in_force: vec![bound(&newer), bound(HANDBOOK)], earlier: vec![] };
    assert_eq!(in_force(&Library::of(later, back.shelf().clone()).unwrap())[0], (AGREEMENT_SLUG, "2026-1"));
}

#[test]
fn files_that_are_no_new_documents_are_refused_with_their_name() {
    let library = activated(&library(), NDA_1, true);
    let offered = |files: &[(String, Vec<u8>)]| library.offer(files).unwrap_err();
    assert_eq!(offered(&[]), OfferError::Files { files: 0 });
    assert_eq!(offered(&vec![file(NDA_2); 9]), OfferError::Files { files: 9 });
    assert_eq!(offered(&[file(NDA_1)]), OfferError::InForce);
    let name = "chosen.md".to_owned();
    assert_eq!(offered(&[file(TRAINING), file(TRAINING)]), OfferError::Twice { name: name.clone() });
    let edited = NDA_1.replace("one year", "ten years");
    assert_eq!(offered(&[file(&edited)]), OfferError::Edited { name: name.clone(), version: "1.0".into() });
    let hostile = NDA_2.replace("I keep to myself", "<img src=x onerror=alert(1)>");
    let error = DocumentError::Html { line: 18 };
    assert_eq!(offered(&[file(&hostile)]), OfferError::Document { name, error });
}

#[test]
fn a_shelf_takes_no_more_text_than_there_is_room_for() {
    let long = |n: u32| {
        let text = format!("{}{}", "A sample sentence. ".repeat(13_000), "End");
        NDA_2.replace("version: 2.0", &format!("version: 2.{n}")).replace("I keep to myself", &text)
    };
    let one = activated(&library(), &long(1), true);
    let two = activated(&one, &long(2), true);
    let refused = two.offer(&[file(&long(3))]).unwrap_err();
    assert!(matches!(refused, OfferError::NoRoom { bytes } if bytes > SHELF_MAX_BYTES));
}

#[test]
fn a_shelf_that_is_none_is_refused() {
    for text in ["", "{}", "[]", r#"{"v":1,"texts":[],"decided":[],"more":1}"#, r#"{"v":2,"texts":[],"decided":[]}"#] {
        assert!(matches!(Shelf::parse(text), Err(ShelfError::Form(_))), "{text}");
    }
    assert_eq!(Shelf::parse(r#"{"v":1,"texts":["no document"],"decided":[]}"#), Err(ShelfError::Text(0)));
    let shelf = Shelf::parse(r#"{"v":1,"texts":[],"decided":[{"slug":"sample-nda","version":"1.0"}]}"#).unwrap();
    assert_eq!(library().with(shelf).unwrap_err(), LibraryError::NotAtHand);
}

#[test]
fn the_log_says_which_signatures_count() {
    let one = activated(&library(), NDA_1, true);
    let offered = offer(&one, NDA_2);
    let Act::DocumentActivated { slug, version, sha256, counts } = offered.act(&one.activate(&offered, false).unwrap())
    else {
        panic!("another act");
    };
    assert_eq!((slug.as_str(), version.as_str(), counts), ("sample-nda", "2.0", vec!["1.0".to_owned()]));
    assert_eq!(sha256, offered.bound.document.sha256);
}

#[test]
fn another_version_differs_clause_by_clause_and_word_by_word() {
    let parse = |text: &str| Document::parse(text.as_bytes()).unwrap();
    let found = differences(&parse(NDA_1), &parse(NDA_2));
    let shown = found.iter().map(|one| {
        let words = one.words.iter().map(|(fate, words)| (*fate, words.as_str()));
        (one.section.as_deref(), one.number, words.collect::<Vec<_>>())
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            (
                Some("What is secret"),
                Some(3),
                vec![(Fate::Goes, "I leave papers and screens so that nobody can read them.")]
            ),
            (
                Some("When it ends"),
                Some(1),
                vec![
                    (Fate::Stays, "It ends "),
                    (Fate::Goes, "one year "),
                    (Fate::Comes, "two years "),
                    (Fate::Stays, "after I leave.")
                ]
            ),
            (
                Some("When it ends"),
                Some(3),
                vec![(Fate::Comes, "I give back every key and every paper on my last day.")]
            ),
        ]
    );
    assert!(differences(&parse(NDA_1), &parse(NDA_1)).is_empty());
}

#[test]
fn a_clause_that_only_moves_to_another_number_is_no_difference_and_a_new_attestation_is_one() {
    let parse = |text: &str| Document::parse(text.as_bytes()).unwrap();
    let renumbered = NDA_1
        .replace("1. I keep", "1. I read this twice.\n2. I keep")
        .replace("2. I ask", "3. I ask")
        .replace("3. I leave", "4. I leave")
        .replace("I have read this sample", "I have studied this sample");
    let found = differences(&parse(NDA_1), &parse(&renumbered));
    let roles: Vec<Role> = found.iter().map(|one| one.role).collect();
    assert_eq!(roles, [Role::Clause, Role::Attestation]);
    assert_eq!(found[0].words, [(Fate::Comes, "I read this twice.".to_owned())]);
}

#[test]
fn what_stays_and_comes_is_the_newer_text_and_what_stays_and_goes_the_older() {
    let parse = |text: &str| Document::parse(text.as_bytes()).unwrap();
    let one = parse(NDA_1);
    let two = parse(NDA_2);
    for Difference { role, words, .. } in differences(&one, &two) {
        let said =
            |out: Fate| words.iter().filter(|(fate, _)| *fate != out).map(|(_, run)| run.as_str()).collect::<String>();
        let has = |document: &Document, text: &str| {
            text.is_empty() || document.paragraphs().iter().any(|each| each.role == role && each.text == text)
        };
        assert!(has(&two, &said(Fate::Goes)) && has(&one, &said(Fate::Comes)));
    }
}

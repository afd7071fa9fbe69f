//! Who signed again, told from the records alone.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Sample, moment, name, names, next_chain, unlock, visit};
use inkseal_domain::again::Again;
use inkseal_domain::code::record_code;
use inkseal_domain::log::Log;
use inkseal_domain::record::Body;
use inkseal_domain::store::MemoryMedium;
use inkseal_domain::together::signed_again;
use inkseal_domain::verdict::{FileReport, Standing, verify};
use inkseal_domain::visit::{Outcome, Received, Shown, Signer, Visit};
use pollster::block_on;

/// Somebody signs the one document; `number` may be empty.
fn signs(signer: &str, number: &str) -> Visit {
    let employee_id = (!number.is_empty()).then(|| name(number));
    Visit { signer: Some(Signer { name: name(signer), employee_id, initials: None }), ..visit(signer) }
}

/// The same under these documents, each with what was said of having it.
fn signs_for(documents: &[(&str, Option<Received>)]) -> Visit {
    let visit = signs("Ana Sample", "4101");
    let shown = |(slug, received): &(&str, Option<Received>)| Shown {
        slug: (*slug).to_owned(),
        received: *received,
        ..visit.documents[0].clone()
    };
    Visit { documents: documents.iter().map(shown).collect(), ..visit.clone() }
}

/// Keeps visits at minutes of the kiosk's clock.
fn kept(visits: impl IntoIterator<Item = (u8, Visit)>) -> Sample {
    let sample = Sample::new(1, false);
    for (minute, visit) in visits {
        block_on(sample.desk.keep(Body::Visit(Box::new(visit)), &moment(minute, minute))).unwrap();
    }
    sample
}

/// Of the visits of a log, in their order: by which one each was signed again.
fn later(log: &Log) -> Vec<Option<usize>> {
    let ids: Vec<&str> = log.visits().map(|(proved, _)| proved.record().id.as_str()).collect();
    let again = log.signed_again();
    let place = |id: &str| ids.iter().position(|other| *other == id);
    ids.iter().map(|id| again.later(id).map(|other| place(&other.id).unwrap())).collect()
}

fn later_of(visits: impl IntoIterator<Item = Visit>) -> Vec<Option<usize>> {
    later(&kept((1..).zip(visits)).log())
}

#[test]
fn the_later_record_takes_the_place_of_the_earlier_and_each_names_the_other() {
    let log =
        kept([(1, signs("Ana Sample", "4101")), (2, signs("Ben Sample", "4102")), (3, signs("Ana Sample", "4101"))])
            .log();
    assert_eq!(later(&log), [Some(2), None, None]);
    let visits: Vec<_> = log.visits().map(|(proved, _)| proved).collect();
    let (first, last) = (visits[0], visits[2]);
    let again = log.signed_again();
    let newer = again.later(&first.record().id).unwrap();
    assert_eq!((newer.at, newer.utc_offset_min), (last.record().at, -420));
    assert_eq!(newer.code, record_code(last.hash()));
    let older: Vec<_> = again.earlier(&last.record().id).iter().map(|other| other.code.clone()).collect();
    assert_eq!(older, [record_code(first.hash())]);
    assert_eq!(again.earlier(&first.record().id), []);
}

#[test]
fn of_three_the_last_stands_and_takes_the_place_of_both() {
    assert_eq!(later_of((0..3).map(|_| signs("Ana Sample", "4101"))), [Some(2), Some(2), None]);
}

#[test]
fn namesakes_with_different_numbers_are_two_people() {
    let visits = [signs("Ana Sample", "4101"), signs("Ana Sample", "4109"), signs("Ana Sample", "4101")];
    assert_eq!(later_of(visits), [Some(2), None, None]);
}

#[test]
fn a_name_without_a_number_and_the_same_with_one_are_not_known_to_be_one_person() {
    assert_eq!(later_of([signs("Ana Sample", ""), signs("Ana Sample", "4101")]), [None, None]);
    assert_eq!(later_of([signs("Ana Sample", "4101"), signs("Ana Sample", "")]), [None, None]);
}

#[test]
fn a_name_alone_is_a_person_where_no_number_was_given() {
    assert_eq!(later_of([signs("Ana Sample", ""), signs("Ana Sample", "")]), [Some(1), None]);
}

#[test]
fn a_number_that_belongs_to_another_name_is_a_slip_of_the_finger() {
    assert_eq!(later_of([signs("Ben Sample", "4102"), signs("Ana Sample", "4102")]), [None, None]);
}

#[test]
fn capitals_and_spaces_make_nobody_another_person_but_accents_do() {
    assert_eq!(later_of([signs("Ana  Peña", "a 4101"), signs("ANA PEÑA", "A  4101")]), [Some(1), None]);
    assert_eq!(later_of([signs("Ana Peña", "4101"), signs("Ana Pena", "4101")]), [None, None]);
}

#[test]
fn only_what_was_signed_is_signed_again_and_only_by_signing() {
    let asks = || Visit { outcome: Outcome::Question, signature: None, consent: None, ..signs("Ana Sample", "4101") };
    assert_eq!(later_of([signs("Ana Sample", "4101"), asks()]), [None, None]);
    assert_eq!(later_of([asks(), signs("Ana Sample", "4101")]), [None, None]);
}

#[test]
fn a_record_is_signed_again_when_one_later_has_every_document_of_it() {
    let both = || signs_for(&[("agreement", None), ("handbook", Some(Received::Yes))]);
    let open = || signs_for(&[("agreement", None), ("handbook", Some(Received::NotYet))]);
    let agreement = || signs_for(&[("agreement", None)]);
    assert_eq!(later_of([both(), both()]), [Some(1), None]);
    assert_eq!(later_of([both(), agreement()]), [None, None]);
    assert_eq!(later_of([both(), open()]), [None, None], "the acknowledgement stands only in the earlier one");
    assert_eq!(later_of([open(), both()]), [Some(1), None]);
    assert_eq!(later_of([open(), agreement(), both(), open()]), [Some(3), Some(3), None, None]);
    assert_eq!(later_of([signs_for(&[]), signs_for(&[])]), [None, None]);
}

#[test]
fn another_version_is_the_same_document() {
    let mut newer = signs("Ana Sample", "4101");
    newer.documents[0].version = "2".into();
    assert_eq!(later_of([signs("Ana Sample", "4101"), newer]), [Some(1), None]);
}

#[test]
fn the_order_of_a_chain_counts_and_not_its_clock() {
    let ana = || signs("Ana Sample", "4101");
    assert_eq!(later(&kept([(9, ana()), (3, ana()), (6, ana())]).log()), [Some(2), Some(2), None]);
}

#[test]
fn between_chains_the_clocks_tell() {
    let sample = kept([(5, signs("Ana Sample", "4101"))]);
    let desk = next_chain(&sample, &MemoryMedium::default(), 2);
    let keep = |minute: u8| {
        let body = Body::Visit(Box::new(signs("Ana Sample", "4101")));
        block_on(desk.keep(body, &moment(minute, minute))).unwrap();
    };
    keep(3);
    let log = unlock(&sample, &desk, 100);
    assert_eq!((names(&log).len(), later(&log)), (2, vec![Some(1), None]), "the new chain's record is the earlier one");
    keep(8);
    assert_eq!(later(&unlock(&sample, &desk, 100)), [Some(2), Some(2), None]);
}

/// Everything new of a kiosk, as the records office reads it.
fn exported(sample: &mut Sample) -> FileReport {
    let report = verify(&sample.export(None).file, std::slice::from_ref(&sample.desk.card));
    assert_eq!(report.standing, Standing::Good);
    report
}

#[test]
fn files_are_read_together_and_a_record_in_two_of_them_is_one() {
    let mut sample = kept([]);
    sample.sign("Ana Sample");
    let first = exported(&mut sample);
    sample.sign("Ana Sample");
    let second = exported(&mut sample);
    let id = |report: &FileReport| {
        let mut visits = report.records.iter().filter_map(|record| record.proved()?.visit());
        visits.next().unwrap().0.record().id.clone()
    };
    let (one, two) = (id(&first), id(&second));
    for reports in [[first.clone(), second.clone(), first.clone()], [second.clone(), first.clone(), second.clone()]] {
        let again = signed_again(&reports);
        assert_eq!(again.later(&one).map(|other| other.id.as_str()), Some(two.as_str()));
        assert_eq!((again.later(&two), again.earlier(&two).len()), (None, 1));
    }
    assert_eq!(signed_again(&[first.clone(), first.clone()]), Again::default());
    let bad = FileReport { standing: Standing::Bad, ..second };
    assert_eq!(signed_again(&[first, bad]), Again::default(), "a file that is wrong proves nothing");
}

#[test]
fn the_files_of_two_offices_have_nothing_to_do_with_each_other() {
    let report = |seed: u8| {
        let mut sample = Sample::new(seed, false);
        (0..seed).for_each(|_| drop(sample.moment()));
        sample.sign("Ana Sample");
        exported(&mut sample)
    };
    assert_eq!(signed_again(&[report(1), report(2)]), Again::default());
}

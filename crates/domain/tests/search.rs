//! Narrowing the list of records: by what was typed, what came of a visit, what is owed, and which version was read.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Sample, visit};
use inkseal_domain::activity::Act;
use inkseal_domain::codec::sha256;
use inkseal_domain::record::Body;
use inkseal_domain::search::{Only, What, documents, visits};
use inkseal_domain::visit::{Outcome, Visit};
use pollster::block_on;

const LATER: &[u8] = b"a later version";

/// Ana signed; Ben asked, and has his answer; Cid asked and waits; Dan signed a later version.
fn four() -> Sample {
    let mut sample = Sample::new(1, false);
    sample.sign("Ana Sample");
    let answered =
        keep(&mut sample, Visit { outcome: Outcome::Question, signature: None, consent: None, ..visit("Ben Sample") });
    keep(&mut sample, Visit { outcome: Outcome::Question, signature: None, consent: None, ..visit("Cid Sample") });
    let mut later = visit("Dan Sample");
    later.documents[0].sha256 = sha256(LATER);
    keep(&mut sample, later);
    sample.note(Act::QuestionAnswered {}, vec![answered]);
    sample
}

fn keep(sample: &mut Sample, visit: Visit) -> String {
    let moment = sample.moment();
    block_on(sample.desk.keep(Body::Visit(Box::new(visit)), &moment)).unwrap().proved.record().id.clone()
}

fn found(sample: &Sample, typed: &str, only: Only) -> Vec<String> {
    let log = sample.log();
    let names = visits(&log, typed, only)
        .into_iter()
        .filter_map(|seq| log.at(seq)?.record().signer_name().map(ToString::to_string));
    names.collect()
}

#[test]
fn a_list_is_narrowed_to_what_came_of_the_visits_the_newest_first() {
    let sample = four();
    let only = |what| Only { what, ..Only::default() };
    assert_eq!(found(&sample, "", Only::default()), ["Dan Sample", "Cid Sample", "Ben Sample", "Ana Sample"]);
    assert_eq!(found(&sample, "", only(What::Outcome(Outcome::Signed))), ["Dan Sample", "Ana Sample"]);
    assert_eq!(found(&sample, "", only(What::Outcome(Outcome::Question))), ["Cid Sample", "Ben Sample"]);
    assert_eq!(found(&sample, "", only(What::Outcome(Outcome::Declined))), Vec::<String>::new());
}

#[test]
fn what_is_ticked_off_is_owed_no_more() {
    assert_eq!(found(&four(), "", Only { what: What::Owed, ..Only::default() }), ["Cid Sample"]);
}

#[test]
fn a_list_is_narrowed_to_a_version_and_by_what_is_typed_at_once() {
    let sample = four();
    let log = sample.log();
    let versions = documents(&log);
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1], sha256(LATER));
    let earlier = Only { document: Some(versions[0]), ..Only::default() };
    assert_eq!(found(&sample, "", earlier), ["Cid Sample", "Ben Sample", "Ana Sample"]);
    assert_eq!(found(&sample, "ben", earlier), ["Ben Sample"]);
    assert_eq!(found(&sample, "dan", earlier), Vec::<String>::new());
}

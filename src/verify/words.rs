//! What was found, in the words of the page's language.

use super::desk::{Given, Unread};
use super::taken::Found;
use inkseal::text::{Text, fill};
use inkseal_domain::batch::ReadError;
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::code::CodeError;
use inkseal_domain::jws::JwsError;
use inkseal_domain::seal::OpenError;
use inkseal_domain::slip::{Finding, SlipError};
use inkseal_domain::together::{Before, SameName};
use inkseal_domain::verdict::{Between, Fault, Role, Standing};
use inkseal_domain::visit::Outcome;

/// The verdict.
pub fn standing(text: &Text, standing: Standing) -> &'static str {
    let t = &text.verify;
    match standing {
        Standing::Good => t.good,
        Standing::OfficeUnconfirmed => t.unconfirmed,
        Standing::Practice => t.practice,
        Standing::Bad => t.bad,
        Standing::Unreadable => t.unreadable,
    }
}

/// The one thing to do next.
pub fn next(text: &Text, given: &Given) -> &'static str {
    let t = &text.verify;
    let later = matches!(given.report.faults.first(), Some(Fault::Unreadable(ReadError::Version(_))));
    match given.report.standing {
        _ if given.forked => t.next_forked,
        Standing::Good => t.next_good,
        Standing::OfficeUnconfirmed => t.next_unconfirmed,
        Standing::Practice => t.next_practice,
        Standing::Bad => t.next_bad,
        Standing::Unreadable if later => t.next_later,
        Standing::Unreadable => t.next_unreadable,
    }
}

/// Why a file was not read.
pub fn unread(text: &Text, unread: Unread) -> String {
    match unread {
        Unread::TooLarge => text.verify.too_large.to_owned(),
        Unread::Failed => text.verify.not_read.to_owned(),
    }
}

/// What the kiosk's key can be trusted with.
pub fn key_home(text: &Text, home: KeyHome) -> &'static str {
    match home {
        KeyHome::NonExtractable => text.verify.key_non_extractable,
        KeyHome::Software => text.verify.key_software,
    }
}

/// How a visit ended.
pub fn outcome(text: &Text, outcome: Outcome) -> &'static str {
    let t = &text.paper;
    match outcome {
        Outcome::Signed => t.outcome_signed,
        Outcome::Declined => t.outcome_declined,
        Outcome::Question => t.outcome_question,
        Outcome::Paper => t.outcome_paper,
    }
}

/// `{from}` and `{to}` filled; the first text is for a single place.
fn span(one: &str, many: &str, from: u64, to: u64) -> String {
    let (first, last) = (from.to_string(), to.to_string());
    fill(if from == to { one } else { many }, &[("from", &first), ("to", &last)])
}

fn jws(text: &Text, error: &JwsError) -> String {
    let t = &text.verify;
    match error {
        JwsError::Form => t.jws_form.to_owned(),
        JwsError::Header(why) => fill(t.jws_header, &[("why", why)]),
        JwsError::Algorithm(name) => fill(t.jws_algorithm, &[("name", name)]),
        JwsError::Type { found, .. } => fill(t.jws_type, &[("found", found)]),
        JwsError::Key { .. } => t.jws_key.to_owned(),
        JwsError::Signature => t.jws_signature.to_owned(),
    }
}

/// Why one record does not hold.
pub fn open_error(text: &Text, error: &OpenError) -> String {
    match error {
        OpenError::Jws(error) => jws(text, error),
        other => fill(text.verify.not_a_record, &[("why", &other.to_string())]),
    }
}

/// One thing that is wrong.
pub fn fault(text: &Text, fault: &Fault) -> String {
    let t = &text.verify;
    let at = |words: &str, seq: &u64| fill(words, &[("seq", &seq.to_string())]);
    let who = |role: &Role| if *role == Role::Kiosk { t.role_kiosk } else { t.role_office };
    match fault {
        Fault::Unreadable(error) => read_error(text, error),
        Fault::SignatureMissing(role) => fill(t.signature_missing, &[("who", who(role))]),
        Fault::SignatureForeign => t.signature_foreign.to_owned(),
        Fault::Signature(role, why) => fill(t.signature_broken, &[("who", who(role)), ("why", &jws(text, why))]),
        Fault::KioskNotCertified(_) => t.not_certified.to_owned(),
        Fault::PracticeMixed => t.practice_mixed.to_owned(),
        Fault::Record { position, why } => {
            fill(t.entry_bad, &[("n", &position.to_string()), ("why", &open_error(text, why))])
        }
        Fault::Dropped { from, to } => span(t.dropped_one, t.dropped, *from, *to),
        Fault::Truncated { from, to } => span(t.truncated_one, t.truncated, *from, *to),
        Fault::Reordered(seq) => at(t.reordered, seq),
        Fault::Duplicated(seq) => at(t.duplicated, seq),
        Fault::Forked(seq) => at(t.forked, seq),
        Fault::ChainBroken(seq) => at(t.chain_broken, seq),
        Fault::Frame(what) => fill(t.contradicts, &[("what", what)]),
        Fault::Document { slug, version } => fill(t.document_changed, &[("slug", slug), ("version", version)]),
        Fault::DocumentNotListed { seq } => at(t.document_not_listed, seq),
    }
}

fn read_error(text: &Text, error: &ReadError) -> String {
    let t = &text.verify;
    match error {
        ReadError::TooLarge { .. } => t.too_large.to_owned(),
        ReadError::Empty => t.empty.to_owned(),
        ReadError::SavedAgain => t.saved_again.to_owned(),
        ReadError::NotJson(why) => fill(t.not_json, &[("why", why)]),
        ReadError::NotABatch(why) | ReadError::Content(why) => fill(t.not_a_batch, &[("why", why)]),
        ReadError::ReEncoded => t.re_encoded.to_owned(),
        ReadError::Version(v) => fill(t.later_format, &[("v", &v.to_string())]),
    }
}

/// What there is to say of several files together.
pub fn between(text: &Text, between: &Between) -> String {
    let t = &text.verify;
    match between {
        Between::NotFromTheStart { first } => fill(t.not_from_the_start, &[("first", &first.to_string())]),
        Between::Gap { from, to } => span(t.gap_one, t.gap, *from, *to),
        Between::Fork { seq } => fill(t.fork, &[("seq", &seq.to_string())]),
        Between::Repeated { from, to } => span(t.repeated_one, t.repeated, *from, *to),
    }
}

/// What came of looking up what somebody took along; files by their names.
pub fn taken(text: &Text, found: &Found, names: &[String]) -> String {
    let t = &text.verify;
    let name = |file: &usize| names.get(*file).map_or("", String::as_str);
    let says = |words: &str, seq: &u64, day: &str, file: &str| {
        fill(words, &[("seq", &seq.to_string()), ("day", day), ("file", file)])
    };
    match found {
        Found::Code(Some((file, seq))) => says(t.taken_here, seq, "", name(file)),
        Found::Code(None) => t.taken_not_found.to_owned(),
        Found::Slip(Finding::Here { file, seq, day }) => says(t.taken_said, seq, day, name(file)),
        Found::Slip(Finding::Contradicted { file, seq, day }) => says(t.taken_contradicted, seq, day, name(file)),
        Found::Slip(Finding::Absent { seq, day }) => says(t.taken_absent, seq, day, ""),
        Found::Slip(Finding::OtherKiosk { .. }) => t.taken_other_kiosk.to_owned(),
        Found::Slip(Finding::Bad(SlipError::Jws(error))) => fill(t.taken_forged, &[("why", &jws(text, error))]),
        Found::Slip(Finding::Bad(SlipError::Form)) => fill(t.taken_forged, &[("why", t.jws_form)]),
        Found::Neither(CodeError::OtherKind(_)) => t.taken_filing.to_owned(),
        Found::Neither(CodeError::Check) => t.taken_typo.to_owned(),
        Found::Neither(_) => t.taken_neither.to_owned(),
    }
}

/// A kiosk in whose place another one came.
pub fn before(text: &Text, before: &Before) -> String {
    let key = before.key.to_string();
    match &before.name {
        Some(name) => fill(text.verify.before_named, &[("name", name), ("key", &key)]),
        None => fill(text.verify.before_unnamed, &[("key", &key)]),
    }
}

/// Two kiosks that share a name.
pub fn same_name(text: &Text, same: &SameName) -> String {
    let (one, other) = (same.one.to_string(), same.other.to_string());
    fill(text.verify.same_name, &[("name", &same.name), ("one", &one), ("other", &other)])
}

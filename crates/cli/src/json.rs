//! `--json`: the form that docs/format.md describes. Names here are kept; new members may be added.

use crate::slip::Slip;
use crate::verify::{Found, Given};
use crate::words;
use inkseal_domain::again::Again;
use inkseal_domain::code::{self, Code};
use inkseal_domain::record::Body;
use inkseal_domain::seal::Proved;
use inkseal_domain::slip::Finding;
use inkseal_domain::together::is_forked;
use inkseal_domain::verdict::{Between, Fault, RecordReport, Role, Standing};
use inkseal_domain::visit::Outcome;
use serde::Serialize;

/// What `inkseal verify --json` writes.
#[derive(Serialize)]
pub struct Verdict {
    v: u32,
    exit: u8,
    files: Vec<File>,
    kiosks: Vec<Kiosk>,
    receipts: Vec<Receipt>,
    slips: Vec<SlipFound>,
}

#[derive(Serialize)]
struct File {
    file: String,
    standing: &'static str,
    faults: Vec<Problem>,
    office: Option<Office>,
    kiosk: Option<String>,
    kiosk_name: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    supersedes: Vec<Superseded>,
    first: Option<u64>,
    last: Option<u64>,
    exported_at: Option<String>,
    exported_by: Option<String>,
    payload_sha256: Option<String>,
    filing_code: Option<String>,
    records: Vec<Record>,
}

#[derive(Serialize)]
struct Superseded {
    kiosk: String,
    kiosk_name: Option<String>,
}

#[derive(Serialize)]
struct Office {
    name: String,
    fingerprint: String,
    confirmed: bool,
    practice: bool,
}

#[derive(Serialize, Default)]
struct Problem {
    fault: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<u64>,
    words: String,
}

#[derive(Serialize, Default)]
struct Record {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seq: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    utc_offset_min: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    employee_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    superseded_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
}

#[derive(Serialize)]
struct Kiosk {
    kiosk: String,
    kiosk_name: String,
    files: Vec<String>,
    between: Vec<Problem>,
    same_name_as: Vec<String>,
}

#[derive(Serialize)]
struct Receipt {
    code: String,
    file: Option<String>,
    seq: Option<u64>,
}

#[derive(Serialize, Default, Clone)]
struct SlipFound {
    slip: String,
    finding: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seq: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kiosk: Option<String>,
    words: String,
}

/// Puts everything that was found into its stable form.
pub fn verdict(found: &Found) -> Verdict {
    let kiosks = found.kiosks.iter().map(|kiosk| {
        let key = kiosk.certificate.key.kid();
        let pairs = found.same_names.iter().flat_map(|same| [(same.one, same.other), (same.other, same.one)]);
        Kiosk {
            kiosk: key.to_string(),
            kiosk_name: kiosk.certificate.kiosk_name.clone(),
            files: kiosk.files.iter().map(|i| found.files[*i].name.clone()).collect(),
            between: kiosk.between.iter().map(between).collect(),
            same_name_as: pairs.filter(|(one, _)| *one == key).map(|(_, other)| other.to_string()).collect(),
        }
    });
    Verdict {
        v: 1,
        exit: found.exit.number(),
        files: found
            .files
            .iter()
            .enumerate()
            .map(|(i, given)| file(found, given, is_forked(&found.kiosks, i)))
            .collect(),
        kiosks: kiosks.collect(),
        receipts: found.receipts.iter().map(|(code, place)| receipt(found, code, *place)).collect(),
        slips: found.slips.iter().map(|given| slip(found, given)).collect(),
    }
}

/// The word for how a file stands.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "good",
        Standing::OfficeUnconfirmed => "office_unconfirmed",
        Standing::Practice => "practice",
        Standing::Bad => "bad",
        Standing::Unreadable => "unreadable",
    }
}

fn receipt(found: &Found, code: &Code, place: Option<(usize, u64)>) -> Receipt {
    let file = place.map(|(i, _)| found.files[i].name.clone());
    Receipt { code: code.to_string(), file, seq: place.map(|(_, seq)| seq) }
}

fn slip(found: &Found, given: &Slip) -> SlipFound {
    let name_of = |file: usize| found.files[file].name.clone();
    let said = SlipFound { slip: given.name.clone(), words: given.words(&found.files), ..SlipFound::default() };
    let plain = |finding| SlipFound { finding, ..said.clone() };
    let placed =
        |finding, seq: &u64, day: &str| SlipFound { seq: Some(*seq), day: Some(day.to_owned()), ..plain(finding) };
    match &given.finding {
        Ok(Finding::Here { file, seq, day }) => SlipFound { file: Some(name_of(*file)), ..placed("here", seq, day) },
        Ok(Finding::Contradicted { file, seq, day }) => {
            SlipFound { file: Some(name_of(*file)), ..placed("contradicted", seq, day) }
        }
        Ok(Finding::Absent { seq, day }) => placed("absent", seq, day),
        Ok(Finding::OtherKiosk { kiosk }) => SlipFound { kiosk: Some(kiosk.to_string()), ..plain("other_kiosk") },
        Ok(Finding::Bad(_)) => plain("bad"),
        Err(_) => plain("not_read"),
    }
}

fn file(found: &Found, given: &Given, forked: bool) -> File {
    let report = &given.report;
    let batch = report.batch.as_ref();
    let unread = given.unread.as_ref().map(|error| Problem {
        fault: "not_read",
        words: words::input_error(error),
        ..Problem::default()
    });
    File {
        file: given.name.clone(),
        standing: standing(report.standing),
        faults: unread.map_or_else(|| report.faults.iter().map(problem).collect(), |unread| vec![unread]),
        office: batch.map(|batch| Office {
            name: batch.office.name.clone(),
            fingerprint: batch.office.fingerprint(),
            confirmed: report.standing == Standing::Good,
            practice: batch.office.practice,
        }),
        kiosk: batch.map(|batch| batch.kiosk.to_string()),
        kiosk_name: report.certificate.as_ref().map(|certificate| certificate.kiosk_name.clone()),
        supersedes: found
            .before(report)
            .into_iter()
            .map(|before| Superseded { kiosk: before.key.to_string(), kiosk_name: before.name })
            .collect(),
        first: batch.map(|batch| batch.first),
        last: batch.map(inkseal_domain::batch::Batch::last),
        exported_at: batch.map(|batch| batch.exported_at.to_string()),
        exported_by: batch.map(|batch| batch.exported_by.clone()),
        payload_sha256: report.payload.map(|hash| hash.to_string()),
        filing_code: report.filing_code.as_ref().filter(|_| !forked).map(Code::to_string),
        records: report.records.iter().map(|each| record(each, &found.again)).collect(),
    }
}

fn problem(fault: &Fault) -> Problem {
    let words = words::fault(fault);
    let plain = |fault| Problem { fault, words: words.clone(), ..Problem::default() };
    let at = |fault, from, to| Problem { from: Some(from), to: Some(to), ..plain(fault) };
    let by = |fault, who: &Role| Problem {
        signature: Some(if *who == Role::Kiosk { "kiosk" } else { "office" }),
        ..plain(fault)
    };
    match fault {
        Fault::Unreadable(_) => plain("unreadable"),
        Fault::SignatureMissing(who) => by("signature_missing", who),
        Fault::SignatureForeign => plain("signature_foreign"),
        Fault::Signature(who, _) => by("signature", who),
        Fault::KioskNotCertified(_) => plain("kiosk_not_certified"),
        Fault::PracticeMixed => plain("practice_mixed"),
        Fault::Record { position, .. } => Problem { entry: Some(*position), ..plain("record") },
        Fault::Dropped { from, to } => at("dropped", *from, *to),
        Fault::Truncated { from, to } => at("truncated", *from, *to),
        Fault::Reordered(seq) => at("reordered", *seq, *seq),
        Fault::Duplicated(seq) => at("duplicated", *seq, *seq),
        Fault::Forked(seq) => at("forked", *seq, *seq),
        Fault::ChainBroken(seq) => at("chain_broken", *seq, *seq),
        Fault::Frame(_) => plain("frame"),
        Fault::Document { .. } => plain("document"),
        Fault::DocumentNotListed { seq } => at("document_not_listed", *seq, *seq),
    }
}

fn between(between: &Between) -> Problem {
    let words = words::between(between);
    let at =
        |fault, from, to| Problem { fault, from: Some(from), to: Some(to), words: words.clone(), ..Problem::default() };
    match between {
        Between::NotFromTheStart { first } => at("not_from_the_start", 1, first - 1),
        Between::Gap { from, to } => at("gap", *from, *to),
        Between::Fork { seq } => at("fork", *seq, *seq),
        Between::Repeated { from, to } => at("repeated", *from, *to),
    }
}

fn record(report: &RecordReport, again: &Again) -> Record {
    match report {
        RecordReport::Good(proved) => good(proved, again),
        RecordReport::Bad { position, why } => {
            Record { state: "bad", entry: Some(*position), words: Some(words::open_error(why)), ..Record::default() }
        }
        RecordReport::Damaged(damaged) => Record { state: "damaged", seq: Some(damaged.seq), ..Record::default() },
        RecordReport::Missing(missing) => Record { state: "missing", seq: Some(missing.seq), ..Record::default() },
    }
}

fn good(proved: &Proved, again: &Again) -> Record {
    let (seq, proved) = (proved.record().seq, proved.told());
    let record = proved.record();
    let signer = record.visit().and_then(|visit| visit.signer.as_ref());
    Record {
        state: "good",
        seq: Some(seq),
        code: Some(code::record_code(proved.hash()).to_string()),
        id: Some(record.id.clone()),
        at: Some(record.at.to_string()),
        utc_offset_min: Some(record.utc_offset_min),
        kind: Some(if matches!(record.body, Body::Visit(_)) { "visit" } else { "activity" }),
        outcome: record.visit().map(|visit| visit.outcome),
        name: signer.map(|signer| signer.name.as_str().to_owned()),
        employee_id: signer.and_then(|signer| Some(signer.employee_id.as_ref()?.as_str().to_owned())),
        superseded_by: again.later(&record.id).map(|later| later.code.to_string()),
        words: Some(words::record::line(record)),
        ..Record::default()
    }
}

//! `inkseal show`: one record in words, its signature as a picture, the form as it was signed.

use crate::exit::Exit;
use crate::page::Page;
use crate::verify::{Given, given, unread_card};
use crate::words::{self, record};
use crate::{Show, input, json};
use inkseal_domain::again::Other;
use inkseal_domain::code::{self, Code, CodeKind};
use inkseal_domain::codec::unb64;
use inkseal_domain::copy::{self, Context, escape};
use inkseal_domain::document::Document;
use inkseal_domain::identity::Initials;
use inkseal_domain::ink::{self, Ink};
use inkseal_domain::record::Record;
use inkseal_domain::seal::Proved;
use inkseal_domain::together::signed_again;
use inkseal_domain::verdict::{FileReport, RecordReport};
use inkseal_domain::visit::{Hand, Mark, Shown, Visit};
use serde::Serialize;

/// Which record is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// The one at this place of the kiosk's chain.
    Place(u64),
    /// The one with this code.
    Code(Code),
}

impl Which {
    /// Reads a place or a record code.
    pub fn parse(typed: &str) -> Result<Self, String> {
        if let Ok(seq) = typed.parse() {
            return Ok(Self::Place(seq));
        }
        if !typed.starts_with(['R', 'r', 'F', 'f']) {
            return Err("this is neither a place (a number such as 3) nor a record code (R-…)".into());
        }
        Code::parse(typed, CodeKind::Record).map(Self::Code).map_err(words::code_error)
    }

    fn is(&self, proved: &Proved) -> bool {
        match self {
            Self::Place(seq) => proved.record().seq == *seq,
            Self::Code(code) => proved.with_imported().any(|found| code.names(found.hash())),
        }
    }
}

/// Runs the command.
pub fn run(args: &Show) -> (Page, Exit) {
    let cards = match input::cards(&args.office) {
        Ok(cards) => cards,
        Err(error) => return unread_card(&error),
    };
    let given = given(&args.file, &cards);
    let exit = Exit::of(given.report.standing);
    let mut page = Page::new();
    let found = given.report.records.iter().filter_map(RecordReport::proved).find(|proved| args.which.is(proved));
    let Some(proved) = found else {
        write_absent(&mut page, &given, &args.which);
        return (page, if exit == Exit::Unreadable { exit } else { Exit::Wrong });
    };
    if args.json {
        page.json(&whole(&given.report, proved.told()));
    } else {
        write(&mut page, &given, proved);
    }
    let saved = save(args, &given.report, proved.told());
    if let Err(why) = saved {
        page.line(&why);
        return (page, Exit::Wrong);
    }
    (page, exit)
}

fn write_absent(page: &mut Page, given: &Given, which: &Which) {
    page.headline(&given.name, given.report.standing, words::standing(given.report.standing));
    if let Some(error) = &given.unread {
        return page.line(&format!("  {}", words::input_error(error)));
    }
    given.report.faults.iter().for_each(|fault| page.line(&format!("  {}", words::fault(fault))));
    if given.report.batch.is_none() {
        return;
    }
    let named = match which {
        Which::Place(seq) => format!("record {seq}"),
        Which::Code(code) => format!("record with the code {code}"),
    };
    page.line(&format!("  There is no {named} in this file that can be read. inkseal verify lists what there is."));
}

fn write(page: &mut Page, given: &Given, proved: &Proved) {
    let report = &given.report;
    page.headline(&given.name, report.standing, words::standing(report.standing));
    if !report.faults.is_empty() {
        page.line("  This record's own signature holds, but the file is wrong. inkseal verify says why.");
    }
    let back = if proved.is_import() { ", brought back there" } else { "" };
    page.gap();
    page.fact("Record", &format!("{} of kiosk {}{back}", proved.record().seq, kiosk_name(report)));
    let proved = proved.told();
    let r = proved.record();
    page.fact("What", &record::line(r));
    page.fact("When", &record::when(r.at, r.utc_offset_min));
    r.clock.flags.iter().for_each(|flag| page.fact("Clock", record::clock_flag(*flag)));
    if let Some(visit) = r.visit() {
        write_visit(page, visit);
    }
    page.fact("Record code", &code::record_code(proved.hash()).to_string());
    write_again(page, report, &r.id);
    page.fact("Id", &r.id);
    page.fact("SHA-256", &proved.hash().to_string());
    if r.has_place() {
        page.fact("Follows", &r.prev.to_string());
    }
    page.fact("Made by", &format!("Inkseal {} ({})", r.app.version, r.app.build));
    page.gap();
    page.line(&format!("  {}", words::PROVES));
}

/// Which record of this file takes the place of this one, and whose place this one takes.
fn write_again(page: &mut Page, report: &FileReport, id: &str) {
    let again = signed_again(std::slice::from_ref(report));
    let named = |other: &Other| format!("{} of {}", other.code, record::when(other.at, other.utc_offset_min));
    again.later(id).into_iter().for_each(|later| page.fact("Signed again", &named(later)));
    again.earlier(id).iter().for_each(|earlier| page.fact("Replaces", &named(earlier)));
}

fn write_visit(page: &mut Page, visit: &Visit) {
    if let Some(date) = &visit.signer_date {
        page.fact("Signer's date", date);
    }
    if let Some(signer) = &visit.signer {
        page.fact("Printed name", signer.name.as_str());
        if let Some(id) = &signer.employee_id {
            page.fact("Employee no.", id.as_str());
        }
    }
    if let Some(signature) = &visit.signature {
        page.fact("Signature", &mark(&signature.mark));
        if let Some(witness) = &signature.witness {
            page.fact("Witness", witness.as_str());
        }
        page.fact("Meaning", &signature.meaning);
    }
    if let Some(host) = &visit.host {
        let checked = if host.checked_id { "checked an ID" } else { "did not check an ID" };
        page.fact("Host", &format!("{}, {checked}", host.name.as_str()));
    }
    if let Some(helper) = &visit.helper {
        page.fact("Help", &format!("{} {}", helper.name.as_str(), record::help(helper.what)));
    }
    if let Some(reason) = visit.reason {
        page.fact("Reason", record::reason(reason));
    }
    if let Some(section) = &visit.asked_from {
        page.fact("Asked from", section);
    }
    page.fact("Screens in", &visit.lang);
    let initials = visit.signer.as_ref().and_then(|signer| signer.initials.as_ref());
    visit.documents.iter().for_each(|shown| write_document(page, shown, initials));
}

fn write_document(page: &mut Page, shown: &Shown, initials: Option<&Initials>) {
    page.fact("Document", &format!("{} {} ({})", shown.slug, shown.version, shown.lang));
    page.fact("", &format!("SHA-256 {}", shown.sha256));
    if !shown.confirmed.is_empty() {
        let by = initials.map(|initials| format!(", with the initials {}", initials.as_str())).unwrap_or_default();
        page.fact("", &format!("confirmed as read, in this order{by}: {}", shown.confirmed.join(", ")));
    }
    if let Some(received) = shown.received {
        page.fact("", record::received(received));
    }
    for statement in &shown.statements {
        page.fact("", &format!("agreed to: {}", statement.id));
    }
}

fn mark(mark: &Mark) -> String {
    match mark {
        Mark::Drawn { ink } => drawn(ink),
        Mark::Typed { text } => format!("typed: {}", text.as_str()),
        Mark::Witnessed { witness, hand: Hand::Ink(ink) } => {
            format!("by {} as witness, {}", witness.as_str(), drawn(ink))
        }
        Mark::Witnessed { witness, hand: Hand::Text(text) } => {
            format!("by {} as witness, typed: {}", witness.as_str(), text.as_str())
        }
    }
}

fn drawn(encoded: &str) -> String {
    match Ink::decode(encoded) {
        Ok(ink) => {
            let touches = if ink.has_touches() { ", with pressure and timing" } else { "" };
            format!("drawn, {}{touches}", words::counted(ink.strokes().len() as u32, "stroke", "strokes"))
        }
        Err(error) => format!("drawn, but the drawing cannot be shown: {error}"),
    }
}

fn kiosk_name(report: &FileReport) -> &str {
    report.certificate.as_ref().map_or("", |certificate| &certificate.kiosk_name)
}

/// What `inkseal show --json` writes: the record's own bytes as JSON, and what proves it.
#[derive(Serialize)]
struct Whole<'a> {
    v: u32,
    standing: &'static str,
    kiosk_name: &'a str,
    code: String,
    sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    superseded_by: Option<String>,
    jws: &'a str,
    record: serde_json::Value,
}

fn whole<'a>(report: &'a FileReport, proved: &'a Proved) -> Whole<'a> {
    let again = signed_again(std::slice::from_ref(report));
    let payload = proved.jws().split('.').nth(1).and_then(unb64).unwrap_or_default();
    Whole {
        v: 1,
        standing: json::standing(report.standing),
        kiosk_name: kiosk_name(report),
        code: code::record_code(proved.hash()).to_string(),
        sha256: proved.hash().to_string(),
        superseded_by: again.later(&proved.record().id).map(|later| later.code.to_string()),
        jws: proved.jws(),
        record: serde_json::from_slice(&payload).unwrap_or_default(),
    }
}

fn save(args: &Show, report: &FileReport, proved: &Proved) -> Result<(), String> {
    let write = |path: &std::path::Path, text: String| {
        std::fs::write(path, text).map_err(|error| format!("{} was not written: {error}.", path.display()))
    };
    if let Some(path) = &args.svg {
        write(path, picture(proved.record())?)?;
    }
    if let Some(path) = &args.html {
        write(path, form(report, proved))?;
    }
    Ok(())
}

/// The signature as SVG. A typed one stays type: it is never dressed up as handwriting.
fn picture(record: &Record) -> Result<String, String> {
    let visit = record.visit().and_then(|visit| Some((visit, visit.signature.as_ref()?)));
    let Some((visit, signature)) = visit else {
        return Err(format!("Record {} has no signature, so there is no picture to write.", record.seq));
    };
    let signer = visit.signer.as_ref().map_or("", |signer| signer.name.as_str());
    let (hand, title) = match &signature.mark {
        Mark::Drawn { ink } => (Hand::Ink(ink.clone()), format!("Signature: {signer}")),
        Mark::Typed { text } => (Hand::Text(text.clone()), format!("Signature, typed: {signer}")),
        Mark::Witnessed { witness, hand } => (hand.clone(), format!("Signature of the witness: {witness}")),
    };
    match hand {
        Hand::Ink(ink) => Ok(ink::svg(&Ink::decode(&ink).map_err(|error| error.to_string())?, &title) + "\n"),
        Hand::Text(text) => Ok(typed(text.as_str(), &title)),
    }
}

fn typed(text: &str, title: &str) -> String {
    let (width, height) = (ink::PAD_WIDTH, ink::PAD_HEIGHT);
    let (text, title) = (escape(text), escape(title));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">\
         <title>{title}</title><text x=\"120\" y=\"700\" font-family=\"sans-serif\" font-size=\"160\" fill=\"#16263A\">{text}</text></svg>\n"
    )
}

/// The form as it was signed, as a file that stands alone.
fn form(report: &FileReport, proved: &Proved) -> String {
    let listed = report.batch.iter().flat_map(|batch| &batch.documents);
    let documents: Vec<Document> =
        listed.filter_map(|listed| Document::parse(listed.text.as_ref()?.as_bytes()).ok()).collect();
    let context = Context {
        words: &record::COPY,
        documents: &documents,
        kiosk_name: kiosk_name(report),
        verify_link: None,
        practice: report.batch.as_ref().is_some_and(|batch| batch.office.practice),
    };
    let title = code::record_code(proved.hash()).to_string();
    copy::page("en", "ltr", &title, include_str!("../../../style/copy.css"), &[context.fragment(proved)])
}

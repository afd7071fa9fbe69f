//! `inkseal verify`: what there is to say of some files, and what is between them.

use crate::exit::Exit;
use crate::input::{self, InputError};
use crate::page::Page;
use crate::slip::Slip;
use crate::words::{self, record};
use crate::{Verify, json};
use inkseal_domain::again::Again;
use inkseal_domain::batch::Batch;
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::code::{self, Code};
use inkseal_domain::office::OfficeCard;
use inkseal_domain::together::{self, Before, KioskFiles, SameName, by_kiosk, is_forked, same_names, signed_again};
use inkseal_domain::verdict::{self, Between, FileReport, RecordReport, Standing};
use inkseal_domain::visit::Outcome;

/// A file that was given, and what there is to say of it.
pub struct Given {
    /// What people call it.
    pub name: String,
    /// Why it was not even read.
    pub unread: Option<InputError>,
    /// The verdict.
    pub report: FileReport,
}

/// Everything that was found.
pub struct Found {
    /// The files, in the order in which they were given.
    pub files: Vec<Given>,
    /// What there is to say of each kiosk's files together; files by index.
    pub kiosks: Vec<KioskFiles>,
    /// Kiosks that share a name.
    pub same_names: Vec<SameName>,
    /// Who signed again.
    pub again: Again,
    /// Record codes that were asked for, and the file and place of each.
    pub receipts: Vec<(Code, Option<(usize, u64)>)>,
    /// What phones read from somebody's code.
    pub slips: Vec<Slip>,
    /// How the command ends.
    pub exit: Exit,
}

impl Found {
    /// In whose place the kiosk of a file came.
    pub fn before(&self, report: &FileReport) -> Vec<Before> {
        together::before(report, self.files.iter().map(|given| &given.report))
    }
}

/// Reads and verifies one file.
pub fn given(path: &std::path::Path, cards: &[OfficeCard]) -> Given {
    let (unread, bytes) = match input::batch(path) {
        Ok(bytes) => (None, bytes),
        Err(error) => (Some(error), Vec::new()),
    };
    Given { name: input::name(path), unread, report: verdict::verify(&bytes, cards) }
}

/// Says that a card was not read.
pub fn unread_card((name, error): &(String, InputError)) -> (Page, Exit) {
    let mut page = Page::new();
    page.headline(name, Standing::Unreadable, words::standing(Standing::Unreadable));
    page.line(&format!("  {}", words::input_error(error)));
    (page, Exit::Unreadable)
}

/// Runs the command.
pub fn run(args: &Verify) -> (Page, Exit) {
    let cards = match input::cards(&args.office) {
        Ok(cards) => cards,
        Err(error) => return unread_card(&error),
    };
    let found = find(args, &cards);
    let mut page = Page::new();
    if args.json {
        page.json(&json::verdict(&found));
    } else {
        for i in 0..found.files.len() {
            write_file(&mut page, &found, i, !cards.is_empty());
        }
        write_together(&mut page, &found);
        write_receipts(&mut page, &found);
        write_slips(&mut page, &found);
    }
    (page, found.exit)
}

fn find(args: &Verify, cards: &[OfficeCard]) -> Found {
    let files: Vec<Given> = args.files.iter().map(|path| given(path, cards)).collect();
    let reports: Vec<FileReport> = files.iter().map(|given| given.report.clone()).collect();
    let kiosks = by_kiosk(&reports);
    let same_names = same_names(&kiosks);
    let receipts: Vec<_> = args.receipt.iter().map(|code| (code.clone(), together::find(code, &reports))).collect();
    let wrong = kiosks.iter().flat_map(|kiosk| &kiosk.between).any(Between::is_fault)
        || receipts.iter().any(|(_, place)| place.is_none());
    let slips: Vec<Slip> = args.slip.iter().map(|path| Slip::given(path, &reports)).collect();
    let ends = reports.iter().map(|report| Exit::of(report.standing)).chain(slips.iter().map(Slip::exit));
    let exit = if wrong { Exit::Wrong } else { ends.max().unwrap_or(Exit::Good) };
    Found { again: signed_again(&reports), files, kiosks, same_names, receipts, slips, exit }
}

fn write_file(page: &mut Page, found: &Found, i: usize, card_given: bool) {
    let (given, forked) = (&found.files[i], is_forked(&found.kiosks, i));
    let report = &given.report;
    page.headline(&given.name, report.standing, words::standing(report.standing));
    if let Some(error) = &given.unread {
        page.line(&format!("  {}", words::input_error(error)));
        return page.gap();
    }
    if let Some(batch) = &report.batch {
        write_facts(page, report, batch, (&found.before(report), card_given));
        write_records(page, report, &found.again);
    }
    write_faults(page, report);
    if let (Some(certificate), true) = (&report.certificate, report.faults.is_empty()) {
        write_honesty(page, report.standing, certificate.key_home);
    }
    if let (Some(code), false) = (&report.filing_code, forked) {
        page.gap();
        page.fact("Filing code", &code.to_string());
    }
    page.line(&format!("  Next: {}", if forked { words::NEXT_FORKED } else { words::next(report) }));
    page.gap();
}

fn write_facts(page: &mut Page, report: &FileReport, batch: &Batch, (before, card_given): (&[Before], bool)) {
    if !report.faults.is_empty() {
        page.line("  This is what the file says of itself; not all of it is proved:");
    }
    page.fact("Office", &batch.office.name);
    let known = match (report.standing, card_given) {
        (Standing::Good, _) => " (as on the card that was given)",
        (Standing::OfficeUnconfirmed, true) => " (not the office of the card that was given)",
        _ => "",
    };
    page.fact("Fingerprint", &format!("{}{known}", batch.office.fingerprint()));
    if let Some(certificate) = &report.certificate {
        page.fact("Kiosk", &certificate.kiosk_name);
    }
    for before in before {
        page.fact("In the place of", &words::before(before));
    }
    if !before.is_empty() {
        page.fact("", words::AFTER_ANOTHER);
    }
    page.fact("Records", &format!("{}: {}", words::range(batch), counts(report)));
    page.fact("Exported", &format!("{} by {}", record::when(batch.exported_at, 0), batch.exported_by));
}

fn counts(report: &FileReport) -> String {
    let of = |outcome: Outcome| {
        let visits = report.records.iter().filter_map(|r| r.proved()?.visit());
        visits.filter(|(_, visit)| visit.outcome == outcome).count()
    };
    let acts = report.records.iter().filter(|r| r.proved().is_some_and(|p| p.visit().is_none())).count();
    let unread = report.records.iter().filter(|r| r.proved().is_none()).count();
    let parts = [
        (of(Outcome::Signed), "signed"),
        (of(Outcome::Question), "with a question"),
        (of(Outcome::Declined), "declined"),
        (of(Outcome::Paper), "on paper"),
        (acts, "of activity"),
        (unread, "not readable"),
    ];
    let said: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if said.is_empty() { "none that could be checked".to_owned() } else { said.join(", ") }
}

fn write_records(page: &mut Page, report: &FileReport, again: &Again) {
    if report.records.is_empty() {
        return;
    }
    page.gap();
    for entry in &report.records {
        page.line(&match entry {
            RecordReport::Good(proved) => {
                let told = proved.told();
                let r = told.record();
                let (when, code) = (record::when(r.at, r.utc_offset_min), code::record_code(told.hash()));
                let back = if proved.is_import() { ", brought back" } else { "" };
                let again = again.later(&r.id).map(|later| format!(", {}", record::signed_again(later)));
                let again = again.unwrap_or_default();
                format!("  {:>6}  {when}  {code}  {}{back}{again}", proved.record().seq, record::line(r))
            }
            RecordReport::Bad { position, why } => {
                format!("  entry {position} DOES NOT HOLD: {}", words::open_error(why))
            }
            RecordReport::Damaged(damaged) => {
                format!("  {:>6}  damaged on the tablet; the bytes that were found are in this file", damaged.seq)
            }
            RecordReport::Missing(missing) => {
                format!("  {:>6}  missing on the tablet, as the kiosk itself says", missing.seq)
            }
        });
    }
    page.gap();
}

fn write_faults(page: &mut Page, report: &FileReport) {
    if !report.faults.is_empty() && report.batch.is_some() {
        page.line("  What is wrong:");
    }
    for fault in &report.faults {
        let bullet = if report.batch.is_some() { "  - " } else { "  " };
        page.line(&format!("{bullet}{}", words::fault(fault)));
    }
}

/// What a verdict proves, and what not.
fn write_honesty(page: &mut Page, standing: Standing, home: KeyHome) {
    let lines: &[&str] = match standing {
        Standing::Practice => &[words::PRACTICE_PROVES],
        _ => &[words::PROVES, words::ONE_TABLET, words::key_home(home)],
    };
    lines.iter().for_each(|line| page.line(&format!("  {line}")));
}

fn write_together(page: &mut Page, found: &Found) {
    let mut said = false;
    for kiosk in found.kiosks.iter().filter(|kiosk| !kiosk.between.is_empty()) {
        let files: Vec<&str> = kiosk.files.iter().map(|i| found.files[*i].name.as_str()).collect();
        page.line(&format!("Kiosk {}: {}", kiosk.certificate.kiosk_name, files.join(", ")));
        kiosk.between.iter().for_each(|between| page.line(&format!("  {}", words::between(between))));
        said = true;
    }
    for same in &found.same_names {
        page.line(&words::same_name(same));
        said = true;
    }
    let kiosk_whole = found.kiosks.iter().any(|kiosk| kiosk.files.len() > 1 && kiosk.between.is_empty());
    if kiosk_whole && !said {
        page.line("Together the files are without a gap, from the kiosk's first record on.");
        said = true;
    }
    if said {
        page.gap();
    }
}

fn write_receipts(page: &mut Page, found: &Found) {
    for (code, place) in &found.receipts {
        page.line(&match place {
            Some((file, seq)) => format!("{code}: record {seq} in {}.", found.files[*file].name),
            None => format!(
                "{code}: NOT FOUND in any file here that holds. Give all batches of that kiosk; if it is in none, somebody was told \
                 \"Recorded\" and the record never arrived."
            ),
        });
    }
}

fn write_slips(page: &mut Page, found: &Found) {
    for slip in &found.slips {
        page.line(&format!("{}: {}", slip.name, slip.words(&found.files)));
    }
}

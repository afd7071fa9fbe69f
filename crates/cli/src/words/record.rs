//! What is in a record, in words.

use super::{counted, places};
use inkseal_domain::activity::Act;
use inkseal_domain::again::Other;
use inkseal_domain::copy;
use inkseal_domain::identity::PrintedName;
use inkseal_domain::instant::{Instant, zone};
use inkseal_domain::record::{Body, ClockFlag, Record};
use inkseal_domain::visit::{Help, Mark, Outcome, Reason, Received, Signer, Visit};

/// The words of a copy (`show --html`).
pub const COPY: copy::Words = copy::Words {
    signature: "Signature",
    date: "Date",
    name: "Print Name",
    employee: "Employee number",
    version: "Version",
    digest: "SHA-256 of the text",
    record_code: "Record code",
    kiosk: "Kiosk",
    outcomes: ["Signed", "Did not want to sign now", "Has a question first", "Wants to sign on paper"],
    marks: ["Drawn on the screen", "Typed, by choice", "By a witness, on request: {name}"],
    dynamics: "pressure and timing of the strokes are kept",
    seen: "Witness: {name}",
    hosts: ["{name} was there for the office and checked an ID.", "{name} was there for the office."],
    helps: ["{name} read it aloud.", "{name} interpreted.", "{name} wrote for the signer."],
    received: ["I have it and know that it applies to me.", "I don’t have it yet."],
    confirmed: ["Sections confirmed as read", "Sections confirmed as read, with the initials {initials}"],
    consent: "Agreed to sign on a screen.",
    reasons: [
        "Needs more time.",
        "Wants advice first.",
        "Does not agree with a part of it.",
        "Thinks that this is not meant for them.",
        "Would rather not say why.",
    ],
    asked_from: "The question came up at “{section}”.",
    clock_wrong: "The signer says that the date is {date}.",
    by_reference: "by reference",
    verify_at: "The records office checks records at {link}",
    proof: "For reading, not proof. The proof is the signed batch.",
    practice: "PRACTICE. This is not evidence.",
    months: "January,February,March,April,May,June,July,August,September,October,November,December",
    date_time: "{month} {day}, {year}, {hour}:{minute} ({zone})",
};

/// `2026-11-24 07:11 (UTC-07:00)`
pub fn when(at: Instant, utc_offset_min: i32) -> String {
    let local = at.local(utc_offset_min);
    format!("{} {:02}:{:02} ({})", at.day(utc_offset_min), local.hour, local.minute, zone(utc_offset_min))
}

/// What a record is about, on one line.
pub fn line(record: &Record) -> String {
    match &record.body {
        Body::Visit(visit) => {
            let who = visit.signer.as_ref().map_or("no name given".to_owned(), person);
            format!("{}: {who}", outcome(visit))
        }
        Body::Activity(activity) => format!("{}, by {}", act(&activity.act), activity.by),
    }
}

/// A signer, told from others of the same name by the employee number where one was given.
fn person(signer: &Signer) -> String {
    match &signer.employee_id {
        Some(number) => format!("{} (no. {number})", signer.name),
        None => signer.name.to_string(),
    }
}

/// That a record was signed again, and as which.
pub fn signed_again(later: &Other) -> String {
    format!("signed again on {} as {}", later.at.day(later.utc_offset_min), later.code)
}

/// How a visit ended.
pub fn outcome(visit: &Visit) -> &'static str {
    match (visit.outcome, visit.signature.as_ref().map(|signature| &signature.mark)) {
        (Outcome::Signed, Some(Mark::Typed { .. })) => "signed, typed",
        (Outcome::Signed, Some(Mark::Witnessed { .. })) => "signed by a witness",
        (Outcome::Signed, _) => "signed, drawn",
        (Outcome::Declined, _) => "did not want to sign now",
        (Outcome::Question, _) => "question for the office",
        (Outcome::Paper, _) => "wants to sign on paper",
    }
}

/// A reason from the fixed list.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::MoreTime => "needs more time",
        Reason::Advice => "wants advice first",
        Reason::Disagree => "does not agree with a part",
        Reason::NotForMe => "thinks this is not meant for them",
        Reason::RatherNotSay => "would rather not say",
    }
}

/// What a helper did.
pub fn help(help: Help) -> &'static str {
    match help {
        Help::Read => "read it aloud",
        Help::Interpreted => "interpreted",
        Help::Wrote => "wrote for the signer",
    }
}

/// Whether somebody has a document.
pub fn received(received: Received) -> &'static str {
    match received {
        Received::Yes => "has it and knows that it applies",
        Received::NotYet => "does not have it yet: the office owes it",
    }
}

/// What looked wrong about the clock.
pub fn clock_flag(flag: ClockFlag) -> &'static str {
    match flag {
        ClockFlag::Backwards => "earlier than the record before",
        ClockFlag::BeforeBuild => "earlier than the program itself",
        ClockFlag::Jumped => "jumped while the page was open",
    }
}

fn called(name: &PrintedName, number: Option<&PrintedName>) -> String {
    number.map_or_else(|| name.to_string(), |number| format!("{name} ({number})"))
}

fn act(act: &Act) -> String {
    match act {
        Act::SetUp { kiosk_name } => format!("set up as {kiosk_name}"),
        Act::ChainStarted {} => "new chain begun".into(),
        Act::UnlockFailed { count } => counted(*count, "wrong passphrase", "wrong passphrases"),
        Act::Exported(exported) => places(exported.first, exported.last) + " exported",
        Act::ExportChecked { .. } => "saved file compared".into(),
        Act::ExportMoved { .. } => "exported files moved off the tablet".into(),
        Act::ReceiptAccepted { first, last, .. } => format!("receipt for {} accepted", places(*first, *last)),
        Act::Purged { first, last } => places(*first, *last) + " deleted from the tablet",
        Act::QuestionAnswered {} => "question answered".into(),
        Act::CopyGiven {} => "copy handed over".into(),
        Act::CopyOwed {} => "copy still to be handed over".into(),
        Act::DocumentGiven {} => "document handed over".into(),
        Act::PaperReceived {} => "paper form received".into(),
        Act::Noted { text } => format!("note: {text}"),
        Act::HoldSet {} => "legal hold set".into(),
        Act::HoldReleased {} => "legal hold released".into(),
        Act::Repaired { count } => counted(*count, "copy", "copies") + " restored at start-up",
        Act::Quarantined { seqs } => format!("unreadable bytes set aside at {}", join(seqs)),
        Act::LeftOut { chain: 0, seqs } => {
            format!("records {} set aside: this chain has no place for them", join(seqs))
        }
        Act::LeftOut { chain, seqs } if seqs.is_empty() => {
            format!("every record of earlier chain {chain} was brought back")
        }
        Act::LeftOut { chain, seqs } => {
            format!("records {} of earlier chain {chain} could not be brought back", join(seqs))
        }
        Act::RosterChanged { people } => format!("roster changed: {people} on it"),
        Act::PaperSigned { name, number, slug, version, on } => {
            format!("paper form of {} received on {on}: {slug} {version}", called(name, number.as_ref()))
        }
        Act::SignerNamed { name, number } => format!("signature is that of {}", called(name, number.as_ref())),
        Act::SettingsChanged { names } => format!("settings changed: {}", names.join(", ")),
        Act::DocumentActivated { slug, version, counts, .. } if counts.is_empty() => {
            format!("document {slug} {version} in use")
        }
        Act::DocumentActivated { slug, version, counts, .. } => {
            format!("document {slug} {version} in use; signatures under {} count for it", counts.join(", "))
        }
        Act::DocumentWithdrawn { slug, version } => format!("document {slug} {version} no longer in use"),
        Act::PassphraseChanged {} => "passphrase changed".into(),
        Act::KitProved {} => "recovery kit proved".into(),
        Act::KitMade {} => "new recovery kit made".into(),
        Act::KitUsed {} => "opened with the recovery kit".into(),
        Act::AdministratorAdded { name } => format!("administrator added: {name}"),
        Act::AdministratorRemoved { name } => format!("administrator removed: {name}"),
        Act::Imported { .. } => "record brought back".into(),
        Act::Updated { version } => format!("program updated to {version}"),
    }
}

fn join<'a>(seqs: impl IntoIterator<Item = &'a u64>) -> String {
    seqs.into_iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_thing_is_said_in_the_singular() {
        assert_eq!(act(&Act::Repaired { count: 1 }), "1 copy restored at start-up");
        assert_eq!(act(&Act::Repaired { count: 2 }), "2 copies restored at start-up");
        assert_eq!(act(&Act::UnlockFailed { count: 1 }), "1 wrong passphrase");
        assert_eq!(act(&Act::Purged { first: 3, last: 3 }), "record 3 deleted from the tablet");
    }
}

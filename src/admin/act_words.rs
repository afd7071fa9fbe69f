//! Every act of the activity log in words.

use super::{records_words, visits_words};
use crate::kiosk::who;
use crate::text::{Text, fill};
use inkseal_domain::activity::{Act, Activity};
use inkseal_domain::codec::Hash;
use inkseal_domain::document::Document;
use inkseal_domain::identity::PrintedName;
use inkseal_domain::library::Library;
use inkseal_domain::log::Log;
use inkseal_domain::visit::Signer;
use std::collections::BTreeSet;

/// What was done, and about whom.
pub fn what_about(text: &Text, activity: &Activity, log: &Log) -> String {
    let what = what(text, &activity.act, log);
    if activity.about.is_empty() {
        return match activity.act {
            Act::HoldSet {} => text.activity.hold_set_all.to_owned(),
            Act::HoldReleased {} => text.activity.hold_released_all.to_owned(),
            _ => what,
        };
    }
    let names: Vec<String> = activity.about.iter().map(|id| name(text, id, log)).collect();
    fill(text.activity.about_names, &[("what", &what), ("names", &names.join(", "))])
}

/// What stands before and after the title of a document that came into use or went out of it.
pub fn around_title(text: &Text, act: &Act) -> Option<(String, String)> {
    let t = &text.activity;
    let (words, version, counts) = match act {
        Act::DocumentActivated { version, counts, .. } if counts.is_empty() => (t.document_activated, version, vec![]),
        Act::DocumentActivated { version, counts, .. } => (t.document_counts, version, counts.clone()),
        Act::DocumentWithdrawn { version, .. } => (t.document_withdrawn, version, vec![]),
        _ => return None,
    };
    let (before, after) = words.split_once("{title}")?;
    let filled = |part| fill(part, &[("version", version), ("counts", &counts.join(", "))]);
    Some((filled(before), filled(after)))
}

/// That document, where it is at hand.
pub fn document<'a>(act: &Act, library: &'a Library) -> Option<&'a Document> {
    match act {
        Act::DocumentActivated { sha256, .. } => library.document(sha256),
        Act::DocumentWithdrawn { slug, version } => library.version(slug, version),
        _ => None,
    }
}

fn name(text: &Text, id: &str, log: &Log) -> String {
    let Some(proved) = log.find(id) else { return text.activity.older_record.to_owned() };
    let signer = proved.record().visit().and_then(|visit| visit.signer.as_ref());
    signer.map_or(text.admin.no_name.to_owned(), who)
}

/// What was done. A document is named by its short name; whoever has it puts its title there.
pub fn what(text: &Text, act: &Act, log: &Log) -> String {
    let t = &text.activity;
    let range = |words: &str, first: &u64, last: &u64| fill(words, &[("records", &records_words(text, *first, *last))]);
    let counted = |one: &str, many: &str, count: &u32| match count {
        1 => one.to_owned(),
        n => fill(many, &[("n", &n.to_string())]),
    };
    match act {
        Act::SetUp { kiosk_name } => fill(t.set_up, &[("name", kiosk_name)]),
        Act::ChainStarted {} => t.chain_started.to_owned(),
        Act::UnlockFailed { count } => counted(t.unlock_failed_one, t.unlock_failed, count),
        Act::Exported(exported) => {
            let words = range(t.exported, &exported.first, &exported.last);
            fill(&words, &[("visits", &visits_words(text, exported.visits))])
        }
        Act::ExportChecked { payload } => match range_of(log, payload) {
            Some((first, last)) => range(t.export_checked_range, &first, &last),
            None => t.export_checked.to_owned(),
        },
        Act::ExportMoved { .. } => t.export_moved.to_owned(),
        Act::ReceiptAccepted { first, last, .. } => range(t.receipt_accepted, first, last),
        Act::Purged { first, last } => range(t.purged, first, last),
        Act::QuestionAnswered {} => t.question_answered.to_owned(),
        Act::CopyGiven {} => t.copy_given.to_owned(),
        Act::CopyOwed {} => t.copy_owed.to_owned(),
        Act::DocumentGiven {} => t.document_given.to_owned(),
        Act::PaperReceived {} => t.paper_received.to_owned(),
        Act::Noted { text } => fill(t.noted, &[("note", text)]),
        Act::HoldSet {} => t.hold_set.to_owned(),
        Act::HoldReleased {} => t.hold_released.to_owned(),
        Act::Repaired { count } => counted(t.repaired_one, t.repaired, count),
        Act::Quarantined { seqs } => fill(t.quarantined, &[("seqs", &listed(seqs))]),
        Act::LeftOut { chain, seqs } => left_out(text, *chain, seqs),
        Act::RosterChanged { people: 1 } => t.roster_changed_one.to_owned(),
        Act::RosterChanged { people } => fill(t.roster_changed, &[("n", &people.to_string())]),
        Act::PaperSigned { name, number, version, on, .. } => {
            fill(t.paper_signed, &[("name", &called(name, number.as_ref())), ("version", version), ("day", on)])
        }
        Act::SignerNamed { name, number } => fill(t.signer_named, &[("name", &called(name, number.as_ref()))]),
        Act::SettingsChanged { names } => {
            let names: Vec<&str> = names.iter().map(|name| setting_words(text, name)).collect();
            fill(t.settings_changed, &[("names", &names.join(", "))])
        }
        Act::DocumentActivated { slug, .. } | Act::DocumentWithdrawn { slug, .. } => {
            let (before, after) = around_title(text, act).unwrap_or_default();
            format!("{before}{slug}{after}")
        }
        Act::PassphraseChanged {} => t.passphrase_changed.to_owned(),
        Act::KitProved {} => t.kit_proved.to_owned(),
        Act::KitMade {} => t.kit_made.to_owned(),
        Act::KitUsed {} => t.kit_used.to_owned(),
        Act::AdministratorAdded { name } => fill(t.administrator_added, &[("name", name)]),
        Act::AdministratorRemoved { name } => fill(t.administrator_removed, &[("name", name)]),
        Act::Imported { .. } => t.imported.to_owned(),
        Act::Updated { version } => fill(t.updated, &[("version", version)]),
    }
}

/// Somebody on the roster.
fn called(name: &PrintedName, number: Option<&PrintedName>) -> String {
    who(&Signer { name: name.clone(), employee_id: number.cloned(), initials: None })
}

fn range_of(log: &Log, payload: &Hash) -> Option<(u64, u64)> {
    log.exports()
        .find(|(_, exported)| exported.payload == *payload)
        .map(|(_, exported)| (exported.first, exported.last))
}

/// A setting by the name that the log keeps.
pub fn setting_words<'a>(text: &Text, name: &'a str) -> &'a str {
    match name {
        "contact" => text.settings.names_contact,
        "support" => text.settings.names_support,
        "card" => text.settings.names_card,
        "keys" => text.settings.names_keys,
        "times" => text.settings.names_times,
        "tried" => text.settings.names_tried,
        "accent" => text.settings.names_accent,
        "dynamics" => text.settings.names_dynamics,
        "host" => text.settings.names_host,
        "initials" => text.settings.names_initials,
        "languages" => text.settings.names_languages,
        "retention" => text.settings.names_retention,
        "renewal" => text.roster.names_renewal,
        "verify_link" => text.settings.names_link,
        "witness" => text.settings.names_witness,
        other => other,
    }
}

/// Records that stand in no chain any more.
pub fn left_out(text: &Text, chain: u64, seqs: &BTreeSet<u64>) -> String {
    let (t, is_none, seqs) = (&text.activity, seqs.is_empty(), listed(seqs));
    match chain {
        n if is_none => fill(t.left_out_nobody, &[("n", &n.to_string())]),
        0 => fill(t.left_out_here, &[("seqs", &seqs)]),
        n => fill(t.left_out_before, &[("n", &n.to_string()), ("seqs", &seqs)]),
    }
}

fn listed<'a>(seqs: impl IntoIterator<Item = &'a u64>) -> String {
    seqs.into_iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
}

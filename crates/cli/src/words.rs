//! Every word for people that is about files and what is wrong with them. What is in a record has its words in `words/record.rs`,
//! a receipt in `words/receipt.rs`, a locked file in `words/open.rs`, and what is served in `words/serving.rs`.

pub mod open;
pub mod receipt;
pub mod record;
pub mod serving;

use crate::input::InputError;
use inkseal_domain::batch::{Batch, FILE_MAX_BYTES, ReadError};
use inkseal_domain::certificate::{CertificateError, KeyHome};
use inkseal_domain::code::{CodeError, CodeKind};
use inkseal_domain::jws::JwsError;
use inkseal_domain::seal::OpenError;
use inkseal_domain::slip::{Finding, SlipError};
use inkseal_domain::together::{Before, SameName};
use inkseal_domain::verdict::{Between, Fault, FileReport, Role, Standing};

/// What a batch can prove, and what not. Said with every verdict.
pub const PROVES: &str =
    "This proves what this kiosk recorded and in what order, not that the named person stood there.";
/// Said instead for practice.
pub const PRACTICE_PROVES: &str = "Practice is signed with throwaway keys. It proves nothing about anybody.";
/// Who signed, on a kiosk that holds the office's keys itself.
pub const ONE_TABLET: &str =
    "Both signatures come from one tablet: the second shows that an administrator had unlocked it, no more.";

/// Why `-` is no file where something is opened.
pub const NAMED_FILE: &str = "standard input is for the words that open it; name a file";
/// Where a file goes when none is named.
pub const STANDARD_OUTPUT: &str = "standard output";

/// The verdict in one word or two.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "GOOD",
        Standing::OfficeUnconfirmed => "HOLDS, OFFICE NOT CONFIRMED",
        Standing::Practice => "PRACTICE, NOT EVIDENCE",
        Standing::Bad => "WRONG",
        Standing::Unreadable => "CANNOT BE READ",
    }
}

/// The one thing to do next.
pub fn next(report: &FileReport) -> &'static str {
    let later = matches!(report.faults.first(), Some(Fault::Unreadable(ReadError::Version(_))));
    match report.standing {
        Standing::Good => {
            "File this batch. Then type the filing code at the kiosk, as an administrator; only then may it delete these records."
        }
        Standing::OfficeUnconfirmed => {
            "Compare the fingerprint with the one on paper. If they are the same, verify again with --office and that office's card."
        }
        Standing::Practice => "File nothing of this. To practise receipts, type the code at the practice kiosk.",
        Standing::Bad => {
            "Do not file it. Keep this file as it is, and ask the kiosk's administrator to export the same records again."
        }
        Standing::Unreadable if later => "Use a newer version of this command.",
        Standing::Unreadable => "Ask for the file again, and choose the one that ends in .jws.json.",
    }
}

/// The one thing to do next when another file contradicts this one.
pub const NEXT_FORKED: &str = "Do not file it yet: another of these files contradicts it, as said below.";

/// What the kiosk's key can be trusted with.
pub fn key_home(home: KeyHome) -> &'static str {
    match home {
        KeyHome::NonExtractable => "The kiosk's key cannot be copied out of its browser.",
        KeyHome::Software => {
            "The kiosk's key lies in its browser's storage: whoever copied that storage could sign as this kiosk."
        }
    }
}

/// Why a file was not read, and what to do.
pub fn input_error(error: &InputError) -> String {
    match error {
        InputError::Missing => "There is no file of this name. Check the name and the folder.".into(),
        InputError::Folder => "This is a folder. Name the files in it, for example with *.jws.json.".into(),
        InputError::Denied => "You may not read this file. Ask whoever owns it, or copy it to a folder of yours.".into(),
        InputError::TooLarge => too_large(),
        InputError::Spoilt(error) => read_error(error) + " Ask for the file again.",
        InputError::Card => "This is an office card, not a batch. Give it with --office, before or after the batches.".into(),
        InputError::Locked => {
            "This is a locked file. Take the batch out of it with the six words that the kiosk showed: inkseal open FILE --out BATCH.".into()
        }
        InputError::NotLocked => {
            "This is not a locked file, whose name ends in .locked.json. A batch needs no opening: inkseal verify takes it as it is.".into()
        }
        InputError::NotACard => {
            "This is not an office card. The card is the file inkseal-office.json that was saved when the kiosk was set up.".into()
        }
        InputError::NotKeys => {
            "This is not a file of an office's keys, or it was altered. Their file is saved at a kiosk under Settings; its name begins with inkseal-keys."
                .into()
        }
        InputError::NotASlip => {
            "No line of it is what a kiosk puts into the code for a phone. Copy the whole text that the phone shows, its long last line above all.".into()
        }
        InputError::Other(words) => format!("It could not be read: {words}."),
    }
}

fn too_large() -> String {
    let most = FILE_MAX_BYTES / 1024 / 1024;
    format!("It is larger than {most} MB, so it is no batch and was not read. Ask for the file again.")
}

fn read_error(error: &ReadError) -> String {
    match error {
        ReadError::TooLarge { .. } => too_large(),
        ReadError::Empty => "The file is empty: it was not saved properly.".into(),
        ReadError::SavedAgain => {
            "Another program opened this file and saved it again in another encoding, which alters it. What is needed is the file as the \
             kiosk saved it."
                .into()
        }
        ReadError::NotJson(why) => format!("It is not JSON, or it was cut short ({why})."),
        ReadError::NotABatch(why) => format!("It is JSON, but not a batch file, or something was added to it ({why})."),
        ReadError::ReEncoded => {
            "Its signed part is spelt otherwise than a kiosk writes it: somebody wrote it again.".into()
        }
        ReadError::Content(why) => format!("What was signed is not a batch ({why})."),
        ReadError::Version(v) => format!("It was made by a later format ({v})."),
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Kiosk => "The kiosk's",
        Role::Office => "The office's",
    }
}

fn jws_error(error: &JwsError) -> String {
    match error {
        JwsError::Form => "it has not the form of a signature".into(),
        JwsError::Header(why) => format!("its header says more or less than it may ({why})"),
        JwsError::Algorithm(name) => format!("it uses the algorithm {name}, and only Ed25519 is accepted"),
        JwsError::Type { found, wanted } => format!("it is a signature of another kind ({found}, not {wanted})"),
        JwsError::Key { found, wanted } => format!("it was made with another key ({found}, not {wanted})"),
        JwsError::Signature => "something was changed after it was made".into(),
    }
}

/// Why one record does not hold.
pub fn open_error(error: &OpenError) -> String {
    match error {
        OpenError::Jws(error) => jws_error(error),
        OpenError::Record(error) => error.to_string(),
        OpenError::Imported(error) => format!("the record that it brings back: {}", open_error(error)),
        OpenError::Seal | OpenError::Form | OpenError::Label => error.to_string(),
    }
}

fn certificate_error(error: &CertificateError) -> String {
    match error {
        CertificateError::Jws(error) => jws_error(error),
        CertificateError::Shape(_) | CertificateError::OtherOffice => error.to_string(),
    }
}

/// `record 3`, `records 3 to 5`.
pub fn places(from: u64, to: u64) -> String {
    if from == to { format!("record {from}") } else { format!("records {from} to {to}") }
}

/// `3`, `3 to 5`: the places of a batch's records.
pub fn range(batch: &Batch) -> String {
    let (first, last) = (batch.first, batch.last());
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

/// `1 stroke`, `2 strokes`.
pub fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn are(from: u64, to: u64) -> &'static str {
    if from == to { "is" } else { "are" }
}

/// One thing that is wrong.
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Unreadable(error) => read_error(error),
        Fault::SignatureMissing(who) => format!("{} signature is missing. A batch must have both.", role(*who)),
        Fault::SignatureForeign => {
            "It has more than two signatures. A batch has the kiosk's and the office's, no other.".into()
        }
        Fault::Signature(who, why) => {
            format!("{} signature over the batch does not hold: {}.", role(*who), jws_error(why))
        }
        Fault::KioskNotCertified(None) => "No certificate of this office names the kiosk's key.".into(),
        Fault::KioskNotCertified(Some(why)) => {
            format!("The kiosk's certificate does not hold: {}.", certificate_error(why))
        }
        Fault::PracticeMixed => "Practice and real records are mixed: certificate and office disagree.".into(),
        Fault::Record { position, why } => format!("Entry {position} in the file does not hold: {}.", open_error(why)),
        Fault::Dropped { from, to } => {
            format!("Dropped: {} {} not in the file, although later ones are.", places(*from, *to), are(*from, *to))
        }
        Fault::Truncated { from, to } => {
            format!("Truncated: {} {} announced, but the file ends before.", places(*from, *to), are(*from, *to))
        }
        Fault::Reordered(seq) => format!("Reordered: record {seq} stands later than it belongs."),
        Fault::Duplicated(seq) => format!("Duplicated: record {seq} stands there twice."),
        Fault::Forked(seq) => format!("Forked: two different records claim place {seq}."),
        Fault::ChainBroken(seq) => {
            format!("Record {seq} does not follow from the one before it: one of them is of another history.")
        }
        Fault::Frame(what) => format!("The batch contradicts itself: {what}."),
        Fault::Document { slug, version } => {
            format!("The text of document {slug} {version} is not the one that was signed for.")
        }
        Fault::DocumentNotListed { seq } => format!("Record {seq} names a document that the batch does not list."),
    }
}

/// What there is to say of several files together.
pub fn between(between: &Between) -> String {
    match between {
        Between::NotFromTheStart { first } => {
            format!(
                "Records before {first} are not in these files. They may be in earlier batches: give those files too to see."
            )
        }
        Between::Gap { from, to } => {
            format!(
                "Missing: {} {} in none of these files. Find that batch, or have it exported again.",
                places(*from, *to),
                are(*from, *to)
            )
        }
        Between::Fork { seq } => format!(
            "Forked: two files tell different stories from record {seq} on. Keep both files, and find out which tablet made which."
        ),
        Between::Repeated { from, to } => {
            format!(
                "Repeated: {} {} in more than one file, and the same in each. That is no fault.",
                places(*from, *to),
                are(*from, *to)
            )
        }
    }
}

/// A kiosk in whose place another one came.
pub fn before(before: &Before) -> String {
    match &before.name {
        Some(name) => format!("{name} (key {})", before.key),
        None => format!("a kiosk with the key {}, which is in none of these files", before.key),
    }
}

/// What follows from that.
pub const AFTER_ANOTHER: &str = "This kiosk goes on where that one ended: keep the files of both.";

/// Two kiosks that share a name.
pub fn same_name(same: &SameName) -> String {
    format!(
        "Two kiosks are called {}, with the keys {} and {}. If there is only one tablet, it was set up again: ask why.",
        same.name, same.one, same.other
    )
}

/// What a phone's text says beside the files.
pub fn finding(finding: &Finding, name_of: impl Fn(usize) -> String) -> String {
    match finding {
        Finding::Here { file, seq, day } => {
            format!("the kiosk said on {day} that it had recorded this. It is record {seq} in {}.", name_of(*file))
        }
        Finding::Contradicted { file, seq, day } => format!(
            "CONTRADICTED: on {day} the kiosk said that it had recorded something else than record {seq} in {}. Keep both, and find out which \
             tablet made which.",
            name_of(*file)
        ),
        Finding::Absent { seq, day } => format!(
            "NOT FOUND: on {day} the kiosk said that it had recorded this, as its record {seq}. It is in no file here that holds. Give all batches \
             of that kiosk; if it is in none, the record never arrived."
        ),
        Finding::OtherKiosk { kiosk } => format!(
            "NOT CHECKED: it names the kiosk {kiosk}, and no file here that holds is of that kiosk. Give a batch of it."
        ),
        Finding::Bad(SlipError::Jws(error)) => format!("WRONG: no kiosk said this: {}.", jws_error(error)),
        Finding::Bad(SlipError::Form) => "WRONG: what was signed is not what a kiosk says of a record.".into(),
    }
}

/// Why a typed code is not a record code.
pub fn code_error(error: CodeError) -> String {
    match error {
        CodeError::Length(n) => format!("a record code has R and 16 more letters or digits; this has {n} in all"),
        CodeError::Character(c) => format!("no code has the character {c:?}; copy it again"),
        CodeError::Prefix => "a record code begins with R".into(),
        CodeError::OtherKind(CodeKind::Record) => "this is a record code".into(),
        CodeError::OtherKind(CodeKind::Filing) => {
            "this is a filing code: it is typed at the kiosk. A record code begins with R".into()
        }
        CodeError::Check => "a character is wrong, or two are swapped; copy it again".into(),
    }
}

//! What an administrator and the records office see.

use super::Visitor;
use crate::{Failure, Kiosk};

/// The administrator's screens but for clearing, which needs a filing code.
pub async fn administrator(kiosk: &Kiosk, visitor: &mut impl Visitor, passphrase: &str) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.welcome.administrator).await?;
    b.type_into("passphrase", "not the words").await?;
    b.press(t.unlock.unlock).await?;
    b.see(t.unlock.wrong).await?;
    visitor.look(kiosk, "unlock-wrong").await?;
    b.type_into("passphrase", passphrase).await?;
    b.press(t.unlock.unlock).await?;
    b.see(t.overview.title).await?;
    visitor.look(kiosk, "admin-today").await?;
    b.press(t.admin.records).await?;
    b.see(t.records.col_code).await?;
    visitor.look(kiosk, "admin-records").await?;
    b.press("Ana Sample").await?;
    b.see(t.records.beside).await?;
    visitor.look(kiosk, "admin-record").await?;
    b.press(t.records.hold_on).await?;
    b.see(t.records.hold_on_done).await?;
    visitor.look(kiosk, "admin-record-hold").await?;
    b.press(t.records.hold_off).await?;
    b.see(t.records.hold_off_done).await?;
    roster(kiosk, visitor).await?;
    b.press(t.admin.export).await?;
    b.see(t.export.what).await?;
    visitor.look(kiosk, "admin-export").await?;
    b.press(t.export.make).await?;
    b.see(t.export.check_title).await?;
    b.focused("#check-file").await?;
    visitor.look(kiosk, "admin-export-check").await?;
    let file = b.downloaded(".jws.json").await?;
    b.choose_file("saved-file", &file).await?;
    b.see(t.export.same).await?;
    visitor.look(kiosk, "admin-export-same").await?;
    b.press(t.export.save_locked).await?;
    b.see(t.export.lock_words).await?;
    b.focused("#check-file").await?;
    visitor.look(kiosk, "admin-export-locked").await?;
    b.press(t.admin.activity).await?;
    b.see(t.activity.when).await?;
    visitor.look(kiosk, "admin-activity").await?;
    b.press(t.admin.settings).await?;
    b.see(t.settings.fingerprint_note).await?;
    visitor.look(kiosk, "admin-settings").await?;
    documents(kiosk, visitor).await?;
    b.press(t.admin.settings).await?;
    b.press(t.settings.kit_new_make).await?;
    b.focused("#new-kit").await?;
    visitor.look(kiosk, "admin-kit-new").await?;
    b.press(t.common.back).await?;
    b.press(t.settings.people_add).await?;
    b.see(t.settings.people_name).await?;
    b.press(t.common.go_on).await?;
    b.see(t.settings.people_empty).await?;
    visitor.look(kiosk, "admin-people-error").await?;
    b.type_into("person", "Ben Sample").await?;
    b.press(t.common.go_on).await?;
    b.see(t.set_up.phrase_done).await?;
    visitor.look(kiosk, "admin-people-words").await?;
    b.press(t.common.back).await
}

/// A list with all that can be wrong in one.
const LIST: &str = "Last name,First name,Employee ID,Department\nSample,Ana,,North\nSample,Ben,4102,North\nMuestra,José,4103,South\n,,4104,South\nSample,Ben,4102,North\n";

/// A list comes in, and one person of it is looked at.
async fn roster(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.admin.roster).await?;
    b.see(t.roster.none).await?;
    visitor.look(kiosk, "admin-roster-none").await?;
    kiosk.choose_list(LIST.as_bytes()).await?;
    visitor.look(kiosk, "admin-roster-preview").await?;
    b.press(t.roster.take).await?;
    b.see(before(t.roster.taken)).await?;
    b.focused("#roster-import").await?;
    visitor.look(kiosk, "admin-roster").await?;
    b.press("José Muestra 4103").await?;
    b.see(t.roster.paper_day).await?;
    visitor.look(kiosk, "admin-roster-person").await
}

/// Another version of the agreement is looked at, and not put into use.
async fn documents(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.documents.go).await?;
    b.see(t.documents.bring).await?;
    visitor.look(kiosk, "admin-documents").await?;
    kiosk.choose_newer_agreement().await?;
    b.see(before(t.documents.differs_one)).await?;
    visitor.look(kiosk, "admin-documents-offered").await?;
    b.press(t.documents.put).await?;
    kiosk.see_error(t.documents.again_open).await?;
    visitor.look(kiosk, "admin-documents-error").await?;
    b.press(t.common.back).await?;
    b.see(t.documents.bring).await
}

/// Gives the filing code.
pub async fn records_office(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<String, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.settings.card).await?;
    let card = b.downloaded("office.json").await?;
    let batch = b.downloaded(".jws.json").await?;
    b.open(&format!("{}verify.html", kiosk.server.address())).await?;
    b.see(t.verify.lead).await?;
    visitor.look(kiosk, "verify").await?;
    b.choose_file("files", &batch).await?;
    b.see(t.verify.unconfirmed).await?;
    visitor.look(kiosk, "verify-unconfirmed").await?;
    b.choose_file("files", &card).await?;
    b.see(t.verify.next_good).await?;
    visitor.look(kiosk, "verify-good").await?;
    let shown = b.text().await?;
    let code = |start: &str| shown.split_whitespace().find(|word| word.starts_with(start));
    let filing = code("F-").ok_or("no filing code")?.to_owned();
    b.type_into("taken", code("R-").ok_or("no record code")?).await?;
    b.press(t.verify.taken_look).await?;
    b.see(before(t.verify.taken_here)).await?;
    visitor.look(kiosk, "verify-looked-up").await?;
    b.press(t.verify.open).await?;
    b.see(t.verify.back).await?;
    visitor.look(kiosk, "verify-record").await?;
    b.press(t.verify.back).await?;
    // One letter of the kiosk's signature.
    let spoilt = std::fs::read_to_string(&batch).map_err(|error| error.to_string())?;
    let (before, after) = spoilt.split_once("\"signature\":\"").ok_or("the batch has no signature")?;
    let other = if after.starts_with('A') { "B" } else { "A" };
    let spoilt = format!("{before}\"signature\":\"{other}{}", &after[1..]);
    let file = batch.with_file_name("spoilt.jws.json");
    std::fs::write(&file, spoilt).map_err(|error| error.to_string())?;
    b.press(t.verify.again).await?;
    b.choose_file("files", &file).await?;
    b.see(t.verify.bad).await?;
    visitor.look(kiosk, "verify-bad").await?;
    b.press(t.verify.again).await?;
    b.choose_file("files", &b.downloaded(".locked.json").await?).await?;
    b.see(t.verify.locked_next).await?;
    visitor.look(kiosk, "verify-locked").await?;
    Ok(filing)
}

/// A text of the table as far as its first place.
fn before(text: &str) -> &str {
    text.split('{').next().unwrap_or_default().trim()
}

/// What the office has may be cleared, after a question; here it is not.
pub async fn clearing(
    kiosk: &Kiosk,
    visitor: &mut impl Visitor,
    passphrase: &str,
    filing_code: &str,
) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.open(&kiosk.server.address()).await?;
    kiosk.unlock(passphrase).await?;
    b.press(t.admin.export).await?;
    b.type_into("code", filing_code).await?;
    b.press(t.export.accept).await?;
    b.see(before(t.export.code_accepted)).await?;
    b.press(t.admin.settings).await?;
    b.see(t.settings.purge).await?;
    let go = before(t.settings.purge_go);
    let press = "const go = [...document.querySelectorAll('button')].find((b) => b.textContent.startsWith(arguments[0])); go?.click(); return !!go";
    b.until("a button that clears", press, vec![go.into()]).await?;
    b.see(t.settings.purge_yes).await?;
    visitor.look(kiosk, "admin-clear").await
}

//! A tour of every screen and of the states in which a screen looks different, for whoever wants to look at all of them.

mod trouble;

pub use trouble::trouble;

use crate::browser::Pointer;
use crate::kiosk::SIGNATURE;
use crate::{Failure, Kiosk};
use inkseal::text::fill;
use std::path::{Path, PathBuf};

/// Somebody who looks at every screen.
pub trait Visitor {
    /// Looks at the screen of that name.
    fn look(&mut self, kiosk: &Kiosk, screen: &str) -> impl Future<Output = Result<(), Failure>>;
}

/// Goes through everything, on a kiosk that was just opened for the first time.
///
/// # Errors
/// What does not come, or what the visitor says.
pub async fn tour(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let passphrase = set_up(kiosk, visitor).await?;
    new_office(kiosk, visitor).await?;
    kiosk.lock().await?;
    let copy = visit(kiosk, visitor).await?;
    ways_out(kiosk, visitor).await?;
    spanish(kiosk, visitor).await?;
    administrator(kiosk, visitor, &passphrase).await?;
    let filing_code = records_office(kiosk, visitor).await?;
    clearing(kiosk, visitor, &passphrase, &filing_code).await?;
    saved_copy(kiosk, visitor, &copy).await
}

async fn set_up(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<String, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.see(t.first.lead).await?;
    visitor.look(kiosk, "first").await?;
    b.press(t.first.set_up).await?;
    b.see(t.set_up.names_title).await?;
    visitor.look(kiosk, "set-up-1-names").await?;
    b.press(t.common.go_on).await?;
    b.see(t.common.problem).await?;
    visitor.look(kiosk, "set-up-1-names-errors").await?;
    for (id, words) in [("office", "Sample Office"), ("kiosk", "Front desk"), ("administrator", "Sample Administrator")]
    {
        b.type_into(id, words).await?;
    }
    b.press(t.before.yes).await?;
    b.see(t.before.fact).await?;
    visitor.look(kiosk, "set-up-1-names-before").await?;
    b.press(t.before.no).await?;
    b.press(t.common.go_on).await?;
    b.see(t.set_up.help_title).await?;
    b.type_into("contact", "Room 12, 555 0100").await?;
    b.type_into("support-1", "Employee assistance, 555 0101").await?;
    visitor.look(kiosk, "set-up-2-help").await?;
    b.press(t.common.go_on).await?;
    b.see(t.set_up.phrase_title).await?;
    visitor.look(kiosk, "set-up-3-passphrase").await?;
    let passphrase = kiosk.shown_words().await?;
    b.press(t.set_up.phrase_done).await?;
    b.see(t.set_up.type_title).await?;
    b.type_into("typed", "one two three").await?;
    b.press(t.common.go_on).await?;
    b.see(t.common.problem).await?;
    visitor.look(kiosk, "set-up-4-type-error").await?;
    b.type_into("typed", &passphrase).await?;
    b.press(t.common.go_on).await?;
    b.see(t.set_up.kit_title).await?;
    visitor.look(kiosk, "set-up-5-kit").await?;
    b.press(t.set_up.finish).await?;
    b.see(t.overview.title).await?;
    Ok(passphrase)
}

async fn new_office(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    visitor.look(kiosk, "admin-today-new").await?;
    b.press(t.admin.records).await?;
    b.see(t.records.none).await?;
    b.press(t.bring_back.title).await?;
    b.see(t.bring_back.about).await?;
    visitor.look(kiosk, "admin-records-none").await
}

/// Gives the saved copy.
async fn visit(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<PathBuf, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    visitor.look(kiosk, "welcome").await?;
    b.press(t.common.language).await?;
    b.see(t.name.title).await?;
    b.press(t.common.go_on).await?;
    b.see(t.name.empty).await?;
    visitor.look(kiosk, "name-error").await?;
    b.type_into("name", "Ana Sample").await?;
    visitor.look(kiosk, "name").await?;
    b.press(t.common.go_on).await?;
    b.see(t.consent.title).await?;
    visitor.look(kiosk, "consent").await?;
    b.press(t.consent.agree).await?;
    b.see(t.opening.kicker).await?;
    visitor.look(kiosk, "opening").await?;
    b.press(t.opening.whole).await?;
    b.see(&fill(t.section.left, &[("n", "6")])).await?;
    visitor.look(kiosk, "whole").await?;
    b.press(t.common.back).await?;
    b.press(t.opening.sections).await?;
    for n in 1..=6 {
        b.see(&fill(t.section.progress, &[("n", &n.to_string()), ("of", "6")])).await?;
        visitor.look(kiosk, &format!("section-{n}")).await?;
        b.press(t.section.confirm).await?;
    }
    b.see(t.reference.kicker).await?;
    visitor.look(kiosk, "reference").await?;
    b.press(t.reference.not_yet).await?;
    sign(kiosk, visitor).await?;
    b.press(t.sign.check).await?;
    b.see(t.check.lead).await?;
    visitor.look(kiosk, "check").await?;
    b.press(t.check.date_wrong).await?;
    b.see(t.check.date_label).await?;
    visitor.look(kiosk, "check-date").await?;
    b.press(t.check.own_date_drop).await?;
    b.press(t.check.finish).await?;
    b.see(t.recorded.code).await?;
    visitor.look(kiosk, "recorded").await?;
    let copy = kiosk.take_copy().await?;
    b.press(t.recorded.phone).await?;
    b.see(t.recorded.phone_note).await?;
    b.press(t.recorded.ask_copy).await?;
    b.see(t.recorded.copy_owed).await?;
    visitor.look(kiosk, "recorded-phone").await?;
    kiosk.hand_over().await?;
    Ok(copy)
}

async fn sign(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.see(t.sign.check).await?;
    visitor.look(kiosk, "sign").await?;
    b.press(t.sign.check).await?;
    b.see(t.sign.empty).await?;
    visitor.look(kiosk, "sign-empty").await?;
    b.press(t.sign.type_instead).await?;
    b.press(&fill(t.sign.sign_as, &[("name", "Ana Sample")])).await?;
    b.see(&fill(t.sign.typed_done, &[("name", "Ana Sample")])).await?;
    visitor.look(kiosk, "sign-typed").await?;
    b.press(t.sign.witness_instead).await?;
    b.type_into("witness", "Ben Sample").await?;
    b.press(&fill(t.sign.witness_sign, &[("name", "Ben Sample")])).await?;
    visitor.look(kiosk, "sign-witness").await?;
    b.press(t.sign.draw_instead).await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    b.press(t.sign.helper).await?;
    b.press(t.sign.helper_interpreted).await?;
    b.type_into("helper-name", "Carol Sample").await?;
    visitor.look(kiosk, "sign-drawn").await
}

async fn ways_out(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.begin("Dan Sample").await?;
    b.press(t.opening.sections).await?;
    b.press(t.exits.question).await?;
    b.see(t.exit.who).await?;
    visitor.look(kiosk, "exit-question").await?;
    b.press(t.exit.question_keep).await?;
    b.see(t.recorded.fact_question).await?;
    visitor.look(kiosk, "recorded-question").await?;
    kiosk.hand_over().await?;
    b.press(t.common.language).await?;
    b.press(t.exits.paper).await?;
    b.see(t.exit.who).await?;
    visitor.look(kiosk, "exit-paper").await?;
    b.press(t.exit.paper_keep).await?;
    b.see(t.recorded.fact_paper).await?;
    kiosk.hand_over().await?;
    kiosk.begin("Eve Sample").await?;
    b.press(t.exits.decline).await?;
    b.press(t.exit.decline_keep).await?;
    b.see(t.exit.reason_missing).await?;
    visitor.look(kiosk, "exit-decline-error").await?;
    b.press(t.exit.rather_not_say).await?;
    b.press(t.exit.decline_keep).await?;
    b.see(t.recorded.fact_declined).await?;
    visitor.look(kiosk, "recorded-declined").await?;
    kiosk.hand_over().await
}

async fn spanish(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let b = &kiosk.browser;
    let t = inkseal::text::text("es");
    b.press(t.common.language).await?;
    b.see(t.competence.body).await?;
    visitor.look(kiosk, "es-competence").await?;
    b.press(t.competence.enough).await?;
    b.type_into("name", "Ana Muestra").await?;
    b.press(t.common.go_on).await?;
    b.see(t.consent.title).await?;
    visitor.look(kiosk, "es-consent").await?;
    b.press(t.consent.agree).await?;
    b.press(t.opening.sections).await?;
    b.see(t.section.confirm).await?;
    visitor.look(kiosk, "es-section").await?;
    b.skip_time(541_000).await?;
    b.see(t.idle.title).await?;
    visitor.look(kiosk, "es-idle").await?;
    b.js("window.dispatchEvent(new window.Event('inkseal-stopped'))", vec![]).await?;
    b.see(t.panic.unsigned).await?;
    visitor.look(kiosk, "es-stopped").await?;
    b.open(&kiosk.server.address()).await?;
    b.see(kiosk.text.welcome.lead).await
}

async fn administrator(kiosk: &Kiosk, visitor: &mut impl Visitor, passphrase: &str) -> Result<(), Failure> {
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
    b.press(t.admin.export).await?;
    b.see(t.export.what).await?;
    visitor.look(kiosk, "admin-export").await?;
    b.press(t.export.make).await?;
    b.see(t.export.check_title).await?;
    visitor.look(kiosk, "admin-export-check").await?;
    let file = b.downloaded(".jws.json").await?;
    b.choose_file("saved-file", &file).await?;
    b.see(t.export.same).await?;
    visitor.look(kiosk, "admin-export-same").await?;
    b.press(t.admin.activity).await?;
    b.see(t.activity.when).await?;
    visitor.look(kiosk, "admin-activity").await?;
    b.press(t.admin.settings).await?;
    b.see(t.settings.fingerprint_note).await?;
    visitor.look(kiosk, "admin-settings").await
}

/// Gives the filing code.
async fn records_office(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<String, Failure> {
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
    let filing = b.text().await?.split_whitespace().find(|word| word.starts_with("F-")).map(str::to_owned);
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
    filing.ok_or_else(|| "no filing code".to_owned())
}

/// What the office has may be cleared, after a question; here it is not.
async fn clearing(
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
    b.press(t.admin.settings).await?;
    b.see(t.settings.purge).await?;
    let go = t.settings.purge_go.split_once('{').map_or(t.settings.purge_go, |(before, _)| before);
    let press = "const go = [...document.querySelectorAll('button')].find((b) => b.textContent.startsWith(arguments[0])); go?.click(); return !!go";
    b.until("a button that clears", press, vec![go.into()]).await?;
    b.see(t.settings.purge_yes).await?;
    visitor.look(kiosk, "admin-clear").await
}

/// The file that a signer took along, as any browser opens it.
async fn saved_copy(kiosk: &Kiosk, visitor: &mut impl Visitor, copy: &Path) -> Result<(), Failure> {
    kiosk.browser.open(&format!("file://{}", copy.display())).await?;
    kiosk.browser.see(kiosk.text.paper.proof).await?;
    visitor.look(kiosk, "copy").await
}

/// Goes through practice, on a kiosk that was just opened for the first time.
///
/// # Errors
/// What does not come, or what the visitor says.
pub async fn practice(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.first.try_it).await?;
    b.see(t.welcome.lead).await?;
    visitor.look(kiosk, "practice-welcome").await?;
    kiosk.reach_the_pad("Ana Sample").await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    visitor.look(kiosk, "practice-sign").await?;
    kiosk.finish().await?;
    visitor.look(kiosk, "practice-recorded").await?;
    kiosk.hand_over().await?;
    b.press(t.welcome.administrator).await?;
    b.see(t.overview.title).await?;
    visitor.look(kiosk, "practice-today").await?;
    b.press(t.admin.records).await?;
    b.see(t.records.col_code).await?;
    visitor.look(kiosk, "practice-records").await?;
    let batch = kiosk.export().await?;
    b.open(&format!("{}verify.html", kiosk.server.address())).await?;
    b.choose_file("files", &batch).await?;
    b.see(t.verify.next_practice).await?;
    visitor.look(kiosk, "practice-verify").await
}

//! A tour of every screen and of the states in which a screen looks different, for whoever wants to look at all of them.

mod office;
mod spanish;
mod trouble;
mod visit;

pub use trouble::trouble;

use crate::browser::Pointer;
use crate::kiosk::SIGNATURE;
use crate::{Failure, Kiosk};

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
    let drawn = visit::drawn(kiosk, visitor).await?;
    let typed = visit::typed(kiosk, visitor).await?;
    let witnessed = visit::witnessed(kiosk, visitor).await?;
    visit::ways_out(kiosk, visitor).await?;
    spanish::visit(kiosk, visitor).await?;
    spanish::ways_out(kiosk, visitor).await?;
    office::administrator(kiosk, visitor, &passphrase).await?;
    let filing_code = office::records_office(kiosk, visitor).await?;
    office::clearing(kiosk, visitor, &passphrase, &filing_code).await?;
    for (copy, screen) in [(drawn, "copy"), (typed, "copy-typed"), (witnessed, "copy-witnessed")] {
        kiosk.browser.open(&format!("file://{}", copy.display())).await?;
        kiosk.browser.see(kiosk.text.paper.proof).await?;
        visitor.look(kiosk, screen).await?;
    }
    Ok(())
}

async fn set_up(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<String, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.see(t.first.lead).await?;
    visitor.look(kiosk, "first").await?;
    elsewhere(kiosk, visitor).await?;
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

/// An office that has a kiosk already: nobody brings its keys here.
async fn elsewhere(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.first.elsewhere).await?;
    b.see(t.elsewhere.lead).await?;
    visitor.look(kiosk, "elsewhere").await?;
    b.press(t.common.go_on).await?;
    kiosk.see_error(t.elsewhere.keys_empty).await?;
    visitor.look(kiosk, "elsewhere-errors").await?;
    b.press(t.common.back).await?;
    b.see(t.first.lead).await
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

//! A visit in Spanish, while the agreement stays in its language.

use super::Visitor;
use crate::browser::Pointer;
use crate::kiosk::SIGNATURE;
use crate::{Failure, Kiosk};
use inkseal::text::{Text, fill, text};

fn spanish() -> &'static Text {
    text("es")
}

/// From the language question to Recorded, with somebody who reads it to them.
pub async fn visit(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, spanish());
    b.press(t.common.language).await?;
    b.see(t.competence.body).await?;
    visitor.look(kiosk, "es-competence").await?;
    b.press(t.competence.helped).await?;
    b.see(t.name.title).await?;
    b.press(t.common.go_on).await?;
    kiosk.see_error(t.name.empty).await?;
    visitor.look(kiosk, "es-name-error").await?;
    b.type_into("name", "Ana Muestra").await?;
    b.press(t.common.go_on).await?;
    b.see(t.consent.title).await?;
    visitor.look(kiosk, "es-consent").await?;
    b.press(t.consent.agree).await?;
    b.see(t.opening.kicker).await?;
    visitor.look(kiosk, "es-opening").await?;
    b.press(t.opening.sections).await?;
    b.see(t.section.confirm).await?;
    visitor.look(kiosk, "es-section").await?;
    b.skip_time(541_000).await?;
    b.see(t.idle.title).await?;
    visitor.look(kiosk, "es-idle").await?;
    b.press(t.idle.stay).await?;
    for _ in 0..6 {
        b.press(t.section.confirm).await?;
    }
    b.see(t.reference.kicker).await?;
    visitor.look(kiosk, "es-reference").await?;
    b.press(t.reference.not_yet).await?;
    sign(kiosk, visitor).await?;
    b.press(t.sign.check).await?;
    b.see(t.check.lead).await?;
    visitor.look(kiosk, "es-check").await?;
    b.press(t.check.date_wrong).await?;
    b.see(t.check.date_label).await?;
    visitor.look(kiosk, "es-check-date").await?;
    b.press(t.check.own_date_drop).await?;
    b.press(t.check.finish).await?;
    b.see(t.recorded.code).await?;
    visitor.look(kiosk, "es-recorded").await?;
    b.press(t.recorded.phone).await?;
    b.see(t.recorded.phone_note).await?;
    b.press(t.recorded.ask_copy).await?;
    b.see(t.recorded.copy_owed).await?;
    visitor.look(kiosk, "es-recorded-phone").await?;
    b.press(t.recorded.hand_over).await?;
    b.see(kiosk.text.welcome.lead).await
}

async fn sign(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, spanish());
    b.see(t.sign.helper_label).await?;
    b.press(t.sign.witness_instead).await?;
    b.see(t.sign.witness_note).await?;
    visitor.look(kiosk, "es-sign-witness").await?;
    b.press(t.sign.type_instead).await?;
    b.press(t.sign.check).await?;
    kiosk.see_error(t.sign.helper_empty).await?;
    visitor.look(kiosk, "es-sign-read-to").await?;
    b.type_into("helper-name", "Carla Muestra").await?;
    b.press(&fill(t.sign.sign_as, &[("name", "Ana Muestra")])).await?;
    b.see(&fill(t.sign.typed_done, &[("name", "Ana Muestra")])).await?;
    visitor.look(kiosk, "es-sign-typed").await?;
    b.press(t.sign.draw_instead).await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    visitor.look(kiosk, "es-sign-drawn").await
}

/// Each way out as far as what it keeps, one kept, and a stopped program.
pub async fn ways_out(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, spanish());
    b.press(t.common.language).await?;
    b.press(t.competence.enough).await?;
    b.type_into("name", "Ana Muestra").await?;
    b.press(t.common.go_on).await?;
    b.see(t.consent.title).await?;
    for (way, says, screen) in [
        (t.exits.leave, t.exit.leave_fact, "es-exit-leave"),
        (t.exits.question, t.exit.who, "es-exit-question"),
        (t.exits.paper, t.exit.who, "es-exit-paper"),
        (t.exits.decline, t.exit.who, "es-exit-decline"),
    ] {
        b.press(way).await?;
        b.see(says).await?;
        visitor.look(kiosk, screen).await?;
        b.press(t.common.back).await?;
        b.see(t.consent.title).await?;
    }
    b.js("window.dispatchEvent(new window.Event('inkseal-stopped'))", vec![]).await?;
    b.see(t.panic.unsigned).await?;
    visitor.look(kiosk, "es-stopped").await?;
    b.open(&kiosk.server.address()).await?;
    b.see(kiosk.text.welcome.lead).await
}

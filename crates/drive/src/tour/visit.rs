//! What a signer sees.

use super::Visitor;
use crate::browser::Pointer;
use crate::kiosk::SIGNATURE;
use crate::{Failure, Kiosk, voice};
use inkseal::text::fill;
use std::path::PathBuf;

/// Every screen of a visit, signed by hand. Gives the saved copy.
pub async fn drawn(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<PathBuf, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    let has_voice = voice::is_lent_to(b).await?;
    visitor.look(kiosk, "welcome").await?;
    b.press(t.common.language).await?;
    b.see(t.name.title).await?;
    b.press(t.common.go_on).await?;
    kiosk.see_error(t.name.empty).await?;
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
    if has_voice {
        listen(kiosk, visitor).await?;
    }
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

async fn listen(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.controls.listen).await?;
    b.until("a block that is being read", "return !!document.querySelector('[data-reading]')", vec![]).await?;
    b.press(t.controls.pause).await?;
    b.see(t.controls.listen_on).await?;
    visitor.look(kiosk, "section-listening").await?;
    b.press(t.controls.stop).await
}

async fn sign(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.see(t.sign.check).await?;
    visitor.look(kiosk, "sign").await?;
    b.press(t.sign.check).await?;
    kiosk.see_error(t.sign.empty).await?;
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

/// The end of a visit that is signed by typing, by somebody who says that it is another day. Gives the saved copy.
pub async fn typed(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<PathBuf, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.reach_the_pad("Ben Sample").await?;
    b.press(t.sign.type_instead).await?;
    b.press(&fill(t.sign.sign_as, &[("name", "Ben Sample")])).await?;
    b.press(t.sign.check).await?;
    b.see(t.check.lead).await?;
    b.press(t.check.date_wrong).await?;
    b.put_into("own-date", "2026-02-28").await?;
    visitor.look(kiosk, "check-typed").await?;
    b.press(t.check.finish).await?;
    b.see(t.recorded.code).await?;
    visitor.look(kiosk, "recorded-typed").await?;
    let copy = kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    Ok(copy)
}

/// The end of a visit that a witness signs by hand, for somebody with an employee number to whom it was read. Gives the saved copy.
pub async fn witnessed(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<PathBuf, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.begin_as("Carol Sample", Some("4711")).await?;
    kiosk.read().await?;
    b.press(t.reference.have).await?;
    b.press(t.sign.witness_instead).await?;
    b.type_into("witness", "Dan Sample").await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    b.press(t.sign.helper).await?;
    b.press(t.sign.helper_read).await?;
    b.type_into("helper-name", "Eve Sample").await?;
    visitor.look(kiosk, "sign-witness-drawn").await?;
    b.press(t.sign.check).await?;
    b.see(t.check.lead).await?;
    visitor.look(kiosk, "check-witnessed").await?;
    b.press(t.check.finish).await?;
    b.see(t.recorded.code).await?;
    visitor.look(kiosk, "recorded-witnessed").await?;
    let copy = kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    Ok(copy)
}

/// The ways out.
pub async fn ways_out(kiosk: &Kiosk, visitor: &mut impl Visitor) -> Result<(), Failure> {
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
    b.press(t.exits.leave).await?;
    b.see(t.exit.leave_fact).await?;
    visitor.look(kiosk, "exit-leave").await?;
    b.press(t.common.back).await?;
    b.press(t.exits.decline).await?;
    b.press(t.exit.decline_keep).await?;
    kiosk.see_error(t.exit.reason_missing).await?;
    visitor.look(kiosk, "exit-decline-error").await?;
    b.press(t.exit.rather_not_say).await?;
    b.press(t.exit.decline_keep).await?;
    b.see(t.recorded.fact_declined).await?;
    visitor.look(kiosk, "recorded-declined").await?;
    kiosk.hand_over().await
}

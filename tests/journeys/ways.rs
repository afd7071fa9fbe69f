//! The three ways to sign, by touch: each makes a record of the same kind, and no way leaves anything of another behind.

use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use inkseal_domain::ink::Ink;
use inkseal_domain::verdict::verify;
use inkseal_domain::visit::{Hand, Help, Mark, Outcome, Visit};
use serde_json::json;

/// Whether nothing is drawn on the pad.
const BLANK: &str = "const c = document.querySelector('canvas'); \
    return c.width > 0 && !c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v, i) => i % 4 === 3 && v > 0)";

/// Which pointers the page was given.
const WATCH: &str = "window.pointers = new Set(); \
    document.addEventListener('pointerdown', (event) => window.pointers.add(event.pointerType), true)";

/// A kiosk in service that is used with a finger. Gives its passphrase too.
async fn under_a_finger(engine: Engine) -> Result<(Kiosk, String), Failure> {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    kiosk.browser.use_finger().await?;
    kiosk.browser.js(WATCH, vec![]).await?;
    Ok((kiosk, passphrase))
}

/// Everybody's visit in the next batch, in order.
async fn visits(kiosk: &Kiosk, passphrase: &str) -> Result<Vec<Visit>, Failure> {
    kiosk.unlock(passphrase).await?;
    let batch = std::fs::read(kiosk.export().await?).map_err(|error| error.to_string())?;
    let report = verify(&batch, &[]);
    let proved = report.records.iter().filter_map(|record| record.proved());
    Ok(proved.filter_map(|proved| Some(proved.visit()?.1.clone())).collect())
}

fn mark(visit: &Visit) -> Option<&Mark> {
    visit.signature.as_ref().map(|signature| &signature.mark)
}

fn strokes(ink: &str) -> Option<usize> {
    Ink::decode(ink).ok().map(|ink| ink.strokes().len())
}

pub async fn each_way_to_sign_goes_by_touch_and_leaves_nothing_of_another_behind(engine: Engine) -> Journey {
    let (kiosk, passphrase) = under_a_finger(engine).await?;
    by_hand_after_typing(&kiosk).await?;
    by_typing_after_drawing(&kiosk).await?;
    by_a_witness_who_types(&kiosk).await?;
    by_a_witness_who_draws(&kiosk).await?;
    let pointers = kiosk.browser.js("return [...window.pointers]", vec![]).await?;
    // WebKitGTK's driver has no finger: it gives the page a mouse in its place.
    assert_eq!(pointers, json!([if engine == Engine::WebKit { "mouse" } else { "touch" }]));

    let visits = visits(&kiosk, &passphrase).await?;
    assert!(visits.iter().all(|visit| visit.outcome == Outcome::Signed));
    let [drawn, typed, witness_typed, witness_drawn] = &visits[..] else {
        return Err(format!("{} records", visits.len()));
    };
    assert!(matches!(mark(drawn), Some(Mark::Drawn { ink }) if strokes(ink) == Some(3)));
    assert_eq!(drawn.helper, None);
    assert!(matches!(mark(typed), Some(Mark::Typed { text }) if text.as_str() == "Ben Sample"));
    assert_eq!(typed.signer_date.as_deref(), Some("2026-02-28"));
    assert_eq!(typed.helper.as_ref().map(|helper| helper.what), Some(Help::Wrote));
    for (visit, strokes_drawn) in [(witness_typed, None), (witness_drawn, Some(2))] {
        let Some(Mark::Witnessed { witness, hand }) = mark(visit) else { return Err("no witness".into()) };
        assert_eq!(witness.as_str(), "Eve Sample");
        assert_eq!(if let Hand::Ink(ink) = hand { strokes(ink) } else { None }, strokes_drawn);
    }
    Ok(())
}

async fn by_hand_after_typing(kiosk: &Kiosk) -> Journey {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.reach_the_pad("Ana Sample").await?;
    b.press(t.sign.type_instead).await?;
    b.press(&fill(t.sign.sign_as, &[("name", "Ana Sample")])).await?;
    b.press(t.sign.draw_instead).await?;
    b.until("an empty pad", BLANK, vec![]).await?;
    b.press(t.sign.check).await?;
    kiosk.see_error(t.sign.empty).await?;
    b.draw(Pointer::Finger, &SIGNATURE).await?;
    kiosk.finish().await?;
    kiosk.hand_over().await
}

async fn by_typing_after_drawing(kiosk: &Kiosk) -> Journey {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.reach_the_pad("Ben Sample").await?;
    b.draw(Pointer::Finger, &SIGNATURE).await?;
    b.press(t.sign.type_instead).await?;
    b.press(t.sign.check).await?;
    kiosk.see_error(&fill(t.sign.typed_missing, &[("button", &fill(t.sign.sign_as, &[("name", "…")]))])).await?;
    b.press(&fill(t.sign.sign_as, &[("name", "Ben Sample")])).await?;
    b.press(t.sign.helper).await?;
    b.press(t.sign.helper_wrote).await?;
    b.type_into("helper-name", "Carol Sample").await?;
    b.press(t.sign.check).await?;
    b.see("Carol Sample").await?;
    b.press(t.check.date_wrong).await?;
    b.put_into("own-date", "2026-02-28").await?;
    b.see("You say it is February 28, 2026").await?;
    b.press(t.check.finish).await?;
    b.see(t.recorded.code).await?;
    b.see("You say it is February 28, 2026").await?;
    kiosk.hand_over().await
}

async fn by_a_witness_who_types(kiosk: &Kiosk) -> Journey {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.reach_the_pad("Dan Sample").await?;
    b.press(t.sign.witness_instead).await?;
    // Nobody is their own witness.
    b.put_into("witness", "dan SAMPLE").await?;
    b.press(&fill(t.sign.witness_sign, &[("name", "dan SAMPLE")])).await?;
    b.see(t.sign.witness_self).await?;
    b.put_into("witness", "").await?;
    b.type_into("witness", "Eve Sample").await?;
    b.draw(Pointer::Finger, &SIGNATURE).await?;
    b.press(&fill(t.sign.witness_sign, &[("name", "Eve Sample")])).await?;
    b.until("an empty pad", BLANK, vec![]).await?;
    kiosk.finish().await?;
    kiosk.hand_over().await
}

async fn by_a_witness_who_draws(kiosk: &Kiosk) -> Journey {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.reach_the_pad("Dan Sample").await?;
    b.press(t.sign.witness_instead).await?;
    b.type_into("witness", "Eve Sample").await?;
    b.press(&fill(t.sign.witness_sign, &[("name", "Eve Sample")])).await?;
    b.draw(Pointer::Finger, &SIGNATURE).await?;
    b.press(t.sign.clear).await?;
    b.until("an empty pad", BLANK, vec![]).await?;
    b.press(t.sign.check).await?;
    kiosk.see_error(&fill(t.sign.witness_missing, &[("button", &fill(t.sign.witness_sign, &[("name", "…")]))])).await?;
    b.draw(Pointer::Finger, &SIGNATURE[..2]).await?;
    kiosk.finish().await?;
    kiosk.hand_over().await
}

pub async fn a_look_at_the_ways_out_and_a_tap_too_many_forget_nothing(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.begin_as("Ana Sample", Some("4711")).await?;
    b.press(t.exits.question).await?;
    b.see(&fill(t.exit.kept_name_number, &[("name", "Ana Sample"), ("number", "4711")])).await?;
    b.press(t.exits.paper).await?;
    b.see(t.exit.paper_keep).await?;
    b.press(t.common.back).await?;
    b.see(t.opening.kicker).await?;

    // Back from the first screen asks whoever has given a name, the browser's as well as the screen's.
    b.press(t.common.back).await?;
    b.see(t.consent.title).await?;
    b.press(t.common.back).await?;
    b.see(t.name.title).await?;
    b.go_back().await?;
    b.see(t.exit.leave_fact).await?;
    b.press(t.common.back).await?;
    b.see(t.name.title).await?;
    b.press(t.common.go_on).await?;
    b.press(t.consent.agree).await?;

    kiosk.read_to_the_pad().await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    b.press(t.sign.draw_instead).await?;
    b.press(t.sign.helper).await?;
    b.press(t.sign.helper_read).await?;
    b.press(t.exits.decline).await?;
    b.see(t.exit.who).await?;
    b.press(t.common.back).await?;
    // Whatever is missing is said at once.
    b.press(t.sign.clear).await?;
    b.press(t.sign.check).await?;
    kiosk.see_error(t.sign.helper_empty).await?;
    b.see(t.sign.empty).await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    b.type_into("helper-name", "Carol Sample").await?;
    kiosk.finish().await?;
    Ok(())
}

/// What stands in a field, or is chosen in a group, and the page's title.
const STANDS: &str = "const field = document.getElementById(arguments[0]), chosen = document.querySelector('[name=reason]:checked'); \
    return [field ? field.value : [...document.getElementsByName('reason')].indexOf(chosen), document.title]";

pub async fn what_is_half_typed_stays_while_somebody_looks_at_the_ways_out(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.common.language).await?;
    b.see(t.name.title).await?;
    b.type_into("name", "Ana Sam").await?;
    b.press(t.exits.question).await?;
    b.see(t.exit.kept_no_name).await?;
    b.press(t.common.back).await?;
    b.see(t.name.title).await?;
    assert_eq!(b.js(STANDS, vec![json!("name")]).await?, json!(["Ana Sam", t.name.title]));
    b.press(t.common.go_on).await?;
    b.press(t.consent.agree).await?;

    kiosk.read_to_the_pad().await?;
    for (way, field, typed) in
        [(t.sign.type_instead, "typed", "A. Sample"), (t.sign.witness_instead, "witness", "Eve S")]
    {
        b.press(way).await?;
        b.put_into(field, typed).await?;
        b.press(t.exits.paper).await?;
        b.see(t.exit.paper_keep).await?;
        b.press(t.common.back).await?;
        b.see(t.sign.check).await?;
        assert_eq!(b.js(STANDS, vec![json!(field)]).await?, json!([typed, t.sign.title]));
    }
    b.press(t.exits.decline).await?;
    b.press(t.exit.advice).await?;
    b.press(t.exits.leave).await?;
    b.see(t.exit.leave_fact).await?;
    b.press(t.common.back).await?;
    b.see(t.exit.decline_keep).await?;
    assert_eq!(b.js(STANDS, vec![json!("reasons")]).await?, json!([1, t.exit.decline_title]));
    b.press(t.common.back).await?;
    b.see(t.sign.check).await?;
    assert_eq!(b.js(STANDS, vec![json!("witness")]).await?, json!(["Eve S", t.sign.title]));
    Ok(())
}

//! What a signer can do.

use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use serde_json::json;

pub async fn a_signer_signs_is_told_recorded_and_takes_a_copy(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let code = kiosk.sign("Ana Sample").await?;
    assert!(code.starts_with("R-"), "{code}");
    kiosk.browser.press(kiosk.text.recorded.save).await?;
    let copy = kiosk.browser.downloaded(".html").await?;
    let copy = std::fs::read_to_string(copy).map_err(|error| error.to_string())?;
    for part in ["Ana Sample", &code, "<svg", "I have received, read and understand", "Honesty &amp; Integrity", "2026"]
    {
        assert!(copy.contains(part), "the copy lacks {part}");
    }
    kiosk.hand_over().await
}

/// Counts what a person does from now on: taps on anything but the pad, strokes on it, and keys.
pub const COUNT: &str = "window.done = { taps: 0, strokes: 0, keys: 0 }; const on = (type, act) => document.addEventListener(type, act, true); \
    on('keydown', (event) => { if (event.key !== 'Shift') window.done.keys += 1 }); \
    on('pointerdown', (event) => { window.done[event.target.localName === 'canvas' ? 'strokes' : 'taps'] += 1 })";

/// docs/performance.md says so too.
pub async fn whoever_has_read_it_on_paper_needs_thirteen_taps_a_name_and_a_signature(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let b = &kiosk.browser;
    b.js(COUNT, vec![]).await?;
    let start = std::time::Instant::now();
    kiosk.reach_the_pad("Ana Sample").await?;
    b.draw(Pointer::Finger, &SIGNATURE).await?;
    kiosk.finish().await?;
    println!("{}: {:.1} s without a pause for reading", engine.name(), start.elapsed().as_secs_f64());
    let done = b.js("return window.done", vec![]).await?;
    assert_eq!(done, json!({ "taps": 13, "strokes": 3, "keys": "Ana Sample".len() }));
    Ok(())
}

pub async fn each_way_out_keeps_what_it_says_and_leaving_keeps_nothing(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.use_finger().await?;

    kiosk.begin("Ana Sample").await?;
    let before = kept(&kiosk).await?;
    b.press(t.opening.sections).await?;
    b.press(t.section.confirm).await?;
    b.press(t.exits.leave).await?;
    b.see(t.exit.leave_fact).await?;
    b.press(t.common.back).await?;
    b.see(t.section.confirm).await?;
    b.press(t.exits.leave).await?;
    b.press(t.exit.leave_keep).await?;
    b.see(t.welcome.left).await?;
    assert_eq!(kept(&kiosk).await?, before);
    b.press(t.common.language).await?;
    b.press(t.exits.leave).await?;
    b.see(t.welcome.left).await?;

    kiosk.begin("Ben Sample").await?;
    b.press(t.opening.sections).await?;
    b.press(t.exits.question).await?;
    b.see(&fill(t.exit.kept_section, &[("section", "Service Approach")])).await?;
    b.press(t.exit.question_keep).await?;
    b.see(t.recorded.fact_question).await?;
    kiosk.hand_over().await?;

    b.press(t.common.language).await?;
    b.press(t.exits.paper).await?;
    b.see(t.exit.kept_no_name).await?;
    b.press(t.exit.paper_keep).await?;
    b.see(t.recorded.fact_paper).await?;
    kiosk.hand_over().await?;

    kiosk.begin("Carol Sample").await?;
    b.press(t.exits.decline).await?;
    b.press(t.exit.decline_keep).await?;
    kiosk.see_error(t.exit.reason_missing).await?;
    b.press(t.exit.rather_not_say).await?;
    b.press(t.exit.decline_keep).await?;
    b.see(t.recorded.fact_declined).await?;
    kiosk.hand_over().await?;

    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.records).await?;
    for outcome in [t.paper.outcome_question, t.paper.outcome_paper, t.paper.outcome_declined] {
        b.see(outcome).await?;
    }
    let text = b.text().await?;
    assert!(!text.contains("Ana Sample"), "{text}");
    assert!(text.contains(&fill(t.records.count, &[("n", "3")])), "{text}");
    Ok(())
}

/// Which records the second copy holds.
async fn kept(kiosk: &Kiosk) -> Result<String, Failure> {
    let keys = "return Object.keys(localStorage).filter((key) => key.includes('.record.')).sort().join()";
    let keys = kiosk.browser.js(keys, vec![]).await?;
    Ok(keys.as_str().unwrap_or_default().to_owned())
}

pub async fn a_hostile_name_is_refused_in_words_and_a_foreign_one_is_kept_as_it_is(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.common.language).await?;
    for (name, words) in [
        ("Ana\u{202e}elpmaS", fill(t.name.hidden, &[("code", "202E")])),
        ("Ana\u{200b}Sample", fill(t.name.hidden, &[("code", "200B")])),
        (&"x".repeat(201), fill(t.name.too_long, &[("n", "201")])),
    ] {
        b.type_into("name", name).await?;
        b.press(t.common.go_on).await?;
        b.see(&words).await?;
    }
    b.type_into("name", "=1+1 <b>Zoë</b> \u{5d0}\u{5d1}").await?;
    b.press(t.common.go_on).await?;
    b.see(t.consent.title).await?;
    b.press(t.consent.agree).await?;
    kiosk.read().await?;
    b.press(t.reference.have).await?;
    b.see("=1+1 <b>Zoë</b> \u{5d0}\u{5d1}").await
}

pub async fn whoever_is_read_to_in_their_language_says_by_whom_or_that_it_was_nobody(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (b, t) = (&kiosk.browser, inkseal::text::text("es"));
    b.press(t.common.language).await?;
    b.see(t.common.practice).await?;
    b.press(t.competence.helped).await?;
    let kiosk = Kiosk { text: t, ..kiosk };
    let b = &kiosk.browser;
    b.type_into("name", "Ana Muestra").await?;
    b.press(t.common.go_on).await?;
    b.press(t.consent.agree).await?;
    kiosk.read().await?;
    b.press(t.reference.have).await?;
    b.see(t.sign.helper_label).await?;
    b.press(t.sign.type_instead).await?;
    b.press(t.sign.check).await?;
    kiosk.see_error(t.sign.helper_empty).await?;
    b.type_into("helper-name", "Carla Muestra").await?;
    b.press(t.sign.check).await?;
    kiosk.see_error(&fill(t.sign.typed_missing, &[("button", &fill(t.sign.sign_as, &[("name", "…")]))])).await?;
    b.press(&fill(t.sign.sign_as, &[("name", "Ana Muestra")])).await?;
    b.press(t.sign.check).await?;
    b.see("Carla Muestra").await?;
    b.press(t.common.back).await?;
    b.press(t.sign.helper_none).await?;
    b.press(t.sign.check).await?;
    b.see(t.check.lead).await?;
    assert!(!b.text().await?.contains("Carla Muestra"));
    Ok(())
}

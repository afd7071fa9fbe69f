//! What a signer can do.

use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk};
use inkseal::text::fill;

pub async fn a_signer_signs_is_told_recorded_and_takes_a_copy(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    kiosk.lock().await?;
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

pub async fn each_way_out_keeps_what_it_says_and_leaving_keeps_nothing(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.lock().await?;

    kiosk.begin("Ana Sample").await?;
    let before = kept(&kiosk).await?;
    b.press(t.opening.sections).await?;
    b.press(t.section.confirm).await?;
    b.press(t.exits.leave).await?;
    b.see(t.welcome.lead).await?;
    assert_eq!(kept(&kiosk).await?, before);

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
    b.see(t.exit.reason_missing).await?;
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

pub async fn turning_zooming_and_another_tab_lose_no_ink(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.lock().await?;
    kiosk.reach_the_pad("Ana Sample").await?;
    let pointer = if engine == Engine::WebKit { Pointer::Mouse } else { Pointer::Finger };
    b.draw(pointer, &SIGNATURE[..2]).await?;
    let strokes = "return document.querySelector('canvas').getAttribute('aria-label')";
    let two = fill(t.sign.pad_many, &[("n", "2")]);
    assert_eq!(b.js(strokes, vec![]).await?, two);
    b.resize(1280, 800).await?;
    b.until("ink at the new size", INKED, vec![]).await?;
    assert_eq!(b.js(strokes, vec![]).await?, two);
    b.draw(pointer, &SIGNATURE[2..]).await?;
    b.press(t.sign.undo).await?;
    assert_eq!(b.js(strokes, vec![]).await?, two);
    b.resize(768, 1024).await?;
    b.until("ink at the first size", INKED, vec![]).await?;
    b.js("document.documentElement.style.zoom = 2", vec![]).await?;
    b.until("ink at twice the size", INKED, vec![]).await?;
    b.js("document.documentElement.style.zoom = ''", vec![]).await?;
    b.look_at_another_tab().await?;
    b.until("ink afterwards", INKED, vec![]).await?;
    assert_eq!(b.js(strokes, vec![]).await?, two);
    b.draw(pointer, &SIGNATURE[2..]).await?;
    kiosk.finish().await.map(|_| ())
}

/// Whether the canvas fits its place and there is ink in its left and in its right half.
const INKED: &str = "const c = document.querySelector('canvas'); \
    if (Math.abs(c.width - c.clientWidth * devicePixelRatio) > 1) return false; \
    const inked = (x) => c.getContext('2d').getImageData(x, 0, c.width / 2, c.height).data.some((v, i) => i % 4 === 3 && v > 0); \
    return inked(0) && inked(c.width / 2)";

pub async fn going_back_after_hand_over_shows_nothing_of_the_last_person(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    kiosk.lock().await?;
    kiosk.sign("Ana Sample").await?;
    kiosk.hand_over().await?;
    kiosk.browser.go_back().await?;
    // Back may lead out of the kiosk; whatever it leads to, and the kiosk after it, say nothing of her.
    assert!(!kiosk.browser.text().await?.contains("Ana Sample"));
    kiosk.browser.open(&kiosk.server.address()).await?;
    kiosk.browser.see(kiosk.text.welcome.lead).await?;
    kiosk.browser.press(kiosk.text.common.language).await?;
    kiosk.browser.see(kiosk.text.name.title).await?;
    let page = kiosk
        .browser
        .js("return document.documentElement.outerHTML + document.querySelector('#name').value", vec![])
        .await?;
    assert!(!page.as_str().unwrap_or_default().contains("Ana Sample"));
    Ok(())
}

pub async fn a_hostile_name_is_refused_in_words_and_a_foreign_one_is_kept_as_it_is(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.lock().await?;
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

/// A voice on the device that says nothing and takes its time, in place of the engine's.
const VOICE: &str = "const voice = Object.create(SpeechSynthesisVoice.prototype, { localService: { value: true }, lang: { value: 'en-US' } }); \
    let queue = [], held = false; window.said = []; \
    const go = () => setTimeout(() => { if (!held && queue.length) { const next = queue[0]; \
        if (next.begun) { queue.shift(); next.onend?.(); } else { next.begun = true; window.said.push(next.text); next.onstart?.(); } } go(); }, 60); go(); \
    const fake = { getVoices: () => [voice], speak: (u) => queue.push(u), cancel: () => (queue = []), pause: () => (held = true), resume: () => (held = false) }; \
    Object.defineProperty(window, 'speechSynthesis', { configurable: true, value: fake }); \
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } }";

pub async fn whoever_listens_is_read_to_can_hold_it_and_sees_where_it_is(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    if b.js("return 'SpeechSynthesisVoice' in window", vec![]).await? == false {
        // WebKitGTK has no voices: then nobody is offered any.
        kiosk.begin("Ana Sample").await?;
        assert!(!b.text().await?.contains(t.controls.listen));
        return Ok(());
    }
    b.js(VOICE, vec![]).await?;
    kiosk.begin("Ana Sample").await?;
    b.press(t.opening.sections).await?;
    b.press(t.controls.listen).await?;
    let reading = "return document.querySelector('[data-reading]')?.textContent ?? false";
    b.until("a block that is being read", reading, vec![]).await?;
    b.press(t.controls.pause).await?;
    b.see(t.controls.listen_on).await?;
    let at = b.js("return window.said.length", vec![]).await?;
    b.js_async("setTimeout(arguments[0], 400)", vec![]).await?;
    assert_eq!(b.js("return window.said.length", vec![]).await?, at, "it is held");
    b.press(t.controls.listen_on).await?;
    b.until("more that is read", "return window.said.length > arguments[0]", vec![at]).await?;
    // The next screen is silent, and reads itself when it is asked to.
    b.press(t.section.confirm).await?;
    b.until("silence", "return !document.querySelector('[data-reading]') && window.said.length", vec![]).await?;
    b.see(t.controls.listen).await?;
    b.press(t.controls.listen).await?;
    b.press(t.controls.stop).await?;
    assert_eq!(b.js(reading, vec![]).await?, false);
    Ok(())
}

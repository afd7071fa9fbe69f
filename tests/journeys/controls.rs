//! The signer's own controls: text size, contrast, and Listen.

use crate::keyboard::ENTER;
use crate::{Engine, Journey};
use drive::engine::Storage;
use drive::kiosk::folder;
use drive::{Failure, Kiosk, voice};
use serde_json::{Value, json};

/// Text size and contrast as the page has them.
async fn looks(kiosk: &Kiosk) -> Result<Value, Failure> {
    let looks =
        "const { textSize, contrast } = document.documentElement.dataset; return [textSize ?? null, contrast ?? null]";
    kiosk.browser.js(looks, vec![]).await
}

pub async fn text_size_and_contrast_stay_for_a_visit_and_go_back_for_the_next_person(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.controls.text_size).await?;
    b.press(t.controls.text_size).await?;
    b.press(t.controls.contrast).await?;
    kiosk.sign("Ana Sample").await?;
    assert_eq!(looks(&kiosk).await?, json!(["3", "more"]));
    kiosk.hand_over().await?;
    assert_eq!(looks(&kiosk).await?, json!([null, null]));
    let grown = "return document.querySelector('.frame-controls .visually-hidden').textContent";
    assert!(b.js(grown, vec![]).await?.as_str().is_some_and(|size| size.contains('1')));

    // Where no signature is taken, what says so can be made larger too.
    let kiosk = Kiosk::open_as(engine, Storage::Blocked, &folder()).await?;
    kiosk.browser.see(t.unavailable.blocked).await?;
    kiosk.browser.press(t.controls.text_size).await?;
    kiosk.browser.press(t.controls.contrast).await?;
    assert_eq!(looks(&kiosk).await?, json!(["2", "more"]));
    Ok(())
}

/// Waits until what is read aloud has come to these words.
async fn is_read(kiosk: &Kiosk, words: &str) -> Journey {
    let said = "return window.said.some((said) => said.includes(arguments[0]))";
    kiosk.browser.until(&format!("a voice that says \u{201c}{words}\u{201d}"), said, vec![json!(words)]).await.map(drop)
}

pub async fn a_voice_that_a_server_speaks_with_is_offered_to_nobody(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    voice::of_a_server_is_lent_to(&kiosk.browser).await?;
    kiosk.begin("Ana Sample").await?;
    assert!(!kiosk.browser.text().await?.contains(kiosk.text.controls.listen));
    Ok(())
}

pub async fn quotations_and_choices_are_read_aloud_too(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let can_speak = voice::is_lent_to(b).await?;
    kiosk.begin("Ana Sample").await?;
    if !can_speak {
        // WebKitGTK has no voices: then nobody is offered any.
        assert!(!b.text().await?.contains(t.controls.listen));
        return Ok(());
    }
    let source = b.js("return document.querySelector('cite').textContent", vec![]).await?;
    b.press(t.controls.listen).await?;
    is_read(&kiosk, source.as_str().ok_or("no source of the quotation")?).await?;
    b.press(t.exits.decline).await?;
    b.see(t.exit.who).await?;
    b.press(t.controls.listen).await?;
    is_read(&kiosk, t.exit.reason).await?;
    is_read(&kiosk, t.exit.rather_not_say).await?;
    let said = b.js("return window.said", vec![]).await?;
    let twice = said.as_array().is_some_and(|said| said.iter().filter(|one| *one == t.exit.rather_not_say).count() > 1);
    assert!(!twice, "{said}");
    // Whoever leaves is read to no more.
    b.press(t.common.back).await?;
    b.press(t.controls.listen).await?;
    b.until("a block that is being read", "return !!document.querySelector('[data-reading]')", vec![]).await?;
    b.press(t.exits.leave).await?;
    b.press(t.exit.leave_keep).await?;
    b.see(t.welcome.left).await?;
    let at = b.js("return window.said.length", vec![]).await?;
    b.js_async("setTimeout(arguments[0], 400)", vec![]).await?;
    assert_eq!(b.js("return window.said.length", vec![]).await?, at);
    Ok(())
}

pub async fn whoever_listens_is_read_to_can_hold_it_and_sees_where_it_is(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    if !voice::is_lent_to(b).await? {
        // WebKitGTK has no voices: then nobody is offered any.
        kiosk.begin("Ana Sample").await?;
        assert!(!b.text().await?.contains(t.controls.listen));
        return Ok(());
    }
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
    b.see(t.controls.stop).await?;
    // A button that is clicked does not get the focus in every engine.
    b.js("document.getElementById('stop-listening').focus()", vec![]).await?;
    b.press_key(ENTER).await?;
    b.see(t.controls.listen).await?;
    assert_eq!(b.js("return document.activeElement.textContent", vec![]).await?, t.controls.listen);
    assert_eq!(b.js(reading, vec![]).await?, false);
    Ok(())
}

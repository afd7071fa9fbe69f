//! The pad under a real engine's events: where the ink lies, what is held off, and what the drawing hand may touch.

use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use serde_json::{Value, json};

pub async fn turning_zooming_and_another_tab_lose_no_ink(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let placed = vec![json!(SIGNATURE[1][0]), json!(0.22)];
    kiosk.reach_the_pad("Ana Sample").await?;
    let pointer = if engine == Engine::WebKit { Pointer::Mouse } else { Pointer::Finger };
    b.draw(pointer, &SIGNATURE[..2]).await?;
    let strokes = "return document.querySelector('canvas').getAttribute('aria-label')";
    let two = fill(t.sign.pad_many, &[("n", "2")]);
    assert_eq!(b.js(strokes, vec![]).await?, two);
    b.until("ink where it was drawn", PLACED, placed.clone()).await?;
    b.resize(1280, 800).await?;
    b.until("ink at the new size", INKED, vec![]).await?;
    b.until("ink at its place", PLACED, placed.clone()).await?;
    assert_eq!(b.js(strokes, vec![]).await?, two);
    b.draw(pointer, &SIGNATURE[2..]).await?;
    b.press(t.sign.undo).await?;
    assert_eq!(b.js(strokes, vec![]).await?, two);
    b.resize(768, 1024).await?;
    b.until("ink at the first size", PLACED, placed.clone()).await?;
    b.js("document.documentElement.style.zoom = 2", vec![]).await?;
    b.until("ink at twice the size", INKED, vec![]).await?;
    b.until("ink at its place", PLACED, placed.clone()).await?;
    b.js("document.documentElement.style.zoom = ''", vec![]).await?;
    b.look_at_another_tab().await?;
    b.until("ink afterwards", PLACED, placed.clone()).await?;
    assert_eq!(b.js(strokes, vec![]).await?, two);
    b.draw(pointer, &SIGNATURE[2..]).await?;
    kiosk.finish().await.map(|_| ())
}

/// Whether the canvas fits its place and there is ink in its left and in its right half.
const INKED: &str = "const c = document.querySelector('canvas'); \
    if (Math.abs(c.width - c.getBoundingClientRect().width * devicePixelRatio) > 1) return false; \
    const inked = (x) => c.getContext('2d').getImageData(x, 0, c.width / 2, c.height).data.some((v, i) => i % 4 === 3 && v > 0); \
    return inked(0) && inked(c.width / 2)";

/// Whether the pad has its shape, and there is ink at a place of it, and none above a height.
const PLACED: &str = "const c = document.querySelector('canvas'), [[x, y], top] = arguments; \
    const inked = (x, y, w, h) => c.getContext('2d').getImageData(x * c.width, y * c.height, w * c.width, h * c.height).data.some((v, i) => i % 4 === 3 && v > 0); \
    return Math.abs(c.height / c.width - 3 / 8) < 0.01 && inked(x - 0.01, y - 0.03, 0.02, 0.06) && !inked(0, 0, 1, top - 0.05)";

/// Where the pad is, once it is in sight: left, top, width, height. In the units of the engine's own events: WebKit's are the page's, zoomed, and the
/// others' are the window's.
const SEEN: &str = "const c = document.querySelector('canvas'), place = () => c.getBoundingClientRect(); \
    c.scrollIntoView({ block: 'center' }); const { left, top, width, height } = place(); return [left, top, width, height]";

/// How far the ink reaches, as shares of the pad: left, top, right, bottom.
const REACHES: &str = "const c = document.querySelector('canvas'), { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height); \
    let [left, top, right, bottom] = [1, 1, 0, 0]; for (let i = 3; i < data.length; i += 4) if (data[i] > 0) { \
        const x = ((i - 3) / 4) % c.width / c.width, y = Math.floor((i - 3) / 4 / c.width) / c.height; \
        [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)]; } return [left, top, right, bottom]";

/// Zoomed by a style, as some kiosk shells do it. The mouse goes to places of the window and asks no element where it is: Chromium's driver
/// measures an element in other units then.
pub async fn ink_lies_under_the_pointer_however_the_page_is_zoomed(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let b = &kiosk.browser;
    kiosk.reach_the_pad("Ana Sample").await?;
    for zoom in ["1", "2", "0.75", "1.3"] {
        b.js("document.documentElement.style.zoom = arguments[0]", vec![json!(zoom)]).await?;
        let seen = b.js(SEEN, vec![]).await?;
        let [left, top, width, height]: [f64; 4] = serde_json::from_value(seen).map_err(|error| error.to_string())?;
        let at = |along: f64| (left + width * (0.2 + 0.6 * along), top + height * (0.3 + 0.4 * along));
        b.drag(&[0.0, 0.25, 0.5, 0.75, 1.0].map(at)).await?;
        let reaches = b.js(REACHES, vec![]).await?;
        let reaches: [f64; 4] = serde_json::from_value(reaches).map_err(|error| error.to_string())?;
        // Half the pen's width, and a pixel: a small pad has few.
        let astray = reaches.iter().zip([0.2, 0.3, 0.8, 0.7]).any(|(is, should)| (is - should).abs() > 0.04);
        assert!(!astray, "at zoom {zoom} the ink reaches {reaches:?}");
        b.press(kiosk.text.sign.clear).await?;
    }
    Ok(())
}

/// Draws one stroke of a pen, a loop, out of 97 samples in lots of `lot`, as an engine reports them that looks at the pen less often than it moves.
const PEN: &str = "const [lot] = arguments, c = document.querySelector('canvas'), box = c.getBoundingClientRect(); \
    const about = (i) => ({ bubbles: true, cancelable: true, pointerId: 7, pointerType: 'pen', isPrimary: true, buttons: 1, pressure: 0.3 + 0.2 * Math.sin(i / 9), \
        clientX: box.left + box.width * (0.1 + 0.008 * i), clientY: box.top + box.height * (0.5 + 0.3 * Math.sin(i / 7)) }); \
    const send = (name, about) => c.dispatchEvent(new PointerEvent(name, about)); send('pointerdown', about(0)); \
    for (let i = lot; i <= 96; i += lot) { const coalescedEvents = []; for (let k = i - lot + 1; k <= i; k++) coalescedEvents.push(new PointerEvent('pointermove', about(k))); \
        send('pointermove', { ...about(i), coalescedEvents }) } send('pointerup', { ...about(96), buttons: 0 })";

/// The picture on the check screen, which is of what is kept; then back to an empty pad.
async fn kept(kiosk: &Kiosk) -> Result<String, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.sign.check).await?;
    b.see(t.check.lead).await?;
    let path = b.js("return document.querySelector('.check-mark path').getAttribute('d')", vec![]).await?;
    b.press(t.common.back).await?;
    b.see(t.sign.check).await?;
    b.press(t.sign.clear).await?;
    Ok(path.as_str().unwrap_or_default().to_owned())
}

pub async fn samples_that_come_in_fours_make_the_very_ink_of_those_that_come_one_by_one(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    kiosk.reach_the_pad("Ana Sample").await?;
    let mut inks = vec![];
    for lot in [1, 4, 32, 96] {
        kiosk.browser.js(PEN, vec![json!(lot)]).await?;
        inks.push(kept(&kiosk).await?);
    }
    assert!(inks[0].len() > 500, "{inks:?}");
    assert!(inks.iter().all(|ink| *ink == inks[0]), "{inks:?}");
    Ok(())
}

/// Which of the engine's own doings the pad lets through. As plain events, so that engines without a touch screen have them too.
const LET_THROUGH: &str = "const c = document.querySelector('canvas'); const refused = (name) => !c.dispatchEvent(new Event(name, { bubbles: true, cancelable: true })); \
    const style = getComputedStyle(c), pad = getComputedStyle(c.closest('.pad')), page = getComputedStyle(document.documentElement); \
    return ['touchstart', 'touchmove', 'touchend', 'contextmenu'].filter((name) => !refused(name)) \
        .concat(style.touchAction === 'none' ? [] : ['touch-action']).concat([pad.userSelect, pad.webkitUserSelect].includes('none') ? [] : ['selection']) \
        .concat(page.overscrollBehaviorY === 'none' ? [] : ['overscroll'])";

pub async fn the_engines_own_gestures_are_held_off_the_pad(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    kiosk.reach_the_pad("Ana Sample").await?;
    assert_eq!(kiosk.browser.js(LET_THROUGH, vec![]).await?, json!([]));
    // Elsewhere a finger scrolls.
    let beside = "return document.querySelector('.attestation').dispatchEvent(new Event('touchmove', { bubbles: true, cancelable: true }))";
    assert_eq!(kiosk.browser.js(beside, vec![]).await?, json!(true));
    Ok(())
}

/// A pen begins a stroke; meanwhile, and after it was lifted, something presses Clear, as an engine says it.
const PRESSED_BY: &str = "const [name, pointerType, detail] = arguments, c = document.querySelector('canvas'), box = c.getBoundingClientRect(); \
    const pen = (name, x) => c.dispatchEvent(new PointerEvent(name, { bubbles: true, cancelable: true, pointerId: 7, pointerType: name === 'press' ? '' : 'pen', pressure: 0.4, \
        buttons: 1, clientX: box.left + box.width * x, clientY: box.top + box.height / 2 })); \
    const press = () => [...document.querySelectorAll('.pad-tools button')].at(-1).dispatchEvent(new PointerEvent('click', { bubbles: true, cancelable: true, pointerType, detail })); \
    pen('pointerdown', 0.2); pen('pointermove', 0.4); if (name === 'while') press(); pen('pointermove', 0.6); pen('pointerup', 0.6); if (name === 'after') press(); \
    return c.getAttribute('aria-label')";

pub async fn a_palm_beside_the_pad_presses_nothing_while_somebody_draws(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.reach_the_pad("Ana Sample").await?;
    for (when, by, detail, words) in [
        ("while", "touch", 1, t.sign.pad_one),
        ("after", "touch", 1, t.sign.pad_one),
        ("after", "pen", 1, t.sign.pad_empty),
        ("after", "", 0, t.sign.pad_empty),
    ] {
        b.js(PRESSED_BY, vec![json!(when), json!(by), json!(detail)]).await?;
        let label = "return document.querySelector('canvas').getAttribute('aria-label') === arguments[0]";
        b.until(&format!("{words:?} when {by:?} presses {when}"), label, vec![json!(words)]).await?;
        b.press(t.sign.clear).await?;
    }
    Ok(())
}

/// What can be pressed, of the part in which one signs, and lies neither wholly above the pad nor out of sight.
const UNDER_THE_HAND: &str = "const pad = document.querySelector('.pad').getBoundingClientRect(); \
    return [...document.querySelectorAll('.signature :is(button, input, a, summary)')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().bottom > pad.top).map((e) => e.textContent)";

pub async fn neither_hand_lies_on_what_belongs_to_the_pad(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.reach_the_pad("Ana Sample").await?;
    for way in [t.sign.draw_instead, t.sign.witness_instead] {
        b.press(way).await?;
        b.until("a pad", "return !!document.querySelector('.pad')", vec![]).await?;
        for (width, height) in [(500, 900), (900, 500), (768, 1024), (1024, 768), (1280, 800)] {
            b.resize(width, height).await?;
            b.until("a pad that fits", "const pad = document.querySelector('.pad').getBoundingClientRect(); return pad.width > 100 && pad.right <= innerWidth", vec![]).await?;
            assert_eq!(
                b.js(UNDER_THE_HAND, vec![]).await?,
                Value::from(Vec::<Value>::new()),
                "{way} at {width} × {height}"
            );
        }
    }
    Ok(())
}

/// One pointer's events on the pad, as an engine would send them: what, which pointer, of which kind, where as shares of the pad.
const POINT: &str = "const c = document.querySelector('canvas'), { left, top, width, height } = c.getBoundingClientRect(); \
    for (const [type, pointerId, pointerType, x, y] of arguments[0]) c.dispatchEvent(new PointerEvent(type, { pointerId, pointerType, \
        clientX: left + x * width, clientY: top + y * height, bubbles: true, cancelable: true, isPrimary: true, pressure: 0.5 })); \
    return c.getAttribute('aria-label')";

pub async fn a_cancelled_stroke_stays_and_a_second_finger_draws_nothing(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.reach_the_pad("Ana Sample").await?;
    let fingers = json!([
        ["pointerdown", 11, "touch", 0.2, 0.3],
        ["pointermove", 11, "touch", 0.3, 0.5],
        ["pointerdown", 12, "touch", 0.7, 0.7],
        ["pointermove", 12, "touch", 0.8, 0.8],
        ["pointerup", 12, "touch", 0.8, 0.8],
        ["pointermove", 11, "touch", 0.4, 0.4],
        ["pointercancel", 11, "touch", 0.4, 0.4]
    ]);
    b.js(POINT, vec![fingers]).await?;
    b.see(t.sign.pad_one).await?;
    let captured = json!([
        ["pointerdown", 13, "touch", 0.5, 0.3],
        ["pointermove", 13, "touch", 0.6, 0.5],
        ["lostpointercapture", 13, "touch", 0.6, 0.5]
    ]);
    b.js(POINT, vec![captured]).await?;
    b.see(&fill(t.sign.pad_many, &[("n", "2")])).await?;
    // A pen takes over from the hand that rests, which then has drawn nothing.
    let pen = json!([
        ["pointerdown", 14, "touch", 0.9, 0.9],
        ["pointerdown", 15, "pen", 0.2, 0.6],
        ["pointermove", 15, "pen", 0.3, 0.6],
        ["pointerup", 15, "pen", 0.3, 0.6],
        ["pointerup", 14, "touch", 0.9, 0.9]
    ]);
    b.js(POINT, vec![pen]).await?;
    b.see(&fill(t.sign.pad_many, &[("n", "3")])).await
}

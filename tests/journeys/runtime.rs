//! What happens by itself: silence, a stopped program, a newer version, a screen that goes dark.

use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::engine::Storage;
use drive::kiosk::{self, SIGNATURE};
use drive::{Failure, Kiosk};
use serde_json::json;
use std::path::Path;
use xtask::page::short_hash;
use xtask::worker::worker;

pub async fn a_stopped_program_says_what_became_of_the_signature(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.reach_the_pad("Ana Sample").await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    b.press(t.sign.check).await?;
    b.see(t.check.lead).await?;
    // Without random bytes the program cannot go on: it panics in the midst of saving.
    b.js("window.crypto.getRandomValues = () => { throw new Error('none') }", vec![]).await?;
    b.press(t.check.finish).await?;
    b.see(t.panic.saving).await?;
    let page = b.js("return document.documentElement.outerHTML", vec![]).await?;
    assert!(!page.as_str().unwrap_or_default().contains("Ana Sample"));
    b.open(&kiosk.server.address()).await?;
    b.see(t.welcome.lead).await?;
    let code = kiosk.sign("Ben Sample").await?;
    let trap = "window.dispatchEvent(new window.ErrorEvent('error', { error: new window.WebAssembly.RuntimeError('unreachable') }))";
    b.js(trap, vec![]).await?;
    b.see(t.panic.signed).await?;
    b.see(&code).await?;
    b.open(&kiosk.server.address()).await?;
    b.see(t.welcome.lead).await?;
    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.records).await?;
    b.see("Ben Sample").await
}

pub async fn back_in_mid_visit_goes_one_screen_back_and_never_leaves_the_page(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.js("window.same = true", vec![]).await?;
    kiosk.begin("Ana Sample").await?;
    for title in [t.consent.title, t.name.title] {
        b.go_back().await?;
        b.see(title).await?;
        b.until("a page that holds on", HELD, vec![]).await?;
    }
    assert_eq!(b.js("return document.querySelector('#name').value", vec![]).await?, json!("Ana Sample"));
    b.press(t.common.go_on).await?;
    b.press(t.consent.agree).await?;
    kiosk.read().await?;
    b.press(t.reference.have).await?;
    b.see(t.sign.check).await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    kiosk.finish().await?;
    b.go_back().await?;
    b.until("a page that holds on", HELD, vec![]).await?;
    b.see(t.recorded.code).await?;
    kiosk.hand_over().await?;
    b.go_back().await?;
    b.see(t.welcome.lead).await?;
    assert_eq!(b.js("return window.same", vec![]).await?, json!(true));
    // The next person's Back is held as well.
    kiosk.begin("Ben Sample").await?;
    b.go_back().await?;
    b.see(t.consent.title).await?;
    assert_eq!(b.js("return window.same", vec![]).await?, json!(true));
    Ok(())
}

/// A Back is over when the history stands on the entry that is held.
const HELD: &str = "return history.state === true";

pub async fn a_way_out_leads_back_to_where_one_was_reading(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.begin("Ana Sample").await?;
    b.press(t.opening.whole).await?;
    b.see(t.section.confirm).await?;
    b.js("window.scrollTo(0, 900)", vec![]).await?;
    let there = "return window.scrollY === 900 && document.activeElement.id === 'way-paper'";
    for by_the_browser in [false, true] {
        // The foot of the frame is in sight wherever one reads, so that pressing scrolls nothing; the driver's own pressing would.
        b.js("document.querySelector('#way-paper').click()", vec![]).await?;
        b.see(t.exit.who).await?;
        assert_eq!(b.js("return window.scrollY", vec![]).await?, json!(0));
        if by_the_browser {
            b.go_back().await?;
        } else {
            b.press(t.common.back).await?;
        }
        b.until("the place", there, vec![]).await?;
        // An engine that remembers another place for the entry would go there now.
        b.js_async("setTimeout(arguments[0], 300)", vec![]).await?;
        assert_eq!(b.js(there, vec![]).await?, json!(true), "by the browser: {by_the_browser}");
    }
    Ok(())
}

pub async fn a_newer_version_takes_over_only_when_nobody_is_here(engine: Engine) -> Journey {
    let folder = tempfile::TempDir::new().map_err(|error| error.to_string())?;
    kiosk::copy_folder(&kiosk::folder(), folder.path())?;
    let kiosk = Kiosk::open_as(engine, Storage::Allowed, folder.path()).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.do_set_up().await?;
    let ready = "const done = arguments[0]; navigator.serviceWorker.ready.then(() => done(true))";
    b.js_async(ready, vec![]).await?;
    kiosk.lock().await?;
    kiosk.begin("Ana Sample").await?;

    newer_version(folder.path())?;
    let update = "const done = arguments[0]; navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => done(true), (e) => done(String(e)))";
    assert_eq!(b.js_async(update, vec![]).await?, json!(true));
    let waiting = "const done = arguments[0]; const look = () => navigator.serviceWorker.getRegistration().then((r) => \
                   r.waiting ? done(true) : setTimeout(look, 50)); look()";
    b.js_async(waiting, vec![]).await?;
    b.skip_time(62_000).await?;
    b.see(t.opening.kicker).await?;
    assert_eq!(b.js(IS_NEWER, vec![]).await?, json!(false));

    b.press(t.exits.leave).await?;
    b.press(t.exit.leave_keep).await?;
    b.see(t.welcome.lead).await?;
    b.skip_time(75_000).await?;
    b.until("the newer version", IS_NEWER, vec![]).await?;
    b.see(t.welcome.lead).await
}

const IS_NEWER: &str = "return document.querySelector('meta[name=newer]') !== null";

/// Puts another version of the page into a served folder: one file differs, and so the worker does.
fn newer_version(folder: &Path) -> Result<(), Failure> {
    let text = |path: &Path| std::fs::read_to_string(path).map_err(|error| error.to_string());
    let index = folder.join("index.html");
    let newer = text(&index)?.replace("</head>", "<meta name=\"newer\" content=\"yes\" /></head>");
    std::fs::write(&index, &newer).map_err(|error| error.to_string())?;
    let listed = text(&folder.join("sw.js"))?;
    let listed = listed.split_once("const FILES = ").and_then(|(_, rest)| rest.split_once(';')).ok_or("no list")?.0;
    let list: std::collections::BTreeMap<String, String> =
        serde_json::from_str(listed).map_err(|error| error.to_string())?;
    let hash = |(path, hash): (String, String)| {
        if path == "index.html" { (path, short_hash(newer.as_bytes())) } else { (path, hash) }
    };
    let files: Vec<(String, String)> = list.into_iter().map(hash).collect();
    std::fs::write(folder.join("sw.js"), worker(&files)).map_err(|error| error.to_string())
}

pub async fn a_screen_that_goes_dark_holds_up_neither_a_signature_nor_an_export(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    kiosk.reach_the_pad("Ana Sample").await?;
    kiosk.browser.draw(Pointer::Mouse, &SIGNATURE).await?;
    // A page that nobody sees is never asked for a frame.
    kiosk.browser.js("window.requestAnimationFrame = () => 1", vec![]).await?;
    kiosk.finish().await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    kiosk.browser.js("window.requestAnimationFrame = () => 1", vec![]).await?;
    kiosk.unlock(&passphrase).await?;
    kiosk.export().await.map(drop)
}

pub async fn a_wrong_passphrase_costs_a_wait_and_never_the_door(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.welcome.administrator).await?;
    for _ in 0..3 {
        b.type_into("passphrase", "not the words").await?;
        b.press(t.unlock.unlock).await?;
        b.see(t.unlock.wrong).await?;
        b.press(t.unlock.back).await?;
        b.press(t.welcome.administrator).await?;
    }
    b.see(t.unlock.wait.split_once("{n}").map_or("", |(before, _)| before).trim()).await?;
    b.see(t.unlock.ready).await?;
    b.type_into("passphrase", &passphrase).await?;
    b.press(t.unlock.unlock).await?;
    b.see(t.overview.title).await?;
    b.press(t.admin.activity).await?;
    b.see(&inkseal::text::fill(t.activity.unlock_failed, &[("n", "3")])).await
}

pub async fn the_recovery_kit_opens_the_door_when_the_passphrase_is_forgotten(engine: Engine) -> Journey {
    let kiosk = Kiosk::open(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let kit = kiosk.do_set_up().await?.kit;
    kiosk.lock().await?;
    kiosk.unlock(&kit).await?;
    b.press(t.admin.activity).await?;
    b.see(t.activity.kit_used).await
}

pub async fn back_never_undoes_a_set_up_or_an_administrators_work(engine: Engine) -> Journey {
    let kiosk = Kiosk::open(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.first.set_up).await?;
    b.see(t.set_up.names_title).await?;
    b.type_into("office", "Sample Office").await?;
    b.go_back().await?;
    b.until("a page that holds on", HELD, vec![]).await?;
    b.see(t.set_up.names_title).await?;
    assert_eq!(b.js("return document.querySelector('#office').value", vec![]).await?, json!("Sample Office"));

    let (kiosk, _) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.admin.records).await?;
    b.see(t.records.none).await?;
    b.go_back().await?;
    b.until("a page that holds on", HELD, vec![]).await?;
    b.see(t.records.none).await
}

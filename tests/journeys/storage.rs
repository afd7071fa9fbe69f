//! Nothing acknowledged is lost, and where it would be, nobody is let sign.

use crate::faults::names;
use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::engine::Storage;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk, kiosk};
use inkseal_domain::verdict::{FileReport, Standing, verify};
use std::path::Path;

pub async fn a_killed_browser_comes_back_with_every_record(engine: Engine) -> Journey {
    let (mut kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    kiosk.sign("Ben Sample").await?;
    kiosk.browser.restart().await?;
    kiosk.browser.open(&kiosk.server.address()).await?;
    kiosk.browser.see(kiosk.text.welcome.lead).await?;
    kiosk.unlock(&passphrase).await?;
    kiosk.browser.press(kiosk.text.admin.records).await?;
    kiosk.browser.see("Ana Sample").await?;
    kiosk.browser.see("Ben Sample").await
}

pub async fn without_the_server_everything_goes_on(engine: Engine) -> Journey {
    let (mut kiosk, passphrase) = Kiosk::set_up(engine).await?;
    let ready = "const done = arguments[0]; navigator.serviceWorker.ready.then(() => done(true))";
    kiosk.browser.js_async(ready, vec![]).await?;
    kiosk.lock().await?;
    let address = kiosk.server.address();
    kiosk.server.stop();
    kiosk.browser.open(&address).await?;
    kiosk.browser.see(kiosk.text.welcome.lead).await?;
    kiosk.sign("Ana Sample").await?;
    kiosk.hand_over().await?;
    kiosk.browser.restart().await?;
    kiosk.browser.open(&address).await?;
    kiosk.browser.see(kiosk.text.welcome.lead).await?;
    kiosk.unlock(&passphrase).await?;
    kiosk.export().await?;
    kiosk.browser.open(&format!("{address}verify.html")).await?;
    kiosk.browser.see(kiosk.text.verify.lead).await
}

pub async fn a_second_tab_takes_no_signature_until_the_first_is_gone(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.new_tab().await?;
    b.open(&kiosk.server.address()).await?;
    b.see(t.unavailable.other_tab).await?;
    b.close_other_tabs().await?;
    b.see(t.welcome.lead).await?;
    kiosk.sign("Ana Sample").await.map(|_| ())
}

pub async fn a_full_storage_takes_no_signer_and_says_why(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let fill = "for (const size of [1000000, 100000, 10000, 1000]) for (let i = 0; i < 20; i++) \
                try { localStorage.setItem(`fill.${size}.${i}`, 'x'.repeat(size)) } catch { break }";
    kiosk.browser.js(fill, vec![]).await?;
    kiosk.browser.press(kiosk.text.common.language).await?;
    kiosk.browser.see(kiosk.text.unavailable.full).await?;
    kiosk
        .browser
        .js(
            "for (const key of Object.keys(localStorage)) if (key.startsWith('fill.')) localStorage.removeItem(key)",
            vec![],
        )
        .await?;
    kiosk.browser.press(kiosk.text.unavailable.reload).await?;
    kiosk.browser.see(kiosk.text.welcome.lead).await?;
    kiosk.sign("Ana Sample").await.map(|_| ())
}

pub async fn without_a_second_copy_a_record_counts_and_the_next_signer_waits_for_it(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let spoil = "const set = Storage.prototype.setItem; Storage.prototype.setItem = function (key, value) { \
                 if (key.includes('.record.')) throw new DOMException('full', 'QuotaExceededError'); return set.call(this, key, value) }";
    b.js(spoil, vec![]).await?;
    kiosk.sign("Ana Sample").await?;
    b.see(t.recorded.local_copy_failed).await?;
    kiosk.hand_over().await?;
    b.press(t.common.language).await?;
    b.see(t.unavailable.one_copy).await?;
    // The page that is loaded now has a localStorage that works.
    b.press(t.unavailable.reload).await?;
    b.see(t.welcome.lead).await?;
    let copies = "return Object.keys(localStorage).filter((key) => key.includes('.record.')).length";
    let before = b.js(copies, vec![]).await?.as_u64();
    kiosk.sign("Ben Sample").await?;
    assert!(b.js(copies, vec![]).await?.as_u64() == before.map(|n| n + 1) && before >= Some(2), "{before:?}");
    Ok(())
}

pub async fn what_a_newer_version_wrote_is_left_alone_and_said(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    // A line of format 2 with its checksum: the first 12 bytes of SHA-256, in base64url.
    let write = "const done = arguments[0]; const body = 'inkhead2.9'; crypto.subtle.digest('SHA-256', new TextEncoder().encode(body)).then((hash) => { \
                 const sum = btoa(String.fromCharCode(...new Uint8Array(hash).slice(0, 12))).replaceAll('+', '-').replaceAll('/', '_'); \
                 localStorage.setItem('inkseal.head', `${body}.${sum}`); done(true) })";
    b.js_async(write, vec![]).await?;
    b.reload().await?;
    b.see(t.unavailable.later).await?;
    let head = b.js("return localStorage.getItem('inkseal.head')", vec![]).await?;
    assert!(head.as_str().is_some_and(|head| head.starts_with("inkhead2.")), "{head}");
    Ok(())
}

pub async fn a_blocked_storage_takes_no_signer_and_says_why(engine: Engine) -> Journey {
    let kiosk = Kiosk::open_as(engine, Storage::Blocked, &kiosk::folder()).await?;
    kiosk.browser.see(kiosk.text.unavailable.blocked).await
}

/// Only Firefox lets a page know; in the others the tablet must be set up by the checklist of docs/deploy.md.
pub async fn a_private_window_forgets_and_says_so_where_a_page_can_know(engine: Engine) -> Journey {
    let mut kiosk = Kiosk::open_as(engine, Storage::Private, &kiosk::folder()).await?;
    let t = kiosk.text;
    if engine == Engine::Firefox {
        kiosk.browser.press(t.first.set_up).await?;
        kiosk.browser.see(t.unavailable.private).await?;
        kiosk.browser.press(t.unavailable.reload).await?;
        kiosk.browser.press(t.first.try_it).await?;
        return kiosk.browser.see(t.welcome.lead).await;
    }
    kiosk.do_set_up().await?;
    kiosk.lock().await?;
    kiosk.sign("Ana Sample").await?;
    kiosk.browser.restart().await?;
    kiosk.browser.open(&kiosk.server.address()).await?;
    kiosk.browser.see(t.first.lead).await
}

pub async fn a_damaged_value_is_put_right_and_reported(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let damage = "const key = Object.keys(localStorage).filter((key) => key.includes('.record.')).sort().at(-1); \
                  const value = localStorage.getItem(key); localStorage.setItem(key, value.slice(0, -9)); return value";
    let value = b.js(damage, vec![]).await?;
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    let now = b.js(
        "return Object.entries(localStorage).filter(([key]) => key.includes('.record.')).map(([, value]) => value)",
        vec![],
    );
    assert!(now.await?.as_array().is_some_and(|values| values.contains(&value)));
    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.activity).await?;
    b.see(t.activity.repaired_one).await?;
    b.press(t.admin.records).await?;
    b.see("Ana Sample").await
}

pub async fn a_lost_journal_is_followed_by_a_new_chain_with_everybody_who_was_left(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    kiosk.lose_the_journal().await?;
    everybody_is_in_the_next_chain(&kiosk, &passphrase).await
}

pub async fn a_lost_key_ends_its_chain_and_everybody_is_in_the_next(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    kiosk.lose_the_key().await?;
    everybody_is_in_the_next_chain(&kiosk, &passphrase).await
}

/// An administrator begins again; Ben signs after that; both are in the export.
async fn everybody_is_in_the_next_chain(kiosk: &Kiosk, passphrase: &str) -> Journey {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.unlock(passphrase).await?;
    b.press(t.admin.activity).await?;
    b.see(t.activity.chain_started).await?;
    kiosk.lock().await?;
    kiosk.sign("Ben Sample").await?;
    kiosk.hand_over().await?;
    kiosk.unlock(passphrase).await?;
    let file = kiosk.export().await?;
    let report = report(&file)?;
    assert_eq!((report.standing, &report.faults[..]), (Standing::OfficeUnconfirmed, &[][..]));
    assert_eq!(names(&report), ["Ana Sample", "Ben Sample"]);
    Ok(())
}

/// Both media are gone, as when somebody clears the browser's data.
const CLEAR: &str = "const done = arguments[0]; localStorage.clear(); const opened = indexedDB.open('inkseal'); opened.onsuccess = () => { \
    const all = opened.result.transaction(['kv', 'keys'], 'readwrite'); ['kv', 'keys'].forEach((store) => all.objectStore(store).clear()); \
    all.oncomplete = () => { opened.result.close(); done(true) } }";

pub async fn a_tablet_that_was_cleared_says_in_every_file_which_kiosk_it_was(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    let b = &kiosk.browser;
    kiosk.unlock(&passphrase).await?;
    let exported = kiosk.export().await?;
    // Away from where the next export goes.
    let last = exported.with_file_name("last.json");
    std::fs::rename(exported, &last).map_err(|error| error.to_string())?;
    b.js_async(CLEAR, vec![]).await?;
    b.reload().await?;
    let words = kiosk.do_set_up_after(Some(&last)).await?;
    kiosk.lock().await?;
    kiosk.sign("Ben Sample").await?;
    kiosk.hand_over().await?;
    let before = report(&last)?.certificate.ok_or("the file has no certificate")?;
    kiosk.unlock(&words.passphrase).await?;
    let now = report(&kiosk.export().await?)?;
    assert_eq!(names(&now), ["Ben Sample"]);
    let certificate = now.certificate.ok_or("the file has no certificate")?;
    assert_eq!(certificate.supersedes, [before.key.kid()]);
    Ok(())
}

/// What the verifier says of an exported file.
fn report(file: &Path) -> Result<FileReport, Failure> {
    Ok(verify(&std::fs::read(file).map_err(|error| error.to_string())?, &[]))
}

/// Everything that the page keeps anywhere: keys and values.
const EVERYTHING: &str = "const done = arguments[0]; const opened = indexedDB.open('inkseal'); opened.onsuccess = () => { \
    const store = opened.result.transaction('kv').objectStore('kv'), keys = store.getAllKeys(); store.getAll().onsuccess = (all) => { \
        const journal = keys.result.map((key, i) => [key, all.target.result[i]]); opened.result.close(); \
        done([...journal, ...Object.entries(localStorage), ...Object.entries(sessionStorage).map(([key, value]) => ['session ' + key, value])]) } }";

pub async fn a_visit_that_a_kill_cuts_short_resumes_nowhere_and_leaves_nothing(engine: Engine) -> Journey {
    let (mut kiosk, _) = Kiosk::in_service(engine).await?;
    kiosk.reach_the_pad("Ana Sample").await?;
    kiosk.browser.draw(Pointer::Mouse, &SIGNATURE).await?;
    kiosk.browser.restart().await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.open(&kiosk.server.address()).await?;
    b.see(t.welcome.lead).await?;
    assert!(!b.text().await?.contains("Ana Sample"));
    let kept: Vec<(String, String)> = serde_json::from_value(b.js_async(EVERYTHING, vec![]).await?).unwrap();
    assert!(kept.iter().any(|(key, text)| key.contains("record.") && text.contains(".activity.")), "{kept:?}");
    for (key, text) in &kept {
        let name = key.trim_start_matches("inkseal.");
        let known = ["record.", "slot.", "head", "ballast", "canary"].iter().any(|known| name.starts_with(known));
        assert!(known && !text.contains(".visit.") && !text.contains("Ana Sample"), "{key}: {text}");
    }
    b.press(t.common.language).await?;
    b.see(t.name.title).await?;
    assert_eq!(b.js("return document.querySelector('#name').value", vec![]).await?, "");
    Ok(())
}

pub async fn unreadable_documents_are_said_and_nothing_is_lost(engine: Engine) -> Journey {
    let folder = tempfile::TempDir::new().map_err(|error| error.to_string())?;
    kiosk::copy_folder(&kiosk::folder(), folder.path())?;
    // Without its worker, the page reads the server's files each time.
    std::fs::remove_file(folder.path().join("sw.js")).map_err(|error| error.to_string())?;
    let index = folder.path().join("documents/index.json");
    let good = std::fs::read(&index).map_err(|error| error.to_string())?;
    std::fs::write(&index, "{").map_err(|error| error.to_string())?;
    let kiosk = Kiosk::open_as(engine, Storage::Allowed, folder.path()).await?;
    kiosk.browser.see(kiosk.text.unavailable.documents).await?;
    std::fs::write(&index, good).map_err(|error| error.to_string())?;
    kiosk.browser.reload().await?;
    kiosk.browser.see(kiosk.text.first.lead).await
}

/// The page beside the kiosk runs the contract of every store, the published vectors, and what only a browser can show.
pub async fn every_store_keeps_its_contract_in_this_engine(engine: Engine) -> Journey {
    let kiosk = Kiosk::open(engine).await?;
    kiosk.browser.open(&format!("{}tests/index.html", kiosk.server.address())).await?;
    let said = "const said = document.querySelector('#result')?.textContent ?? ''; return /^(ok|failed|panicked)/.test(said) ? said : false";
    let said = kiosk.browser.until("an outcome", said, vec![]).await?;
    assert!(said.as_str().is_some_and(|said| said.starts_with("ok ")), "{said}");
    Ok(())
}

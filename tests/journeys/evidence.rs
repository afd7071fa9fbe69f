//! What leaves the kiosk, and what others make of it.

use crate::elsewhere::save_keys;
use crate::{Engine, Journey};
use drive::engine::Storage;
use drive::{Browser, Failure, Kiosk};
use inkseal::text::fill;
use inkseal_domain::codec::unb64;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use xtask::{jose, step};

/// What the native command says of files: words and exit code.
pub fn inkseal(args: &[&str], files: &[&Path]) -> Result<(String, i32), Failure> {
    let mut command = step::cargo(&["run", "--quiet", "--package", "inkseal-cli", "--"]);
    let output = command.args(args).args(files).output().map_err(|error| error.to_string())?;
    Ok((String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code().unwrap_or(-1)))
}

fn says(command: &mut Command) -> Result<String, Failure> {
    let output = command.output().map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

pub async fn an_export_comes_back_and_verifies_with_our_tool_and_with_others(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let code = kiosk.sign("Ana Sample").await?;
    kiosk.hand_over().await?;
    kiosk.unlock(&passphrase).await?;
    let batch = kiosk.export().await?;
    b.choose_file("saved-file", &batch).await?;
    b.see(t.export.same).await?;
    let card = kiosk.save_office_card().await?;

    let card_path = card.to_string_lossy().into_owned();
    let (words, exit) = inkseal(&["verify", "--office", &card_path, "--receipt", &code], &[&batch])?;
    assert_eq!(exit, 0, "{words}");
    assert!(words.contains("Ana Sample"), "{words}");

    let others = [
        jose::python()?.map(|mut c| {
            c.arg("--office");
            c
        }),
        jose::node()?,
    ];
    let mut count = 0;
    for mut other in others.into_iter().flatten() {
        let said = says(other.arg(&card).arg(&batch))?;
        assert!(said.contains(": good, records "), "{said}");
        count += 1;
    }
    assert!(count > 0, "install python3 with pip, or node with npm");

    let again = batch.with_file_name("again");
    std::fs::rename(&batch, &again).map_err(|error| error.to_string())?;
    b.press(t.admin.export).await?;
    b.press(t.export.open).await?;
    b.focused("#check-file").await?;
    b.press(t.export.save_again).await?;
    let second = b.downloaded(".jws.json").await?;
    assert_eq!(std::fs::read(second).ok(), std::fs::read(again).ok(), "the same export again gives other bytes");
    Ok(())
}

pub async fn only_what_the_records_office_has_is_cleared(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let code = kiosk.sign("Ana Sample").await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.settings).await?;
    b.see(t.settings.purge_none).await?;
    let filing = exported_and_filed(&kiosk).await?;
    b.press(t.admin.export).await?;
    b.type_into("code", &code).await?;
    b.press(t.export.accept).await?;
    b.see(t.export.code_record).await?;
    let records = fill(t.admin.range, &[("first", "1"), ("last", "2")]);
    let range = [("records", records.as_str())];
    receipted(&kiosk, &filing, &records).await?;
    b.press(t.admin.settings).await?;
    cleared(&kiosk, &records).await?;
    b.press(t.admin.records).await?;
    b.see(t.records.cleared).await?;
    b.press(t.admin.activity).await?;
    b.see(&fill(t.activity.purged, &range)).await?;
    kiosk.lock().await?;
    kiosk.sign("Ben Sample").await.map(|_| ())
}

/// Exports everything new; the filing code that the records office gives for it.
async fn exported_and_filed(kiosk: &Kiosk) -> Result<String, Failure> {
    let batch = kiosk.export().await?;
    let card = kiosk.save_office_card().await?.to_string_lossy().into_owned();
    let (words, _) = inkseal(&["verify", "--office", &card], &[&batch])?;
    let filing = words.split_whitespace().find(|word| word.starts_with("F-"));
    Ok(filing.ok_or("no filing code")?.to_owned())
}

/// Types a filing code where receipts are, for `records`.
async fn receipted(kiosk: &Kiosk, filing: &str, records: &str) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.type_into("code", filing).await?;
    b.press(t.export.accept).await?;
    b.see(&fill(t.export.code_accepted, &[("records", records)])).await
}

/// The receipt that the native command makes for a batch, with the keys and the words that open them.
fn receipt_for(batch: &Path, keys: &Path, words: &str) -> Result<Vec<u8>, Failure> {
    let error = |error: std::io::Error| error.to_string();
    let mut command = step::cargo(&["run", "--quiet", "--package", "inkseal-cli", "--", "receipt"]);
    command.arg(batch).arg("--keys").arg(keys).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().map_err(error)?;
    let stdin = running.stdin.take().ok_or("no standard input")?;
    { stdin }.write_all(format!("{words}\n").as_bytes()).map_err(error)?;
    let output = running.wait_with_output().map_err(error)?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}

pub async fn a_receipt_from_the_office_counts_like_its_filing_code(engine: Engine) -> Journey {
    let kiosk = Kiosk::open(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let words = kiosk.do_set_up().await?;
    let keys = save_keys(&kiosk).await?;
    kiosk.lock().await?;
    kiosk.sign("Ana Sample").await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    kiosk.unlock(&words.passphrase).await?;
    let batch = kiosk.export().await?;
    let file = batch.with_file_name("receipt.json");
    std::fs::write(&file, receipt_for(&batch, &keys, &words.kit)?).map_err(|error| error.to_string())?;

    b.choose_file("receipt-file", &batch).await?;
    kiosk.see_error(t.export.receipt_other).await?;
    let golden = step::root().join("crates/domain/tests/vectors/good-receipt.json");
    b.choose_file("receipt-file", &golden).await?;
    kiosk.see_error(t.export.receipt_office).await?;
    let records = fill(t.admin.range, &[("first", "1"), ("last", "3")]);
    b.choose_file("receipt-file", &file).await?;
    b.see(&fill(t.export.code_accepted, &[("records", &records)])).await?;
    b.choose_file("receipt-file", &file).await?;
    b.see(t.export.receipt_already).await?;
    b.press(t.admin.settings).await?;
    cleared(&kiosk, &records).await
}

/// Clears `records`, which the settings offer.
async fn cleared(kiosk: &Kiosk, records: &str) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(&fill(t.settings.purge_go, &[("records", records)])).await?;
    b.press(t.settings.purge_yes).await?;
    b.see(&fill(t.settings.purge_done, &[("records", records)])).await
}

pub async fn what_is_on_hold_is_not_cleared_until_it_is_released(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    for name in ["Ana Sample", "Ben Sample"] {
        kiosk.sign(name).await?;
        kiosk.take_copy().await?;
        kiosk.hand_over().await?;
    }
    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.records).await?;
    b.press("Ben Sample").await?;
    b.press(t.records.hold_on).await?;
    b.see(t.records.hold_on_done).await?;
    let filing = exported_and_filed(&kiosk).await?;
    b.press(t.admin.export).await?;
    let range =
        |first: u64, last: u64| fill(t.admin.range, &[("first", &first.to_string()), ("last", &last.to_string())]);
    receipted(&kiosk, &filing, &range(1, 4)).await?;

    b.press(t.admin.settings).await?;
    b.see(&fill(t.settings.purge_held, &[("record", "record 3 (Ben Sample)")])).await?;
    b.press(t.settings.hold_on).await?;
    b.see(&fill(t.settings.purge_held, &[("record", "record 1")])).await?;
    b.press(t.settings.hold_off).await?;
    b.see(t.settings.hold_off_done).await?;
    cleared(&kiosk, &range(1, 2)).await?;

    b.press(t.admin.records).await?;
    b.choose("only", t.records.held).await?;
    b.press("Ben Sample").await?;
    b.press(t.records.hold_off).await?;
    b.see(t.records.hold_off_done).await?;
    b.press(t.admin.settings).await?;
    cleared(&kiosk, &range(3, 4)).await?;
    b.press(t.admin.activity).await?;
    b.see(t.activity.hold_set_all).await
}

pub async fn practice_says_so_on_every_screen_and_in_every_file(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.see(t.common.practice).await?;
    kiosk.reach_the_pad("Ana Sample").await?;
    b.see(t.common.practice).await?;
    b.draw(drive::browser::Pointer::Mouse, &drive::kiosk::SIGNATURE).await?;
    kiosk.finish().await?;
    b.see(t.recorded.practice).await?;
    b.press(t.recorded.save).await?;
    let copy = b.downloaded(".html").await?;
    assert!(copy.file_name().is_some_and(|name| name.to_string_lossy().starts_with("PRACTICE")), "{copy:?}");
    assert!(std::fs::read_to_string(copy).is_ok_and(|copy| copy.contains("PRACTICE")));
    kiosk.hand_over().await?;
    kiosk.begin("Ben Sample").await?;
    b.press(t.exits.question).await?;
    b.press(t.exit.question_keep).await?;
    b.see(t.recorded.practice_not_told).await?;
    kiosk.hand_over().await?;
    b.press(t.welcome.administrator).await?;
    b.see(t.overview.title).await?;
    b.see(t.common.practice).await?;
    let batch = kiosk.export().await?;
    assert!(batch.to_string_lossy().contains("PRACTICE"), "{batch:?}");
    let (words, exit) = inkseal(&["verify"], &[&batch])?;
    assert!(words.contains("practice") && exit != 0, "{exit}: {words}");
    Ok(())
}

pub async fn verify_html_works_from_disk_without_a_request(engine: Engine) -> Journey {
    let browser = Browser::start(engine, Storage::Allowed).await?;
    let t = &inkseal::text::text("en").verify;
    let page = drive::kiosk::folder().join("verify.html");
    browser.open(&format!("file://{}", page.display())).await?;
    browser.see(t.lead).await?;
    let golden = step::root().join("crates/domain/tests/vectors");
    browser.choose_file("files", &golden.join("good.jws.json")).await?;
    browser.see(t.unconfirmed).await?;
    browser.choose_file("files", &golden.join("inkseal-office.json")).await?;
    browser.see(t.next_good).await?;
    browser.press(t.open).await?;
    browser.see(t.back).await?;
    browser.press(t.back).await?;
    browser.type_into("taken", "r-xst4-npk7-ky34-xmtq").await?;
    browser.press(t.taken_look).await?;
    browser.see(&fill(t.taken_here, &[("seq", "2"), ("file", "good.jws.json")])).await?;
    browser.choose_file("files", &golden.join("phone.txt")).await?;
    let said = [("day", "2026-11-24"), ("seq", "3"), ("file", "good.jws.json")];
    browser.see(&fill(t.taken_said, &said)).await?;
    // Another kiosk of the same office goes on from that one.
    browser.choose_file("files", &golden.join("good-elsewhere.jws.json")).await?;
    browser.see(t.before_hint).await?;
    assert!(browser.text().await?.contains("Front desk (key "), "by the name that the other file has");
    browser.press(t.again).await?;
    browser.choose_file("files", &golden.join("dropped.jws.json")).await?;
    browser.see(t.bad).await?;
    let asked = "return performance.getEntriesByType('resource').filter((e) => !e.name.startsWith('data:') && !e.name.startsWith('blob:')).map((e) => e.name)";
    assert_eq!(browser.js(asked, vec![]).await?, serde_json::json!([]));
    Ok(())
}

pub async fn verify_html_takes_files_that_are_dropped_and_leaves_dropped_text_alone(engine: Engine) -> Journey {
    let browser = Browser::start(engine, Storage::Allowed).await?;
    let t = &inkseal::text::text("en").verify;
    browser.open(&format!("file://{}", drive::kiosk::folder().join("verify.html").display())).await?;
    browser.see(t.drop).await?;
    let golden = |name: &str| std::fs::read_to_string(step::root().join("crates/domain/tests/vectors").join(name));
    let file =
        |name: &str| Ok::<_, Failure>(serde_json::json!([name, golden(name).map_err(|error| error.to_string())?]));
    let files = [file("good.jws.json")?, file("inkseal-office.json")?];
    assert_eq!(
        browser.js(DROP, vec![files.as_slice().into(), "".into()]).await?,
        serde_json::json!([false, true, true])
    );
    browser.see(t.next_good).await?;
    let before = browser.text().await?;
    let text = vec![serde_json::json!([]), "https://example.org/".into()];
    assert_eq!(browser.js(DROP, text).await?, serde_json::json!([false, true, true]));
    assert_eq!(browser.text().await?, before);
    Ok(())
}

pub async fn what_was_exported_can_still_be_taken_along_for_reading(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.unlock(&passphrase).await?;
    kiosk.export().await?;
    b.press(t.export.copies).await?;
    let copies = b.downloaded(".html").await?;
    assert!(std::fs::read_to_string(copies).is_ok_and(|copies| copies.contains("Ana Sample")));
    b.press(t.export.later).await?;
    b.press(t.export.list).await?;
    b.see(t.export.reading_none).await?;
    b.press(t.export.open).await?;
    b.see(t.export.check_title).await?;
    b.focused("#check-file").await?;
    b.press(t.export.list).await?;
    let list = b.downloaded(".csv").await?;
    assert!(std::fs::read_to_string(list).is_ok_and(|list| list.contains("Ana Sample")));
    Ok(())
}

pub async fn what_was_set_aside_is_counted_and_leaves_as_a_file(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let damage = "const key = Object.keys(localStorage).find((key) => key.includes('.record.')); \
                  const torn = localStorage.getItem(key).slice(0, -9); localStorage.setItem(key, torn); return torn";
    let torn = b.js(damage, vec![]).await?;
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.records).await?;
    b.see(t.records.aside_one).await?;
    b.press(t.records.save).await?;
    let file = b.downloaded("set-aside.json").await?;
    let file: serde_json::Value =
        std::fs::read(file).ok().and_then(|file| serde_json::from_slice(&file).ok()).unwrap_or_default();
    let value = &file["values"][0];
    assert_eq!(value["side"], "local", "{file}");
    assert_eq!(
        value["bytes"].as_str().and_then(unb64).and_then(|bytes| String::from_utf8(bytes).ok()).as_deref(),
        torn.as_str()
    );
    Ok(())
}

/// Drops files (name and content) or a text as a hand would: WebDriver has no such hand. Says of each event whether the page took it in
/// place of the engine, which would open what is dropped.
const DROP: &str = "const [files, text] = arguments, place = document.querySelector('.drop'), data = new window.DataTransfer(); \
    for (const [name, content] of files) data.items.add(new window.File([content], name)); \
    if (text) data.setData('text/uri-list', text); \
    return ['dragenter', 'dragover', 'drop'].map((kind) => \
        !place.dispatchEvent(new window.DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data })))";

pub async fn a_record_keeps_the_text_of_the_version_that_was_signed(engine: Engine) -> Journey {
    let folder = tempfile::TempDir::new().map_err(|error| error.to_string())?;
    drive::kiosk::copy_folder(&drive::kiosk::folder(), folder.path())?;
    // Without its worker, the page reads the server's files each time.
    std::fs::remove_file(folder.path().join("sw.js")).map_err(|error| error.to_string())?;
    let kiosk = Kiosk::open_as(engine, Storage::Allowed, folder.path()).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let passphrase = kiosk.do_set_up().await?.passphrase;
    kiosk.lock().await?;
    kiosk.sign("Ana Sample").await?;
    kiosk.hand_over().await?;
    newer_agreement(&folder.path().join("documents"))?;
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.records).await?;
    b.press("Ana Sample").await?;
    b.see("I will tell the truth and when wrong, I will promptly admit it.").await?;
    let batch = kiosk.export().await?;
    let (words, exit) = inkseal(&["verify"], &[&batch])?;
    assert!(words.contains("2026-1") && exit == 4, "{exit}: {words}");
    Ok(())
}

/// Puts a newer version of the agreement into use, beside the one that was signed.
fn newer_agreement(documents: &Path) -> Result<(), Failure> {
    let words = |error: std::io::Error| error.to_string();
    let index = std::fs::read_to_string(documents.join("index.json")).map_err(words)?;
    let newer = index.replacen(r#""version": "2026-1""#, r#""version": "2026-2", "earlier": ["2026-1"]"#, 1);
    let slug = newer.split(r#""slug": ""#).nth(1).and_then(|rest| rest.split('"').next()).ok_or("no document")?;
    let folder = documents.join(slug);
    std::fs::create_dir(folder.join("2026-2")).map_err(words)?;
    let text = std::fs::read_to_string(folder.join("2026-1/en.md")).map_err(words)?;
    let text = text.replace("version: 2026-1", "version: 2026-2").replace("promptly admit it.", "admit it at once.");
    std::fs::write(folder.join("2026-2/en.md"), text).map_err(words)?;
    std::fs::write(documents.join("index.json"), newer).map_err(words)
}

pub async fn a_range_leaves_older_records_new(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.skip_time(26 * 3_600_000).await?;
    b.see(t.welcome.lead).await?;
    kiosk.sign("Ben Sample").await?;
    kiosk.hand_over().await?;
    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.export).await?;
    b.press(t.export.range).await?;
    let tomorrow = "const day = new window.Date(window.Date.now()); const two = (n) => String(n).padStart(2, '0'); \
                    const typed = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`; \
                    for (const id of ['from', 'to']) { const field = document.getElementById(id); field.value = typed; \
                    field.dispatchEvent(new window.Event('input', { bubbles: true })); field.dispatchEvent(new window.Event('change', { bubbles: true })); } return typed";
    b.js(tomorrow, vec![]).await?;
    b.press(t.export.make).await?;
    b.see(t.export.check_title).await?;
    b.focused("#check-file").await?;
    b.press(t.export.later).await?;
    b.see(&fill(t.export.everything, &[("visits", &fill(t.admin.visits, &[("n", "2")]))])).await
}

//! A file that is locked for the road.

use crate::{Engine, Journey};
use drive::{Browser, Failure, Kiosk};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use xtask::step;

/// What `inkseal open` gives for a locked file and its words.
fn opened(locked: &Path, words: &str) -> Result<Vec<u8>, Failure> {
    let error = |error: std::io::Error| error.to_string();
    let mut command = step::cargo(&["run", "--quiet", "--package", "inkseal-cli", "--", "open"]);
    let mut running = command.arg(locked).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(error)?;
    let stdin = running.stdin.take().ok_or("no standard input")?;
    { stdin }.write_all(format!("{words}\n").as_bytes()).map_err(error)?;
    Ok(running.wait_with_output().map_err(error)?.stdout)
}

/// At the records office: its six words open it, no others.
async fn verified(b: &Browser, locked: &Path, words: &str) -> Result<(), Failure> {
    let t = &inkseal::text::text("en").verify;
    b.open(&format!("file://{}", drive::kiosk::folder().join("verify.html").display())).await?;
    b.see(t.lead).await?;
    b.choose_file("files", locked).await?;
    b.see(t.locked_next).await?;
    b.type_into("locked-0", "one two three four five six").await?;
    b.press(t.locked_open).await?;
    b.see(t.locked_wrong).await?;
    b.focused("#locked-0").await?;
    b.type_into("locked-0", words).await?;
    b.press(t.locked_open).await?;
    b.see(t.unconfirmed).await?;
    b.see("Ana Sample").await
}

pub async fn a_file_locked_for_the_road_opens_with_its_words_alone_and_is_the_very_batch(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.export).await?;
    b.press(t.export.lock).await?;
    b.press(t.export.make).await?;
    b.see(t.export.lock_words).await?;
    b.focused("#check-file").await?;
    let words = kiosk.shown_words().await?;
    let locked = b.downloaded(".locked.json").await?;
    assert!(!std::fs::read_to_string(&locked).is_ok_and(|file| file.contains("payload")), "it is not locked");
    b.choose_file("saved-file", &locked).await?;
    b.see(t.export.same).await?;
    assert_eq!(b.downloads(".jws.json")?, Vec::<std::path::PathBuf>::new(), "the batch lies there unlocked");

    // The same export unlocked, and locked once more: under other words.
    b.press(t.export.finished).await?;
    b.see(t.export.what).await?;
    assert!(!b.text().await?.contains(t.export.lock_words), "the words stay");
    b.press(t.export.open).await?;
    b.focused("#check-file").await?;
    b.press(t.export.save_again).await?;
    let batch = std::fs::read(b.downloaded(".jws.json").await?).map_err(|error| error.to_string())?;
    assert!(opened(&locked, &words)? == batch, "another file comes out");
    b.press(t.export.save_locked).await?;
    b.see(t.export.lock_words).await?;
    b.focused("#check-file").await?;
    assert_ne!(kiosk.shown_words().await?, words);
    kiosk.lock().await?;
    verified(b, &locked, &words).await
}

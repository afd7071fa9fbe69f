//! Two people of one name, and one who signs again.

use crate::evidence::inkseal;
use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk};
use serde_json::Value;

/// What each line of the table says, as a person reads it.
const LINES: &str = "return [...document.querySelectorAll('table.list tbody tr')].map((line) => line.innerText.replace(/\\s+/g, ' ').trim())";

pub async fn two_people_of_one_name_are_told_apart_and_who_signed_again_is_said(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let codes = [sign(&kiosk, "4101").await?, sign(&kiosk, "4109").await?, sign(&kiosk, "4101").await?];
    let [first, namesake, last] = &codes;
    let says_again = |line: &String| line.contains(before(t.again.on));

    kiosk.unlock(&passphrase).await?;
    let today = b.text().await?;
    assert!(today.contains("Ana Sample (4101)") && today.contains("Ana Sample (4109)"), "{today}");

    b.press(t.admin.records).await?;
    b.see(t.records.col_code).await?;
    let lines = lines(&kiosk).await?;
    let named: Vec<&str> = lines.iter().filter_map(|line| line.get(..15)).collect();
    assert_eq!(named, ["Ana Sample 4101", "Ana Sample 4109", "Ana Sample 4101"], "{lines:?}");
    assert!(lines.iter().rev().zip(&codes).all(|(line, code)| line.ends_with(code.as_str())), "{lines:?}");
    assert_eq!(lines.iter().map(says_again).collect::<Vec<_>>(), [false, false, true], "{lines:?}");

    b.press("Ana Sample 4101").await?;
    b.see(before(t.again.earlier)).await?;
    b.press(first).await?;
    b.see(before(t.again.later)).await?;
    b.press(last).await?;
    b.see(before(t.again.earlier)).await?;

    let batch = kiosk.export().await?;
    let card = kiosk.save_office_card().await?.to_string_lossy().into_owned();
    let receipts = ["verify", "--office", &card, "--receipt", first, "--receipt", namesake, "--receipt", last];
    let (words, exit) = inkseal(&receipts, &[&batch])?;
    assert_eq!(exit, 0, "{words}");
    let again: Vec<&str> = words.lines().filter(|line| line.contains("signed again")).collect();
    assert!(matches!(again[..], [line] if line.contains(first) && line.ends_with(last.as_str())), "{words}");

    b.open(&format!("{}verify.html", kiosk.server.address())).await?;
    b.see(t.verify.lead).await?;
    b.choose_file("files", &batch).await?;
    b.see(t.verify.unconfirmed).await?;
    let lines = self::lines(&kiosk).await?;
    let again: Vec<&String> = lines.iter().filter(|line| says_again(line)).collect();
    assert!(matches!(again[..], [line] if line.contains("Ana Sample 4101") && line.contains(first)), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("Ana Sample 4109")), "{lines:?}");
    Ok(())
}

/// Ana Sample signs with this employee number and hands over. Gives the record code.
async fn sign(kiosk: &Kiosk, number: &str) -> Result<String, Failure> {
    kiosk.begin_as("Ana Sample", Some(number)).await?;
    kiosk.read_to_the_pad().await?;
    kiosk.browser.draw(Pointer::Mouse, &SIGNATURE).await?;
    let code = kiosk.finish().await?;
    kiosk.hand_over().await?;
    Ok(code)
}

async fn lines(kiosk: &Kiosk) -> Result<Vec<String>, Failure> {
    let lines = kiosk.browser.js(LINES, vec![]).await?;
    Ok(lines.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// What stands in a text before its first place.
fn before(words: &str) -> &str {
    words.split('{').next().unwrap_or_default().trim()
}

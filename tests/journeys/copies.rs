//! What a signer takes along, and what the office owes whoever took nothing.

use crate::{Engine, Journey};
use drive::{Failure, Kiosk};
use image::imageops::{FilterType, blur, resize};
use image::{GrayImage, Luma};
use inkseal_domain::slip::{Finding, find, look_up};
use inkseal_domain::verdict::verify;
use serde_json::{Value, json};

/// What a phone reads in a picture.
fn read(picture: &GrayImage) -> Option<String> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let shade = |x: usize, y: usize| picture.get_pixel(x as u32, y as u32).0[0];
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, shade);
    prepared.detect_grids().iter().find_map(|grid| Some(grid.decode().ok()?.1))
}

/// The screen as a phone's camera sees it, at arm's length (six of its pixels for a module of the code, 1 mm wide) and nearer: a little out
/// of focus, and with a lamp in the glass. It looks many times a second while the hand moves, and one look that
/// reads is enough.
fn frames(screen: &GrayImage) -> impl Iterator<Item = GrayImage> {
    [6, 7, 8, 9, 10, 11, 12].into_iter().map(|module_px| {
        let (width, height) = (screen.width() * module_px / 5, screen.height() * module_px / 5);
        let mut seen = blur(&resize(screen, width, height, FilterType::Triangle), module_px as f32 * 0.2);
        for (x, y, pixel) in seen.enumerate_pixels_mut() {
            let (dx, dy) = (x as f32 / width as f32 - 0.7, y as f32 / height as f32 - 0.3);
            let glare = 110.0 * (1.0 - dx.hypot(dy) * 2.0).max(0.0);
            // What is lit is never darker than the light, and no screen is black.
            let value = 25.0 + glare + f32::from(pixel.0[0]) * (230.0 - glare) / 255.0;
            *pixel = Luma([value as u8]);
        }
        seen
    })
}

async fn screen(kiosk: &Kiosk) -> Result<GrayImage, Failure> {
    let png = kiosk.browser.screenshot().await?;
    Ok(image::load_from_memory(&png).map_err(|error| error.to_string())?.to_luma8())
}

pub async fn a_phone_reads_the_code_from_the_screen_and_the_office_finds_the_record_by_it(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let code = kiosk.sign("Ana Sample").await?;
    b.press(t.recorded.phone).await?;
    b.see(t.recorded.phone_note).await?;
    b.js("document.querySelector('.qr').scrollIntoView({ block: 'center' })", vec![]).await?;
    let seen = screen(&kiosk).await?;
    let text = read(&seen).ok_or("no code is read on the screen")?;
    assert_eq!(frames(&seen).find_map(|frame| read(&frame)).as_ref(), Some(&text), "with a phone");
    assert!(text.starts_with("Ana Sample\n") && text.contains(&code) && !text.contains("://"), "{text}");
    assert!(text.len() <= 644, "{} bytes", text.len());

    kiosk.hand_over().await?;
    assert_eq!(b.js("return document.querySelector('.qr')", vec![]).await?, Value::Null);
    kiosk.unlock(&passphrase).await?;
    let batch = kiosk.export().await?;
    let report = verify(&std::fs::read(&batch).map_err(|error| error.to_string())?, &[]);
    let slip = find(&text).ok_or("the code holds no slip")?;
    let Finding::Here { seq, .. } = look_up(&slip, std::slice::from_ref(&report)) else {
        return Err(format!("the slip is not found: {text}"));
    };
    let name = report.records.iter().filter_map(|record| record.proved()).find(|proved| proved.record().seq == seq);
    assert_eq!(
        name.and_then(|proved| proved.record().signer_name()).map(ToString::to_string).as_deref(),
        Some("Ana Sample")
    );

    b.open(&format!("{}verify.html", kiosk.server.address())).await?;
    b.choose_file("files", &batch).await?;
    b.see(t.verify.taken_label).await?;
    b.put_into("taken", &text).await?;
    b.press(t.verify.taken_look).await?;
    b.see(&format!("It is record {seq} in")).await
}

pub async fn whoever_signs_and_takes_no_copy_is_owed_one(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.sign("Nan Took-Nothing").await?;
    kiosk.hand_over().await?;
    kiosk.sign("Sam Saved-It").await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    kiosk.sign("Ada Asked-For-It").await?;
    kiosk.take_copy().await?;
    b.press(t.recorded.ask_copy).await?;
    b.see(t.recorded.copy_owed).await?;
    kiosk.hand_over().await?;

    kiosk.unlock(&passphrase).await?;
    b.see(t.overview.owed_copy).await?;
    let owed = "return [...document.querySelectorAll('.owed-list li')].map((row) => row.innerText)";
    let owed = b.js(owed, vec![]).await?.to_string();
    assert!(owed.contains("Nan Took-Nothing") && owed.contains("Ada Asked-For-It"), "{owed}");
    assert!(!owed.contains("Sam Saved-It"), "{owed}");
    Ok(())
}

/// What the blank form's print holds: lines to write on, the choices for each document by reference, its foot.
const BLANK: &str = "const form = document.querySelector('#print .form-copy'), all = (selector) => [...form.querySelectorAll(selector)]; \
    return [all('.form-line').filter((line) => line.querySelector('.form-blank')).map((line) => line.textContent.trim()), \
        form.textContent.split('\u{2610}').length - 1, form.querySelector('.form-footer').textContent, form.textContent]";

pub async fn the_blank_form_has_three_lines_its_version_and_the_second_documents_choice(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.js("window.print = () => {}", vec![]).await?;
    b.press(t.welcome.print_blank).await?;
    let form = b.until("the form to print", BLANK, vec![]).await?;
    assert_eq!(form[0], json!(["Signature of Case Management Employee", "Date", "Print Name"]));
    assert_eq!(form[1], json!(2));
    let (foot, all) = (form[2].as_str().unwrap_or_default(), form[3].as_str().unwrap_or_default());
    let digest = foot.split_whitespace().last().unwrap_or_default();
    assert!(foot.contains("2026-1") && digest.len() == 43, "{foot}");
    for words in [t.reference.have, t.reference.not_yet, "I have received, read and understand"] {
        assert!(all.contains(words), "{words} is not in {all}");
    }
    Ok(())
}

/// A share sheet in place of the device's: it takes the file, is closed again, or refuses.
const SHARE_SHEET: &str = "window.navigator.canShare = (data) => data.files?.[0]?.type === 'text/html'; \
    window.navigator.share = async ({ files: [file] }) => { window.offered = [file.name, await file.text()]; \
        if (arguments[0]) throw new DOMException('as asked', arguments[0]) }";

pub async fn a_copy_that_is_shared_is_no_longer_owed_and_one_that_is_not_is(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    for (name, answer) in [("Ana Sample", ""), ("Ben Sample", "AbortError"), ("Cleo Sample", "NotAllowedError")] {
        b.js(SHARE_SHEET, vec![json!(answer)]).await?;
        let code = kiosk.sign(name).await?;
        b.press(t.recorded.share).await?;
        b.until("the file", "return window.offered?.[1].includes(arguments[0])", vec![json!(code)]).await?;
        let file = b.js("return window.offered[0]", vec![]).await?;
        assert!(
            file.as_str().is_some_and(|file| file.starts_with("signed-copy_") && file.ends_with(".html")),
            "{file}"
        );
        if answer == "NotAllowedError" {
            b.see(t.recorded.share_failed).await?;
        }
        kiosk.hand_over().await?;
    }
    kiosk.unlock(&passphrase).await?;
    let owed = b.text().await?;
    assert_eq!(["Ana", "Ben", "Cleo"].map(|name| owed.contains(name)), [false, true, true], "{owed}");
    Ok(())
}

//! Documents: a new one is looked at, put into use and signed; another version says what is different; a bad file changes nothing.

use crate::evidence::inkseal;
use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use std::path::PathBuf;

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name)
}

/// From the settings to the documents.
async fn open_documents(kiosk: &Kiosk) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.admin.settings).await?;
    b.press(t.documents.go).await?;
    b.see(t.documents.bring).await
}

async fn bring(kiosk: &Kiosk, names: &[&str]) -> Result<(), Failure> {
    let files: Vec<PathBuf> = names.iter().map(|name| sample(name)).collect();
    kiosk.browser.choose_files("document-files", &files).await?;
    kiosk.browser.focused("#offered").await
}

/// A visit at a kiosk at which only the sample agreement of that many sections is signed.
async fn sign(kiosk: &Kiosk, name: &str, title: &str, sections: usize) -> Result<String, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.see(title).await?;
    kiosk.begin(name).await?;
    b.press(t.opening.sections).await?;
    for n in 1..=sections {
        b.see(&fill(t.section.progress, &[("n", &n.to_string()), ("of", &sections.to_string())])).await?;
        b.press(t.section.confirm).await?;
    }
    b.see(t.sign.check).await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    kiosk.finish().await
}

/// Takes the documents that the kiosk came with out of use: another one is in use by now.
async fn withdraw_the_others(kiosk: &Kiosk) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    for left in [2, 1] {
        b.press(t.documents.withdraw).await?;
        b.press(t.documents.withdraw_yes).await?;
        let count = "return document.querySelector('.documents').children.length === arguments[0]";
        b.until("a shorter list", count, vec![left.into()]).await?;
    }
    Ok(())
}

pub async fn a_document_of_another_kind_is_brought_signed_renewed_and_verified(engine: Engine) -> Journey {
    let (kiosk, words) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    open_documents(&kiosk).await?;
    bring(&kiosk, &["sample-nda-1.md"]).await?;
    b.see(t.documents.new_here).await?;
    b.press(t.documents.put).await?;
    b.see("Sample Non-Disclosure Agreement, version 1.0.").await?;
    withdraw_the_others(&kiosk).await?;
    kiosk.lock().await?;
    sign(&kiosk, "Ana Sample", "Sample Non-Disclosure Agreement", 2).await?;
    kiosk.hand_over().await?;
    // It is in use after a start too.
    b.reload().await?;
    b.see("Sample Non-Disclosure Agreement").await?;

    kiosk.unlock(&words).await?;
    open_documents(&kiosk).await?;
    bring(&kiosk, &["sample-nda-2.md"]).await?;
    b.see(&fill(t.documents.differs, &[("n", "3"), ("version", "1.0")])).await?;
    let differences = "return [...document.querySelectorAll('.differences del, .differences ins')].map((run) => run.textContent.trim())";
    let runs = b.js(differences, vec![]).await?;
    assert_eq!((&runs[1], &runs[2]), (&"one year".into(), &"two years".into()), "{runs}");
    // Nobody decides by oversight whether people sign again.
    b.press(t.documents.put).await?;
    kiosk.see_error(t.documents.again_open).await?;
    b.press(t.documents.again_no).await?;
    b.press(t.documents.put).await?;
    b.see("version 2.0.").await?;
    b.press(t.admin.activity).await?;
    let kept = [("title", "Sample Non-Disclosure Agreement"), ("version", "2.0"), ("counts", "1.0")];
    b.see(&fill(t.activity.document_counts, &kept)).await?;

    // Whoever signed the first version is not outstanding, and their record shows the text that they signed.
    b.press(t.admin.roster).await?;
    kiosk.choose_list(b"Name\nAna Sample\nBen Sample\n").await?;
    b.press(t.roster.take).await?;
    b.focused("#roster-import").await?;
    b.see(&fill(t.roster.count_one, &[("n", "1"), ("of", "2"), ("version", "2.0")])).await?;
    b.press(t.admin.records).await?;
    b.press("Ana Sample").await?;
    b.see("It ends one year after I leave.").await?;

    let card = kiosk.save_office_card().await?.display().to_string();
    let batch = kiosk.export().await?;
    let (said, exit) = inkseal(&["verify", "--office", &card], &[&batch])?;
    assert_eq!(exit, 0, "{said}");
    Ok(())
}

pub async fn the_text_of_the_second_document_is_read_where_only_its_name_was(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    open_documents(&kiosk).await?;
    bring(&kiosk, &["second-document-text.md", "sample-training-2026.md"]).await?;
    b.see(t.documents.text_comes).await?;
    b.press(t.documents.again_yes).await?;
    b.press(t.documents.put).await?;
    b.see("Sample Training Acknowledgement, version 2026.").await?;
    kiosk.lock().await?;
    kiosk.begin("Ana Sample").await?;
    kiosk.read().await?;
    // Every paragraph of both is on the screen before anybody agrees to it.
    for name in ["second-document-text.md", "sample-training-2026.md"] {
        let bytes = std::fs::read(sample(name)).map_err(|error| error.to_string())?;
        let document = inkseal_domain::document::Document::parse(&bytes).map_err(|error| error.to_string())?;
        let lines = 3;
        let paragraphs = document.paragraphs();
        for paragraph in &paragraphs[..paragraphs.len() - lines] {
            b.see(paragraph.text).await?;
        }
        b.press(t.reference.have_read).await?;
    }
    b.see(t.sign.check).await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    b.press(t.sign.check).await?;
    b.see(t.reference.have_read).await?;
    b.press(t.check.finish).await?;
    b.see(t.recorded.code).await?;
    let copy = std::fs::read_to_string(kiosk.take_copy().await?).map_err(|error| error.to_string())?;
    for words in ["A first sample clause of the second document.", "I took part in all of the sample training."] {
        assert!(copy.contains(words), "{words}");
    }
    Ok(())
}

pub async fn a_file_that_is_no_document_changes_nothing_and_says_on_which_line(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    open_documents(&kiosk).await?;
    let folder = tempfile::TempDir::new().map_err(|error| error.to_string())?;
    let file = folder.path().join("hostile.md");
    let nda = std::fs::read_to_string(sample("sample-nda-1.md")).map_err(|error| error.to_string())?;
    let hostile = nda.replace("I keep to myself", "<img src=x onerror=alert(1)> I keep");
    std::fs::write(&file, hostile).map_err(|error| error.to_string())?;
    let kept = "return JSON.stringify(Object.entries(localStorage))";
    let untouched = b.js(kept, vec![]).await?;
    b.choose_files("document-files", &[file]).await?;
    let said = [("name", "hostile.md"), ("line", "18"), ("why", t.documents.html)];
    b.see(&fill(t.documents.error_line, &said)).await?;
    assert_eq!(b.js(kept, vec![]).await?, untouched);
    // What is in use already is no new document.
    b.choose_files("document-files", &[drive::kiosk::agreement()?]).await?;
    b.see(t.documents.error_in_force).await
}

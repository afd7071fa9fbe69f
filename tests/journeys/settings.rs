//! Settings: chosen on one kiosk, saved as a file, and taken over on the next one, where a visit shows what they mean.

use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk};
use inkseal::text::{fill, text};
use std::path::{Path, PathBuf};

/// Which ids are ticked, and the accent, once nothing is being kept any more.
const CHOSEN: &str = "return document.getElementById('asks-host')?.checked && document.getElementById('asks-witness').checked \
                      && !document.getElementById('offers-es').checked && document.documentElement.dataset.accent === 'plum'";

/// Chooses what differs from a new kiosk, and saves it.
async fn chosen_and_saved(kiosk: &Kiosk) -> Result<PathBuf, Failure> {
    let (b, t) = (&kiosk.browser, &kiosk.text.settings);
    b.press(kiosk.text.admin.settings).await?;
    b.press(t.asks_host).await?;
    b.press(t.asks_witness).await?;
    b.js("document.getElementById('offers-es').click()", vec![]).await?;
    b.press(t.accent_plum).await?;
    b.until("what was chosen", CHOSEN, vec![]).await?;
    // The last language stays.
    b.js("document.getElementById('offers-en').click()", vec![]).await?;
    b.see(t.languages_one).await?;
    b.press(t.file_save).await?;
    b.downloaded("inkseal-settings.json").await
}

/// Takes the file over, after one that is none.
async fn take_over(kiosk: &Kiosk, file: &Path) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, &kiosk.text.settings);
    let folder = tempfile::TempDir::new().map_err(|error| error.to_string())?;
    let other = folder.path().join("other.json");
    std::fs::write(&other, "{}").map_err(|error| error.to_string())?;
    b.press(kiosk.text.admin.settings).await?;
    b.choose_file("settings-file", &other).await?;
    b.see(&fill(t.file_other, &[("name", "inkseal-settings.json")])).await?;
    b.choose_file("settings-file", file).await?;
    b.see(t.file_preview).await?;
    b.see(&fill(t.file_change, &[("before", t.file_off), ("after", t.file_on)])).await?;
    b.see(&fill(t.file_change, &[("before", t.accent_petrol), ("after", t.accent_plum)])).await?;
    b.press(t.file_take).await?;
    b.see(t.file_taken).await?;
    b.until("what the file says", CHOSEN, vec![]).await?;
    b.choose_file("settings-file", file).await?;
    b.see(t.file_same).await
}

pub async fn what_one_kiosk_saved_shows_in_a_visit_at_the_next_one(engine: Engine) -> Journey {
    let (first, _) = Kiosk::set_up(engine).await?;
    let file = chosen_and_saved(&first).await?;
    let (next, passphrase) = Kiosk::set_up(engine).await?;
    take_over(&next, &file).await?;
    next.lock().await?;

    let (b, t) = (&next.browser, next.text);
    let spanish = text("es").common.language;
    assert!(!b.text().await?.contains(spanish), "only English is on offer");
    next.begin("Ana Sample").await?;
    next.read().await?;
    b.press(t.reference.have).await?;
    b.see(t.host.body).await?;
    b.press(t.common.go_on).await?;
    next.see_error(t.host.empty).await?;
    b.type_into("host", "Sample Host").await?;
    b.press(t.host.checked).await?;
    b.press(t.common.go_on).await?;
    b.see(t.sign.seen_about).await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    b.press(t.sign.check).await?;
    next.see_error(t.sign.witness_empty).await?;
    b.type_into("seen-by", "Sample Witness").await?;
    b.press(t.sign.check).await?;
    b.see(t.check.lead).await?;
    let hosted = fill(t.paper.host_checked, &[("name", "Sample Host")]);
    b.see(&hosted).await?;
    b.see(&fill(t.paper.seen, &[("name", "Sample Witness")])).await?;
    b.press(t.check.finish).await?;
    b.see(t.recorded.code).await?;
    b.see(&hosted).await?;
    let copy = std::fs::read_to_string(next.take_copy().await?).map_err(|error| error.to_string())?;
    assert!(copy.contains("Sample Host") && copy.contains("Sample Witness"));
    next.hand_over().await?;

    next.unlock(&passphrase).await?;
    b.press(t.admin.activity).await?;
    let names = [t.settings.names_languages, t.settings.names_host, t.settings.names_witness, t.settings.names_accent];
    b.see(&fill(t.activity.settings_changed, &[("names", &names.join(", "))])).await
}

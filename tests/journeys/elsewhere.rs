//! The office's keys: another tablet goes on with them, and a new kit takes the place of the one before.

use crate::evidence::inkseal;
use crate::{Engine, Journey};
use drive::{Failure, Kiosk};
use inkseal::text::fill;
use std::path::{Path, PathBuf};

/// Saves the office's keys from the settings.
pub async fn save_keys(kiosk: &Kiosk) -> Result<PathBuf, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    let before = b.downloads(".json")?;
    b.press(t.admin.settings).await?;
    b.press(t.settings.keys_save).await?;
    // It says so once that they were saved is kept.
    b.see(t.settings.keys_saved.trim_start_matches("{name}").trim()).await?;
    let file = b.downloaded_besides(".json", &before).await?;
    assert!(file.to_string_lossy().contains("inkseal-keys_20"), "{}", file.display());
    Ok(file)
}

/// Which of these lines stand on Today.
async fn on_today(kiosk: &Kiosk, lines: &[&'static str]) -> Result<Vec<&'static str>, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.admin.today).await?;
    b.see(t.overview.title).await?;
    b.see(t.overview.try_).await?;
    let seen = b.text().await?;
    Ok(lines.iter().copied().filter(|line| seen.contains(line)).collect())
}

/// From the two doors of a new tablet to the administrator's door.
async fn bring_keys(kiosk: &Kiosk, keys: &Path, last: &Path) -> Result<(), Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.first.elsewhere).await?;
    b.see(t.elsewhere.lead).await?;
    b.press(t.common.go_on).await?;
    kiosk.see_error(t.elsewhere.keys_empty).await?;
    b.choose_file("keys-file", keys).await?;
    b.see("Sample Office").await?;
    b.type_into("kiosk", "Back desk").await?;
    b.choose_file("last-file", last).await?;
    let follows = fill(t.before.follows, &[("kiosk", "Front desk"), ("office", "Sample Office")]);
    b.see(follows.split("{last}").next().unwrap_or_default().trim_end()).await?;
    b.press(t.common.go_on).await?;
    b.see(t.unlock.hint_elsewhere).await
}

pub async fn another_tablet_goes_on_in_the_office_with_its_keys_and_its_kit(engine: Engine) -> Journey {
    let first = Kiosk::open(engine).await?;
    let words = first.do_set_up().await?;
    let card = first.save_office_card().await?.display().to_string();
    let keys = save_keys(&first).await?;
    first.lock().await?;
    first.sign("Ana Sample").await?;
    first.hand_over().await?;
    first.unlock(&words.passphrase).await?;
    let one = first.export().await?;

    let other = Kiosk::open(engine).await?;
    let (b, t) = (&other.browser, other.text);
    bring_keys(&other, &keys, &one).await?;
    // Whoever goes back has brought nothing.
    b.press(t.common.back).await?;
    b.see(t.first.lead).await?;
    bring_keys(&other, &keys, &one).await?;
    b.type_into("passphrase", &words.kit).await?;
    b.press(t.unlock.unlock).await?;
    b.see(t.overview.title).await?;
    // The kit was just typed, the keys lie where they came from, and the records office has the card.
    assert_eq!(on_today(&other, &[t.overview.kit, t.overview.card, t.overview.keys]).await?, [""; 0]);
    other.lock().await?;
    other.sign("Ben Sample").await?;
    other.hand_over().await?;
    // It is a kiosk now, which the administrator's own words unlock too.
    b.reload().await?;
    b.see(t.welcome.lead).await?;
    other.unlock(&words.passphrase).await?;
    b.press(t.admin.activity).await?;
    b.see(t.activity.kit_used).await?;
    let two = other.export().await?;

    let (said, exit) = inkseal(&["verify", "--office", &card], &[&one, &two])?;
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("In the place of Front desk (key "), "{said}");
    Ok(())
}

pub async fn a_new_kit_opens_and_the_one_before_does_not(engine: Engine) -> Journey {
    let kiosk = Kiosk::open(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let words = kiosk.do_set_up().await?;
    let lines = [t.overview.kit, t.overview.keys, t.overview.keys_old];
    assert_eq!(on_today(&kiosk, &lines).await?, [t.overview.kit, t.overview.keys]);
    save_keys(&kiosk).await?;
    assert_eq!(on_today(&kiosk, &lines).await?, [t.overview.kit]);
    b.press(t.admin.settings).await?;
    b.press(t.settings.kit_new_make).await?;
    b.focused("#new-kit").await?;
    let newer = kiosk.shown_words().await?;
    assert_ne!(newer, words.kit);
    b.press(t.settings.kit_new_use).await?;
    b.see(t.settings.kit_made).await?;
    for (typed, said) in [(&words.kit, t.settings.kit_wrong), (&newer, t.settings.kit_proved)] {
        b.type_into("kit-words", typed).await?;
        b.press(t.settings.kit_prove).await?;
        b.see(said).await?;
    }
    assert_eq!(on_today(&kiosk, &lines).await?, [t.overview.keys_old]);
    b.press(t.admin.activity).await?;
    b.see(t.activity.kit_made).await?;
    kiosk.lock().await?;
    kiosk.unlock(&newer).await
}

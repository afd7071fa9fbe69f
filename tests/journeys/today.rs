//! Today: what needs attention first, each with a button that leads to its remedy; and what was tried on a tablet.

use crate::{Engine, Journey};
use drive::Kiosk;
use inkseal::text::fill;

const DAY_MS: i64 = 86_400_000;

/// Whether a button that says exactly this can be seen.
const OFFERED: &str = "return [...document.querySelectorAll('button')].some((b) => b.checkVisibility() && b.textContent.trim() === arguments[0])";

pub async fn what_failed_when_the_tablet_was_tried_is_offered_to_nobody(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.js("window.print = () => {}", vec![]).await?;
    b.press(t.overview.try_go).await?;
    for (which, answer) in [(t.settings.try_print, t.settings.try_no), (t.settings.try_save, t.settings.try_yes)] {
        let press = "const row = [...document.querySelectorAll('.try-tablet li')].find((li) => li.textContent.startsWith(arguments[0])); \
                     const find = () => [...row.querySelectorAll('button')].find((b) => b.firstChild.textContent.trim() === arguments[1]); \
                     const button = row && find(); button?.click(); return !!button";
        b.until("a button that tries", press, vec![which.into(), t.settings.try_go.into()]).await?;
        b.until("a button that answers", press, vec![which.into(), answer.into()]).await?;
        let state = if answer == t.settings.try_no { t.settings.try_fails } else { t.settings.try_works };
        b.see(&format!("{which} · {state}")).await?;
    }
    let file = b.downloaded("inkseal-test.html").await?;
    assert!(std::fs::read_to_string(file).is_ok_and(|page| page.contains(t.settings.try_page)));
    b.press(t.admin.today).await?;
    b.see(t.overview.title).await?;
    assert!(!b.text().await?.contains(t.overview.try_));
    kiosk.lock().await?;
    kiosk.sign("Ana Sample").await?;
    b.see(t.recorded.copy).await?;
    let offered = async |says: &str| b.js(OFFERED, vec![says.into()]).await;
    assert_eq!(offered(t.recorded.print).await?, false);
    assert_eq!(offered(t.recorded.save).await?, true);
    Ok(())
}

pub async fn an_overdue_export_and_a_file_in_the_downloads_are_said_until_they_are_dealt_with(
    engine: Engine,
) -> Journey {
    let (kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.skip_time(17 * DAY_MS).await?;
    kiosk.unlock(&passphrase).await?;
    b.see(t.overview.overdue).await?;
    let visits = fill(t.overview.new_days, &[("visits", t.admin.visits_one), ("n", "17")]);
    b.see(&visits).await?;
    let file = kiosk.export().await?;
    b.choose_file("saved-file", &file).await?;
    b.see(t.export.moved_one).await?;
    b.press(t.admin.today).await?;
    b.see(t.overview.moved_do).await?;
    assert!(!b.text().await?.contains(t.overview.overdue));
    b.press(t.overview.moved_go).await?;
    b.press(t.export.moved_go).await?;
    b.see(t.export.moved_done).await?;
    b.press(t.admin.today).await?;
    b.see(t.overview.title).await?;
    assert!(!b.text().await?.contains(t.export.moved_one));
    Ok(())
}

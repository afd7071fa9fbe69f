//! What takes long, and is called off.

use crate::{Engine, Journey};
use drive::Kiosk;
use inkseal::text::fill;

/// Nothing is painted from here on, and whatever waits for it stands still: an export stops at its first step, however fast it is.
const HOLD: &str = "window.held = []; window.paint = window.requestAnimationFrame; \
    window.requestAnimationFrame = (frame) => window.held.push(frame)";
/// Everything that was held goes on.
const GO_ON: &str = "window.requestAnimationFrame = window.paint; window.held.forEach((frame) => window.paint(frame))";

pub async fn an_export_that_is_called_off_has_exported_nothing_and_lost_nothing(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.unlock(&passphrase).await?;
    b.press(t.admin.export).await?;
    b.js(HOLD, vec![]).await?;
    b.press(t.export.make).await?;
    b.press(t.export.call_off).await?;
    b.js(GO_ON, vec![]).await?;
    b.see(t.export.called_off).await?;
    b.see(t.export.earlier_none).await?;
    b.see(&fill(t.export.everything, &[("visits", t.admin.visits_one)])).await?;
    let file = kiosk.export().await?;
    b.choose_file("saved-file", &file).await?;
    b.see(t.export.same).await?;
    b.press(t.export.finished).await?;
    // An earlier export is no record: called off, it is there as before.
    b.js(HOLD, vec![]).await?;
    b.press(t.export.open).await?;
    b.press(t.export.call_off).await?;
    b.js(GO_ON, vec![]).await?;
    b.see(t.export.called_off).await?;
    b.press(t.export.open).await?;
    b.see(t.export.check_title).await
}

pub async fn readable_copies_that_are_called_off_leave_no_file(engine: Engine) -> Journey {
    let kiosk = Kiosk::practise(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.welcome.administrator).await?;
    b.see(t.overview.title).await?;
    b.press(t.admin.export).await?;
    b.js(HOLD, vec![]).await?;
    b.press(t.export.copies).await?;
    b.press(t.export.copies_call_off).await?;
    b.js(GO_ON, vec![]).await?;
    b.see(t.export.copies_called_off).await?;
    b.press(t.export.copies).await?;
    b.downloaded(".html").await.map(|_| ())
}

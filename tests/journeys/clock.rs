//! The date and the clock: midnight, the hour that summer time takes and gives back, and a clock that goes wrong.

use crate::faults::Faulty;
use crate::{Engine, Journey};
use drive::Kiosk;
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use serde_json::json;

pub async fn whoever_finishes_after_midnight_sees_the_new_date_first(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.check_past_midnight("Ana Sample").await?;
    let date = "return document.querySelector('.date-question p').textContent.split(', ').slice(0, 2).join(', ')";
    let shown = b.js(date, vec![]).await?;
    b.press(t.check.finish).await?;
    b.see(t.recorded.code).await?;
    let text = b.text().await?;
    assert!(shown.as_str().is_some_and(|day| day.len() > 10 && text.contains(day)), "{shown}: {text}");
    Ok(())
}

/// The date beside the line.
const BESIDE_THE_LINE: &str = "return [...document.querySelectorAll('.form-lines .form-value')].at(-1).textContent";

pub async fn past_midnight_the_date_beside_the_line_is_the_new_day(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let b = &kiosk.browser;
    b.skip_to_midnight_but(60_000).await?;
    kiosk.reach_the_pad("Ana Sample").await?;
    let yesterday = b.js(BESIDE_THE_LINE, vec![]).await?;
    b.skip_time(61_000).await?;
    let turned = format!("const day = (() => {{ {BESIDE_THE_LINE} }})(); return day !== arguments[0]");
    b.until("another date beside the line", &turned, vec![yesterday]).await.map(drop)
}

pub async fn past_midnight_an_open_field_says_yesterday_no_more(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let day = "return document.getElementById('own-date').valueAsDate.getUTCDate()";
    b.skip_to_midnight_but(60_000).await?;
    kiosk.reach_the_pad("Ana Sample").await?;
    b.draw(Pointer::Mouse, &SIGNATURE).await?;
    b.press(t.sign.check).await?;
    b.press(t.check.date_wrong).await?;
    b.see(t.check.own_date_drop).await?;
    let yesterday = b.js(day, vec![]).await?;
    b.skip_time(61_000).await?;
    b.press(t.check.finish).await?;
    b.see(t.check.date_changed).await?;
    // Nobody has said another day than the clock's: whether the new one is right is asked anew.
    b.see(t.check.date_question).await?;
    b.press(t.check.date_wrong).await?;
    assert_ne!(b.js(day, vec![]).await?, yesterday);
    Ok(())
}

pub async fn a_clock_set_back_is_flagged_and_refuses_nobody(engine: Engine) -> Journey {
    let (kiosk, passphrase) = Kiosk::signed_by(engine, "Ana Sample").await?;
    // Two hours: whatever the time of day, no zone's day is then before the day of the build, which is another flag.
    kiosk.browser.skip_time(-2 * 3_600_000).await?;
    kiosk.sign("Ben Sample").await?;
    kiosk.hand_over().await?;
    kiosk.unlock(&passphrase).await?;
    kiosk.browser.see(kiosk.text.tablet.clock_one).await
}

/// The page's zone has another distance from UTC from now on, as after a change to or from summer time. The page's own Date: a driver's
/// scripts may run with another.
const CHANGE_TO: &str = "const west_min = -arguments[0]; window.Date.prototype.getTimezoneOffset = () => west_min";

pub async fn summer_time_may_begin_and_end_around_a_signature_and_nothing_looks_wrong(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    b.js(CHANGE_TO, vec![json!(-420)]).await?;
    for (name, change) in [("Ana Sample", -360), ("Ben Sample", -420)] {
        kiosk.reach_the_pad(name).await?;
        b.draw(Pointer::Mouse, &SIGNATURE).await?;
        b.js(CHANGE_TO, vec![json!(change)]).await?;
        kiosk.finish().await?;
        b.see(&format!("UTC-0{}:00", -change / 60)).await?;
        kiosk.hand_over().await?;
    }
    kiosk.unlock(&faulty.passphrase).await?;
    assert!(!b.text().await?.contains(t.tablet.clock_do));
    let report = faulty.exported().await?;
    let visits = report.records.iter().filter_map(|record| Some(record.proved()?.visit()?.0.record()));
    let clocks: Vec<_> = visits.map(|record| (record.utc_offset_min, record.clock.flags.len())).collect();
    assert_eq!(clocks, [(-360, 0), (-420, 0)]);
    Ok(())
}

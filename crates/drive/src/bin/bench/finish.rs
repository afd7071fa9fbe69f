//! From "Sign and finish" to "Recorded", beside a bare strict IndexedDB transaction of as many bytes, in the same page, in turn.

use crate::Counts;
use drive::engine::Storage;
use drive::figures::Compared;
use drive::{Engine, Failure, Kiosk};
use inkseal::text::fill;
use serde_json::{Value, json};
use std::path::Path;

const NAME: &str = "Sample Person";
/// Bare transactions in a row; see `bare.js`.
const IN_A_ROW: usize = 10;

/// Signs, again and again.
pub async fn measure(engine: Engine, served: &Path, counts: &Counts) -> Result<Compared, Failure> {
    let kiosk = Kiosk::open_as(engine, Storage::Allowed, served).await?;
    kiosk.do_set_up().await?;
    kiosk.lock().await?;
    let (mut ours, mut theirs, mut bytes) = (vec![], vec![], 0);
    // The first visit is not counted: engines compile while a program runs.
    for visit in 0..=counts.visits {
        let (bare, size) = bare(&kiosk).await?;
        let finish = finish(&kiosk).await?;
        if visit > 0 {
            (bytes, ours, theirs) = (size, [ours, vec![finish]].concat(), [theirs, vec![bare]].concat());
        }
    }
    let peer = format!("a bare strict transaction of {bytes} bytes");
    Ok(Compared::of(format!("finish → Recorded, {}", engine.name()), peer, &ours, &theirs))
}

async fn bare(kiosk: &Kiosk) -> Result<(f64, u64), Failure> {
    let found = kiosk.browser.js_async(include_str!("bare.js"), vec![json!(IN_A_ROW)]).await?;
    let ms = found.get(0).and_then(Value::as_f64).ok_or("the bare transaction gave no time")?;
    Ok((ms, found.get(1).and_then(Value::as_u64).unwrap_or_default()))
}

/// A visit with a typed signature, from Welcome to Welcome.
async fn finish(kiosk: &Kiosk) -> Result<f64, Failure> {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.reach_the_pad(NAME).await?;
    b.press(t.sign.type_instead).await?;
    b.press(&fill(t.sign.sign_as, &[("name", NAME)])).await?;
    b.press(t.sign.check).await?;
    b.see(t.check.lead).await?;
    let words = vec![json!(t.check.finish), json!(t.recorded.title)];
    let ms = b.js_async(include_str!("finish.js"), words).await?;
    kiosk.hand_over().await?;
    ms.as_f64().ok_or_else(|| format!("no time, but {ms}"))
}

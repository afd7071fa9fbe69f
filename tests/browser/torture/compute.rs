//! Boxes sealed and opened over and over, without the domain's proofreading: does this engine always come to the same result?

use super::tell;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::hpke_box::{BoxPublic, BoxSecret, SealedBox};
use serde_json::json;

/// How many different boxes; each has its own bytes.
const BOXES: u8 = 16;
/// How many are sealed and opened before the page says what came of it: enough for an engine to compile everything anew meanwhile.
const COUNT: usize = 600;
/// What they are for.
const INFO: &[u8] = b"inkseal/1/torture";

/// Computes, and says how many came out otherwise than before.
pub async fn work() -> Result<(), String> {
    let secret = BoxSecret::derive(&[7; 32]);
    let public = secret.public();
    let mut before: Vec<Option<SealedBox>> = vec![None; usize::from(BOXES)];
    let mut wrong = 0;
    for n in 0..COUNT {
        let which = n % usize::from(BOXES);
        let (sealed, opened) = once(&secret, public, which as u8);
        let is_right = opened && before[which].as_ref().is_none_or(|before| *before == sealed);
        wrong += u64::from(!is_right);
        before[which].get_or_insert(sealed);
    }
    tell::tell(json!({ "what": "computed", "count": COUNT, "wrong": wrong })).await?;
    // The next page may come before the answer does.
    let _ = tell::phase("done").await;
    Ok(())
}

/// The box, and whether it opened to what was put in.
fn once(secret: &BoxSecret, public: BoxPublic, which: u8) -> (SealedBox, bool) {
    let text = vec![which; 1500];
    let sealed = public.seal(INFO, &text, &mut Entropy::new([which; 32]));
    let sealed = sealed.unwrap_or(SealedBox { enc: vec![], ct: vec![] });
    let opened = secret.open(INFO, &sealed).is_ok_and(|opened| opened == text);
    (sealed, opened)
}

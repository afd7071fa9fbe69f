//! What a signer can do.

use crate::{Engine, Journey};
use drive::Kiosk;

pub async fn signing_ends_with_recorded(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    kiosk.lock().await?;
    let code = kiosk.sign("Ana Sample").await?;
    assert!(code.starts_with('R'), "{code}");
    kiosk.hand_over().await
}
